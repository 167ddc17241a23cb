import type { EntryFact } from '../../../../shared/domain/fact';
import { nameFlags } from '../../archive/members';
import { type ByteSource, MemorySource, SliceSource } from '../../byte-source';
import { type ByteStream, SourceStream } from '../../byte-stream';
import { collect } from '../../collect';
import type { Content, EntryContext, MemberOutcome, MemberRole } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { ForwardReader } from '../../forward-reader';
import type { Ports } from '../../ports';
import { openRest } from '../../rest';
import { silentContext } from '../../silent-context';
import { isTorchTar, torchTarRole } from '../torch-tar';
import { type TarEntry, tarEntries } from './entries';
import { isTarHead } from './header';
import { WrittenNames } from './names';
import { sparseStream } from './sparse';

/** Bytes of a sparse file that are held to be shown. */
const SHOWN_BYTES = 64 * 1024 * 1024;
/** Names remembered to tell what the archive is. */
const REMEMBERED_NAMES = 1000;

const KINDS: Readonly<Record<string, string>> = {
  1: 'hard link',
  2: 'symbolic link',
  3: 'character device',
  4: 'block device',
  5: 'folder',
  6: 'pipe',
};

/** Tar archives in every dialect, read from front to back; PyTorch’s first format is one with members of its own. */
export const tarFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => isTarHead(head),
  inspect: async (context, content) => {
    const names = await inspectTar(context, content, torchTarRole);
    if (!isTorchTar(names)) return { format: 'tar', formatPath: ['tar'] };
    context.note.metadata('framework', 'PyTorch');
    context.note.metadata('container', 'tar, as before PyTorch 0.2');
    return { format: 'torch-tar', formatPath: ['PyTorch', 'tar'] };
  },
  open: openMember,
};

/** Takes a tar archive apart: every member by its content, or by the role that its name gives it. Answers the first names. */
async function inspectTar(
  context: EntryContext,
  content: Content,
  roleOf: (name: string) => MemberRole | undefined,
): Promise<ReadonlySet<string>> {
  const source = content.kind === 'source' ? content.source : null;
  const reader = new ForwardReader(streamOf(content));
  const written = new WrittenNames();
  const names = new Set<string>();
  for await (const entry of tarEntries(context, reader, source)) {
    if (names.size < REMEMBERED_NAMES) names.add(entry.name);
    const odd = entry.type === '' ? [] : written.look(entry.name, entry.type, entry.linkName);
    for (const { code, detail } of odd) context.note.oddity(code, detail, entry.headerStart, entry.dataStart);
    const isRepeated = odd.some(({ code }) => code === 'duplicateMember');
    await inspectEntry(context, reader, source, entry, isRepeated, roleOf(entry.name));
  }
  return names;
}

async function inspectEntry(
  context: EntryContext,
  reader: ForwardReader,
  source: ByteSource | null,
  entry: TarEntry,
  isRepeated: boolean,
  role: MemberRole | undefined,
): Promise<void> {
  const { collector, entryPath, absoluteBase } = context;
  const { dataStart, sparse, type } = entry;
  const end = Math.min(dataStart + entry.storedBytes, source?.size ?? Number.POSITIVE_INFINITY);
  const isLink = KINDS[type] !== undefined && entry.linkName !== '';
  const fact = (format: string, stored: number, real: number): EntryFact => ({
    kind: 'entry',
    entryPath,
    range: { start: dataStart, end: dataStart + stored },
    path: [...entryPath, entry.label],
    format,
    method: sparse === null ? 'stored' : 'sparse',
    storedBytes: stored,
    inflatedBytes: real,
    flags: [...nameFlags(entry.name, isRepeated), ...(isLink ? (['link'] as const) : [])],
    ...(isLink && { linkTo: entry.linkName }),
  });
  if (end <= dataStart) {
    collector.add(fact(KINDS[type] ?? 'empty', 0, 0));
    return;
  }
  const made = { limit: null as string | null };
  const base = absoluteBase === null ? null : absoluteBase + dataStart;
  const slice = source === null ? null : new SliceSource(source, dataStart, end);
  const outcome = await context.member({
    name: entry.label,
    absoluteBase: sparse === null ? base : null,
    content:
      sparse !== null
        ? { stream: sparseStream(context, reader, sparse.pieces, sparse.realBytes, made) }
        : slice !== null
          ? { source: slice }
          : { stream: Number.isFinite(end) ? reader.part(end - dataStart) : reader.rest() },
    ...(role && { role }),
  });
  if (made.limit !== null)
    context.note.limit(
      made.limit,
      `${entry.name} is larger than is followed once its holes are filled`,
      dataStart,
      end,
    );
  const stored = Number.isFinite(end) ? end - dataStart : outcome.sizeBytes;
  book(context, entry, stored, outcome, made.limit === null);
  collector.add(fact(outcome.format, stored, outcome.sizeBytes));
}

function book(context: EntryContext, entry: TarEntry, stored: number, outcome: MemberOutcome, whole: boolean): void {
  const { coverage, note } = context;
  const range = { start: entry.dataStart, end: entry.dataStart + stored };
  coverage.size = Math.max(coverage.size, range.end);
  const isWhole = whole && outcome.gaps.length === 0;
  coverage.delegate(range, entry.sparse === null ? outcome.explainedBytes : isWhole ? stored : 0, outcome.gaps);
  if (entry.sparse !== null) note.region(isWhole ? 'data' : 'unexplained', range.start, range.end);
  if (entry.type !== '') return;
  // A format of its own behind the archive is there for some reader; other bytes are left over.
  if (outcome.format === 'unknown')
    note.oddity('appendedBytes', 'bytes stand where no member is', range.start, range.end);
  else note.oddity('polyglot', `${outcome.formatPath.join(', ')} stands where no member is`, range.start, range.end);
}

/** Members are found as the inspection found them. */
async function openMember(source: ByteSource, label: string, ports: Ports): Promise<ByteSource | null> {
  const context = silentContext(source, ports);
  const stream: ByteStream = new SourceStream(source);
  const reader = new ForwardReader(stream);
  for await (const entry of tarEntries(context, reader, source)) {
    if (entry.label !== label) continue;
    if (entry.sparse === null) return new SliceSource(source, entry.dataStart, entry.dataStart + entry.storedBytes);
    const { pieces, realBytes } = entry.sparse;
    const filled = sparseStream(context, reader, pieces, Math.min(realBytes, SHOWN_BYTES), { limit: null });
    return new MemorySource((await collect(filled, SHOWN_BYTES, () => {})).bytes);
  }
  return openRest(source, label);
}
