import type { EntryFact, MemberFlag } from '../../../shared/domain/fact';
import { type ByteSource, readWhole, SliceSource } from '../byte-source';
import { CHUNK_BYTES, SourceStream } from '../byte-stream';
import type { Codec } from '../codecs/codec';
import { collectInflated } from '../collect-inflated';
import type { EntryContext, MemberOutcome, MemberRequest } from '../entry-context';
import { inflatedStream } from '../inflated-stream';
import type { Ports } from '../ports';
import { type CentralEntry, type LocalHeader, readLocalHeader, type ZipDirectory } from './directory';
import { type Encryption, isPlainAfterAll, type Opened, openEncrypted } from './encryption';

/** A member as found: by the directory, or only by a local header that no directory lists. */
export interface Member {
  readonly name: string;
  /** Unique among the members of this archive: a repeated name carries its number. */
  readonly label: string;
  readonly method: number;
  readonly crc32: number | null;
  readonly dataStart: number;
  readonly dataEnd: number;
  readonly inflatedBytes: number;
  readonly headerOffset: number;
  readonly flags: readonly MemberFlag[];
  /** Null for members that no header calls encrypted. */
  readonly encryption: Encryption | null;
}

const STORED = 0;
const AES = 99;
const ENCRYPTED = 0x01;
/** Encrypted, strong encryption, patched data, masked headers: readers disagree on what they do with these. */
const ODD_FLAGS = 0x2061;
const DATA_DESCRIPTOR = 0x08;

