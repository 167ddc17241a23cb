import { BrokenHeader, HeaderCursor } from './header-cursor';

// Names of properties in 7zFormat.txt of the LZMA SDK.
const END = 0x00;
const HEADER = 0x01;
const ARCHIVE_PROPERTIES = 0x02;
const ADDITIONAL_STREAMS = 0x03;
const MAIN_STREAMS = 0x04;
const FILES = 0x05;
const PACK_INFO = 0x06;
const UNPACK_INFO = 0x07;
const SUBSTREAMS_INFO = 0x08;
const SIZE = 0x09;
const CRC = 0x0a;
const FOLDER = 0x0b;
const CODERS_UNPACK_SIZE = 0x0c;
const NUM_UNPACK_STREAM = 0x0d;
const EMPTY_STREAM = 0x0e;
const EMPTY_FILE = 0x0f;
const ANTI = 0x10;
const NAMES = 0x11;
const ATTRIBUTES = 0x15;
const ENCODED_HEADER = 0x17;
const DUMMY = 0x19;

/** Coders of one folder, and packed streams that it takes: real archives have four at most. */
const MOST_CODERS = 32;
const LINK_MODE = 0xa000;

/** One step of unpacking: a codec or a filter. */
export interface Coder {
  /** Its number in hex, as the list of methods writes it: `030101`. */
  readonly id: string;
  readonly inputs: number;
  readonly outputs: number;
  readonly properties: Uint8Array;
  /** What comes out of its first output. */
  unpackedBytes: number;
}

/** Members that were packed together: one stream, or several, through coders. */
export interface Folder {
  readonly coders: readonly Coder[];
  /** Which output feeds which input. */
  readonly pairs: readonly { readonly input: number; readonly output: number }[];
  /** Packed streams, as spans of the archive. */
  readonly packed: readonly { readonly start: number; readonly end: number }[];
  readonly unpackedBytes: number;
  readonly crc: number | null;
  readonly substreams: readonly { readonly bytes: number; readonly crc: number | null }[];
}

/** A file, a folder or an order to delete one (`anti`). Those with data take the substreams in turn. */
export interface ListedFile {
  readonly name: string | null;
  readonly hasData: boolean;
  readonly isDirectory: boolean;
  readonly anti: boolean;
  readonly isLink: boolean;
}

export interface Header {
  readonly kind: 'list' | 'packed';
  readonly folders: readonly Folder[];
  readonly files: readonly ListedFile[];
}

interface Bounds {
  /** Members, folders and streams. */
  readonly most: number;
  readonly nameLength: number;
  /** Offset of the packed streams in the archive, and its size. */
  readonly base: number;
  readonly size: number;
}

/** Reads a header: the list of members, or where the packed list lies. Throws `BrokenHeader` for what cannot be. */
export function readHeader(bytes: Uint8Array, bounds: Bounds): Header {
  const cursor = new HeaderCursor(bytes);
  const id = cursor.byte();
  if (id === ENCODED_HEADER) return { kind: 'packed', folders: readStreams(cursor, bounds), files: [] };
  if (id !== HEADER) throw new BrokenHeader('no list of members is where the archive says');
  let folders: readonly Folder[] = [];
  let files: readonly ListedFile[] = [];
  for (const property of partsOf(cursor)) {
    if (property === ARCHIVE_PROPERTIES) {
      while (cursor.byte() !== END) cursor.take(cursor.number());
    } else if (property === ADDITIONAL_STREAMS) readStreams(cursor, bounds);
    else if (property === MAIN_STREAMS) folders = readStreams(cursor, bounds);
    else if (property === FILES) files = readFiles(cursor, bounds);
    else throw new BrokenHeader(`the list of members has a part ${property} that is not known`);
  }
  return { kind: 'list', folders, files };
}

/** The names of the parts up to the end of the list. Each comes once: repeated, small parts would make much work of few bytes. */
function* partsOf(cursor: HeaderCursor): Generator<number> {
  const seen = new Set<number>();
  for (let id = cursor.byte(); id !== END; id = cursor.byte()) {
    if (seen.has(id) && id !== DUMMY) throw new BrokenHeader('a part of the list of members comes twice');
    seen.add(id);
    yield id;
  }
}

interface Draft {
  coders: Coder[];
  pairs: { input: number; output: number }[];
  packedStreams: number;
  outputSizes: number[];
  mainOutput: number;
}

