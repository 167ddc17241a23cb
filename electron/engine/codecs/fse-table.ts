import { InflateError } from '../ports';

const MOST_SYMBOLS = 256;

/** A decoding table of finite-state entropy (RFC 8878 section 4.1): symbol, bits and next state by state. */
export class FseTable {
  readonly log: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly next: Uint16Array;

  private constructor(log: number) {
    this.log = log;
    this.symbols = new Uint8Array(1 << log);
    this.bits = new Uint8Array(1 << log);
    this.next = new Uint16Array(1 << log);
  }

  /** A table that always gives the same symbol. */
  static only(symbol: number): FseTable {
    const table = new FseTable(0);
    table.symbols[0] = symbol;
    return table;
  }

  /** From how often each symbol comes: -1 stands for less than once. */
  static of(counts: ArrayLike<number>, log: number): FseTable {
    const table = new FseTable(log);
    const size = 1 << log;
    const mask = size - 1;
    const { symbols, bits, next } = table;
    const occurrences = new Uint16Array(counts.length);
    let high = size - 1;
    for (let symbol = 0; symbol < counts.length; symbol++) {
      occurrences[symbol] = Math.abs(counts[symbol]);
      if (counts[symbol] === -1) symbols[high--] = symbol;
    }
    const step = (size >> 1) + (size >> 3) + 3;
    let position = 0;
    for (let symbol = 0; symbol < counts.length; symbol++) {
      for (let i = 0; i < counts[symbol]; i++) {
        symbols[position] = symbol;
        do position = (position + step) & mask;
        while (position > high);
      }
    }
    for (let state = 0; state < size; state++) {
      const x = occurrences[symbols[state]]++;
      bits[state] = log - (31 - Math.clz32(x));
      next[state] = (x << bits[state]) - size;
    }
    return table;
  }

  /** From its description; says where that ends. */
  static read(
    bytes: Uint8Array,
    start: number,
    end: number,
    largestLog: number,
    mostSymbols = MOST_SYMBOLS,
  ): { readonly table: FseTable; readonly end: number } {
    const fault = () => new InflateError('an entropy table of Zstandard data is damaged');
    if (start >= end) throw fault();
    let bit = start * 8;
    const peek = (count: number) => {
      const at = bit >> 3;
      const word = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
      return (word >>> (bit & 7)) & ((1 << count) - 1);
    };
    const log = peek(4) + 5;
    bit += 4;
    if (log > largestLog) throw fault();
    let threshold = 1 << log;
    let remaining = threshold + 1;
    let width = log + 1;
    const counts: number[] = [];
    while (remaining > 1) {
      if (counts.length >= mostSymbols || bit > end * 8) throw fault();
      const largest = 2 * threshold - 1 - remaining;
      const value = peek(width);
      let count = value & (threshold - 1);
      if (count < largest) bit += width - 1;
      else {
        count = value;
        if (count >= threshold) count -= largest;
        bit += width;
      }
      count--;
      remaining -= Math.abs(count);
      counts.push(count);
      if (count === 0) {
        let zeros: number;
        do {
          zeros = peek(2);
          bit += 2;
          for (let i = 0; i < zeros; i++) counts.push(0);
          if (counts.length > mostSymbols) throw fault();
        } while (zeros === 3);
      }
      while (remaining < threshold) {
        width--;
        threshold >>= 1;
      }
    }
    const tableEnd = (bit + 7) >> 3;
    if (remaining !== 1 || tableEnd > end || counts.length > mostSymbols) throw fault();
    return { table: FseTable.of(counts, log), end: tableEnd };
  }
}
