import { OP, opcodeByCode } from '../../../../shared/pickle/opcodes';
import { type ByteSource, readWhole } from '../../byte-source';
import { BAD_LENGTH } from '../../little-endian';
import { NEED_MORE, READER_BY_CODE } from './argument-readers';

const WINDOW_BYTES = 1024 * 1024;
/** A line argument longer than this ends the census. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

/**
 * Which opcodes `streams` pickles at the beginning of a source are made of, each with its first offset. Follows the bytes without a
 * stack, and ends where they are no opcodes any more.
 */
export async function opcodeCensus(
  source: ByteSource,
  streams: number,
  tick: (position: number) => void,
): Promise<readonly { readonly opcode: string; readonly offset: number }[]> {
  const first = new Map<number, number>();
  let base = 0;
  let left = streams;
  let length = WINDOW_BYTES;
  while (left > 0 && base < source.size) {
    const bytes = await readWhole(source, base, length);
    tick(base);
    const final = base + bytes.length >= source.size;
    let at = 0;
    while (at < bytes.length) {
      const code = bytes[at];
      const end = READER_BY_CODE[code]?.(bytes, at + 1, bytes.length) ?? BAD_LENGTH;
      if (end === BAD_LENGTH || (end === NEED_MORE && final)) left = 0;
      if (left === 0 || end === NEED_MORE) break;
      if (!first.has(code)) first.set(code, base + at);
      at = end;
      if (code === OP.STOP && --left === 0) break;
    }
    if (at === 0 && left > 0) {
      if (length >= LONGEST_LINE_BYTES) break;
      length *= 4;
    } else length = WINDOW_BYTES;
    base += at;
  }
  return [...first].map(([code, offset]) => ({ opcode: opcodeByCode(code)?.name ?? '?', offset }));
}
