import { InflateError, type Ports } from '../ports';
import { type BranchFilter, throughBranchFilter, throughDelta, XZ_BRANCH_FILTERS } from './branch-filters';
import { Crc64 } from './crc64';
import { DecodeLimit } from './decode-limit';
import type { Intake } from './intake';
import { decodeLzma2, lzma2Dictionary } from './lzma2';

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] as const;
/** Bytes of a check by its number (xz-file-format.txt 2.1.1.2). */
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const CRC32 = 1;
const CRC64 = 4;
const SHA256 = 10;
const DELTA = 3;
const LZMA2 = 0x21;

/**
 * Streams of xz (xz-file-format.txt), one behind the other with zero padding between them: blocks with filters and checks, the index
 * and the footer held against what was read. Ends at the first bytes that begin no stream.
 */
export async function* decodeXz(intake: Intake, ports: Ports): AsyncGenerator<Uint8Array> {
  for (let first = true; ; first = false) {
    await intake.fill(12);
    if (!intake.begins(MAGIC)) {
      if (first) throw new InflateError('no xz stream begins here');
      return;
    }
    intake.beginStream();
    yield* stream(intake, ports);
    await skipPadding(intake);
  }
}

async function* stream(intake: Intake, ports: Ports): AsyncGenerator<Uint8Array> {
  await intake.need(12, 'the header');
  const header = intake.take(12).slice();
  if (readU32(header, 8) !== ports.crc32(header.subarray(6, 8), 0))
    throw new InflateError('the checksum of an xz header is wrong');
  if (header[6] !== 0 || header[7] > 15) throw new InflateError('an xz header has flags that do not exist');
  const check = header[7];
  /** What the index must say: kept as sums, since a file may have millions of blocks. */
  let blocks = 0;
  let unpadded = 0;
  let inflated = 0;
  for (;;) {
    await intake.need(1, 'an xz stream');
    if (intake.bytes[intake.at] === 0) break;
    intake.beginStream();
    const sizes = yield* block(intake, ports, check);
    blocks++;
    unpadded += sizes.unpadded;
    inflated += sizes.inflated;
  }
  const start = intake.consumed;
  const index = await readIndex(intake, ports);
  if (index.records !== blocks || index.unpadded !== unpadded || index.inflated !== inflated)
    throw new InflateError('the index of an xz stream does not fit its blocks');
  const indexBytes = intake.consumed - start;
  await intake.need(12, 'the footer');
  const footer = intake.take(12);
  if (footer[10] !== 0x59 || footer[11] !== 0x5a || readU32(footer, 0) !== ports.crc32(footer.subarray(4, 10), 0))
    throw new InflateError('the footer of an xz stream is damaged');
  if ((readU32(footer, 4) + 1) * 4 !== indexBytes || footer[8] !== 0 || footer[9] !== check)
    throw new InflateError('the footer of an xz stream does not fit it');
}

interface BlockHeader {
  readonly storedBytes: number | null;
  readonly inflatedBytes: number | null;
  readonly dictionaryBytes: number;
  /** In the order in which they are undone. */
  readonly filters: readonly { readonly id: number; readonly start: number }[];
}

async function* block(
  intake: Intake,
  ports: Ports,
  check: number,
): AsyncGenerator<Uint8Array, { readonly unpadded: number; readonly inflated: number }> {
  const start = intake.consumed;
  const headerBytes = (intake.bytes[intake.at] + 1) * 4;
  await intake.need(headerBytes, 'the header of a block');
  const header = blockHeader(intake.take(headerBytes).slice(), ports);
  const dataStart = intake.consumed;
  let pieces: AsyncIterable<Uint8Array> = decodeLzma2(intake, header.dictionaryBytes);
  for (const { id, start } of header.filters) {
    const branch: (() => BranchFilter) | undefined = XZ_BRANCH_FILTERS.get(id);
    pieces = branch === undefined ? throughDelta(pieces, start) : throughBranchFilter(pieces, branch(), start);
  }
  const sum = checker(check, ports);
  let inflated = 0;
  for await (const piece of pieces) {
    inflated += piece.length;
    sum?.update(piece);
    yield piece;
  }
  const stored = intake.consumed - dataStart;
  if (header.storedBytes !== null && header.storedBytes !== stored)
    throw new InflateError('a block of an xz stream is not as long as it says');
  if (header.inflatedBytes !== null && header.inflatedBytes !== inflated)
    throw new InflateError('a block of an xz stream does not hold as many bytes as it says');
  const padding = (4 - (stored % 4)) % 4;
  const checkBytes = CHECK_BYTES[check];
  await intake.need(padding + checkBytes, 'the checksum of a block');
  if (intake.take(padding).some((byte) => byte !== 0)) throw new InflateError('the padding of an xz block is not zero');
  const stated = intake.take(checkBytes);
  const digest = sum?.digest() ?? null;
  if (digest?.some((byte, i) => byte !== stated[i])) throw new InflateError('the checksum of an xz block is wrong');
  return { unpadded: intake.consumed - start - padding, inflated };
}

