import type { ByteSource } from '../byte-source';
import type { EntryContext } from '../entry-context';
import type { ZipDirectory } from './directory';
import type { Member } from './members';

/** Books what belongs to the archive itself, and says what stands before, behind or beside it. */
export function explainStructure(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
  members: readonly Member[],
): void {
  const { collector, coverage, entryPath, absoluteBase } = context;
  for (const { start, end } of directory.structure) {
    coverage.explain(start, end);
    if (absoluteBase !== null) collector.region('container', absoluteBase + start, absoluteBase + end);
  }
  if (absoluteBase !== null)
    for (const member of members)
      collector.region('container', absoluteBase + member.headerOffset, absoluteBase + member.dataStart);
  const first = Math.min(...members.map((member) => member.headerOffset), directory.structure[0]?.start ?? source.size);
  if (first > 0 && Number.isFinite(first)) {
    collector.add(
      {
        kind: 'oddity',
        entryPath,
        range: { start: 0, end: first },
        code: 'prependedBytes',
        detail: 'bytes stand before the archive',
      },
      'prependedBytes',
    );
    coverage.declareGap(0, first, 'bytes before the archive');
  }
  if (directory.end < source.size) {
    collector.add(
      {
        kind: 'oddity',
        entryPath,
        range: { start: directory.end, end: source.size },
        code: 'appendedBytes',
        detail: 'bytes follow the end of the archive',
      },
      'appendedBytes',
    );
    coverage.declareGap(directory.end, source.size, 'bytes after the archive');
  }
  if (directory.ambiguous || directory.truncated || directory.structure.length === 0) {
    const detail = directory.ambiguous
      ? 'two directories list different members'
      : 'the archive has no whole directory';
    collector.add(
      {
        kind: 'malformed',
        entryPath,
        range: { start: directory.structure[0]?.start ?? 0, end: directory.end },
        code: 'archiveDirectory',
        detail,
        stops: [],
      },
      'archiveDirectory',
    );
    coverage.declareGap(directory.structure[0]?.start ?? 0, directory.end, detail);
  }
}
