import { InflateError } from '../ports';
import { DecodeLimit } from './decode-limit';
import type { Intake } from './intake';

const BLOCK_BYTES = 100_000;
const GROUP = 50;
const RUN_B = 1;
const LONGEST_CODE = 20;
/** Compressed bytes that the header of a block (at most 18 KiB of selectors and tables) and that one group of symbols can take. */
const HEADER_BYTES = 20 * 1024;
const GROUP_BYTES = 160;
const PIECE_BYTES = 256 * 1024;
const TOO_LONG = 'a bzip2 block is longer than it may be';

/** CRC-32 of bzip2: the polynomial of the others, most significant bit first. */
const CRC = new Int32Array(256);
for (let i = 0; i < 256; i++) {
  let crc = i << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  CRC[i] = crc;
}

/** True for the head of a bzip2 stream: `BZh`, a digit, and the mark of a block or of the end. */
export function beginsBzip2(head: Uint8Array, at = 0): boolean {
  if (head[at] !== 0x42 || head[at + 1] !== 0x5a || head[at + 2] !== 0x68) return false;
  return head[at + 3] >= 0x31 && head[at + 3] <= 0x39;
}

/**
 * Streams of bzip2, one behind the other, as Python’s and bzip2’s own reader take them. There is no specification: this follows
 * decompress.c and blocksort.c of bzip2 1.0.8. Holds one block (900 KB, and four bytes for each of them).
 */
export async function* decodeBzip2(intake: Intake): AsyncGenerator<Uint8Array> {
  const decoder = new BlockDecoder(intake);
  for (let first = true; ; first = false) {
    await intake.fill(4);
    if (intake.available < 4 || !beginsBzip2(intake.bytes, intake.at)) {
      if (first) throw new InflateError('no bzip2 stream begins here');
      return;
    }
    intake.beginStream();
    intake.at += 3;
    const level = intake.u8() - 0x30;
    let combined = 0;
    for (;;) {
      await intake.fill(HEADER_BYTES);
      const high = decoder.bits(24);
      const low = decoder.bits(24);
      decoder.check();
      if (high === 0x177245 && low === 0x385090) break;
      if (high !== 0x314159 || low !== 0x265359)
        throw new InflateError('no block of a bzip2 stream begins where one should');
      const stated = (decoder.bits(16) << 16) | decoder.bits(16) | 0;
      const fault = await decoder.readBlock(level * BLOCK_BYTES);
      if (fault === null) {
        yield* decoder.output();
        if (~decoder.crc !== stated) throw new InflateError('the checksum of a bzip2 block is wrong');
        combined = ((combined << 1) | (combined >>> 31)) ^ stated;
      } else throw fault;
    }
    const stated = (decoder.bits(16) << 16) | decoder.bits(16) | 0;
    decoder.check();
    decoder.align();
    if (stated !== combined) throw new InflateError('the checksum of a bzip2 stream is wrong');
  }
}

/** Bits, tables and buffers of one stream. */
class BlockDecoder {
  crc = -1;
  private readonly intake: Intake;
  private hold = 0;
  private held = 0;
  /** Previous byte places (upper 24 bits) and bytes (lower 8), as bzip2’s `tt`. */
  private places = new Uint32Array(0);
  private readonly front = new Uint8Array(256);
  private count = 0;
  private run = 0;
  private weight = 1;
  private origin = 0;
  private readonly selectors = new Uint8Array(32768);
  private readonly tables: CodeTable[] = Array.from({ length: 6 }, () => new CodeTable());
  private readonly symbols = new Uint8Array(256);
  private readonly counts = new Int32Array(256);

  constructor(intake: Intake) {
    this.intake = intake;
  }

  /** Up to 24 bits. */
  bits(count: number): number {
    while (this.held < count) {
      this.hold = (this.hold << 8) | this.intake.u8();
      this.held += 8;
    }
    this.held -= count;
    return (this.hold >>> this.held) & ((1 << count) - 1);
  }

  /** Throws when bits were read that are behind the end. */
  check(): void {
    if (this.intake.at <= this.intake.end) return;
    this.intake.at = this.intake.end;
    throw new InflateError('the compressed data ends inside a block');
  }

  /** Drops the bits up to the next whole byte. */
  align(): void {
    this.held = 0;
    this.hold = 0;
  }

