import type { EntryContext } from '../entry-context';
import type { ZipDirectory } from './directory';
import type { Member } from './members';

/** Books what belongs to the archive itself, and says when the directory is not to be believed. */
export function explainStructure(context: EntryContext, directory: ZipDirectory, members: readonly Member[]): void {
  const { collector, coverage, entryPath, absoluteBase } = context;
  for (const { start, end } of directory.structure) {
    coverage.explain(start, end);
    if (absoluteBase !== null) collector.region('container', absoluteBase + start, absoluteBase + end);
  }
  if (absoluteBase !== null)
    for (const member of members)
      collector.region('container', absoluteBase + member.headerOffset, absoluteBase + member.dataStart);
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
