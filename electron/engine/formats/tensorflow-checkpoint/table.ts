import { readUnsigned } from '../../little-endian';
import { readVarint } from '../../protobuf/wire';

/** Two handles, padded to 40 bytes, and the magic. */
export const FOOTER_BYTES = 48;
/** Compression and checksum behind each block. */
export const TRAILER_BYTES = 5;

const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];

/** True for the last bytes of a LevelDB table (https://github.com/google/leveldb/blob/main/doc/table_format.md). */
export function isFooter(footer: Uint8Array): boolean {
  return footer.length === FOOTER_BYTES && MAGIC.every((byte, i) => footer[FOOTER_BYTES - MAGIC.length + i] === byte);
}

/** Where a block lies, without its trailer. */
export interface Handle {
  readonly offset: number;
  readonly size: number;
}

/** A handle at `at`, and where the next one would begin; null where there is none. */
export function readHandle(bytes: Uint8Array, at: number): { readonly handle: Handle; readonly next: number } | null {
  const offset = readVarint(bytes, at);
  const size = offset === null ? null : readVarint(bytes, at + offset.length);
  if (offset === null || size === null || offset.value < 0 || size.value < 0) return null;
  return { handle: { offset: offset.value, size: size.value }, next: at + offset.length + size.length };
}

/** An entry of a block: its key whole, and where its value lies in the block. */
export interface BlockEntry {
  readonly key: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/**
 * The entries of an uncompressed block: each key says how much it shares with the one before. `sound` is false where the block
 * contradicts itself; entries before that place stand.
 */
export function readBlock(
  block: Uint8Array,
  longestKey: number,
): { readonly entries: BlockEntry[]; readonly sound: boolean } {
  const entries: BlockEntry[] = [];
  if (block.length < 4) return { entries, sound: false };
  const restarts = readUnsigned(block, block.length - 4, 4);
  const end = block.length - 4 - 4 * restarts;
  if (end < 0) return { entries, sound: false };
  let key = new Uint8Array(0);
  for (let at = 0; at < end; ) {
    const shared = readVarint(block, at);
    const own = shared === null ? null : readVarint(block, at + shared.length);
    const value = shared === null || own === null ? null : readVarint(block, at + shared.length + own.length);
    if (shared === null || own === null || value === null) return { entries, sound: false };
    const keyStart = at + shared.length + own.length + value.length;
    const start = keyStart + own.value;
    const bad = shared.value < 0 || own.value < 0 || value.value < 0 || shared.value > key.length;
    if (bad || shared.value + own.value > longestKey || start + value.value > end) return { entries, sound: false };
    const whole = new Uint8Array(shared.value + own.value);
    whole.set(key.subarray(0, shared.value));
    whole.set(block.subarray(keyStart, start), shared.value);
    key = whole;
    entries.push({ key, start, end: start + value.value });
    at = start + value.value;
  }
  return { entries, sound: true };
}
