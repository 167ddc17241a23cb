import { InflateError } from '../ports';
import { BackwardBits } from './backward-bits';
import { DecodeLimit } from './decode-limit';
import { FseTable } from './fse-table';
import type { Intake } from './intake';
import { isSkippable, skipFrame } from './lz4-frame';
import { Xxh64 } from './xxh64';
import { ZstdLiterals } from './zstd-literals';

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;
const LARGEST_BLOCK = 128 * 1024;
/** Windows above this are refused by zstd and its bindings as well, unless they are told otherwise. */
const WINDOW_BYTES = 128 * 1024 * 1024;
const FIRST_BYTES = 512 * 1024;

const LITERAL_BASE = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 40, 48, 64, 128, 256, 512, 1024,
  2048, 4096, 8192, 16384, 32768, 65536,
];
const LITERAL_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
];
const MATCH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33,
  34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83, 99, 131, 259, 515, 1027, 2051, 4099, 8195, 16387, 32771, 65539,
];
const MATCH_BITS = [
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3,
  3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
];
const LITERAL_DEFAULT = FseTable.of(
  [4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
  6,
);
const MATCH_DEFAULT = FseTable.of(
  [
    1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
  ],
  6,
);
const OFFSET_DEFAULT = FseTable.of(
  [1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1],
  5,
);

/**
 * Frames of Zstandard (RFC 8878), one behind the other, and frames to be skipped. Ends at the first bytes that begin no frame. Holds
 * the window, at most half as much again, and a block; what comes out of a block is handed on when the block is whole.
 */
export async function* decodeZstd(intake: Intake): AsyncGenerator<Uint8Array> {
  const decoder = new ZstdDecoder();
  for (let first = true; ; first = false) {
    await intake.fill(8);
    intake.beginStream();
    if (isSkippable(intake)) await skipFrame(intake);
    else if (intake.begins(MAGIC)) yield* frame(intake, decoder);
    else if (first) throw new InflateError('no Zstandard frame begins here');
    else return;
  }
}

async function* frame(intake: Intake, decoder: ZstdDecoder): AsyncGenerator<Uint8Array> {
  intake.at += 4;
  await intake.need(1, 'the header of a frame');
  const flags = intake.u8();
  const single = (flags & 0x20) !== 0;
  const hasChecksum = (flags & 4) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][flags & 3];
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][flags >> 6];
  if ((flags & 8) !== 0) throw new InflateError('the header of a Zstandard frame has a bit that is reserved');
  await intake.need((single ? 0 : 1) + dictionaryBytes + sizeBytes, 'the header of a frame');
  let window = 0;
  if (!single) {
    const byte = intake.u8();
    window = 2 ** (10 + (byte >> 3)) * (1 + (byte & 7) / 8);
  }
  const dictionary = intake.take(dictionaryBytes).some((byte) => byte !== 0);
  let stated: number | null = null;
  if (sizeBytes > 0) {
    stated = 0;
    for (let i = 0; i < sizeBytes; i++) stated += intake.u8() * 256 ** i;
    if (sizeBytes === 2) stated += 256;
  }
  if (single) window = stated ?? 0;
  if (window > WINDOW_BYTES) {
    const detail = `unpacking needs a window of ${Math.ceil(window / 1048576)} MiB, more than the ${WINDOW_BYTES / 1048576} MiB that are given`;
    throw new DecodeLimit('dictionary', detail);
  }
  if (dictionary) throw new DecodeLimit('dictionary', 'a Zstandard frame needs a dictionary that is not in the file');
  decoder.begin(window);
  const hash = hasChecksum ? new Xxh64() : null;
  const largest = Math.min(LARGEST_BLOCK, Math.max(window, 1));
  let total = 0;
  for (let last = false; !last; ) {
    await intake.need(3, 'a frame');
    const header = intake.u16() | (intake.u8() << 16);
    last = (header & 1) === 1;
    const kind = (header >> 1) & 3;
    const size = header >> 3;
    if (kind === 3 || size > (kind === 1 ? LARGEST_BLOCK : largest))
      throw new InflateError('a block of a Zstandard frame is none or is too large');
    if (!(await intake.fill(kind === 1 ? 1 : size))) {
      // Readers hand on plain bytes as they come; what is compressed they decode block by block.
      if (kind === 0 && intake.available > 0) yield intake.take(intake.available);
      throw new InflateError('the compressed data ends inside a block');
    }
    const stored = intake.take(kind === 1 ? 1 : size);
    const piece =
      kind === 0 ? decoder.plain(stored) : kind === 1 ? decoder.repeated(stored[0], size) : decoder.block(stored, size);
    total += piece.length;
    hash?.update(piece);
    if (piece.length > 0) yield piece;
  }
  if (stated !== null && stated !== total)
    throw new InflateError('a Zstandard frame does not hold as many bytes as it says');
  if (hash !== null) {
    await intake.need(4, 'the checksum of a frame');
    if (intake.u32() !== hash.digestLow()) throw new InflateError('the checksum of a Zstandard frame is wrong');
  }
}

