import { OP } from '../../../../shared/pickle/opcodes';
import { BAD_LENGTH } from '../../little-endian';
import { NEED_MORE, PREFIX_BY_CODE, READER_BY_CODE } from './argument-readers';

/** Bytes of a literal that are looked at; a pickle inside one that says nothing for longer is not told from data. */
export const LOOKED_AT_BYTES = 2048;
/** Opcodes in a row that pass for a pickle whose first name lies further on. */
const CONVINCING_OPCODES = 64;

/** Opcodes that a stream can begin with: those that need nothing on the stack, no mark and no memo. */
export const BEGINNINGS: readonly number[] = [
  OP.MARK,
  OP.EMPTY_TUPLE,
  OP.EMPTY_LIST,
  OP.EMPTY_DICT,
  OP.EMPTY_SET,
  OP.NONE,
  OP.NEWTRUE,
  OP.NEWFALSE,
  OP.INT,
  OP.LONG,
  OP.FLOAT,
  OP.STRING,
  OP.UNICODE,
  OP.GLOBAL,
  OP.BININT,
  OP.BININT1,
  OP.BININT2,
  OP.LONG1,
  OP.LONG4,
  OP.BINFLOAT,
  OP.BINSTRING,
  OP.SHORT_BINSTRING,
  OP.BINUNICODE,
  OP.SHORT_BINUNICODE,
  OP.BINUNICODE8,
  OP.BINBYTES,
  OP.SHORT_BINBYTES,
  OP.BINBYTES8,
  OP.BYTEARRAY8,
  OP.PERSID,
  OP.PROTO,
  OP.FRAME,
];

/** What the first character of a line argument can be, where that tells opcodes from prose. */
const LINE_BEGINS: ReadonlyMap<number, RegExp> = new Map([
  [OP.INT, /[-+0-9 ]/],
  [OP.LONG, /[-+0-9 ]/],
  [OP.FLOAT, /[-+0-9. iInN]/],
  [OP.STRING, /['"]/],
  [OP.GLOBAL, /[\p{ID_Start}_]/u],
  [OP.INST, /[\p{ID_Start}_]/u],
  [OP.GET, /[0-9+ ]/],
  [OP.PUT, /[0-9+ ]/],
]);

const NAMES: ReadonlySet<number> = new Set<number>([OP.GLOBAL, OP.INST, OP.STACK_GLOBAL]);

/**
 * True when `bytes[0 … length)`, the beginning of data of `total` bytes, may be a pickle that has no mark: every byte is an opcode with
 * its argument, up to one that names something. Follows no stack: what it lets through is tried before it is believed.
 */
export function mayBeUnmarked(bytes: Uint8Array, length: number, total: number): boolean {
  let at = 0;
  for (let opcodes = 0; opcodes < CONVINCING_OPCODES; opcodes++) {
    if (at >= length) return length < total;
    const code = bytes[at];
    const reader = READER_BY_CODE[code];
    if (reader === undefined || code === OP.STOP) return false;
    const begins = LINE_BEGINS.get(code);
    if (begins !== undefined && at + 1 < length && !begins.test(String.fromCharCode(bytes[at + 1]))) return false;
    const end = reader(bytes, at + 1, length);
    if (end === BAD_LENGTH || end > total) return false;
    if (end === NEED_MORE) return length < total && (opcodes > 0 || PREFIX_BY_CODE[code] > 0 || begins !== undefined);
    if (NAMES.has(code)) return true;
    at = end;
  }
  return true;
}
