import type { ByteRange } from '../../../shared/domain/artifact';
import type { OddityCode } from '../../../shared/domain/fact';
import { type ByteSource, readWhole, SliceSource } from '../byte-source';
import { latin1 } from '../decode-text';
import type { EntryContext } from '../entry-context';
import type { ZipDirectory } from './directory';
import type { Member } from './members';

const HEAD_BYTES = 64 * 1024;

/** Bytes of an archive that belong to no member: what they are called and how they are noted. */
interface Leftover extends ByteRange {
  readonly name: string;
  readonly code: OddityCode | null;
  readonly detail: string;
}

/** Looks at what stands before, behind and in the comment of an archive: a loader that does not ask the directory reads it first. */
export async function inspectLeftovers(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
  members: readonly Member[],
): Promise<void> {
  const { collector, entryPath } = context;
  for (const leftover of leftoversOf(source, directory, members)) {
    const range = { start: leftover.start, end: leftover.end };
    if (leftover.code !== null) {
      collector.add({ kind: 'oddity', entryPath, range, code: leftover.code, detail: leftover.detail }, leftover.code);
    }
    await inspectLeftover(context, source, leftover);
  }
}

/** What belongs to no member, front to back. Names stand for members in entry paths. */
export function leftoversOf(source: ByteSource, directory: ZipDirectory, members: readonly Member[]): Leftover[] {
  const found: Leftover[] = [];
  // Without an end record and without a member there is no archive that anything could stand beside.
  if (directory.structure.length === 0 && members.length === 0) return found;
  let first = directory.structure[0]?.start ?? source.size;
  let last = directory.end;
  for (const { headerOffset, dataEnd } of members) {
    first = Math.min(first, headerOffset);
    if (directory.structure.length === 0) last = Math.max(last, dataEnd);
  }
  if (first > 0) {
    found.push({
      start: 0,
      end: first,
      name: '(before the archive)',
      code: 'prependedBytes',
      detail: 'bytes stand before the archive',
    });
  }
  for (const { start, end } of directory.comments) {
    found.push({ start, end, name: '(archive comment)', code: null, detail: 'the comment of the archive' });
  }
  if (last < source.size) {
    found.push({
      start: last,
      end: source.size,
      name: '(after the archive)',
      code: 'appendedBytes',
      detail: 'bytes follow the end of the archive',
    });
  }
  return found;
}

/** Text is explained as text; what is recognised as some format is inspected as one; the rest is a gap. */
async function inspectLeftover(
  context: EntryContext,
  source: ByteSource,
  { start, end, name, detail }: Leftover,
): Promise<void> {
  const { coverage, absoluteBase, collector } = context;
  const slice = new SliceSource(source, start, end);
  const head = await readWhole(slice, 0, HEAD_BYTES);
  const base = absoluteBase === null ? null : absoluteBase + start;
  if (await context.recognises(slice)) {
    const outcome = await context.member({ name, absoluteBase: base, content: { source: slice } });
    coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
    return;
  }
  if (head.length === end - start && /^[\t\n\r\x20-\x7e]*$/.test(latin1(head))) {
    coverage.explain(start, end);
    if (base !== null) collector.region('text', base, base + (end - start));
    return;
  }
  coverage.declareGap(start, end, `${detail}: not understood`);
  if (base !== null) collector.region('unexplained', base, base + (end - start));
}
