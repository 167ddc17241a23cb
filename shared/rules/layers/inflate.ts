/** Order in which a dynamic block writes the lengths of its length codes (RFC 1951, 3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15] as const;
const LENGTH_BASE = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_EXTRA = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCE_BASE = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];

/** A canonical Huffman code: how many codes have each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

function codeOf(lengths: readonly number[]): Code {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1;
  counts[0] = 0;
  const places = new Uint16Array(16);
  for (let i = 1; i < 16; i++) places[i] = (places[i - 1] ?? 0) + (counts[i - 1] ?? 0);
  const symbols = new Uint16Array(lengths.length);
  lengths.forEach((length, symbol) => {
    if (length === 0) return;
    const place = places[length] ?? 0;
    symbols[place] = symbol;
    places[length] = place + 1;
  });
  return { counts, symbols };
}

const FIXED_LENGTHS = codeOf([
  ...new Array<number>(144).fill(8),
  ...new Array<number>(112).fill(9),
  ...new Array<number>(24).fill(7),
  ...new Array<number>(8).fill(8),
]);
const FIXED_DISTANCES = codeOf(new Array<number>(30).fill(5));

/** The bytes are at their end, or are no deflate stream. */
class Ended extends Error {}

/** Bits of a byte string, lowest first. */
class Bits {
  private position: number;
  private buffer = 0;
  private held = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array, start: number) {
    this.bytes = bytes;
    this.position = start;
  }

  take(count: number): number {
    while (this.held < count) {
      if (this.position >= this.bytes.length) throw new Ended();
      this.buffer |= (this.bytes[this.position++] ?? 0) << this.held;
      this.held += 8;
    }
    const value = this.buffer & ((1 << count) - 1);
    this.buffer >>>= count;
    this.held -= count;
    return value;
  }

  symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length < 16; length++) {
      code |= this.take(1);
      const count = counts[length] ?? 0;
      if (code - count < first) return symbols[index + (code - first)] ?? 0;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Ended();
  }

  /** The next bytes, after what is left of the current one. */
  stored(): Uint8Array {
    this.position -= this.held >> 3;
    this.buffer = 0;
    this.held = 0;
    const length = (this.bytes[this.position] ?? 0) | ((this.bytes[this.position + 1] ?? 0) << 8);
    const from = this.position + 4;
    this.position = from + length;
    return this.bytes.subarray(from, from + length);
  }
}

/** What came out so far, up to a bound. */
class Output {
  readonly bytes: Uint8Array;
  length = 0;

  constructor(maximum: number) {
    this.bytes = new Uint8Array(maximum);
  }

  add(byte: number): void {
    if (this.length >= this.bytes.length) throw new Ended();
    this.bytes[this.length++] = byte;
  }

  repeat(distance: number, count: number): void {
    if (distance > this.length) throw new Ended();
    for (let i = 0; i < count; i++) this.add(this.bytes[this.length - distance] ?? 0);
  }
}

/** The two codes that a dynamic block brings along. */
function dynamicCodes(bits: Bits): readonly [Code, Code] {
  const lengths = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const order = bits.take(4) + 4;
  const short = new Array<number>(19).fill(0);
  for (let i = 0; i < order; i++) short[LENGTH_ORDER[i] ?? 0] = bits.take(3);
  const code = codeOf(short);
  const all: number[] = [];
  while (all.length < lengths + distances) {
    const symbol = bits.symbol(code);
    if (symbol < 16) all.push(symbol);
    else {
      const value = symbol === 16 ? (all.at(-1) ?? 0) : 0;
      const count = symbol === 16 ? 3 + bits.take(2) : symbol === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      for (let i = 0; i < count; i++) all.push(value);
    }
  }
  return [codeOf(all.slice(0, lengths)), codeOf(all.slice(lengths, lengths + distances))];
}

function inflateBlocks(bits: Bits, out: Output): void {
  for (let last = 0; last === 0; ) {
    last = bits.take(1);
    const type = bits.take(2);
    if (type === 0) {
      const stored = bits.stored();
      for (const byte of stored) out.add(byte);
      if (stored.length === 0 && last === 0) throw new Ended();
      continue;
    }
    if (type === 3) throw new Ended();
    const [literals, distances] = type === 1 ? [FIXED_LENGTHS, FIXED_DISTANCES] : dynamicCodes(bits);
    for (let symbol = bits.symbol(literals); symbol !== 256; symbol = bits.symbol(literals)) {
      if (symbol < 256) {
        out.add(symbol);
        continue;
      }
      const at = symbol - 257;
      const length = (LENGTH_BASE[at] ?? 0) + bits.take(LENGTH_EXTRA[at] ?? 0);
      const distance = bits.symbol(distances);
      out.repeat((DISTANCE_BASE[distance] ?? 0) + bits.take(distance < 4 ? 0 : (distance >> 1) - 1), length);
    }
  }
}

/** Where the deflate stream begins in zlib, gzip or bare deflate. */
function startOf(bytes: Uint8Array): number {
  const [first = 0, second = 0] = bytes;
  if (first === 0x1f && second === 0x8b) {
    const flags = bytes[3] ?? 0;
    let at = 10;
    if (flags & 4) at += 2 + (bytes[at] ?? 0) + ((bytes[at + 1] ?? 0) << 8);
    for (const flag of [8, 16]) if (flags & flag) at = Math.max(bytes.indexOf(0, at), at) + 1;
    return flags & 2 ? at + 2 : at;
  }
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0 ? 2 : 0;
}

/**
 * Inflates zlib, gzip or bare deflate (RFC 1951) as far as it goes, at most `maximum` bytes: for the layers of a command or a script, which
 * are texts of some kilobytes. Null when nothing comes out. Checksums are not looked at. Archives and members are inflated by the engine.
 */
export function inflateText(bytes: Uint8Array, maximum: number): Uint8Array | null {
  const out = new Output(maximum);
  try {
    inflateBlocks(new Bits(bytes, startOf(bytes)), out);
  } catch (error) {
    if (!(error instanceof Ended)) throw error;
  }
  return out.length === 0 ? null : out.bytes.subarray(0, out.length);
}
