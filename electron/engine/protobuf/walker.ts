import type { ArrayFact } from '../../../shared/domain/fact';
import type { ByteSource } from '../byte-source';
import { decodeUtf8 } from '../decode-text';
import type { EntryContext } from '../entry-context';
import { type IndicatorSieve, SHORTEST_TEXT } from '../indicators/sieve';
import { SourceWindow } from '../source-window';
import { packedProblem } from './packed';
import type { MessageSchema, Schema, SchemaField } from './schema';
import { FIXED32, FIXED64, LENGTH, LONGEST_VARINT, readVarint, splitTag, VARINT } from './wire';

/** Messages in messages: protobuf's own readers stop at 100. */
const DEEPEST = 100;
/** Spans that are not understood, listed one by one; past this count the rest of the entry is one gap. Facts are still found. */
const LISTED_PROBLEMS = 500;
/** Texts up to this length are looked through for addresses, paths and secrets; plain bytes up to the other, if they begin like a text. */
const READ_TEXT = 64 * 1024;
const READ_BYTES = 4096;
/** A tag and a length. */
const FIELD_HEAD = 2 * LONGEST_VARINT;

/** A field as found: where it stands, and its value where it is a varint. `end` never lies outside the message. */
export interface WireField {
  readonly schema: SchemaField;
  /** Of the tag. */
  readonly start: number;
  readonly dataStart: number;
  readonly end: number;
  /** Signed, exact up to 2^53; zero for what is no varint. */
  readonly value: number;
  /** True when the length leads out of the message; `end` is the message's. */
  readonly cut: boolean;
}

/**
 * What to do with a message's fields, by name. Messages without a handler are walked all the same; one with a handler is the handler's
 * to walk. `*` is told of every field and takes none over.
 */
export type Handlers = Readonly<Record<string, (field: WireField) => void | Promise<void>>>;

const NO_HANDLERS: Handlers = {};

const EXPECTED: Readonly<Record<SchemaField['kind'], number>> = {
  varint: VARINT,
  fixed32: FIXED32,
  fixed64: FIXED64,
  string: LENGTH,
  bytes: LENGTH,
  message: LENGTH,
};

/**
 * Walks protobuf messages by their schema from front to back, without holding payloads. What the schema explains is booked as
 * understood; unknown fields are gaps; what breaks a rule of the encoding is malformed up to the end of its message, and the walk
 * goes on behind it. Every byte is passed over once, so time is linear in the entry however it is nested.
 */
export class WireWalker {
  readonly context: EntryContext;
  private readonly schema: Schema;
  private readonly window: SourceWindow;
  private readonly everywhere: ReadonlyMap<string, Handlers>;
  private readonly sieve: IndicatorSieve;
  private depth = 0;
  private fields = 0;
  private problems = 0;
  /** Everything before this is explained or a gap. */
  private booked = 0;

  /** `everywhere` has handlers by the name of a message, for those that no handler leads to. */
  constructor(
    context: EntryContext,
    source: ByteSource,
    schema: Schema,
    everywhere: ReadonlyMap<string, Handlers> = new Map(),
  ) {
    this.context = context;
    this.schema = schema;
    this.everywhere = everywhere;
    this.window = new SourceWindow(source);
    this.sieve = context.note.sieve('metadata');
  }

  /** Walks one message. False when it broke off; what stood before was handled. */
  async message(type: string, start: number, end: number, given?: Handlers): Promise<boolean> {
    const handlers = given ?? this.everywhere.get(type) ?? NO_HANDLERS;
    const schema = this.schema.get(type);
    if (schema === undefined) throw new Error(`the schema has no message ${type}`);
    if (this.depth >= DEEPEST) {
      this.bookTo(start);
      this.context.note.limit('depth', 'messages nested deeper than protobuf reads', start, end);
      this.booked = Math.max(this.booked, end);
      return false;
    }
    this.depth++;
    const whole = await this.fieldsOf(schema, start, end, handlers);
    this.depth--;
    return whole;
  }

  private async fieldsOf(schema: MessageSchema, start: number, end: number, handlers: Handlers): Promise<boolean> {
    const seen = new Set<string>();
    const all = handlers['*'];
    for (let at = start; at < end; ) {
      if (!this.window.holds(at, FIELD_HEAD)) await this.window.load(at, FIELD_HEAD);
      if ((++this.fields & 1023) === 0) this.context.tick(at);
      const field = this.field(schema, at, end);
      if (typeof field === 'string') {
        this.broken(`${schema.name}: ${field}`, at, end);
        return false;
      }
      if (field.schema === UNKNOWN) {
        this.gap(at, field.end, `a field that ${schema.name} does not have in the schema`);
        at = field.end;
        continue;
      }
      const { single, kind, name } = field.schema;
      if (single !== null) {
        if (seen.has(single))
          this.context.note.oddity(
            'repeatedField',
            `${schema.name} has ${single} more than once: the last one counts`,
            at,
            field.end,
          );
        seen.add(single);
      }
      if (field.schema.repeated && EXPECTED[kind] !== LENGTH && field.packed) {
        const problem = await packedProblem(this.window, kind, field.dataStart, field.end);
        if (problem !== null) this.broken(`${schema.name}.${name}: ${problem}`, field.dataStart, field.end);
      }
      if (kind === 'string' || kind === 'bytes') await this.lookThrough(field);
      const told = all?.(field);
      if (told !== undefined) await told;
      const handler = handlers[name];
      if (handler !== undefined) {
        const pending = handler(field);
        if (pending !== undefined) await pending;
      } else if (kind === 'message') await this.message(field.schema.message, field.dataStart, field.end);
      if (field.cut) {
        this.broken(`${schema.name}.${name} is longer than what holds it`, field.end, field.end);
        return false;
      }
      at = field.end;
    }
    return true;
  }

