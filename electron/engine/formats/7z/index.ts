import type { CoverageGap } from '../../../../shared/domain/coverage';
import { isUnsafeName, nameFlags } from '../../archive/members';
import { type ByteSource, MemorySource, SliceSource } from '../../byte-source';
import { SourceStream } from '../../byte-stream';
import { collect } from '../../collect';
import { SHOWN_BYTES } from '../../collect-inflated';
import type { EntryContext, MemberOutcome } from '../../entry-context';
import { type Format, hasBytes, sourceOf } from '../../format';
import { inspectHidden } from '../../hidden-bytes';
import { boundedStream, type InflatedStream } from '../../inflated-stream';
import type { Ports } from '../../ports';
import { openRest } from '../../rest';
import { silentContext } from '../../silent-context';
import { readArchive, type SevenZipArchive, type SevenZipMember, SIGNATURE, SIGNATURE_BYTES } from './archive';
import type { Coder, Folder } from './header';
import { Portions } from './portions';
import { chainOf, isEncrypted, methodOf, unpack } from './unpack';

const isSevenZip = (head: Uint8Array) => hasBytes(head, 0, SIGNATURE);

/** 7z archives: the list of members, plain or packed, and every member by its content. Members packed together come by in one go. */
export const sevenZipFormat: Format = {
  certainty: 'magic',
  needsAnywhere: isSevenZip,
  probe: ({ head }) => isSevenZip(head),
  inspect: async (context, content) => {
    await inspectArchive(context, sourceOf(content));
    return { format: '7z', formatPath: ['7z'] };
  },
  open: openMember,
};

async function inspectArchive(context: EntryContext, source: ByteSource): Promise<void> {
  const { note } = context;
  const archive = await readArchive(context, source);
  note.explain(0, Math.min(SIGNATURE_BYTES, source.size), 'container');
  if (archive === null) {
    const rest = new SliceSource(source, SIGNATURE_BYTES, source.size);
    await inspectHidden(
      context,
      rest,
      SIGNATURE_BYTES,
      source.size,
      'data of an archive whose members are not known',
      true,
    );
    return;
  }
  for (const { start, end } of archive.structure) note.explain(start, end, 'container');
  noteNames(context, archive);
  for (const { folder, members } of archive.folders) await inspectFolder(context, source, folder, members);
  for (const member of archive.without) listMember(context, member, 'without data', { start: 0, end: 0 }, member.kind);
  const count = archive.folders.reduce((sum, { members }) => sum + members.length, archive.without.length);
  note.metadata('members', String(count));
  const last = Math.max(SIGNATURE_BYTES, ...archive.structure.map(({ end }) => end));
  if (last < source.size) note.oddity('appendedBytes', 'bytes follow the end of the archive', last, source.size);
  for (const gap of context.coverage.gaps())
    if (gap.entryPath === context.coverage.entryPath && gap.reason === 'not read')
      await inspectHidden(
        context,
        new SliceSource(source, gap.start, gap.end),
        gap.start,
        gap.end,
        'bytes that belong to no member',
      );
}

/** What an extractor would write where, and over what. */
function noteNames(context: EntryContext, archive: SevenZipArchive): void {
  const { note } = context;
  const { start, end } = archive.structure[0] ?? { start: 0, end: 0 };
  for (const { name, isLink, kind, isRepeated } of [
    ...archive.folders.flatMap(({ members }) => members),
    ...archive.without,
  ]) {
    if (isUnsafeName(name))
      note.oddity('unsafeMemberName', `${name} would be written outside the folder it is extracted to`, start, end);
    if (isLink)
      note.oddity('unsafeMemberName', `${name} is a symbolic link: what is extracted next may follow it`, start, end);
    if (kind === 'anti')
      note.oddity('unsafeMemberName', `${name} is an order to delete the file of that name`, start, end);
    if (isRepeated) note.oddity('duplicateMember', `more than one member is called ${name}`, start, end);
  }
}

