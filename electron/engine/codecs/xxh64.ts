// The primes of XXH64, each in two halves of 32 bits.
const P1H = 0x9e3779b1;
const P1L = 0x85ebca87;
const P2H = 0xc2b2ae3d;
const P2L = 0x27d4eb4f;
const P3H = 0x165667b1;
const P3L = 0x9e3779f9;
const P4H = 0x85ebca77;
const P4L = 0xc2b2ae63;
const P5H = 0x27d4eb2f;
const P5L = 0x165667c5;

/** The upper half of the product of two unsigned numbers of 32 bits; 16 bits at a time, so that no step overflows. */
function mulHigh(a: number, b: number): number {
  const a0 = a & 0xffff;
  const a1 = a >>> 16;
  const b0 = b & 0xffff;
  const b1 = b >>> 16;
  const one = (Math.imul(a1, b0) >>> 0) + (Math.imul(a0, b0) >>> 16);
  const two = (Math.imul(a0, b1) >>> 0) + (one & 0xffff);
  return (Math.imul(a1, b1) + (one >>> 16) + (two >>> 16)) | 0;
}

/** The upper half of `(ah, al) * (bh, bl)`; the lower one is `Math.imul(al, bl)`. */
const timesHigh = (ah: number, al: number, bh: number, bl: number): number =>
  (mulHigh(al, bl) + Math.imul(ah, bl) + Math.imul(al, bh)) | 0;

/** 1 where adding `addend` to a lower half that then became `sum` overflowed. */
const carry = (sum: number, addend: number): number => (sum >>> 0 < addend >>> 0 ? 1 : 0);

const read32 = (bytes: Uint8Array, at: number): number =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

/** A running xxHash64 with seed 0, as Zstandard frames carry it (xxhash_spec.md, “XXH64 algorithm description”). */
export class Xxh64 {
  /** Four lanes: lower half, upper half. */
  private readonly lanes = Int32Array.of(0, 0, P2L, P2H, 0, 0, -P1L, ~P1H);
  private total = 0;
  private readonly held = new Uint8Array(32);
  private holds = 0;
  private low = 0;
  private high = 0;

  constructor() {
    const low = (P1L + P2L) | 0;
    this.lanes[0] = low;
    this.lanes[1] = P1H + P2H + carry(low, P1L);
  }

  update(bytes: Uint8Array): void {
    this.total += bytes.length;
    let at = 0;
    if (this.holds > 0) {
      at = Math.min(32 - this.holds, bytes.length);
      this.held.set(bytes.subarray(0, at), this.holds);
      this.holds += at;
      if (this.holds < 32) return;
      this.stripes(this.held, 0, 32);
      this.holds = 0;
    }
    const whole = at + ((bytes.length - at) & ~31);
    this.stripes(bytes, at, whole);
    this.held.set(bytes.subarray(whole));
    this.holds = bytes.length - whole;
  }

  /** The lower half of the hash, which is what a frame stores, as an unsigned number. */
  digestLow(): number {
    this.low = 0;
    this.high = 0;
    if (this.total < 32) this.add(P5H, P5L);
    else {
      const { lanes } = this;
      for (const [i, bits] of [1, 7, 12, 18].entries()) {
        const low = lanes[2 * i];
        const high = lanes[2 * i + 1];
        this.add((high << bits) | (low >>> (32 - bits)), (low << bits) | (high >>> (32 - bits)));
      }
      for (let i = 0; i < 4; i++) {
        this.mix(lanes[2 * i + 1], lanes[2 * i]);
        this.multiply(P1H, P1L);
        this.add(P4H, P4L);
      }
    }
    this.add(Math.floor(this.total / 0x100000000), this.total | 0);
    const { held, holds } = this;
    let at = 0;
    for (; at + 8 <= holds; at += 8) {
      this.mix(read32(held, at + 4), read32(held, at));
      this.rotate(27);
      this.multiply(P1H, P1L);
      this.add(P4H, P4L);
    }
    if (at + 4 <= holds) {
      const word = read32(held, at);
      this.high ^= timesHigh(0, word, P1H, P1L);
      this.low ^= Math.imul(word, P1L);
      this.rotate(23);
      this.multiply(P2H, P2L);
      this.add(P3H, P3L);
      at += 4;
    }
    for (; at < holds; at++) {
      this.high ^= timesHigh(0, held[at], P5H, P5L);
      this.low ^= Math.imul(held[at], P5L);
      this.rotate(11);
      this.multiply(P1H, P1L);
    }
    this.low ^= this.high >>> 1; // 33 bits
    this.multiply(P2H, P2L);
    this.low ^= (this.low >>> 29) | (this.high << 3);
    this.high ^= this.high >>> 29;
    this.multiply(P3H, P3L);
    return (this.low ^ this.high) >>> 0; // 32 bits
  }

  private add(high: number, low: number): void {
    this.low = (this.low + low) | 0;
    this.high = (this.high + high + carry(this.low, low)) | 0;
  }

  private multiply(high: number, low: number): void {
    this.high = timesHigh(this.high, this.low, high, low);
    this.low = Math.imul(this.low, low);
  }

  /** By fewer than 32 bits. */
  private rotate(bits: number): void {
    const { low, high } = this;
    this.low = (low << bits) | (high >>> (32 - bits));
    this.high = (high << bits) | (low >>> (32 - bits));
  }

  /** XORs in a word after one round from zero. */
  private mix(high: number, low: number): void {
    const h = timesHigh(high, low, P2H, P2L);
    const l = Math.imul(low, P2L);
    const turnedLow = (l << 31) | (h >>> 1);
    const turnedHigh = (h << 31) | (l >>> 1);
    this.high ^= timesHigh(turnedHigh, turnedLow, P1H, P1L);
    this.low ^= Math.imul(turnedLow, P1L);
  }

  private stripes(bytes: Uint8Array, start: number, end: number): void {
    const { lanes } = this;
    for (let lane = 0; lane < 8; lane += 2) {
      let low = lanes[lane];
      let high = lanes[lane + 1];
      for (let at = start + 4 * lane; at < end; at += 32) {
        const wordLow = read32(bytes, at);
        const productLow = Math.imul(wordLow, P2L);
        low = (low + productLow) | 0;
        high = (high + timesHigh(read32(bytes, at + 4), wordLow, P2H, P2L) + carry(low, productLow)) | 0;
        const turnedLow = (low << 31) | (high >>> 1);
        const turnedHigh = (high << 31) | (low >>> 1);
        low = Math.imul(turnedLow, P1L);
        high = timesHigh(turnedHigh, turnedLow, P1H, P1L);
      }
      lanes[lane] = low;
      lanes[lane + 1] = high;
    }
  }
}
