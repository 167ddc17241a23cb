import { EVERYONE, LOADERS_MASK, PICKLETOOLS, PYTHON } from './readers';
import { FALSE, INT_LIMIT, intValue, TRUE, type Value } from './values';

/** What an INT or LONG line means, and which readers take it. `value` is null for integers too large for the machine. */
export interface IntegerLine {
  readonly value: Value | null;
  readonly accepts: number;
}

/** Python's `int(text, 0)`: optional sign, then 0x/0o/0b digits, or decimal without leading zeros; single underscores between digits. */
const BASE_0 = /^[+-]?(?:0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|0(?:_?0)*|[1-9](?:_?[0-9])*)$/;
/** Python's `int(text)`. */
const BASE_10 = /^[+-]?[0-9](?:_?[0-9])*$/;
/** C's `strtol(text, …, 0)` takes leading zeros as octal. */
const STRTOL_OCTAL = /^[+-]?0[0-7]+$/;

/**
 * INT and LONG are text, and the three readers parse it differently: `_pickle.c` uses `strtol` with base 0 and stops at a NUL byte
 * (cpython#126996), `pickle.py` uses `int(text, 0)`, `pickletools` uses `int(text)` (cpython#126992).
 */
export function parseIntegerLine(line: string, long: boolean): IntegerLine {
  if (!long && (line === '00' || line === '01')) return { value: line === '01' ? TRUE : FALSE, accepts: EVERYONE };
  const nul = line.indexOf('\0');
  const text = (nul >= 0 && !long ? line.slice(0, nul) : line).trim().replace(long ? /L$/ : /$^/, '');
  const base0 = BASE_0.test(text);
  const base10 = BASE_10.test(text);
  let accepts = 0;
  if (base0) accepts |= LOADERS_MASK;
  else if (!long && (STRTOL_OCTAL.test(text) || (nul >= 0 && base10))) accepts |= LOADERS_MASK & ~PYTHON;
  if (nul >= 0) accepts &= ~PYTHON;
  if (base10 && nul < 0) accepts |= PICKLETOOLS;
  if (accepts === 0) return { value: null, accepts };
  const octal = !base0 && STRTOL_OCTAL.test(text);
  const digits = text.replaceAll('_', '').replace(/^[+-]/, '');
  const magnitude = digits.length <= 16 ? Number(octal ? `0o${digits}` : digits) : Number.POSITIVE_INFINITY;
  const value = magnitude < INT_LIMIT ? intValue(text.startsWith('-') ? -magnitude : magnitude) : null;
  return { value, accepts };
}