/** The state of one frame: window, tables that the next block may use again, the last three offsets. */
class ZstdDecoder {
  private output: Uint8Array = new Uint8Array(FIRST_BYTES);
  private position = 0;
  private window = 0;
  private readonly literals = new ZstdLiterals();
  private readonly bits = new BackwardBits();
  private literalTable: FseTable | null = null;
  private offsetTable: FseTable | null = null;
  private matchTable: FseTable | null = null;
  private offset1 = 1;
  private offset2 = 4;
  private offset3 = 8;

  begin(window: number): void {
    this.window = window;
    this.position = 0;
    this.literals.reset();
    this.literalTable = this.offsetTable = this.matchTable = null;
    this.offset1 = 1;
    this.offset2 = 4;
    this.offset3 = 8;
  }

  plain(bytes: Uint8Array): Uint8Array {
    this.makeRoom();
    this.output.set(bytes, this.position);
    return this.advance(bytes.length);
  }

  repeated(byte: number, count: number): Uint8Array {
    this.makeRoom();
    this.output.fill(byte, this.position, this.position + count);
    return this.advance(count);
  }

  block(bytes: Uint8Array, size: number): Uint8Array {
    this.makeRoom();
    const at = this.literals.read(bytes, size);
    return this.advance(this.sequences(bytes, at, size));
  }

  private advance(count: number): Uint8Array {
    const piece = this.output.subarray(this.position, this.position + count);
    this.position += count;
    return piece;
  }

  /** Room for a block behind the window: by growing up to half as much again as the window, then by moving the window to the front. */
  private makeRoom(): void {
    if (this.position + LARGEST_BLOCK <= this.output.length) return;
    const largest = this.window + Math.max(this.window >> 1, FIRST_BYTES);
    if (this.output.length < largest) {
      const wider = new Uint8Array(Math.max(Math.min(largest, this.output.length * 2), this.position + LARGEST_BLOCK));
      wider.set(this.output.subarray(0, this.position));
      this.output = wider;
      return;
    }
    const kept = Math.min(this.window, this.position);
    this.output.copyWithin(0, this.position - kept, this.position);
    this.position = kept;
  }

  private table(mode: number, block: Uint8Array, at: number, end: number, of: TableKind, last: FseTable | null) {
    if (mode === 0) return { table: of.standard, end: at };
    if (mode === 1) {
      if (at >= end || block[at] >= of.symbols) throw damaged();
      return { table: FseTable.only(block[at]), end: at + 1 };
    }
    if (mode === 2) return FseTable.read(block, at, end, of.log, of.symbols);
    if (last === null) throw damaged();
    return { table: last, end: at };
  }

