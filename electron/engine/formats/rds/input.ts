import type { StreamCursor } from '../../stream-cursor';

/** How integers, doubles and texts are written: XDR (big-endian), as the machine has them (little-endian), or as words of text. */
export type Notation = 'XDR' | 'binary' | 'ASCII';

/** R’s missing integer. */
export const NA_INTEGER = -(2 ** 31);
const WORD_BYTES = 64;

/** The primitive values of R’s serialisation, one after the other; null where the stream ends or holds no such value. */
export class RInput {
  readonly notation: Notation;
  readonly cursor: StreamCursor;

  constructor(cursor: StreamCursor, notation: Notation) {
    this.cursor = cursor;
    this.notation = notation;
  }

  async integer(): Promise<number | null> {
    const { cursor, notation } = this;
    if (notation !== 'ASCII') return (await cursor.fill(4)) ? cursor.int32(notation === 'binary') : null;
    const word = await this.word();
    if (word === 'NA') return NA_INTEGER;
    return word !== null && /^-?\d{1,10}$/.test(word) ? Number(word) | 0 : null;
  }

  /** A vector’s length: -1 announces two halves of a long one. */
  async length(): Promise<number | null> {
    const length = await this.integer();
    if (length !== -1) return length === null || length < 0 ? null : length;
    const high = await this.integer();
    const low = await this.integer();
    if (high === null || low === null || high < 0 || high > 0xffff) return null;
    return high * 2 ** 32 + (low >>> 0);
  }

  /** Passes over `count` numbers of `width` bytes; in ASCII each is one word, a complex number two. */
  async skipNumbers(count: number, width: number, tick: (position: number) => void): Promise<boolean> {
    const { cursor } = this;
    if (this.notation !== 'ASCII') return (await cursor.skip(count * width)) === count * width;
    const words = width === 16 ? 2 * count : count;
    for (let i = 0; i < words; i++) {
      if ((i & 0xfff) === 0) tick(cursor.position);
      const word = await this.word();
      if (word === null || !/^(?:NA|NaN|-?Inf|-?[\d.]+(?:[eE][+-]?\d+)?|[0-9a-f]{2})$/.test(word)) return false;
    }
    return true;
  }

  /** A text of `length` bytes, as it is when escapes are undone. Bounded by the caller. */
  async characters(length: number): Promise<Uint8Array | null> {
    const { cursor } = this;
    if (this.notation !== 'ASCII') return (await cursor.fill(length)) ? cursor.take(length) : null;
    if (length === 0) return new Uint8Array(0);
    await this.skipBlanks();
    const bytes: number[] = [];
    while (bytes.length < length) {
      if (!(await cursor.fill(1))) return null;
      const byte = cursor.uint8();
      if (byte !== 0x5c) bytes.push(byte);
      else {
        const escaped = await this.escape();
        if (escaped === null) return null;
        bytes.push(escaped);
      }
    }
    return Uint8Array.from(bytes);
  }

  private async escape(): Promise<number | null> {
    const { cursor } = this;
    if (!(await cursor.fill(1))) return null;
    const first = cursor.uint8();
    if (first < 0x30 || first > 0x37) return ESCAPES.get(first) ?? first;
    let value = first - 0x30;
    for (let digits = 1; digits < 3; digits++) {
      if (!(await cursor.fill(1)) || cursor.peek() < 0x30 || cursor.peek() > 0x37) break;
      value = value * 8 + cursor.uint8() - 0x30;
    }
    return value & 0xff;
  }

  private async word(): Promise<string | null> {
    const { cursor } = this;
    await this.skipBlanks();
    let word = '';
    while (word.length < WORD_BYTES && (await cursor.fill(1)) && cursor.peek() > 0x20)
      word += String.fromCharCode(cursor.uint8());
    return word === '' ? null : word;
  }

  /** Line ends behind the last value belong to it. */
  async skipBlanks(): Promise<void> {
    const { cursor } = this;
    while ((await cursor.fill(1)) && (cursor.peek() === 0x20 || (cursor.peek() >= 0x09 && cursor.peek() <= 0x0d)))
      cursor.uint8();
  }
}

const ESCAPES: ReadonlyMap<number, number> = new Map(
  (
    [
      ['n', 10],
      ['t', 9],
      ['v', 11],
      ['b', 8],
      ['r', 13],
      ['f', 12],
      ['a', 7],
    ] as const
  ).map(([letter, code]) => [letter.charCodeAt(0), code]),
);
