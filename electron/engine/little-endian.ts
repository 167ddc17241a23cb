/** Lengths from 2^48 on: no file reaches them, so they are lies. */
export const BAD_LENGTH = -2;

const LARGEST_LENGTH = 2 ** 48;

/** Little-endian unsigned integer of up to six bytes; a number, so exact. */
export function readUnsigned(bytes: Uint8Array, start: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + bytes[start + i];
  return value;
}

/** Little-endian signed four-byte integer. */
export function readInt4(bytes: Uint8Array, start: number): number {
  return bytes[start] | (bytes[start + 1] << 8) | (bytes[start + 2] << 16) | (bytes[start + 3] << 24);
}

/** Little-endian unsigned eight-byte integer; `BAD_LENGTH` from 2^48 on, which no file reaches. */
export function readLength8(bytes: Uint8Array, start: number): number {
  const high = readUnsigned(bytes, start + 4, 4);
  const length = high * 2 ** 32 + readUnsigned(bytes, start, 4);
  return length < LARGEST_LENGTH ? length : BAD_LENGTH;
}