async function inspectFolder(
  context: EntryContext,
  source: ByteSource,
  folder: Folder,
  members: readonly SevenZipMember[],
): Promise<void> {
  const { note, coverage, ports } = context;
  const range = spanOf(folder);
  const chain = chainOf(folder);
  if (typeof chain === 'string') {
    const first = members[0]?.name ?? 'a folder';
    if (isEncrypted(folder)) note.malformed('entryEncrypted', `an encrypted member: ${first}`, range.start, range.end);
    note.gap(range.start, range.end, `${first}: ${chain}`);
    for (const [i, member] of members.entries())
      listMember(context, member, methodOf(folder), placeOf(range, i), 'unknown');
    return;
  }
  const { stream, end } = unpacked(context, source, range, chain);
  const portions = new Portions(stream, ports.crc32);
  const gaps: CoverageGap[] = [];
  let whole = true;
  for (const [i, member] of members.entries()) {
    const portion = portions.next(member.bytes);
    const outcome: MemberOutcome | null =
      member.bytes === 0
        ? null
        : await context.member({ name: member.label, absoluteBase: null, content: { stream: portion } });
    await portion.finish();
    gaps.push(...(outcome?.gaps ?? []));
    listMember(context, member, methodOf(folder), placeOf(range, i), outcome?.format ?? 'empty');
    if (!portion.whole) {
      whole = false;
      if (end.failure === null && end.limit === null)
        note.malformed('entryUnreadable', `${member.name} is longer than what was packed`, range.start, range.end);
    } else if (member.crc !== null && member.crc !== portion.crc) {
      whole = false;
      const detail = `${member.name} does not have the CRC-32 that the archive says`;
      note.malformed('checksumMismatch', detail, range.start, range.end);
    }
    if (end.failure !== null || end.limit !== null) break;
  }
  // More may come out than the members take.
  let more = 0;
  for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) more += chunk.length;
  if (more > 0) note.malformed('entryUnreadable', 'more was packed than the members take', range.start, range.end);
  if (end.failure !== null)
    note.malformed('inflateFailed', `${members[0]?.name}: ${end.failure}`, range.start, range.end);
  if (end.limit !== null) note.limit(end.limit, `${members[0]?.name}: ${end.limitDetail}`, range.start, range.end);
  const used = range.start + end.consumedBytes;
  if (end.failure === null && end.limit === null && used < range.end) {
    whole = false;
    note.malformed('entryUnreadable', 'packed data goes on behind its end', used, range.end);
  }
  whole &&= end.failure === null && end.limit === null && more === 0 && gaps.length === 0;
  coverage.delegate(range, whole ? range.end - range.start : 0, gaps);
  note.region(whole ? 'compressed' : 'unexplained', range.start, range.end);
}

function unpacked(
  context: EntryContext,
  source: ByteSource,
  range: { readonly start: number; readonly end: number },
  chain: readonly Coder[],
): InflatedStream {
  const packed = new SourceStream(new SliceSource(source, range.start, range.end));
  return boundedStream(context, packed, (intake) => unpack(chain, intake, context.ports));
}

/** Where a member is shown to be: what a folder takes is counted with its first one. */
function placeOf(range: { readonly start: number; readonly end: number }, index: number) {
  return index === 0 ? range : { start: range.end, end: range.end };
}

/** All packed streams of a folder; they lie one behind the other. */
function spanOf({ packed }: Folder): { readonly start: number; readonly end: number } {
  return { start: packed[0]?.start ?? 0, end: packed[packed.length - 1]?.end ?? 0 };
}

function listMember(
  context: EntryContext,
  member: SevenZipMember,
  method: string,
  range: { readonly start: number; readonly end: number },
  format: string,
): void {
  const { collector, entryPath } = context;
  collector.add({
    kind: 'entry',
    entryPath,
    range,
    path: [...entryPath, member.label],
    format,
    method,
    storedBytes: range.end - range.start,
    inflatedBytes: member.bytes,
    flags: [
      ...nameFlags(member.name, member.isRepeated),
      ...(member.isLink ? (['link'] as const) : []),
      ...(method.includes('AES') ? (['encrypted'] as const) : []),
    ],
  });
}

/** Unpacks the folder up to the member. */
async function openMember(source: ByteSource, name: string, ports: Ports): Promise<ByteSource | null> {
  const context = silentContext(source, ports);
  const archive = await readArchive(context, source);
  for (const { folder, members } of archive?.folders ?? []) {
    const wanted = members.findIndex(({ label }) => label === name);
    const chain = chainOf(folder);
    if (wanted < 0 || typeof chain === 'string') continue;
    const portions = new Portions(unpacked(context, source, spanOf(folder), chain).stream, ports.crc32);
    for (const member of members.slice(0, wanted)) await portions.next(member.bytes).finish();
    return new MemorySource((await collect(portions.next(members[wanted].bytes), SHOWN_BYTES, () => {})).bytes);
  }
  return openRest(source, name);
}