function readStreams(cursor: HeaderCursor, bounds: Bounds): Folder[] {
  let packed: { start: number; end: number }[] = [];
  let drafts: Draft[] = [];
  let crcs: (number | null)[] = [];
  let substreams: { bytes: number; crc: number | null }[][] | null = null;
  for (const id of partsOf(cursor)) {
    if (id === PACK_INFO) packed = readPackInfo(cursor, bounds);
    else if (id === UNPACK_INFO) {
      ({ drafts, crcs } = readUnpackInfo(cursor, bounds));
    } else if (id === SUBSTREAMS_INFO) substreams = readSubstreams(cursor, drafts, crcs, bounds);
    else throw new BrokenHeader(`the list of streams has a part ${id} that is not known`);
  }
  let next = 0;
  return drafts.map((draft, i) => {
    const spans = packed.slice(next, next + draft.packedStreams);
    if (spans.length < draft.packedStreams) throw new BrokenHeader('a folder takes streams that are not there');
    next += draft.packedStreams;
    const unpackedBytes = draft.outputSizes[draft.mainOutput];
    return {
      coders: draft.coders,
      pairs: draft.pairs,
      packed: spans,
      unpackedBytes,
      crc: crcs[i] ?? null,
      substreams: substreams?.[i] ?? [{ bytes: unpackedBytes, crc: crcs[i] ?? null }],
    };
  });
}

function readPackInfo(cursor: HeaderCursor, { most, base, size }: Bounds): { start: number; end: number }[] {
  let start = base + cursor.number();
  const count = cursor.count(most);
  const spans: { start: number; end: number }[] = [];
  for (const id of partsOf(cursor)) {
    if (id === SIZE) {
      for (let i = 0; i < count; i++) {
        const end = start + cursor.number();
        if (end > size) throw new BrokenHeader('packed data is said to lie behind the end of the archive');
        spans.push({ start, end });
        start = end;
      }
    } else if (id === CRC) cursor.digests(count);
    else throw new BrokenHeader(`the list of packed streams has a part ${id} that is not known`);
  }
  return spans;
}

function readUnpackInfo(cursor: HeaderCursor, { most }: Bounds) {
  cursor.expect(FOLDER);
  const count = cursor.count(most);
  if (cursor.byte() !== 0) throw new BrokenHeader('the list of folders lies outside the header, which is not read');
  const drafts = Array.from({ length: count }, () => readFolder(cursor));
  cursor.expect(CODERS_UNPACK_SIZE);
  for (const draft of drafts) {
    for (const coder of draft.coders) {
      for (let i = 0; i < coder.outputs; i++) {
        const bytes = cursor.number();
        if (i === 0) coder.unpackedBytes = bytes;
        draft.outputSizes.push(bytes);
      }
    }
  }
  let crcs: (number | null)[] = [];
  for (const id of partsOf(cursor)) {
    if (id !== CRC) throw new BrokenHeader(`the list of folders has a part ${id} that is not known`);
    crcs = cursor.digests(count);
  }
  return { drafts, crcs };
}