  /** The field at `at`, or what is wrong with it. */
  private field(schema: MessageSchema, at: number, end: number): FoundField | string {
    const bytes = this.window.view(at, Math.min(FIELD_HEAD, end - at));
    const tag = readVarint(bytes, 0);
    if (tag === null) return 'a field breaks off';
    const split = splitTag(tag.value);
    if (split === null) return 'a field with an impossible number';
    const { wireType } = split;
    const known = schema.fields.get(split.number) ?? UNKNOWN;
    let dataStart = at + tag.length;
    let length = 0;
    let value = 0;
    let padded = tag.padded;
    if (wireType === VARINT || wireType === LENGTH) {
      const varint = readVarint(bytes, tag.length);
      if (varint === null) return 'a number breaks off';
      padded ||= varint.padded;
      if (wireType === VARINT) {
        value = varint.value;
        length = varint.length;
      } else {
        dataStart += varint.length;
        length = varint.value;
        if (length < 0) return 'a length that is negative';
      }
    } else if (wireType === FIXED32) length = 4;
    else if (wireType === FIXED64) length = 8;
    else return wireType === 3 || wireType === 4 ? 'a group, which the format does not have' : 'an unknown wire type';
    const packed = wireType === LENGTH && known.repeated && EXPECTED[known.kind] !== LENGTH;
    if (known !== UNKNOWN && wireType !== EXPECTED[known.kind] && !packed)
      return `${known.name} has the wrong wire type`;
    const cut = dataStart + length > end;
    if (cut && wireType !== LENGTH) return 'a field breaks off';
    if (padded)
      this.context.note.oddity('nonCanonicalInteger', 'a number takes more bytes than it needs', at, dataStart);
    return { schema: known, start: at, dataStart, end: Math.min(end, dataStart + length), value, packed, cut };
  }

  /** Fields of a message by name, the last of each, without noting anything or descending: a look ahead before its walk. */
  async peek(type: string, start: number, end: number, names: readonly string[]): Promise<Map<string, WireField>> {
    const schema = this.schema.get(type) as MessageSchema;
    const found = new Map<string, WireField>();
    for (let at = start; at < end; ) {
      if (!this.window.holds(at, FIELD_HEAD)) await this.window.load(at, FIELD_HEAD);
      const field = this.silentField(schema, at, end);
      if (field === null) break;
      if (names.includes(field.schema.name)) found.set(field.schema.name, field);
      at = field.end;
    }
    return found;
  }

  /** Every field of one name, without noting anything or descending, at most `maximum`. */
  async peekAll(type: string, start: number, end: number, name: string, maximum: number): Promise<WireField[]> {
    const schema = this.schema.get(type) as MessageSchema;
    const found: WireField[] = [];
    for (let at = start; at < end && found.length < maximum; ) {
      if (!this.window.holds(at, FIELD_HEAD)) await this.window.load(at, FIELD_HEAD);
      const field = this.silentField(schema, at, end);
      if (field === null) break;
      if (field.schema.name === name) found.push(field);
      at = field.end;
    }
    return found;
  }

  private silentField(schema: MessageSchema, at: number, end: number): FoundField | null {
    const bytes = this.window.view(at, Math.min(FIELD_HEAD, end - at));
    const tag = readVarint(bytes, 0);
    const split = tag === null ? null : splitTag(tag.value);
    if (tag === null || split === null) return null;
    const known = schema.fields.get(split.number) ?? UNKNOWN;
    const payload =
      split.wireType === VARINT || split.wireType === LENGTH
        ? readVarint(bytes, tag.length)
        : { value: 0, length: split.wireType === FIXED32 ? 4 : 8 };
    if (payload === null || (payload.value < 0 && split.wireType === LENGTH)) return null;
    if (split.wireType === 3 || split.wireType === 4 || split.wireType > 5) return null;
    const isLength = split.wireType === LENGTH;
    const dataStart = at + tag.length + (isLength ? payload.length : 0);
    const fieldEnd = Math.min(end, dataStart + (isLength ? payload.value : payload.length));
    const fits = known === UNKNOWN || EXPECTED[known.kind] === split.wireType;
    return {
      schema: fits ? known : UNKNOWN,
      start: at,
      dataStart,
      end: fieldEnd,
      value: isLength ? 0 : payload.value,
      packed: false,
      cut: false,
    };
  }

