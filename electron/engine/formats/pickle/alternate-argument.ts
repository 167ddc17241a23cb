import { ARGUMENTS } from '../../../../shared/pickle/arguments';
import { opcodeByCode } from '../../../../shared/pickle/opcodes';
import { readInt4, readLength8, readUnsigned } from '../../little-endian';
import type { Window } from './window';

/**
 * Where `_pickle.c` over an unbuffered file goes on after an argument that leaves its frame. It has the frame in a buffer; a read that
 * asks for more than is left in it drops the rest and reads from the file, behind the frame (`_Unpickler_ReadImpl`, cpython#154848).
 * Null when the opcode has no argument or the bytes are not in memory.
 */
export function alternateArgumentEnd(window: Window, opcodeStart: number, frameEnd: number): number | null {
  const argument = opcodeByCode(window.at(opcodeStart))?.argument;
  if (argument === undefined || argument === null) return null;
  const { layout } = ARGUMENTS[argument];
  let at = opcodeStart + 1;
  let dropped = false;
  /** One read of `count` bytes, as C makes it; returns where those bytes were taken from. */
  const take = (count: number): number => {
    if (!dropped && at < frameEnd && at + count > frameEnd) {
      at = frameEnd;
      dropped = true;
    }
    const from = at;
    at += count;
    return from;
  };
  const number = (count: number, read: (bytes: Uint8Array, start: number) => number): number | null => {
    const from = take(count);
    return window.has(from, from + count) ? read(window.bytes, from - window.base) : null;
  };
  if (typeof layout === 'number') take(layout);
  else if (layout === 'line' || layout === 'lines') {
    for (let lines = layout === 'lines' ? 2 : 1; lines > 0; lines--) {
      const inFrame = !dropped && at < frameEnd;
      const feed = window.bytes.indexOf(0x0a, at - window.base);
      if (inFrame && (feed < 0 || window.base + feed >= frameEnd)) {
        at = frameEnd;
        dropped = true;
      }
      const end = window.bytes.indexOf(0x0a, at - window.base);
      if (end < 0 || end >= window.length) return null;
      at = window.base + end + 1;
    }
  } else {
    const width = layout === 'length1' ? 1 : layout === 'length8' ? 8 : 4;
    const length = number(
      width,
      layout === 'signed4'
        ? readInt4
        : layout === 'length8'
          ? readLength8
          : (bytes, start) => readUnsigned(bytes, start, width),
    );
    if (length === null || length < 0) return null;
    take(length);
  }
  return dropped ? at : null;
}

/**
 * True when `pickle.py` has to read bytes from both sides of the frame's end at once, and raises. It reads the opcode, then the argument or
 * its length, then what the length counts, then each line by itself: a frame may end between any two of these (`_Unframer`).
 */
export function isSplitByFrame(window: Window, opcodeStart: number, frameEnd: number): boolean {
  const argument = opcodeByCode(window.at(opcodeStart))?.argument;
  if (frameEnd <= opcodeStart + 1 || argument === undefined || argument === null) return frameEnd < opcodeStart + 1;
  const { layout } = ARGUMENTS[argument];
  if (typeof layout === 'number' || layout === 'line') return true;
  if (layout !== 'lines')
    return frameEnd !== opcodeStart + 1 + (layout === 'length1' ? 1 : layout === 'length8' ? 8 : 4);
  return !window.has(frameEnd - 1, frameEnd) || window.at(frameEnd - 1) !== 0x0a;
}
