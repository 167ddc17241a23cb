/** Wire types (https://protobuf.dev/programming-guides/encoding/). Groups (3 and 4) are refused: none of the formats has any. */
export const VARINT = 0;
export const FIXED64 = 1;
export const LENGTH = 2;
export const FIXED32 = 5;

/** A varint takes at most ten bytes. */
export const LONGEST_VARINT = 10;

/** A varint as it stands in the bytes. */
export interface Varint {
  /** As a signed 64-bit integer; exact up to 2^53, which is more than any file has bytes. */
  readonly value: number;
  readonly length: number;
  /** True where fewer bytes would have done: readers accept it, writers do not write it. */
  readonly padded: boolean;
}

/** The varint at `at`; null where it breaks off or is longer than ten bytes. */
export function readVarint(bytes: Uint8Array, at: number): Varint | null {
  let value = 0;
  let scale = 1;
  for (let length = 1; length <= LONGEST_VARINT; length++) {
    const byte = bytes[at + length - 1];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      if (length === LONGEST_VARINT) value = signedOf(bytes, at);
      return { value, length, padded: byte === 0 && length > 1 };
    }
  }
  return null;
}

/** The ten-byte form: negative numbers, which a number would round. */
function signedOf(bytes: Uint8Array, at: number): number {
  let value = 0n;
  for (let i = 0; i < LONGEST_VARINT; i++) value |= BigInt(bytes[at + i] & 0x7f) << BigInt(7 * i);
  return Number(BigInt.asIntN(64, value));
}

/** A field's tag: number and wire type. Null where the number is none that a message can have. */
export function splitTag(tag: number): { readonly number: number; readonly wireType: number } | null {
  const number = Math.floor(tag / 8);
  if (tag < 0 || number < 1 || number > 0x1fffffff) return null;
  return { number, wireType: tag % 8 };
}
