import { OP } from '../../../../shared/pickle/opcodes';
import { printable, shorten } from '../../../../shared/text/printable';
import type { ByteSource } from '../../byte-source';
import { latin1 } from '../../decode-text';
import { BAD_LENGTH, readInt4, readLength8, readUnsigned } from '../../little-endian';
import { NEED_MORE, READER_BY_CODE } from './argument-readers';
import type { Checkpoint } from './checkpoints';
import { readLiteral } from './literal';
import { Depths } from './row-effects';
import type { StreamIndex } from './stream-index';

/** One opcode as a row of the tree. */
export interface Row {
  readonly row: number;
  readonly offset: number;
  readonly end: number;
  readonly code: number;
  readonly stackDepth: number;
  readonly markDepth: number;
  /** Memo slot written or read; -1 for none. */
  readonly memo: number;
  /** Bytes from the opcode on, as far as they are in memory: for the argument's text. Borrowed. */
  readonly bytes: Uint8Array;
}

const PIECE_BYTES = 64 * 1024;
const ARGUMENT_BYTES = 256;
const ARGUMENT_CHARACTERS = 200;

/** Decodes rows of a stream one after the other, from a checkpoint on. Nothing is kept but the piece of the file in hand. */
export async function* rowsFrom(source: ByteSource, index: StreamIndex, checkpoint: Checkpoint): AsyncGenerator<Row> {
  const depths = new Depths(checkpoint.stackDepth, checkpoint.markDepth, checkpoint.marks);
  let { row, offset, memoCount } = checkpoint;
  let piece = new Uint8Array(0);
  let base = offset;
  const load = async (from: number, count: number) => {
    piece = (await source.read(from, Math.max(PIECE_BYTES, count))).slice() as Uint8Array<ArrayBuffer>;
    base = from;
  };
  while (row < index.rows) {
    if (offset < base || offset + ARGUMENT_BYTES > base + piece.length) await load(offset, 0);
    let at = offset - base;
    if (at >= piece.length) return;
    const code = piece[at];
    const reader = READER_BY_CODE[code];
    if (reader === undefined) return;
    let end = reader(piece, at + 1, piece.length);
    for (let size = 2 * PIECE_BYTES; end === NEED_MORE; size *= 4) {
      const before = piece.length;
      await load(offset, size);
      at = 0;
      end = reader(piece, 1, piece.length);
      if (end === NEED_MORE && piece.length <= before && piece.length < size) return;
    }
    if (end === BAD_LENGTH) return;
    const bytes = piece.subarray(at);
    const memo = memoSlot(code, bytes, memoCount);
    yield { row, offset, end: base + end, code, stackDepth: depths.stack, markDepth: depths.marks, memo, bytes };
    if (WRITES_MEMO.has(code) && memo >= memoCount) memoCount++;
    depths.apply(code);
    row++;
    offset = index.jumps.get(base + end) ?? base + end;
  }
}

const WRITES_MEMO: ReadonlySet<number> = new Set([OP.PUT, OP.BINPUT, OP.LONG_BINPUT, OP.MEMOIZE]);

function memoSlot(code: number, bytes: Uint8Array, memoCount: number): number {
  switch (code) {
    case OP.MEMOIZE:
      return memoCount;
    case OP.BINPUT:
    case OP.BINGET:
      return bytes[1];
    case OP.LONG_BINPUT:
    case OP.LONG_BINGET:
      return readUnsigned(bytes, 1, 4);
    case OP.PUT:
    case OP.GET: {
      const slot = Number.parseInt(latin1(bytes.subarray(1, 20)), 10);
      return Number.isSafeInteger(slot) ? slot : -1;
    }
    default:
      return -1;
  }
}

/** A row's argument as one line of text; empty when it has none or when the memo column shows it. */
export function argumentText(row: Row): string {
  const { code, bytes } = row;
  switch (code) {
    case OP.PROTO:
    case OP.EXT1:
      return String(bytes[1]);
    case OP.EXT2:
      return String(readUnsigned(bytes, 1, 2));
    case OP.EXT4:
      return String(readInt4(bytes, 1));
    case OP.FRAME:
      return `${readLength8(bytes, 1)} bytes`;
    case OP.GLOBAL:
    case OP.INST: {
      const text = latin1(bytes.subarray(1, Math.min(bytes.length, row.end - row.offset, 2 * ARGUMENT_BYTES)));
      return printable(shorten(text.replace(/\n$/, '').replace('\n', '.'), ARGUMENT_CHARACTERS));
    }
    case OP.PERSID:
      return printable(latin1(bytes.subarray(1, Math.min(row.end - row.offset - 1, ARGUMENT_BYTES))));
  }
  if (row.end - row.offset <= 1 || row.memo >= 0) return '';
  const literal = readLiteral(bytes, ARGUMENT_BYTES);
  if (literal.kind === 'int' || literal.kind === 'float') return shorten(printable(literal.text), ARGUMENT_CHARACTERS);
  const body = printable(shorten(literal.text, ARGUMENT_CHARACTERS));
  const more = literal.byteLength > ARGUMENT_BYTES ? `… ${literal.byteLength} bytes` : '';
  return `${literal.kind === 'bytes' ? 'b' : ''}'${body}'${more}`;
}
