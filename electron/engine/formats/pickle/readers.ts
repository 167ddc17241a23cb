import type { Reader } from '../../../../shared/domain/fact';

/** Readers as bits, so that "who is still reading" is one number in the machine. */
export const C = 1;
export const C_FILE = 2;
export const PYTHON = 4;
export const PICKLETOOLS = 8;
/** Those that run what they read. */
export const LOADERS_MASK = C | C_FILE | PYTHON;
export const EVERYONE = LOADERS_MASK | PICKLETOOLS;

const NAMES: readonly Reader[] = ['c', 'cFile', 'python', 'pickletools'];

/** The readers of a mask, in a fixed order. */
export function readersOf(mask: number): readonly Reader[] {
  return NAMES.filter((_, bit) => (mask & (1 << bit)) !== 0);
}
