import type { ByteSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import type { ForwardReader } from '../../forward-reader';
import { inspectHiddenBytes } from '../../hidden-bytes';
import { BLOCK_BYTES, fieldNumber, fieldText, hasChecksum, isZeroBlock, readHeader, type TarHeader } from './header';
import { paxNumber, readPaxRecords } from './pax';
import { arePlain, paxPieces, readMapBlocks, readOldPieces, type SparsePiece } from './sparse';

/** A member as found front to back, or bytes that belong to none (`type` is then empty). */
export interface TarEntry {
  readonly name: string;
  /** Unique in the archive: a repeated name carries its number. */
  readonly label: string;
  readonly type: string;
  readonly linkName: string;
  readonly headerStart: number;
  readonly dataStart: number;
  /** As the header says; the file may end before. Infinite for the rest of bytes that come by only once. */
  readonly storedBytes: number;
  readonly sparse: { readonly pieces: readonly SparsePiece[]; readonly realBytes: number } | null;
}

/** The records that say where a member goes and what belongs to it; comments and times are not kept. */
const USED_RECORDS = /^(path|linkpath|size|GNU\.sparse\.[a-z]+)$/;
/** The longest name that is kept; no system opens a longer one. */
const NAME_CHARACTERS = 4096;
/** Names and pax records held of one header. */
const EXTENSION_BYTES = 1024 * 1024;
/** Links, devices, folders and pipes have no content, whatever their size says (CPython's tarfile, `_proc_builtin`). */
const WITHOUT_CONTENT: ReadonlySet<string> = new Set(['1', '2', '3', '4', '5', '6']);

/** What headers before a member say about it. */
interface Extension {
  name: string | null;
  linkName: string | null;
  records: Map<string, string>;
}

/**
 * Walks a tar archive from front to back. Headers, padding and end marks are explained here; the data of each entry is the caller's to
 * read before it asks for the next. Readers that stop at the end mark and readers that go on are both served: what stands behind it is
 * yielded, with the oddity noted. `source` is there when the bytes can be read twice: then lost bytes end at the next header.
 */
export async function* tarEntries(
  context: EntryContext,
  reader: ForwardReader,
  source: ByteSource | null,
): AsyncGenerator<TarEntry> {
  const { note, limits } = context;
  const labels = new Map<string, number>();
  const label = (name: string) => {
    const count = (labels.get(name) ?? 0) + 1;
    labels.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
  const globals = new Map<string, string>();
  let next: Extension = { name: null, linkName: null, records: new Map() };
  let ended = false;
  let zeroBlocks = 0;
  let entries = 0;
  for (;;) {
    const headerStart = reader.position;
    context.tick(headerStart);
    const block = await reader.take(BLOCK_BYTES);
    if (block.length === 0) break;
    if (isZeroBlock(block)) {
      if (block.length === BLOCK_BYTES) {
        // CPython stops at the first zero block, GNU tar at two in a row.
        ended = true;
        zeroBlocks++;
      }
      note.explain(headerStart, reader.position, 'container');
      continue;
    }
    if (++entries > limits.entries) {
      note.limit('entries', 'more members than are followed', headerStart, headerStart);
      return;
    }
    if (!hasChecksum(block)) {
      reader.giveBack(block);
      const end = source === null ? Number.POSITIVE_INFINITY : await nextHeader(context, reader, headerStart);
      if (!ended)
        note.malformed('archiveDirectory', 'no header stands where one should', headerStart, headerStart + BLOCK_BYTES);
      const name = ended ? '(after the archive)' : '(between members)';
      yield {
        ...NO_MEMBER,
        name,
        label: label(name),
        headerStart,
        dataStart: headerStart,
        storedBytes: end - headerStart,
      };
      if (source === null) break;
      await reader.pass(end - reader.position);
      continue;
    }
    const header = readHeader(block);
    note.explain(headerStart, reader.position, 'container');
    if (header.size === null) {
      note.malformed('archiveDirectory', `the size of ${header.name} is no number`, headerStart, reader.position);
      const storedBytes = source === null ? Number.POSITIVE_INFINITY : source.size - reader.position;
      yield {
        ...NO_MEMBER,
        name: '(not read as members)',
        label: label('(not read as members)'),
        headerStart,
        dataStart: reader.position,
        storedBytes,
      };
      return;
    }
    if ('LKxXg'.includes(header.type)) {
      if (!(await readExtension(context, reader, header, next, globals))) return;
      continue;
    }
    const extension = next;
    next = { name: null, linkName: null, records: new Map() };
    const entry = await describe(context, reader, block, header, extension, globals, headerStart);
    if (ended)
      note.oddity(
        'hiddenMember',
        `${entry.name} stands behind the end mark: only some readers go on there`,
        headerStart,
        reader.position,
      );
    yield { ...entry, label: label(entry.name) };
    if (!(await finish(context, reader, entry))) break;
  }
  context.coverage.size = Math.max(context.coverage.size, reader.position);
  if (zeroBlocks < 2)
    note.malformed('truncated', 'the archive has no whole end mark', reader.position, reader.position);
}

const NO_MEMBER = { type: '', linkName: '', sparse: null };

/** Applies a GNU long name or pax records to what follows. False when they cannot be held. */
async function readExtension(
  context: EntryContext,
  reader: ForwardReader,
  header: TarHeader,
  next: Extension,
  globals: Map<string, string>,
): Promise<boolean> {
  const { note } = context;
  const start = reader.position;
  const size = header.size as number;
  if (size > EXTENSION_BYTES) {
    note.limit('tarHeader', 'a name or record longer than is held', start, start + size);
    return false;
  }
  const bytes = await reader.take(size);
  await reader.pass(paddingOf(size));
  if (bytes.length < size) {
    note.malformed('truncated', 'the archive ends inside a header', start, reader.position);
    return false;
  }
  note.explain(start, reader.position, 'container');
  if (header.type === 'L') next.name = fieldText(bytes, { start: 0, end: size });
  else if (header.type === 'K') next.linkName = fieldText(bytes, { start: 0, end: size });
  else {
    const records = readPaxRecords(bytes);
    if (records === null)
      note.malformed('archiveDirectory', 'pax records that break their form', start, reader.position);
    for (const [keyword, value] of records ?? []) {
      if (!USED_RECORDS.test(keyword)) continue;
      if (header.type !== 'g') next.records.set(keyword, value);
      else globals.set(keyword, value);
    }
  }
  return true;
}

/** Puts a header and what came before it together. Reads the blocks that belong to a sparse header. */
async function describe(
  context: EntryContext,
  reader: ForwardReader,
  block: Uint8Array,
  header: TarHeader,
  { name, linkName, records }: Extension,
  globals: ReadonlyMap<string, string>,
  headerStart: number,
): Promise<Omit<TarEntry, 'label'>> {
  const { note } = context;
  // A record of the member's own goes before a global one, and both before the header.
  const said = (keyword: string) => records.get(keyword) ?? globals.get(keyword);
  const sparseName = records.get('GNU.sparse.name');
  const stated = said('size');
  const paxSize = paxNumber(stated);
  if (
    stated !== undefined &&
    (paxSize === null || paxSize !== header.size) &&
    header.size !== 0 &&
    (header.size as number) < 0o77777777777
  )
    note.oddity(
      'alternateReading',
      `a pax record gives ${header.name} another size than its header`,
      headerStart,
      headerStart + BLOCK_BYTES,
    );
  const whole = sparseName ?? said('path') ?? name ?? header.name;
  if (whole.length > NAME_CHARACTERS)
    note.limit('tarHeader', 'a name longer than is kept', headerStart, headerStart + BLOCK_BYTES);
  const found = {
    name: whole.slice(0, NAME_CHARACTERS),
    linkName: (said('linkpath') ?? linkName ?? header.linkName).slice(0, NAME_CHARACTERS),
    type: header.type === '0' && header.dialect === 'v7' && header.name.endsWith('/') ? '5' : header.type,
    headerStart,
  };
  const size = paxSize ?? (header.size as number);
  const plain = (storedBytes: number) => ({ ...found, dataStart: reader.position, storedBytes, sparse: null });
  if (WITHOUT_CONTENT.has(found.type)) {
    if (size === 0) return plain(0);
    note.oddity(
      'alternateReading',
      `${found.name} has no content, and a size: readers go on at different places`,
      headerStart,
      headerStart + BLOCK_BYTES,
    );
    const ahead = await reader.take(BLOCK_BYTES);
    reader.giveBack(ahead);
    // Where a header follows at once, that is how CPython reads on; the size would hide it.
    return plain(hasChecksum(ahead) || (ahead.length > 0 && isZeroBlock(ahead)) ? 0 : size);
  }
  const start = reader.position;
  const sparse = await readSparse(reader, block, header, records, size);
  if (sparse === null) return plain(size);
  note.explain(start, reader.position, 'container');
  const stored = size - sparse.mapBytes;
  if (sparse.pieces === null || !arePlain(sparse.pieces, stored, sparse.realBytes)) {
    note.malformed(
      'archiveDirectory',
      `the map of the sparse file ${found.name} does not fit it`,
      start,
      reader.position,
    );
    return plain(stored);
  }
  return { ...plain(stored), sparse: { pieces: sparse.pieces, realBytes: sparse.realBytes } };
}

interface SparseMap {
  readonly pieces: SparsePiece[] | null;
  readonly realBytes: number;
  /** Bytes of the data that the map itself takes. */
  readonly mapBytes: number;
}

/** The map of a sparse file in any of its four forms; null for other files. */
async function readSparse(
  reader: ForwardReader,
  block: Uint8Array,
  header: TarHeader,
  records: ReadonlyMap<string, string>,
  storedBytes: number,
): Promise<SparseMap | null> {
  if (header.type === 'S') {
    const realBytes = fieldNumber(block, { start: 483, end: 495 }) ?? 0;
    return { pieces: await readOldPieces(block, reader), realBytes, mapBytes: 0 };
  }
  if (records.get('GNU.sparse.major') === '1') {
    const realBytes = paxNumber(records.get('GNU.sparse.realsize')) ?? 0;
    const map = await readMapBlocks(reader, storedBytes);
    return { pieces: map?.pieces ?? null, realBytes, mapBytes: map?.mapBytes ?? 0 };
  }
  if (!records.has('GNU.sparse.map') && !records.has('GNU.sparse.offset')) return null;
  return { pieces: paxPieces(records), realBytes: paxNumber(records.get('GNU.sparse.size')) ?? 0, mapBytes: 0 };
}

/** Passes over what is left of the data, and over the padding behind it. False when the archive ends before. */
async function finish(
  context: EntryContext,
  reader: ForwardReader,
  { name, dataStart, storedBytes }: Omit<TarEntry, 'label'>,
): Promise<boolean> {
  const { note } = context;
  const end = dataStart + storedBytes;
  if (reader.position < end) await reader.pass(end - reader.position);
  if (reader.position < end) {
    note.malformed('truncated', `the archive ends inside ${name}`, reader.position, reader.position);
    return false;
  }
  const padding = await reader.take(paddingOf(storedBytes));
  if (padding.every((byte) => byte === 0)) note.explain(end, reader.position, 'container');
  else {
    note.oddity('paddingNotFilled', `the padding behind ${name} holds something`, end, reader.position);
    await inspectHiddenBytes(context, padding.slice(), end, 'padding that holds something');
  }
  return true;
}

const paddingOf = (size: number): number => (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;

/** Where the next block with a right checksum stands, or the end; the reader is put back only by its caller, who can read again. */
async function nextHeader(context: EntryContext, reader: ForwardReader, start: number): Promise<number> {
  await reader.pass(BLOCK_BYTES);
  for (;;) {
    const at = reader.position;
    const block = await reader.take(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) return reader.position;
    if (block[0] !== 0 && hasChecksum(block)) {
      reader.giveBack(block);
      return at;
    }
    if ((at - start) % (1024 * 1024) === 0) context.tick(at);
  }
}
