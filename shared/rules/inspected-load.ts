import { formatEntryPath } from '../domain/artifact';
import type { CallFact, Fact } from '../domain/fact';

/** True for the function by which torch writes a tensor into a pickle of its own: its bytes are a whole torch file. */
export function isTensorLoad(module: string, name: string): boolean {
  return module === 'torch.storage' && name === '_load_from_bytes';
}

/**
 * True for a `_load_from_bytes` whose bytes were found to be a file and inspected as a member: what they do when they are loaded is
 * told there, and the call adds nothing to it.
 */
export function isInspectedLoad(fact: CallFact, facts: readonly Fact[]): boolean {
  const { callee, payload } = fact;
  if (payload === undefined || callee.kind !== 'global' || !isTensorLoad(callee.module, callee.name)) return false;
  const path = formatEntryPath([...fact.entryPath, payload]);
  return facts.some((other) => other.kind === 'entry' && formatEntryPath(other.path) === path);
}
