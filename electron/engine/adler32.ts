/** Largest prime below 65536, and the number of bytes that can be summed before 32 bits overflow (RFC 1950 section 9). */
const BASE = 65_521;
const SAFE_BYTES = 5552;

/** Adler-32 going on from `previous`; 1 to begin with. */
export function adler32(bytes: Uint8Array, previous: number): number {
  let a = previous & 0xffff;
  let b = previous >>> 16;
  for (let at = 0; at < bytes.length; ) {
    const end = Math.min(bytes.length, at + SAFE_BYTES);
    for (; at < end; at++) {
      a += bytes[at];
      b += a;
    }
    a %= BASE;
    b %= BASE;
  }
  return ((b << 16) | a) >>> 0;
}