function readFolder(cursor: HeaderCursor): Draft {
  const count = cursor.number();
  if (count === 0 || count > MOST_CODERS) throw new BrokenHeader('a folder has an impossible number of coders');
  const coders: Coder[] = [];
  let inputs = 0;
  let outputs = 0;
  for (let i = 0; i < count; i++) {
    const flags = cursor.byte();
    const id = [...cursor.take(flags & 15)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    const complex = (flags & 0x10) !== 0;
    const coder = { id, inputs: complex ? cursor.number() : 1, outputs: complex ? cursor.number() : 1 };
    if (coder.inputs > MOST_CODERS || coder.outputs > MOST_CODERS || (flags & 0xc0) !== 0)
      throw new BrokenHeader('a folder has a coder that cannot be');
    const properties = (flags & 0x20) === 0 ? new Uint8Array(0) : cursor.take(cursor.number());
    coders.push({ ...coder, properties, unpackedBytes: 0 });
    inputs += coder.inputs;
    outputs += coder.outputs;
  }
  const pairs: { input: number; output: number }[] = [];
  for (let i = 1; i < outputs; i++) pairs.push({ input: cursor.number(), output: cursor.number() });
  const packedStreams = inputs - pairs.length;
  if (outputs === 0 || packedStreams < 1) throw new BrokenHeader('a folder has no way in or out');
  if (packedStreams > 1) for (let i = 0; i < packedStreams; i++) cursor.number();
  const mainOutput = Array.from({ length: outputs }, (_, i) => i).find(
    (i) => !pairs.some(({ output }) => output === i),
  );
  if (mainOutput === undefined) throw new BrokenHeader('a folder has no way out');
  return { coders, pairs, packedStreams, outputSizes: [], mainOutput };
}

function readSubstreams(cursor: HeaderCursor, drafts: Draft[], crcs: (number | null)[], { most }: Bounds) {
  let id = cursor.byte();
  let counts = drafts.map(() => 1);
  if (id === NUM_UNPACK_STREAM) {
    counts = drafts.map(() => cursor.number());
    if (counts.reduce((sum, count) => sum + count, 0) > most)
      throw new BrokenHeader('more members are announced than can be there');
    id = cursor.byte();
  }
  const sizes = drafts.map((draft, i) => {
    const unpacked = draft.outputSizes[draft.mainOutput];
    const list: number[] = [];
    if (counts[i] === 0) return list;
    let sum = 0;
    for (let k = 1; k < counts[i]; k++) {
      list.push(id === SIZE ? cursor.number() : 0);
      sum += list[k - 1];
    }
    if (sum > unpacked) throw new BrokenHeader('members are said to be longer than the folder that they are in');
    list.push(unpacked - sum);
    return list;
  });
  if (id === SIZE) id = cursor.byte();
  // Folders of one member have their sum already, in the list of folders.
  const known = (i: number) => counts[i] === 1 && crcs[i] != null;
  let digests: (number | null)[] = [];
  if (id !== END) {
    if (id !== CRC) throw new BrokenHeader(`the list of members’ sizes has a part ${id} that is not known`);
    digests = cursor.digests(counts.reduce((sum, count, i) => sum + (known(i) ? 0 : count), 0));
    cursor.expect(END);
  }
  let next = 0;
  return sizes.map((list, i) =>
    list.map((bytes) => ({ bytes, crc: known(i) ? (crcs[i] ?? null) : (digests[next++] ?? null) })),
  );
}

function readFiles(cursor: HeaderCursor, { most, nameLength }: Bounds): ListedFile[] {
  const count = cursor.count(most);
  let emptyStream: boolean[] = [];
  let emptyFile: boolean[] = [];
  let anti: boolean[] = [];
  let names: string[] = [];
  let attributes: (number | null)[] = [];
  for (const id of partsOf(cursor)) {
    const part = new HeaderCursor(cursor.take(cursor.number()));
    const empty = () => emptyStream.filter(Boolean).length;
    if (id === EMPTY_STREAM) emptyStream = part.bits(count);
    else if (id === EMPTY_FILE) emptyFile = part.bits(empty());
    else if (id === ANTI) anti = part.bits(empty());
    else if (id === NAMES) {
      if (part.byte() !== 0) throw new BrokenHeader('the names lie outside the header, which is not read');
      names = readNames(part, count, nameLength);
    } else if (id === ATTRIBUTES) {
      const defined = part.bitsOrAll(count);
      part.byte();
      attributes = defined.map((is) => (is ? part.u32() : null));
    }
    // Times, comments and padding say nothing about what the members are.
  }
  let emptyAt = 0;
  return Array.from({ length: count }, (_, i) => {
    const isEmpty = emptyStream[i] === true;
    const which = isEmpty ? emptyAt++ : -1;
    const mode = (attributes[i] ?? 0) & 0x8000 ? ((attributes[i] ?? 0) >>> 16) & 0xf000 : 0;
    return {
      name: names[i] ?? null,
      hasData: !isEmpty,
      isDirectory: isEmpty && emptyFile[which] !== true,
      anti: isEmpty && anti[which] === true,
      isLink: mode === LINK_MODE || ((attributes[i] ?? 0) & 0x400) !== 0,
    };
  });
}

/** UTF-16 with a zero behind each; longer ones than are kept are cut, and marked so. */
function readNames(part: HeaderCursor, count: number, longest: number): string[] {
  const names: string[] = [];
  const { bytes } = part;
  let at = part.at;
  while (names.length < count && at + 1 < bytes.length) {
    const units: number[] = [];
    for (; at + 1 < bytes.length; at += 2) {
      const unit = bytes[at] | (bytes[at + 1] << 8);
      if (unit === 0) break;
      if (units.length < longest) units.push(unit);
      else units[longest - 1] = 0x2026;
    }
    at += 2;
    names.push(units.length === 0 ? '' : String.fromCharCode(...units));
  }
  return names;
}
