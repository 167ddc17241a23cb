import * as zlib from 'node:zlib';

/** Slicing-by-four tables of the reflected polynomial 0xedb88320, for runtimes without `zlib.crc32` (Node before 20.15). */
const TABLES: readonly Uint32Array[] = (() => {
  const tables = Array.from({ length: 4 }, () => new Uint32Array(256));
  const [first, ...others] = tables as [Uint32Array, ...Uint32Array[]];
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    first[n] = c >>> 0;
  }
  let previous = first;
  for (const table of others) {
    for (let n = 0; n < 256; n++) {
      const c = previous[n] as number;
      table[n] = ((c >>> 8) ^ (first[c & 0xff] as number)) >>> 0;
    }
    previous = table;
  }
  return tables;
})();

/** CRC-32 in JavaScript: exported so that a test can hold it to the native one. */
export function crc32InJavaScript(bytes: Uint8Array, previous = 0): number {
  const [t0, t1, t2, t3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  let crc = ~previous >>> 0;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    crc =
      (t3[crc & 0xff] as number) ^
      (t2[(crc >>> 8) & 0xff] as number) ^
      (t1[(crc >>> 16) & 0xff] as number) ^
      (t0[crc >>> 24] as number);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[at] as number)) & 0xff] as number);
  return ~crc >>> 0;
}

const native = (zlib as { crc32?: (bytes: Uint8Array, previous?: number) => number }).crc32;

/** CRC-32 (IEEE) going on from `previous`. */
export const crc32: (bytes: Uint8Array, previous: number) => number = native ?? crc32InJavaScript;