  /** Reads one block into `places`; a fault is an answer, for a block is output whole or not at all. */
  async readBlock(maximum: number): Promise<InflateError | null> {
    if (this.places.length < maximum) this.places = new Uint32Array(maximum);
    if (this.bits(1) === 1) return new DecodeLimit('filter', 'a bzip2 block is randomised, as only bzip2 0.9.0 did');
    this.origin = this.bits(24);
    const used = this.readSymbolMap();
    if (used === 0) return new InflateError('a bzip2 block uses no bytes');
    const alphabet = used + 2;
    const tables = this.bits(3);
    const selectors = this.bits(15);
    if (tables < 2 || tables > 6 || selectors === 0) return new InflateError('a bzip2 block has impossible tables');
    if (!this.readSelectors(tables, selectors)) return new InflateError('a bzip2 block has impossible tables');
    for (let i = 0; i < tables; i++)
      if (!this.readTable(this.tables[i], alphabet)) return new InflateError('a bzip2 block has impossible tables');
    this.check();
    return this.readSymbols(alphabet, selectors, maximum);
  }

  private readSymbolMap(): number {
    const rows = this.bits(16);
    let used = 0;
    for (let row = 0; row < 16; row++) {
      if (((rows >> (15 - row)) & 1) === 0) continue;
      const columns = this.bits(16);
      for (let column = 0; column < 16; column++)
        if ((columns >> (15 - column)) & 1) this.symbols[used++] = row * 16 + column;
    }
    return used;
  }

  private readSelectors(tables: number, selectors: number): boolean {
    const order = [0, 1, 2, 3, 4, 5];
    for (let i = 0; i < selectors; i++) {
      let place = 0;
      while (this.bits(1) === 1) if (++place >= tables) return false;
      const table = order[place];
      order.copyWithin(1, 0, place);
      order[0] = table;
      this.selectors[i] = table;
    }
    return true;
  }

  private readTable(table: CodeTable, alphabet: number): boolean {
    let length = this.bits(5);
    for (let symbol = 0; symbol < alphabet; symbol++) {
      for (;;) {
        if (length < 1 || length > LONGEST_CODE) return false;
        if (this.bits(1) === 0) break;
        length += this.bits(1) === 0 ? 1 : -1;
      }
      table.lengths[symbol] = length;
    }
    table.make(alphabet);
    return true;
  }

  /** Huffman codes, runs and move-to-front: the last column of the sorted block. */
  private async readSymbols(alphabet: number, selectors: number, maximum: number): Promise<InflateError | null> {
    const { front } = this;
    for (let i = 0; i < 256; i++) front[i] = i;
    this.counts.fill(0);
    this.count = 0;
    this.run = 0;
    this.weight = 1;
    for (let group = 0; group < selectors; group++) {
      if (this.intake.available < GROUP_BYTES && !this.intake.ended) await this.intake.fill(GROUP_BYTES);
      const outcome = this.readGroup(this.tables[this.selectors[group]], alphabet, maximum);
      if (this.intake.at - (this.held >> 3) > this.intake.end)
        return new InflateError('the compressed data ends inside a block');
      if (outcome === 'more') continue;
      if (outcome !== 'end') return new InflateError(outcome);
      this.giveBack();
      return this.origin < this.count ? null : new InflateError('a bzip2 block begins outside itself');
    }
    return new InflateError('a bzip2 block does not end where its tables do');
  }

  /** Up to 50 symbols of one table: `more`, `end` at the end of the block, or what is wrong. */
  private readGroup(table: CodeTable, alphabet: number, maximum: number): string {
    const { places, counts, symbols, front, intake } = this;
    const { fast, limit, base, permutation, shortest } = table;
    const input = intake.bytes;
    const end = alphabet - 1;
    let { hold, held, count, run, weight } = this;
    let { at } = intake;
    let outcome = 'more';
    for (let i = 0; i < GROUP; i++) {
      while (held < LONGEST_CODE) {
        hold = (hold << 8) | input[at++];
        held += 8;
      }
      const quick = fast[(hold >>> (held - FAST_BITS)) & FAST_MASK];
      let symbol: number;
      if (quick !== 0) {
        held -= quick >> 9;
        symbol = quick & 0x1ff;
      } else {
        let length = shortest;
        let code = (hold >>> (held - length)) & ((1 << length) - 1);
        while (length <= LONGEST_CODE && code > limit[length]) {
          length++;
          code = (hold >>> (held - length)) & ((1 << length) - 1);
        }
        const place = code - base[length];
        if (length > LONGEST_CODE || place < 0 || place >= alphabet) {
          outcome = 'a bzip2 block has a code that stands for nothing';
          break;
        }
        held -= length;
        symbol = permutation[place];
      }
      if (symbol <= RUN_B) {
        run += weight << symbol;
        weight <<= 1;
        if (run > maximum) {
          outcome = TOO_LONG;
          break;
        }
        continue;
      }
      if (run > 0) {
        if (count + run > maximum) {
          outcome = TOO_LONG;
          break;
        }
        const byte = symbols[front[0]];
        counts[byte] += run;
        places.fill(byte, count, count + run);
        count += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) {
        outcome = 'end';
        break;
      }
      if (count >= maximum) {
        outcome = TOO_LONG;
        break;
      }
      const place = symbol - 1;
      const value = front[place];
      if (place < 16) for (let k = place; k > 0; k--) front[k] = front[k - 1];
      else front.copyWithin(1, 0, place);
      front[0] = value;
      const byte = symbols[value];
      counts[byte]++;
      places[count++] = byte;
    }
    this.hold = hold;
    this.held = held;
    this.count = count;
    this.run = run;
    this.weight = weight;
    intake.at = at;
    return outcome;
  }

