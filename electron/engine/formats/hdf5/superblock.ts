import { type ByteSource, readWhole } from '../../byte-source';
import { readUnsigned } from '../../little-endian';

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Superblocks are looked for at 0, 512, 1024, 2048 … (HDF5 File Format Specification 3.0, II.A). */
const FIRST_BLOCK = 512;
/** Longest superblock with eight-byte offsets. */
const LONGEST = 100;

/** Where an HDF5 file begins and ends, and how wide its numbers are. */
export interface Superblock {
  /** Where the signature stands: what is before it is the user block. */
  readonly start: number;
  readonly version: number;
  /** What addresses count from. */
  readonly base: number;
  /** Where the file ends by its own word; behind it nothing belongs to it. */
  readonly end: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

/** True for HDF5’s signature at `offset`. */
export function hasSignature(bytes: Uint8Array, offset: number): boolean {
  return SIGNATURE.every((byte, i) => bytes[offset + i] === byte);
}

/** Where in the file the signature stands; null when it stands at none of its places. Reads eight bytes a place. */
export async function findSignature(source: ByteSource): Promise<number | null> {
  for (let offset = 0; offset + SIGNATURE.length <= source.size; offset = offset === 0 ? FIRST_BLOCK : offset * 2)
    if (hasSignature(await readWhole(source, offset, SIGNATURE.length), 0)) return offset;
  return null;
}

/** The superblock at `start`; null when it is cut off or of a version or width that is not known. */
export async function readSuperblock(source: ByteSource, start: number): Promise<Superblock | null> {
  const bytes = await readWhole(source, start, LONGEST);
  const version = bytes[8];
  if (bytes.length < 48 || version > 3) return null;
  const old = version < 2;
  const offsetBytes = bytes[old ? 13 : 9];
  const lengthBytes = bytes[old ? 14 : 10];
  if (![2, 4, 8].includes(offsetBytes) || ![2, 4, 8].includes(lengthBytes)) return null;
  const at = old ? (version === 0 ? 24 : 28) : 12;
  const base = address(bytes, at, offsetBytes);
  const end = address(bytes, at + 2 * offsetBytes, offsetBytes);
  // The library takes the place of the signature for the base when the two differ.
  return { start, version, base: start, end: Math.max(0, end - base) + start, offsetBytes, lengthBytes };
}

/** An address or length of the file; from 2^48 on, where "undefined" lies too, no file reaches it. */
export function address(bytes: Uint8Array, at: number, width: number): number {
  if (width <= 6) return readUnsigned(bytes, at, width);
  return readUnsigned(bytes, at + 6, width - 6) === 0 ? readUnsigned(bytes, at, 6) : Number.MAX_SAFE_INTEGER;
}
