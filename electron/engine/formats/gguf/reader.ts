import type { ByteCursor } from '../../byte-cursor';
import { decodeUtf8 } from '../../decode-text';
import { type IndicatorSieve, SHORTEST_TEXT } from '../../indicators/sieve';
import { ReadError } from '../../read-error';
import { VALUE, VALUE_BYTES } from './types';

/** A metadata value: what a line can show, and the whole text of a string that is looked at. */
export interface GgufValue {
  readonly type: number;
  readonly shown: string;
  readonly text: string | null;
  /** False for a string of which only the beginning was kept. */
  readonly whole: boolean;
  /** Place of the string's own bytes. */
  readonly start: number;
  readonly end: number;
}

const LONGEST_KEY = 65_535;
const KEPT_TEXT = 1024 * 1024;
const SHOWN_ITEMS = 5;
const DEEPEST = 4;

/** Reads the fields of a GGUF header. Lengths are believed only when the bytes are there. */
export class GgufReader {
  private readonly cursor: ByteCursor;
  /** Version 1 counts in 32 bits. */
  private readonly wide: boolean;
  private readonly tick: (position: number) => void;
  private readonly sieve: IndicatorSieve;

  constructor(cursor: ByteCursor, version: number, tick: (position: number) => void, sieve: IndicatorSieve) {
    this.cursor = cursor;
    this.wide = version > 1;
    this.tick = tick;
    this.sieve = sieve;
  }

  async u32(what: string): Promise<number> {
    await this.need(4, what);
    return this.cursor.u32();
  }

  async u64(what: string): Promise<bigint> {
    await this.need(8, what);
    return this.cursor.u64();
  }

  /** A count or length: 64 bits, in version 1 32. */
  async count(what: string): Promise<bigint> {
    return this.wide ? this.u64(what) : BigInt(await this.u32(what));
  }

  /** A string that must be short enough to be held. */
  async name(what: string): Promise<string> {
    const at = this.cursor.position;
    const length = await this.count(what);
    if (length > LONGEST_KEY) throw new ReadError('headerInvalid', `${what} has a length of ${length}`, at);
    const bytes = await this.cursor.take(Number(length));
    if (bytes.length < Number(length))
      throw new ReadError('truncated', `the file ends inside ${what}`, this.cursor.position);
    return decodeUtf8(bytes);
  }

  async value(what: string, type: number, depth = 0): Promise<GgufValue> {
    if (type === VALUE.string) return this.text(what);
    if (type === VALUE.array) return this.array(what, depth);
    const size = VALUE_BYTES[type];
    if (size === undefined)
      throw new ReadError(
        'headerInvalid',
        `${what} has the type ${type}, which GGUF does not have`,
        this.cursor.position,
      );
    await this.need(size, what);
    const start = this.cursor.position;
    const shown = this.scalar(type);
    return { type, shown, text: null, whole: true, start, end: this.cursor.position };
  }

  private scalar(type: number): string {
    const { cursor } = this;
    switch (type) {
      case VALUE.u8:
        return String(cursor.u8());
      case VALUE.i8:
        return String((cursor.u8() << 24) >> 24);
      case VALUE.u16:
        return String(cursor.u16());
      case VALUE.i16:
        return String((cursor.u16() << 16) >> 16);
      case VALUE.u32:
        return String(cursor.u32());
      case VALUE.i32:
        return String(cursor.u32() | 0);
      case VALUE.f32:
        return String(Number(cursor.f32().toPrecision(7)));
      case VALUE.bool: {
        const byte = cursor.u8();
        if (byte > 1) throw new ReadError('headerInvalid', `a truth value is ${byte}`, cursor.position - 1);
        return byte === 1 ? 'true' : 'false';
      }
      case VALUE.u64:
        return String(cursor.u64());
      case VALUE.i64:
        return String(cursor.i64());
      default:
        return String(cursor.f64());
    }
  }

  private async text(what: string): Promise<GgufValue> {
    const length = await this.count(what);
    const start = this.cursor.position;
    const kept = await this.cursor.take(Number(length < BigInt(KEPT_TEXT) ? length : BigInt(KEPT_TEXT)));
    if (kept.length >= SHORTEST_TEXT) this.sieve.literal(kept, 0, kept.length, start);
    const text = decodeUtf8(kept);
    await this.skip(length - BigInt(kept.length), what);
    const end = this.cursor.position;
    if (BigInt(end - start) < length) throw new ReadError('truncated', `the file ends inside ${what}`, end);
    return { type: VALUE.string, shown: text, text, whole: kept.length === end - start, start, end };
  }

  /** Arrays of numbers are passed over as one, those of strings one string at a time; of both the first items are kept to be shown. */
  private async array(what: string, depth: number): Promise<GgufValue> {
    if (depth >= DEEPEST)
      throw new ReadError('headerInvalid', `${what} has arrays nested deeper than ${DEEPEST}`, this.cursor.position);
    const start = this.cursor.position;
    const type = await this.u32(what);
    const count = await this.count(what);
    const size = VALUE_BYTES[type];
    if (size === undefined)
      throw new ReadError('headerInvalid', `${what} has items of the type ${type}, which GGUF does not have`, start);
    const items: string[] = [];
    let done = 0n;
    if (size > 0) {
      for (; done < count && done < SHOWN_ITEMS; done++) items.push((await this.value(what, type)).shown);
      await this.skip((count - done) * BigInt(size), what);
    } else if (type === VALUE.string) {
      for (; done < count; done++) {
        if (done < SHOWN_ITEMS) items.push((await this.value(what, type)).shown.slice(0, 40));
        else await this.skipText(what);
        if ((done & 0xfffn) === 0n) this.tick(this.cursor.position);
      }
    } else {
      for (; done < count; done++) {
        await this.value(what, type, depth + 1);
        this.tick(this.cursor.position);
      }
      items.push('[…]');
    }
    const shown = `${count} items: ${items.join(', ')}${count > BigInt(items.length) ? ', …' : ''}`;
    return { type: VALUE.array, shown, text: null, whole: true, start, end: this.cursor.position };
  }

  private async skipText(what: string): Promise<void> {
    const { cursor } = this;
    const width = this.wide ? 8 : 4;
    if (cursor.available < width) await this.need(width, what);
    const length = this.wide ? cursor.u64() : BigInt(cursor.u32());
    if (length >= SHORTEST_TEXT && length <= cursor.available) {
      const bytes = cursor.peek(Number(length));
      this.sieve.literal(bytes, 0, bytes.length, cursor.position);
    }
    await this.skip(length, what);
  }

  private async skip(count: bigint, what: string): Promise<void> {
    if (count <= 0n) return;
    const bounded = count < 2n ** 48n ? Number(count) : 2 ** 48;
    const skipped = await this.cursor.skip(bounded);
    if (BigInt(skipped) < count) throw new ReadError('truncated', `the file ends inside ${what}`, this.cursor.position);
  }

  private async need(count: number, what: string): Promise<void> {
    if (this.cursor.available >= count || (await this.cursor.need(count))) return;
    throw new ReadError('truncated', `the file ends inside ${what}`, this.cursor.position);
  }
}