  /** Whole bytes that were taken ahead go back, so that the end of a stream is known to the byte. */
  private giveBack(): void {
    const whole = this.held >> 3;
    this.intake.giveBack(whole);
    this.hold >>>= whole * 8;
    this.held &= 7;
  }

  /** Undoes the sorting and the run-length coding in front of it, in pieces. */
  *output(): Generator<Uint8Array> {
    const { places, count, counts } = this;
    let sum = 0;
    for (let byte = 0; byte < 256; byte++) {
      const here = counts[byte];
      counts[byte] = sum;
      sum += here;
    }
    for (let i = 0; i < count; i++) places[counts[places[i] & 0xff]++] |= i << 8;
    const piece = new Uint8Array(PIECE_BYTES);
    let filled = 0;
    let crc = -1;
    let place = places[this.origin] >>> 8;
    let previous = -1;
    let repeats = 0;
    for (let i = 0; i < count; i++) {
      const entry = places[place];
      place = entry >>> 8;
      const byte = entry & 0xff;
      if (repeats === 4) {
        repeats = 0;
        for (let left = byte; left > 0; left--) {
          if (filled === PIECE_BYTES) {
            yield piece;
            filled = 0;
          }
          crc = (crc << 8) ^ CRC[(crc >>> 24) ^ previous];
          piece[filled++] = previous;
        }
        previous = -1;
        continue;
      }
      repeats = byte === previous ? repeats + 1 : 1;
      previous = byte;
      if (filled === PIECE_BYTES) {
        yield piece;
        filled = 0;
      }
      crc = (crc << 8) ^ CRC[(crc >>> 24) ^ byte];
      piece[filled++] = byte;
    }
    this.crc = crc;
    if (filled > 0) yield piece.subarray(0, filled);
  }
}

const FAST_BITS = 10;
const FAST_MASK = (1 << FAST_BITS) - 1;

/** One set of Huffman codes: looked up by their first bits, and by length where they are longer. */
class CodeTable {
  readonly lengths = new Uint8Array(258);
  readonly limit = new Int32Array(LONGEST_CODE + 2);
  readonly base = new Int32Array(LONGEST_CODE + 2);
  readonly permutation = new Uint16Array(258);
  /** Length (from bit 9 on) and symbol of the code that begins with these bits; 0 for a longer one. */
  readonly fast = new Uint16Array(1 << FAST_BITS);
  shortest = 1;

  make(alphabet: number): void {
    const { lengths, limit, base, permutation, fast } = this;
    let shortest = LONGEST_CODE;
    for (let symbol = 0; symbol < alphabet; symbol++) shortest = Math.min(shortest, lengths[symbol]);
    this.shortest = shortest;
    limit.fill(-1);
    fast.fill(0);
    let code = 0;
    let place = 0;
    for (let length = 1; length <= LONGEST_CODE; length++) {
      const first = code;
      base[length] = code - place;
      for (let symbol = 0; symbol < alphabet; symbol++) {
        if (lengths[symbol] !== length) continue;
        permutation[place++] = symbol;
        if (length <= FAST_BITS && code < 1 << length)
          fast.fill((length << 9) | symbol, code << (FAST_BITS - length), (code + 1) << (FAST_BITS - length));
        code++;
      }
      limit[length] = code > first || length >= shortest ? code - 1 : -1;
      code <<= 1;
    }
    limit[LONGEST_CODE + 1] = 0x7fffffff;
  }
}
