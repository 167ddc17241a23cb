import { ARGUMENTS, type ArgumentLayout } from '../../../../shared/pickle/arguments';
import { OPCODES } from '../../../../shared/pickle/opcodes';
import { BAD_LENGTH, readInt4, readLength8, readUnsigned } from '../../little-endian';

/** Where an argument ends cannot be said yet: more bytes are needed. (`BAD_LENGTH`: its length is negative or absurd.) */
export const NEED_MORE = -1;

/** Reads the end of an argument that starts at `start` of `bytes[0 … end)`. Payloads need not be in memory; their lengths must. */
export type ArgumentReader = (bytes: Uint8Array, start: number, end: number) => number;

const fixed =
  (count: number): ArgumentReader =>
  (_bytes, start, end) =>
    start + count <= end ? start + count : NEED_MORE;

const line: ArgumentReader = (bytes, start, end) => {
  const feed = bytes.indexOf(0x0a, start);
  return feed >= 0 && feed < end ? feed + 1 : NEED_MORE;
};

const prefixed =
  (count: number, read: (bytes: Uint8Array, start: number) => number): ArgumentReader =>
  (bytes, start, end) => {
    if (start + count > end) return NEED_MORE;
    const length = read(bytes, start);
    return length < 0 ? BAD_LENGTH : start + count + length;
  };

/** One reader per layout of the argument table. */
export const ARGUMENT_READERS = {
  1: fixed(1),
  2: fixed(2),
  4: fixed(4),
  8: fixed(8),
  line,
  lines: (bytes, start, end) => {
    const first = line(bytes, start, end);
    return first < 0 ? first : line(bytes, first, end);
  },
  length1: prefixed(1, (bytes, start) => bytes[start]),
  length4: prefixed(4, (bytes, start) => readUnsigned(bytes, start, 4)),
  signed4: prefixed(4, readInt4),
  length8: prefixed(8, readLength8),
} as const satisfies Record<
  ArgumentLayout extends infer L ? (L extends number ? 1 | 2 | 4 | 8 : L) : never,
  ArgumentReader
>;

const none: ArgumentReader = (_bytes, start) => start;

/** The argument reader of every byte: opcodes by the tables, other bytes undefined. */
export const READER_BY_CODE: readonly (ArgumentReader | undefined)[] = (() => {
  const readers: (ArgumentReader | undefined)[] = new Array(256).fill(undefined);
  for (const row of OPCODES) {
    readers[row.code] = row.argument === null ? none : ARGUMENT_READERS[ARGUMENTS[row.argument].layout];
  }
  return readers;
})();

/** Bytes between the opcode and its payload: the length prefix of length-prefixed arguments, else 0. */
export const PREFIX_BY_CODE: Uint8Array = (() => {
  const prefixes = new Uint8Array(256);
  for (const row of OPCODES) {
    const layout = row.argument === null ? 0 : ARGUMENTS[row.argument].layout;
    if (layout === 'length1') prefixes[row.code] = 1;
    else if (layout === 'length4' || layout === 'signed4') prefixes[row.code] = 4;
    else if (layout === 'length8') prefixes[row.code] = 8;
  }
  return prefixes;
})();