/** Finds every member: those of the directory with their local headers held against it, and those that no directory lists. */
export async function findMembers(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
): Promise<Member[]> {
  const members: Member[] = [];
  const names = new Map<string, number>();
  const label = (name: string) => {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
  const { collector, coverage, entryPath } = context;
  const oddity = (
    code: 'duplicateMember' | 'localHeaderDiffers' | 'flagBits' | 'unsafeMemberName' | 'hiddenMember',
    detail: string,
    start: number,
    end: number,
  ) => collector.add({ kind: 'oddity', entryPath, range: { start, end }, code, detail }, code);

  const foldedNames = new Set<string>();
  for (const entry of [...directory.entries].sort((a, b) => a.headerOffset - b.headerOffset)) {
    const local = await readLocalHeader(source, entry.headerOffset);
    if (local === null) {
      const at = Math.max(0, Math.min(entry.headerOffset, source.size));
      collector.add(
        {
          kind: 'malformed',
          entryPath,
          range: { start: at, end: Math.min(at + 4, source.size) },
          code: 'entryUnreadable',
          detail: `no local header for ${entry.name}`,
          stops: [],
        },
        'entryUnreadable',
      );
      coverage.declareGap(at, Math.min(at + 4, source.size), `no local header for ${entry.name}`);
      continue;
    }
    const isRepeated = foldedNames.has(entry.name.toLowerCase());
    const flags = flagsOf(entry, local, isRepeated);
    const headerEnd = local.dataStart;
    if (isRepeated)
      oddity('duplicateMember', `more than one member is called ${entry.name}`, entry.headerOffset, headerEnd);
    foldedNames.add(entry.name.toLowerCase());
    if (flags.includes('headersDiffer'))
      oddity(
        'localHeaderDiffers',
        `the local header of ${entry.name} says ${local.name}, method ${local.method}`,
        entry.headerOffset,
        headerEnd,
      );
    if (flags.includes('flagBits'))
      oddity('flagBits', `${entry.name} carries flag bits that some readers refuse`, entry.headerOffset, headerEnd);
    if (entry.isLink)
      oddity(
        'unsafeMemberName',
        `${entry.name} is a symbolic link: what is extracted next may follow it`,
        entry.headerOffset,
        headerEnd,
      );
    if (isUnsafeName(entry.name))
      oddity(
        'unsafeMemberName',
        `${entry.name} would be written outside the folder it is extracted to`,
        entry.headerOffset,
        headerEnd,
      );
    coverage.explain(entry.headerOffset, headerEnd);
    members.push({
      name: entry.name,
      label: label(entry.name),
      method: entry.method,
      crc32: entry.crc32,
      dataStart: local.dataStart,
      dataEnd: Math.min(source.size, local.dataStart + entry.storedBytes),
      inflatedBytes: entry.inflatedBytes,
      headerOffset: entry.headerOffset,
      flags,
      encryption: encryptionOf(entry, local),
    });
    if ((entry.flags | local.flags) & DATA_DESCRIPTOR)
      await explainDescriptor(context, source, local.dataStart + entry.storedBytes);
  }
  await findHidden(context, source, directory, members, label, oddity);
  return members;
}

function flagsOf(entry: CentralEntry, local: LocalHeader, isRepeated: boolean): MemberFlag[] {
  const flags: MemberFlag[] = nameFlags(entry.name, isRepeated);
  if (entry.name !== local.name || entry.method !== local.method) flags.push('headersDiffer');
  // A member that both headers call encrypted most likely is; that is seen when it is read.
  const bothEncrypted = (entry.flags & local.flags & ENCRYPTED) !== 0;
  if ((entry.flags | local.flags) & (bothEncrypted ? ODD_FLAGS & ~ENCRYPTED : ODD_FLAGS)) flags.push('flagBits');
  if ((entry.flags | local.flags) & ENCRYPTED) flags.push('encrypted');
  if (entry.isLink) flags.push('link');
  return flags;
}

function encryptionOf(entry: CentralEntry, local: LocalHeader): Encryption | null {
  if (((entry.flags | local.flags) & ENCRYPTED) === 0) return null;
  return entry.method === AES ? entry.aes : { kind: 'zipCrypto', check: [entry.crc32 >>> 24, entry.time >>> 8] };
}

/** Absolute paths, drive letters, and steps upward in either slash. */
export function isUnsafeName(name: string): boolean {
  return /^([/\\]|[a-zA-Z]:)|(^|[/\\])\.\.([/\\]|$)|\0/.test(name);
}

/** What a member’s name alone says of it. */
export function nameFlags(name: string, isRepeated: boolean): MemberFlag[] {
  return [...(isRepeated ? (['duplicate'] as const) : []), ...(isUnsafeName(name) ? (['unsafeName'] as const) : [])];
}

/** 12 or 16 bytes, 20 or 24 with zip64, behind the data; the signature is optional (APPNOTE 4.3.9). */
async function explainDescriptor(context: EntryContext, source: ByteSource, offset: number): Promise<void> {
  const bytes = await readWhole(source, offset, 28);
  for (const size of [16, 24, 12, 20]) {
    const next = bytes[size] === 0x50 && bytes[size + 1] === 0x4b;
    if (next && (size === 12 || size === 20 || (bytes[0] === 0x50 && bytes[1] === 0x4b))) {
      context.coverage.explain(offset, offset + size);
      return;
    }
  }
}

/** Looks for local headers between the listed members: readers that walk the file front to back would find them. */
async function findHidden(
  context: EntryContext,
  source: ByteSource,
  directory: ZipDirectory,
  members: Member[],
  label: (name: string) => string,
  oddity: (code: 'hiddenMember', detail: string, start: number, end: number) => void,
): Promise<void> {
  const taken = [
    ...members.map(({ headerOffset, dataEnd }) => ({ start: headerOffset, end: dataEnd })),
    ...directory.structure,
  ].sort((a, b) => a.start - b.start);
  let cursor = 0;
  for (const { start, end } of [...taken, { start: source.size, end: source.size }]) {
    // One behind the other, as a reader walks that goes from header to header.
    while (start - cursor >= 30 && members.length < context.limits.entries) {
      const local = await readLocalHeader(source, cursor);
      if (local === null) break;
      const storedBytes = Math.max(0, Math.min(local.storedBytes, start - local.dataStart));
      oddity('hiddenMember', `${local.name} is in the archive but in no directory`, cursor, local.dataStart);
      context.coverage.explain(cursor, local.dataStart);
      const repeated = label(local.name);
      members.push({
        name: local.name,
        label: repeated,
        method: local.method,
        crc32: null,
        dataStart: local.dataStart,
        dataEnd: local.dataStart + storedBytes,
        inflatedBytes: storedBytes,
        headerOffset: cursor,
        flags: ['hidden', ...nameFlags(local.name, repeated !== local.name)],
        encryption: null,
      });
      cursor = local.dataStart + storedBytes;
    }
    cursor = Math.max(cursor, end);
  }
}

const METHODS: Readonly<Record<number, string>> = {
  0: 'stored',
  8: 'deflate',
  9: 'deflate64',
  12: 'bzip2',
  14: 'lzma',
  93: 'zstd',
  95: 'xz',
  99: 'AES',
};

/** The methods that are inflated (APPNOTE 4.4.5). */
const CODECS: ReadonlyMap<number, Codec> = new Map([
  [8, 'deflate'],
  [12, 'bz2'],
  [14, 'zipLzma'],
  [93, 'zstd'],
  [95, 'xz'],
]);

/** The codec of a method; null for stored members and for methods that are not read. */
export function codecOf(method: number): Codec | null {
  return CODECS.get(method) ?? null;
}

/** The bytes of a member as they are, or inflated, to show them; null for a method that is not read. */
export async function openStored(source: ByteSource, member: Member, ports: Ports): Promise<ByteSource | null> {
  const slice = new SliceSource(source, member.dataStart, member.dataEnd);
  if (member.method === STORED) return slice;
  const codec = CODECS.get(member.method);
  return codec === undefined ? null : collectInflated(slice, codec, ports, member.inflatedBytes);
}

/** Inspects one member and books it in the parent's coverage. */
export async function inspectMember(
  context: EntryContext,
  source: ByteSource,
  member: Member,
  asked: Pick<MemberRequest, 'onPersistentId' | 'onTensor' | 'role'> = {},
): Promise<MemberOutcome | null> {
  const { coverage, collector, entryPath, absoluteBase } = context;
  const range = { start: member.dataStart, end: member.dataEnd };
  const fact = (format: string): EntryFact => ({
    kind: 'entry',
    entryPath,
    range,
    path: [...entryPath, member.label],
    format,
    method: METHODS[member.method] ?? `method ${member.method}`,
    storedBytes: range.end - range.start,
    inflatedBytes: member.inflatedBytes,
    flags: member.flags,
  });
  if (member.name.endsWith('/') && range.end === range.start) {
    collector.add(fact('folder'));
    return null;
  }
  if (range.end === range.start && member.inflatedBytes === 0) {
    collector.add(fact('empty'));
    return null;
  }
  const slice = new SliceSource(source, range.start, range.end);
  if (member.encryption !== null || member.method === AES) {
    const opened = await openEncrypted(context, source, member);
    if (opened !== null) {
      const outcome = await inspectOpened(context, member, opened, asked);
      collector.add(fact(outcome?.format ?? 'unknown'));
      return outcome;
    }
    if (!(await isPlainAfterAll(context, source, member))) {
      const tried = context.passwords.length === 0 ? '' : ', and no password opens it';
      context.note.malformed('entryEncrypted', `${member.name} is encrypted${tried}`, range.start, range.end);
      context.note.region('unexplained', range.start, range.end);
      collector.add(fact('encrypted'));
      return null;
    }
    if (!member.flags.includes('flagBits'))
      context.note.oddity(
        'flagBits',
        `${member.name} carries flag bits that some readers refuse`,
        member.headerOffset,
        range.start,
      );
  }
  if (member.method === STORED) {
    const outcome = await context.member({
      name: member.label,
      absoluteBase: absoluteBase === null ? null : absoluteBase + range.start,
      content: { source: slice },
      ...asked,
    });
    const crc = await crcOf(context, slice);
    book(context, member, outcome, outcome.explainedBytes, crc);
    collector.add(fact(outcome.format));
    return outcome;
  }
  const codec = CODECS.get(member.method);
  if (codec === undefined) {
    const why = `compression ${METHODS[member.method] ?? `method ${member.method}`} is not read`;
    unreadable(context, range.start, range.end, `${member.name}: ${why}`);
    collector.add(fact('unknown'));
    return null;
  }
  const { stream, end } = inflatedStream(context, codec, new SourceStream(slice), member.inflatedBytes);
  const outcome = await context.member({
    name: member.label,
    absoluteBase: null,
    content: { stream },
    ...asked,
  });
  if (end.failure !== null) unreadable(context, range.start, range.end, `${member.name}: ${end.failure}`);
  if (end.limit !== null) {
    context.note.limit(end.limit, `${member.name}: ${end.limitDetail}`, range.start, range.end);
  }
  const used = range.start + end.consumedBytes;
  if (!end.reached) coverage.declareGap(range.start, range.end, `${member.name} was not read to its end`);
  else if (end.failure === null && end.limit === null && used < range.end) {
    context.note.oddity('trailingBytes', `bytes follow the compressed data of ${member.name}`, used, range.end);
    coverage.declareGap(used, range.end, `bytes after the compressed data of ${member.name}`);
  }
  const whole = end.reached && end.failure === null && end.limit === null && outcome.gaps.length === 0;
  book(
    context,
    member,
    outcome,
    whole ? range.end - range.start : 0,
    end.reached && end.failure === null && end.limit === null ? end.crc32 : null,
  );
  if (absoluteBase !== null)
    collector.region(whole ? 'compressed' : 'unexplained', absoluteBase + range.start, absoluteBase + range.end);
  collector.add(fact(outcome.format));
  return outcome;
}

/** A member that a password opened. What it holds has been read to its end once, and was whole. */
async function inspectOpened(
  context: EntryContext,
  member: Member,
  opened: Opened,
  asked: Pick<MemberRequest, 'onPersistentId' | 'onTensor' | 'role'>,
): Promise<MemberOutcome | null> {
  const range = { start: member.dataStart, end: member.dataEnd };
  const codec = CODECS.get(opened.method);
  if (opened.method !== STORED && codec === undefined) {
    const why = `compression ${METHODS[opened.method] ?? `method ${opened.method}`} is not read`;
    unreadable(context, range.start, range.end, `${member.name}: ${why}`);
    return null;
  }
  const stored = opened.stream();
  const inflated = codec === undefined ? null : inflatedStream(context, codec, stored, member.inflatedBytes);
  const stream = inflated?.stream ?? stored;
  const outcome = await context.member({ name: member.label, absoluteBase: null, content: { stream }, ...asked });
  const limit = inflated?.end.limit ?? null;
  if (limit !== null)
    context.note.limit(limit, `${member.name} inflates beyond what is followed`, range.start, range.end);
  const failure = inflated?.end.failure ?? null;
  if (failure !== null) unreadable(context, range.start, range.end, `${member.name}: ${failure}`);
  const whole = limit === null && failure === null && outcome.gaps.length === 0;
  context.coverage.delegate(range, whole ? range.end - range.start : 0, outcome.gaps);
  context.note.region(whole ? 'compressed' : 'unexplained', range.start, range.end);
  return outcome;
}

function book(
  context: EntryContext,
  member: Member,
  outcome: MemberOutcome,
  explainedBytes: number,
  crc: number | null,
): void {
  const range = { start: member.dataStart, end: member.dataEnd };
  context.coverage.delegate(range, explainedBytes, outcome.gaps);
  checkCrc(context, member, crc);
}

/** Holds a member's CRC-32 against its directory entry. Members without one, or that were not read whole, are not held against it. */
export function checkCrc(context: EntryContext, member: Member, crc: number | null): void {
  if (crc === null || member.crc32 === null || crc === member.crc32) return;
  const range = { start: member.dataStart, end: member.dataEnd };
  context.collector.add(
    {
      kind: 'malformed',
      entryPath: context.entryPath,
      range,
      code: 'checksumMismatch',
      detail: `${member.name} does not have the CRC-32 that the archive says`,
      stops: [],
    },
    'checksumMismatch',
  );
  context.coverage.declareGap(range.start, range.end, `${member.name} does not have the CRC-32 that the archive says`);
}

/** CRC-32 of a whole source. Its bytes are in the page cache or wanted by the digest anyway. */
export async function crcOf(context: EntryContext, source: ByteSource): Promise<number> {
  let crc = 0;
  for (let offset = 0; offset < source.size; ) {
    const bytes = await source.read(offset, CHUNK_BYTES);
    if (bytes.length === 0) break;
    crc = context.ports.crc32(bytes, crc);
    offset += bytes.length;
    context.tick(offset);
  }
  return crc;
}

function unreadable(context: EntryContext, start: number, end: number, detail: string): void {
  context.collector.add(
    {
      kind: 'malformed',
      entryPath: context.entryPath,
      range: { start, end },
      code: 'inflateFailed',
      detail,
      stops: [],
    },
    'inflateFailed',
  );
  context.coverage.declareGap(start, end, detail);
}
