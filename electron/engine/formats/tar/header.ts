import { decodeUtf8, latin1 } from '../../decode-text';

/** Everything in a tar archive stands on blocks of this size. */
export const BLOCK_BYTES = 512;

/** One header block: POSIX ustar, GNU, or v7 from before either (pax(1), “ustar Interchange Format”; GNU tar manual, “Basic Tar Format”). */
export interface TarHeader {
  readonly name: string;
  readonly linkName: string;
  /** `0` file, `1` hard link, `2` symbolic link, `5` folder, `x` `g` pax records, `L` `K` GNU long names, `S` GNU sparse … */
  readonly type: string;
  /** Null for a field that holds no number, or one that no file reaches. */
  readonly size: number | null;
  readonly dialect: 'v7' | 'ustar' | 'gnu';
}

const NAME = { start: 0, end: 100 };
const SIZE = { start: 124, end: 136 };
const CHECKSUM = { start: 148, end: 156 };
const TYPE = 156;
const LINK_NAME = { start: 157, end: 257 };
const MAGIC = { start: 257, end: 265 };
const PREFIX = { start: 345, end: 500 };
const LARGEST_SIZE = 2 ** 48;

type Field = { readonly start: number; readonly end: number };

/** Text up to the first NUL: UTF-8 where it is valid, else byte for byte. */
export function fieldText(block: Uint8Array, { start, end }: Field): string {
  const field = block.subarray(start, end);
  const nul = field.indexOf(0);
  const bytes = nul < 0 ? field : field.subarray(0, nul);
  const text = decodeUtf8(bytes);
  return text.includes('\ufffd') ? latin1(bytes) : text;
}

/** A number in octal digits, or in base 256 where the first byte has its top bit set; null for anything else. */
export function fieldNumber(block: Uint8Array, { start, end }: Field): number | null {
  if (block[start] === 0x80) {
    let value = 0;
    for (let at = start + 1; at < end; at++) {
      value = value * 256 + block[at];
      if (value >= LARGEST_SIZE) return null;
    }
    return value;
  }
  const text = latin1(block.subarray(start, end))
    .replace(/[\0 ]+$/, '')
    .replace(/^ +/, '');
  if (text === '') return 0;
  const value = /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
  return value < LARGEST_SIZE ? value : null;
}

/** True when the checksum is right, counted with bytes of either sign: old writers differ, and readers take both. */
export function hasChecksum(block: Uint8Array): boolean {
  if (block.length < BLOCK_BYTES) return false;
  const text = latin1(block.subarray(CHECKSUM.start, CHECKSUM.end))
    .replace(/[\0 ]+$/, '')
    .replace(/^ +/, '');
  if (!/^[0-7]{1,7}$/.test(text)) return false;
  let unsigned = 0;
  let signed = 0;
  for (let at = 0; at < BLOCK_BYTES; at++) {
    const byte = at >= CHECKSUM.start && at < CHECKSUM.end ? 0x20 : block[at];
    unsigned += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const stated = Number.parseInt(text, 8);
  return stated === unsigned || stated === signed;
}

/** True for a block of nothing but zeros: the end mark. */
export function isZeroBlock(block: Uint8Array): boolean {
  return block.every((byte) => byte === 0);
}

/** True when the bytes begin with a header block. */
export function isTarHead(head: Uint8Array): boolean {
  return head.length >= BLOCK_BYTES && head[0] !== 0 && hasChecksum(head.subarray(0, BLOCK_BYTES));
}

/** Reads a block whose checksum is right. */
export function readHeader(block: Uint8Array): TarHeader {
  const magic = latin1(block.subarray(MAGIC.start, MAGIC.end));
  const dialect = magic.startsWith('ustar\0') ? 'ustar' : magic === 'ustar  \0' ? 'gnu' : 'v7';
  const ownName = fieldText(block, NAME);
  const prefix = dialect === 'ustar' ? fieldText(block, PREFIX) : '';
  const type = String.fromCharCode(block[TYPE]);
  return {
    name: prefix === '' ? ownName : `${prefix}/${ownName}`,
    linkName: fieldText(block, LINK_NAME),
    type: type === '\0' ? '0' : type,
    size: fieldNumber(block, SIZE),
    dialect,
  };
}