function blockHeader(bytes: Uint8Array, ports: Ports): BlockHeader {
  const end = bytes.length - 4;
  if (readU32(bytes, end) !== ports.crc32(bytes.subarray(0, end), 0))
    throw new InflateError('the checksum of the header of an xz block is wrong');
  const cursor = { bytes, at: 2, end };
  const flags = bytes[1];
  if ((flags & 0x3c) !== 0) throw new InflateError('the header of an xz block has flags that do not exist');
  const storedBytes = (flags & 0x40) === 0 ? null : readNumber(cursor);
  const inflatedBytes = (flags & 0x80) === 0 ? null : readNumber(cursor);
  const filters: { id: number; start: number }[] = [];
  let dictionaryBytes: number | null = null;
  for (let left = (flags & 3) + 1; left > 0; left--) {
    const id = readNumber(cursor);
    const size = readNumber(cursor);
    const at = cursor.at;
    cursor.at += size;
    if (cursor.at > end) throw new InflateError('a filter of an xz block is cut');
    if (left === 1) {
      if (id !== LZMA2 || size !== 1)
        throw new InflateError(`xz filter ${id.toString(16)} is not known as the last one`);
      dictionaryBytes = lzma2Dictionary(bytes[at]);
    } else if (id === DELTA && size === 1) filters.unshift({ id, start: bytes[at] + 1 });
    else if (XZ_BRANCH_FILTERS.has(id) && (size === 0 || size === 4))
      filters.unshift({ id, start: size === 0 ? 0 : readU32(bytes, at) });
    else throw new DecodeLimit('filter', `xz filter ${id.toString(16)} is not undone by this version`);
  }
  if (dictionaryBytes === null) throw new InflateError('an xz block states a dictionary that does not exist');
  while (cursor.at < end)
    if (bytes[cursor.at++] !== 0) throw new InflateError('the padding of the header of an xz block is not zero');
  return { storedBytes, inflatedBytes, dictionaryBytes, filters };
}

/** The index: how many blocks there are, and their sizes in all. */
async function readIndex(intake: Intake, ports: Ports) {
  let crc = 0;
  let bytes = 1;
  crc = ports.crc32(intake.take(1), crc);
  const number = async () => {
    await intake.fill(9);
    const cursor = { bytes: intake.bytes, at: intake.at, end: intake.end };
    const value = readNumber(cursor);
    crc = ports.crc32(intake.bytes.subarray(intake.at, cursor.at), crc);
    bytes += cursor.at - intake.at;
    intake.at = cursor.at;
    return value;
  };
  const records = await number();
  let unpadded = 0;
  let inflated = 0;
  for (let i = 0; i < records; i++) {
    unpadded += await number();
    inflated += await number();
  }
  const padding = (4 - (bytes % 4)) % 4;
  await intake.need(padding + 4, 'the index');
  const zeros = intake.take(padding);
  if (zeros.some((byte) => byte !== 0)) throw new InflateError('the padding of the index of an xz stream is not zero');
  crc = ports.crc32(zeros, crc);
  if (intake.u32() !== crc) throw new InflateError('the checksum of the index of an xz stream is wrong');
  return { records, unpadded, inflated };
}

/** A number of seven bits a byte (xz-file-format.txt 1.2). Larger ones than can be counted exactly are no sizes of anything. */
function readNumber(cursor: { readonly bytes: Uint8Array; at: number; readonly end: number }): number {
  let value = 0;
  for (let i = 0; i < 9; i++) {
    if (cursor.at >= cursor.end) break;
    const byte = cursor.bytes[cursor.at++];
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) {
      if (byte === 0 && i > 0) break;
      return value;
    }
  }
  throw new InflateError('a number in an xz stream is damaged');
}

async function skipPadding(intake: Intake): Promise<void> {
  for (;;) {
    await intake.fill(4);
    if (!intake.begins([0, 0, 0, 0])) return;
    intake.at += 4;
  }
}

function checker(check: number, ports: Ports): { update(bytes: Uint8Array): void; digest(): Uint8Array } | null {
  if (check === CRC64) return new Crc64();
  if (check === CRC32) {
    let crc = 0;
    return {
      update: (bytes) => {
        crc = ports.crc32(bytes, crc);
      },
      digest: () => Uint8Array.of(crc, crc >>> 8, crc >>> 16, crc >>> 24),
    };
  }
  if (check !== SHA256) return null;
  const hasher = ports.sha256();
  return {
    update: (bytes) => hasher.update(bytes),
    digest: () => Uint8Array.from(hasher.finish().match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
  };
}

function readU32(bytes: Uint8Array, at: number): number {
  return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
}
