/** A half-open span of bytes: `start` is included, `end` is not. Offsets are absolute in the artifact unless said otherwise. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The names that lead from the artifact to the bytes in question: `[]` is the artifact itself,
 * `['archive/data.pkl']` a member of it, `['inner.zip', 'a.pkl']` a member of a member, `['zlib']` an unwrapped compressed body.
 * Offsets that travel with an entry path count from the first byte of that entry.
 */
export type EntryPath = readonly string[];

/** Where something stands: an entry and a span of bytes inside it. */
export interface Place {
  readonly entryPath: EntryPath;
  readonly range: ByteRange;
}

/** One text for an entry path, for keys and for people: `inner.zip › a.pkl`; empty for the artifact itself. */
export function formatEntryPath(entryPath: EntryPath): string {
  return entryPath.join(' › ');
}
