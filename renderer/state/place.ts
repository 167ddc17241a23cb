import type { ByteRange, EntryPath, Place } from '../../shared/domain/artifact';
import type { Region } from '../../shared/domain/coverage';
import type { EntryFact } from '../../shared/domain/fact';
import type { Report } from '../../shared/domain/report';

export function samePath(a: EntryPath, b: EntryPath): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}

const isStored = (entry: EntryFact) =>
  entry.storedBytes === entry.inflatedBytes && entry.range.end - entry.range.start === entry.inflatedBytes;

/**
 * Where a place of an entry lies in the artifact's own bytes, for the byte map. Inside a compressed entry a byte has no place of its
 * own: the whole stored body stands for it, and `exact` is false.
 */
export function absoluteRange(report: Report, place: Place): ByteRange & { readonly exact: boolean } {
  let { start, end } = place.range;
  let exact = true;
  for (let path = place.entryPath; path.length > 0; path = path.slice(0, -1)) {
    const entry = report.entries.find((candidate) => samePath(candidate.path, path));
    if (!entry) return { start: 0, end: report.sizeBytes, exact: false };
    if (isStored(entry)) {
      start += entry.range.start;
      end += entry.range.start;
    } else {
      ({ start, end } = entry.range);
      exact = false;
    }
  }
  return { start, end, exact };
}

/** The deepest entry whose plain bytes hold an absolute offset, and the offset in it. */
export function placeAt(report: Report, absolute: number): { readonly entryPath: EntryPath; readonly offset: number } {
  let here: { entryPath: EntryPath; offset: number } = { entryPath: [], offset: absolute };
  for (;;) {
    const { entryPath, offset } = here;
    const inner = report.entries.find(
      (entry) =>
        samePath(entry.entryPath, entryPath) &&
        isStored(entry) &&
        offset >= entry.range.start &&
        offset < entry.range.end,
    );
    if (!inner) return here;
    here = { entryPath: inner.path, offset: offset - inner.range.start };
  }
}

/** Regions in an entry's own offsets; empty for a compressed entry, whose bytes the artifact's regions do not describe. */
export function regionsOf(report: Report, entryPath: EntryPath): readonly Region[] {
  if (entryPath.length === 0) return report.regions;
  const whole = absoluteRange(report, { entryPath, range: { start: 0, end: 0 } });
  if (!whole.exact) return [];
  return report.regions
    .filter((region) => region.end > whole.start)
    .map((region) => ({ ...region, start: region.start - whole.start, end: region.end - whole.start }));
}

/** Size of an entry; null when the report does not list it. */
export function entrySize(report: Report, entryPath: EntryPath): number | null {
  if (entryPath.length === 0) return report.sizeBytes;
  return report.entries.find((entry) => samePath(entry.path, entryPath))?.inflatedBytes ?? null;
}