  /** Finds what a text points at. Tensors are longer than the bytes that are read, or begin with no text. */
  private async lookThrough({ schema, dataStart, end }: WireField): Promise<void> {
    const length = end - dataStart;
    if (length < SHORTEST_TEXT || length > (schema.kind === 'string' ? READ_TEXT : READ_BYTES)) return;
    if (!this.window.holds(dataStart, length)) await this.window.load(dataStart, length);
    const { bytes, base } = this.window;
    const from = dataStart - base;
    if (schema.kind === 'bytes' && !beginsPrintable(bytes, from)) return;
    this.sieve.literal(bytes, from, Math.min(bytes.length, from + length), base);
  }

  /** The text of a field, at most `Limits.textBytes` of it. */
  async text(field: WireField | undefined): Promise<string> {
    if (field === undefined) return '';
    const length = Math.min(field.end - field.dataStart, this.context.limits.textBytes);
    return decodeUtf8(await this.bytes(field.dataStart, length));
  }

  /** Bytes of the entry as a copy, fewer only at its end. For small spans. */
  async bytes(start: number, length: number): Promise<Uint8Array> {
    if (!this.window.holds(start, length)) await this.window.load(start, length);
    return this.window.view(start, length).slice();
  }

  /** The numbers of a repeated varint field that came packed or alone, at most `maximum`. */
  async numbers(field: WireField, maximum: number): Promise<number[]> {
    if (field.schema.kind !== 'varint') return [];
    const packed = (field as FoundField).packed;
    if (!packed) return [field.value];
    const numbers: number[] = [];
    for (let at = field.dataStart; at < field.end && numbers.length < maximum; ) {
      if (!this.window.holds(at, LONGEST_VARINT)) await this.window.load(at, LONGEST_VARINT);
      const varint = readVarint(this.window.view(at, Math.min(LONGEST_VARINT, field.end - at)), 0);
      if (varint === null) break;
      numbers.push(varint.value);
      at += varint.length;
    }
    return numbers;
  }

  /** How many values a repeated number field holds in this one occurrence. */
  async count(field: WireField): Promise<number> {
    if (!(field as FoundField).packed) return 1;
    const length = field.end - field.dataStart;
    if (field.schema.kind === 'fixed32') return length / 4;
    if (field.schema.kind === 'fixed64') return length / 8;
    let count = 0;
    for (let at = field.dataStart; at < field.end; ) {
      if (!this.window.holds(at, 1)) await this.window.load(at, 1);
      const bytes = this.window.view(at, Math.min(field.end - at, this.window.base + this.window.bytes.length - at));
      if (bytes.length === 0) break;
      for (const byte of bytes) if (byte < 0x80) count++;
      at += bytes.length;
      this.context.tick(at);
    }
    return count;
  }

  /** Books everything up to here that is not booked yet as understood. */
  bookTo(offset: number): void {
    if (offset <= this.booked) return;
    if (this.problems < LISTED_PROBLEMS) this.context.note.explain(this.booked, offset, 'data');
    this.booked = offset;
  }

  /** A span that the schema does not explain. */
  gap(start: number, end: number, reason: string): void {
    this.bookTo(start);
    if (++this.problems < LISTED_PROBLEMS) this.context.note.gap(start, end, reason);
    else if (this.problems === LISTED_PROBLEMS)
      this.context.note.limit('gaps', 'more bytes that are not understood than are listed', start, this.window.size);
    this.booked = Math.max(this.booked, end);
  }

  /** Bytes that break a rule of the format. */
  broken(detail: string, start: number, end: number): void {
    this.bookTo(start);
    if (++this.problems < LISTED_PROBLEMS) this.context.note.malformed('badMessage', detail, start, end);
    else if (this.problems === LISTED_PROBLEMS)
      this.context.note.limit('gaps', 'more damage than is listed', start, this.window.size);
    this.booked = Math.max(this.booked, end);
  }

  /** A tensor's bytes. */
  array(array: Omit<ArrayFact, 'kind' | 'entryPath' | 'range'>, start: number, end: number): void {
    this.bookTo(start);
    if (this.problems < LISTED_PROBLEMS) this.context.note.array(array, start, end);
    this.booked = Math.max(this.booked, end);
  }

  /** Bytes that something else booked: a member. */
  passed(start: number, end: number): void {
    this.bookTo(start);
    this.booked = Math.max(this.booked, end);
  }
}

/** True for the first bytes of a text in ASCII. */
function beginsPrintable(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < Math.min(bytes.length, from + SHORTEST_TEXT); at++)
    if (bytes[at] < 0x20 || bytes[at] > 0x7e) return false;
  return true;
}

interface FoundField extends WireField {
  readonly packed: boolean;
}

const UNKNOWN: SchemaField = { number: 0, name: '', kind: 'bytes', repeated: true, single: null, message: '' };
