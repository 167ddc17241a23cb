import { InflateError } from '../ports';
import { BackwardBits } from './backward-bits';
import { FseTable } from './fse-table';

const LARGEST_BLOCK = 128 * 1024;
const LONGEST_CODE = 11;

/** The literals of a block of Zstandard (RFC 8878 section 3.1.1.3.1). Keeps the Huffman table for blocks that use the last one again. */
export class ZstdLiterals {
  readonly bytes = new Uint8Array(LARGEST_BLOCK);
  length = 0;
  private readonly symbols = new Uint8Array(1 << LONGEST_CODE);
  private readonly lengths = new Uint8Array(1 << LONGEST_CODE);
  /** Bits of the longest code; 0 before the first table. */
  private longest = 0;
  private readonly bits = new BackwardBits();

  reset(): void {
    this.longest = 0;
  }

  /** Reads the section that begins a block and says where it ends. */
  read(block: Uint8Array, size: number): number {
    if (size < 1) throw damaged();
    const kind = block[0] & 3;
    const format = (block[0] >> 2) & 3;
    if (kind < 2) return this.readPlain(block, size, kind === 1, format);
    const headerBytes = format < 2 ? 3 : format + 2;
    if (size < headerBytes) throw damaged();
    const width = format < 2 ? 10 : format === 2 ? 14 : 18;
    // Two numbers of `width` bits from bit 4 on.
    const low = block[0] | (block[1] << 8) | (block[2] << 16);
    const number = low + (headerBytes > 3 ? block[3] : 0) * 2 ** 24 + (headerBytes > 4 ? block[4] : 0) * 2 ** 32;
    this.length = Math.floor(number / 16) % 2 ** width;
    const stored = Math.floor(number / 2 ** (4 + width)) % 2 ** width;
    const end = headerBytes + stored;
    if (end > size || this.length > LARGEST_BLOCK) throw damaged();
    let at = headerBytes;
    if (kind === 2) at = this.readTable(block, at, end);
    else if (this.longest === 0) throw damaged();
    if (format === 0) {
      this.readStream(block, at, end, 0, this.length);
      return end;
    }
    if (end - at < 6) throw damaged();
    const each = (this.length + 3) >> 2;
    let from = at + 6;
    for (let i = 0; i < 4; i++) {
      const to = i === 3 ? end : from + (block[at + 2 * i] | (block[at + 2 * i + 1] << 8));
      const first = each * i;
      if (to > end || first > this.length) throw damaged();
      this.readStream(block, from, to, first, i === 3 ? this.length : Math.min(this.length, first + each));
      from = to;
    }
    return end;
  }

  private readPlain(block: Uint8Array, size: number, repeated: boolean, format: number): number {
    const headerBytes = format === 1 ? 2 : format === 3 ? 3 : 1;
    if (size < headerBytes) throw damaged();
    this.length =
      headerBytes === 1 ? block[0] >> 3 : (block[0] >> 4) | (block[1] << 4) | (headerBytes === 3 ? block[2] << 12 : 0);
    const end = headerBytes + (repeated ? 1 : this.length);
    if (this.length > LARGEST_BLOCK || end > size) throw damaged();
    if (repeated) this.bytes.fill(block[headerBytes], 0, this.length);
    else this.bytes.set(block.subarray(headerBytes, end));
    return end;
  }

  /** The Huffman table (section 4.2.1): weights, plain or by finite-state entropy; the last one follows from the others. */
  private readTable(block: Uint8Array, start: number, end: number): number {
    if (start >= end) throw damaged();
    const header = block[start];
    const weights: number[] = [];
    let at = start + 1;
    if (header >= 128) {
      const count = header - 127;
      at += (count + 1) >> 1;
      if (at > end) throw damaged();
      for (let i = 0; i < count; i++) {
        const byte = block[start + 1 + (i >> 1)];
        weights.push(i % 2 === 0 ? byte >> 4 : byte & 15);
      }
    } else {
      at += header;
      if (at > end) throw damaged();
      this.readWeights(block, start + 1, at, weights);
    }
    let sum = 0;
    for (const weight of weights) sum += weight === 0 ? 0 : 2 ** (weight - 1);
    const longest = 32 - Math.clz32(sum);
    if (sum === 0 || longest > LONGEST_CODE) throw damaged();
    const rest = (1 << longest) - sum;
    if ((rest & (rest - 1)) !== 0) throw damaged();
    weights.push(32 - Math.clz32(rest));
    let entry = 0;
    for (let weight = 1; weight <= longest; weight++) {
      const span = 1 << (weight - 1);
      for (let symbol = 0; symbol < weights.length; symbol++) {
        if (weights[symbol] !== weight) continue;
        this.symbols.fill(symbol, entry, entry + span);
        this.lengths.fill(longest + 1 - weight, entry, entry + span);
        entry += span;
      }
    }
    this.longest = longest;
    return at;
  }

  private readWeights(block: Uint8Array, start: number, end: number, weights: number[]): void {
    const { table, end: at } = FseTable.read(block, start, end, 6, 16);
    const { bits } = this;
    if (!bits.reset(block, at, end)) throw damaged();
    let first = bits.read(table.log);
    let second = bits.read(table.log);
    if (bits.left < 0) throw damaged();
    // Two states in turn; the one that runs out of bits gives its symbol, and so does the other, for the last time.
    for (;;) {
      if (weights.length > 253) throw damaged();
      weights.push(table.symbols[first]);
      first = table.next[first] + bits.read(table.bits[first]);
      if (bits.left < 0) {
        weights.push(table.symbols[second]);
        return;
      }
      weights.push(table.symbols[second]);
      second = table.next[second] + bits.read(table.bits[second]);
      if (bits.left < 0) {
        weights.push(table.symbols[first]);
        return;
      }
    }
  }

  private readStream(block: Uint8Array, start: number, end: number, from: number, to: number): void {
    const { bytes, symbols, lengths, longest } = this;
    if (end <= start || block[end - 1] === 0) throw damaged();
    // The reader of `BackwardBits`, on local numbers: every literal passes here.
    let left = (end - start) * 8 - Math.clz32(block[end - 1]) + 23;
    const mask = (1 << longest) - 1;
    for (let i = from; i < to; i++) {
      const low = left - longest;
      let entry: number;
      if (low >= 0) {
        const at = start + (low >> 3);
        entry = ((block[at] | (block[at + 1] << 8) | (block[at + 2] << 16)) >>> (low & 7)) & mask;
      } else if (left <= 0) throw damaged();
      else entry = ((block[start] | (block[start + 1] << 8)) << -low) & mask;
      left -= lengths[entry];
      bytes[i] = symbols[entry];
    }
    if (left !== 0) throw damaged();
  }
}

const damaged = () => new InflateError('the literals of a Zstandard block are damaged');