  /** Carries out the sequences (section 3.1.1.4) and says how many bytes came out. */
  private sequences(block: Uint8Array, start: number, end: number): number {
    const { literals, output, position, bits } = this;
    const source = literals.bytes;
    let at = start;
    if (at >= end) throw damaged();
    let count = block[at++];
    if (count >= 128) {
      if (at + (count === 255 ? 2 : 1) > end) throw damaged();
      count = count === 255 ? block[at] + (block[at + 1] << 8) + 0x7f00 : ((count - 128) << 8) + block[at];
      at += block[at - 1] === 255 ? 2 : 1;
    }
    let to = position;
    let taken = 0;
    const limit = position + LARGEST_BLOCK;
    if (count > 0) {
      if (at >= end) throw damaged();
      const modes = block[at++];
      if ((modes & 3) !== 0) throw damaged();
      const literal = this.table(modes >> 6, block, at, end, LITERAL_KIND, this.literalTable);
      const offset = this.table((modes >> 4) & 3, block, literal.end, end, OFFSET_KIND, this.offsetTable);
      const match = this.table((modes >> 2) & 3, block, offset.end, end, MATCH_KIND, this.matchTable);
      this.literalTable = literal.table;
      this.offsetTable = offset.table;
      this.matchTable = match.table;
      const [lt, ot, mt] = [literal.table, offset.table, match.table];
      if (!bits.reset(block, match.end, end)) throw damaged();
      let literalState = bits.read(lt.log);
      let offsetState = bits.read(ot.log);
      let matchState = bits.read(mt.log);
      for (let left = count; left > 0; left--) {
        const offsetCode = ot.symbols[offsetState];
        const matchCode = mt.symbols[matchState];
        const literalCode = lt.symbols[literalState];
        const value = 2 ** offsetCode + bits.read(offsetCode);
        const length = MATCH_BASE[matchCode] + bits.read(MATCH_BITS[matchCode]);
        const literalLength = LITERAL_BASE[literalCode] + bits.read(LITERAL_BITS[literalCode]);
        if (left > 1) {
          literalState = lt.next[literalState] + bits.read(lt.bits[literalState]);
          matchState = mt.next[matchState] + bits.read(mt.bits[matchState]);
          offsetState = ot.next[offsetState] + bits.read(ot.bits[offsetState]);
        }
        if (bits.left < 0) throw damaged();
        const distance = this.distance(value, literalLength);
        if (taken + literalLength > literals.length || to + literalLength + length > limit) throw damaged();
        for (const stop = taken + literalLength; taken < stop; ) output[to++] = source[taken++];
        if (distance > to || distance > this.window || distance === 0) throw damaged();
        const stop = to + length;
        if (distance >= length && length > 32) {
          output.copyWithin(to, to - distance, stop - distance);
          to = stop;
        } else for (let from = to - distance; to < stop; ) output[to++] = output[from++];
      }
      if (bits.left !== 0) throw damaged();
    } else if (at !== end) throw damaged();
    const rest = literals.length - taken;
    if (to + rest > limit) throw damaged();
    output.set(source.subarray(taken, literals.length), to);
    return to + rest - position;
  }

  /** Values 1 to 3 stand for the last three offsets (section 3.1.1.5). */
  private distance(value: number, literalLength: number): number {
    if (value > 3) {
      this.offset3 = this.offset2;
      this.offset2 = this.offset1;
      this.offset1 = value - 3;
      return this.offset1;
    }
    const which = value + (literalLength === 0 ? 1 : 0);
    if (which === 1) return this.offset1;
    const distance = which === 2 ? this.offset2 : which === 3 ? this.offset3 : this.offset1 - 1;
    if (which !== 2) this.offset3 = this.offset2;
    this.offset2 = this.offset1;
    this.offset1 = distance;
    return distance;
  }
}

interface TableKind {
  readonly standard: FseTable;
  readonly log: number;
  readonly symbols: number;
}

const LITERAL_KIND: TableKind = { standard: LITERAL_DEFAULT, log: 9, symbols: 36 };
const OFFSET_KIND: TableKind = { standard: OFFSET_DEFAULT, log: 8, symbols: 32 };
const MATCH_KIND: TableKind = { standard: MATCH_DEFAULT, log: 9, symbols: 53 };

const damaged = () => new InflateError('the sequences of a Zstandard block are damaged');
