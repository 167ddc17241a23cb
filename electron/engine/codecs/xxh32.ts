const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

const rotate = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));

/** A running xxHash32, as LZ4 frames carry it (xxhash_spec.md, “XXH32 algorithm description”). */
export class Xxh32 {
  private a: number;
  private b: number;
  private c: number;
  private d: number;
  private readonly seed: number;
  private total = 0;
  private readonly held = new Uint8Array(16);
  private holds = 0;

  constructor(seed = 0) {
    this.seed = seed;
    this.a = (seed + P1 + P2) | 0;
    this.b = (seed + P2) | 0;
    this.c = seed | 0;
    this.d = (seed - P1) | 0;
  }

  update(bytes: Uint8Array): void {
    this.total += bytes.length;
    let at = 0;
    if (this.holds > 0) {
      at = Math.min(16 - this.holds, bytes.length);
      this.held.set(bytes.subarray(0, at), this.holds);
      this.holds += at;
      if (this.holds < 16) return;
      this.stripes(this.held, 0, 16);
      this.holds = 0;
    }
    const whole = at + ((bytes.length - at) & ~15);
    this.stripes(bytes, at, whole);
    this.held.set(bytes.subarray(whole));
    this.holds = bytes.length - whole;
  }

  /** The hash of everything so far, as an unsigned number. */
  digest(): number {
    let hash =
      this.total < 16
        ? (this.seed + P5) | 0
        : (rotate(this.a, 1) + rotate(this.b, 7) + rotate(this.c, 12) + rotate(this.d, 18)) | 0;
    hash = (hash + this.total) | 0;
    const { held, holds } = this;
    let at = 0;
    for (; at + 4 <= holds; at += 4) {
      const word = held[at] | (held[at + 1] << 8) | (held[at + 2] << 16) | (held[at + 3] << 24);
      hash = Math.imul(rotate((hash + Math.imul(word, P3)) | 0, 17), P4);
    }
    for (; at < holds; at++) hash = Math.imul(rotate((hash + Math.imul(held[at], P5)) | 0, 11), P1);
    hash = Math.imul(hash ^ (hash >>> 15), P2);
    hash = Math.imul(hash ^ (hash >>> 13), P3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  private stripes(bytes: Uint8Array, start: number, end: number): void {
    let { a, b, c, d } = this;
    for (let i = start; i < end; i += 16) {
      const one = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
      const two = bytes[i + 4] | (bytes[i + 5] << 8) | (bytes[i + 6] << 16) | (bytes[i + 7] << 24);
      const three = bytes[i + 8] | (bytes[i + 9] << 8) | (bytes[i + 10] << 16) | (bytes[i + 11] << 24);
      const four = bytes[i + 12] | (bytes[i + 13] << 8) | (bytes[i + 14] << 16) | (bytes[i + 15] << 24);
      a = Math.imul(rotate((a + Math.imul(one, P2)) | 0, 13), P1);
      b = Math.imul(rotate((b + Math.imul(two, P2)) | 0, 13), P1);
      c = Math.imul(rotate((c + Math.imul(three, P2)) | 0, 13), P1);
      d = Math.imul(rotate((d + Math.imul(four, P2)) | 0, 13), P1);
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }
}

/** xxHash32 of bytes that are all there. */
export function xxh32(bytes: Uint8Array): number {
  const hash = new Xxh32();
  hash.update(bytes);
  return hash.digest();
}
