import type { ByteSource } from '../byte-source';
import { decodeUtf8 } from '../decode-text';
import type { EntryContext } from '../entry-context';
import { type IndicatorSieve, SHORTEST_TEXT } from '../indicators/sieve';
import { readUnsigned } from '../little-endian';
import { SourceWindow } from '../source-window';
import type { TableField, Tables } from './schema';
import { Spans } from './spans';

/** Tables and elements looked at in one file. */
const STEPS = 1_000_000;
/** Damage that is listed. */
const PROBLEMS = 500;
/** Characters of texts that are kept: many tables may name the same long one. */
const TEXTS = 32 * 1024 * 1024;
/** Texts up to this length are looked through for addresses, paths and secrets. */
const READ_TEXT = 64 * 1024;
/** Tables lie apart: each read brings its neighbourhood and no more. */
const WINDOW_BYTES = 4096;

/** A field that is there: where its value stands; for vectors and strings, where the elements stand and how many there are. */
export interface FlatValue {
  readonly field: TableField;
  readonly at: number;
  readonly count: number;
}

/** A table with its fields by name. */
export interface FlatTable {
  readonly type: string;
  readonly at: number;
  readonly end: number;
  readonly values: ReadonlyMap<string, FlatValue>;
}

/** What to do with tables, by type. Called before the tables that it leads to. */
export type TableHandlers = Readonly<Record<string, (table: FlatTable) => void | Promise<void>>>;

/**
 * Walks a flatbuffer by its schema from the root on (https://flatbuffers.dev/internals/): every offset is checked before it is
 * followed, a table is walked once however many lead to it, and what was walked is kept as spans that are understood.
 */
export class FlatWalker {
  readonly spans = new Spans();
  readonly context: EntryContext;
  private readonly window: SourceWindow;
  private readonly schema: Tables;
  private readonly handlers: TableHandlers;
  private readonly visited = new Map<string, Set<number>>();
  private readonly waiting: { readonly type: string; readonly at: number }[] = [];
  private readonly sieve: IndicatorSieve;
  private steps = 0;
  private problems = 0;
  private textLeft = TEXTS;

  constructor(context: EntryContext, source: ByteSource, schema: Tables, handlers: TableHandlers) {
    this.context = context;
    this.window = new SourceWindow(source, WINDOW_BYTES);
    this.schema = schema;
    this.handlers = handlers;
    this.sieve = context.note.sieve('metadata');
  }

  /** Walks everything that the root table leads to. False when a bound was reached. */
  async walk(type: string): Promise<boolean> {
    const root = await this.offset(0);
    this.spans.add(0, 8);
    if (root !== null) this.waiting.push({ type, at: root });
    for (let next = this.waiting.pop(); next !== undefined; next = this.waiting.pop()) {
      if (++this.steps > STEPS) break;
      if ((this.steps & 1023) === 0) this.context.tick(next.at);
      const seen = this.visited.get(next.type) ?? new Set();
      if (seen.has(next.at)) continue;
      this.visited.set(next.type, seen.add(next.at));
      await this.table(next.type, next.at);
    }
    if (this.steps > STEPS) this.context.note.limit('tables', 'more tables than are followed', 0, this.window.size);
    return this.steps <= STEPS;
  }

  /** A number of up to eight bytes; exact up to 2^53. Zero behind the end. */
  async number(at: number, width: number): Promise<number> {
    if (!this.window.holds(at, width)) await this.window.load(at, width);
    const bytes = this.window.view(at, width);
    return bytes.length < width ? 0 : readUnsigned(bytes, 0, width);
  }

  /** The number of a field, or what stands for one that is left out. */
  async scalar(table: FlatTable, name: string, absent = 0): Promise<number> {
    const value = table.values.get(name);
    return value === undefined ? absent : this.number(value.at, value.field.width);
  }

  /** Signed numbers of a vector, at most `maximum`. */
  async integers(table: FlatTable, name: string, maximum: number): Promise<number[]> {
    const value = table.values.get(name);
    const numbers: number[] = [];
    for (let i = 0; value !== undefined && i < Math.min(value.count, maximum); i++) {
      const number = await this.number(value.at + i * value.field.width, value.field.width);
      numbers.push(value.field.width === 4 ? number | 0 : number);
    }
    return numbers;
  }

  /** Where the elements of a vector of tables lead, in its order: several may lead to one table. Bounded like the walk. */
  async targets(table: FlatTable, name: string): Promise<number[]> {
    const value = table.values.get(name);
    const places: number[] = [];
    for (let i = 0; value !== undefined && i < value.count; i++) {
      if (++this.steps > STEPS) break;
      const at = value.at + 4 * i;
      places.push(at + (await this.number(at, 4)));
    }
    return places;
  }

  /** The text of a string field, at most `Limits.textBytes` of it. */
  async text(table: FlatTable, name: string): Promise<string> {
    const value = table.values.get(name);
    if (value === undefined) return '';
    const length = Math.min(value.count, this.context.limits.textBytes);
    if (this.textLeft < length) {
      if (this.textLeft >= 0)
        this.context.note.limit('texts', 'more text than is kept', value.at, value.at + value.count);
      this.textLeft = -1;
      return '';
    }
    this.textLeft -= length;
    return decodeUtf8(await this.bytes(value.at, length));
  }

  /** Bytes as a copy, fewer only at the end. For small spans. */
  async bytes(at: number, length: number): Promise<Uint8Array> {
    if (!this.window.holds(at, length)) await this.window.load(at, length);
    return this.window.view(at, length).slice();
  }

  /** A rule of the format that the bytes break. */
  broken(detail: string, start: number, end: number): void {
    this.spans.exclude(start, end);
    if (++this.problems < PROBLEMS) this.context.note.malformed('badTable', detail, start, end);
    else if (this.problems === PROBLEMS)
      this.context.note.limit('gaps', 'more damage than is listed', start, this.window.size);
  }

  /** Bytes that nothing explains. */
  gap(start: number, end: number, reason: string): void {
    this.spans.exclude(start, end);
    if (++this.problems < PROBLEMS) this.context.note.gap(start, end, reason);
    else if (this.problems === PROBLEMS)
      this.context.note.limit('gaps', 'more bytes that are not understood than are listed', start, this.window.size);
  }

  /** Where the offset at `at` leads; null, and said so, where it leads nowhere. */
  private async offset(at: number): Promise<number | null> {
    const distance = await this.number(at, 4);
    const target = at + distance;
    if (distance > 0 && target + 4 <= this.window.size) return target;
    this.broken('an offset leads out of the file', at, Math.min(at + 4, this.window.size));
    return null;
  }

  private async table(type: string, at: number): Promise<void> {
    const fields = this.schema.tables.get(type);
    if (fields === undefined) throw new Error(`the schema has no table ${type}`);
    const { size } = this.window;
    const vtable = at - ((await this.number(at, 4)) | 0);
    const vtableBytes = vtable >= 0 && vtable + 4 <= size ? await this.number(vtable, 2) : 0;
    const tableBytes = vtableBytes === 0 ? 0 : await this.number(vtable + 2, 2);
    const end = at + tableBytes;
    if (vtableBytes < 4 || vtableBytes % 2 !== 0 || vtable + vtableBytes > size || tableBytes < 4 || end > size) {
      this.broken(`${type}: a table that cannot be`, at, Math.min(at + 4, size));
      return;
    }
    this.spans.add(vtable, vtable + vtableBytes);
    this.spans.add(at, end);
    const values = new Map<string, FlatValue>();
    for (let slot = 0; slot < (vtableBytes - 4) / 2; slot++) {
      const position = await this.number(vtable + 4 + 2 * slot, 2);
      if (position === 0) continue;
      const field = fields.get(slot);
      if (field === undefined) {
        this.gap(at + position, Math.min(end, at + position + 1), `a field that ${type} does not have in the schema`);
        continue;
      }
      const width = field.kind === 'scalar' && !field.vector ? field.width : 4;
      if (position < 4 || position + width > tableBytes) {
        this.broken(`${type}.${field.name} stands outside its table`, at, end);
        continue;
      }
      const value = await this.value(type, field, at + position);
      if (value !== null) values.set(field.name, value);
    }
    const table = { type, at, end, values };
    await this.handlers[type]?.(table);
    await this.follow(table);
  }

  /** Checks a field's value: vectors and strings are resolved to their elements. */
  private async value(type: string, field: TableField, at: number): Promise<FlatValue | null> {
    if (!field.vector && field.kind !== 'string') return { field, at, count: 1 };
    const target = await this.offset(at);
    if (target === null) return null;
    const count = await this.number(target, 4);
    const width = field.vector ? field.width : 1;
    const end = target + 4 + count * width;
    if (end > this.window.size) {
      this.broken(`${type}.${field.name} is longer than the file`, target, this.window.size);
      return null;
    }
    if (field.kind !== 'string' || field.vector) this.spans.add(target, end);
    else if (end < this.window.size && (await this.number(end, 1)) === 0) this.spans.add(target, end + 1);
    else this.broken(`${type}.${field.name} does not end with a zero byte`, target, end);
    if (field.kind === 'string' && !field.vector && count >= SHORTEST_TEXT && count <= READ_TEXT)
      await this.lookThrough(target + 4, count);
    return { field, at: target + 4, count };
  }

  /** Finds what a text points at. Tables that share one count it each. */
  private async lookThrough(at: number, length: number): Promise<void> {
    if (!this.window.holds(at, length)) await this.window.load(at, length);
    const { bytes, base } = this.window;
    this.sieve.literal(bytes, at - base, Math.min(bytes.length, at - base + length), base);
  }

  /** Puts the tables and strings that a table leads to on the list. */
  private async follow(table: FlatTable): Promise<void> {
    for (const { field, at, count } of [...table.values.values()].reverse()) {
      if (field.kind === 'scalar' || (field.kind === 'string' && !field.vector)) continue;
      for (let i = field.vector ? count - 1 : 0; i >= 0; i--) {
        if (++this.steps > STEPS) return;
        const target = await this.offset(at + 4 * i);
        if (target === null) continue;
        if (field.kind === 'string') await this.string(table.type, field, at + 4 * i);
        else {
          const type = field.kind === 'union' ? await this.member(table, field) : field.of;
          if (type !== null) this.waiting.push({ type, at: target });
        }
      }
    }
  }

  /** A string of a vector of strings. */
  private async string(type: string, field: TableField, at: number): Promise<void> {
    await this.value(type, { ...field, vector: false }, at);
  }

  /** The table that a union's number stands for. */
  private async member(table: FlatTable, field: TableField): Promise<string | null> {
    const number = await this.scalar(table, `${field.name}Type`);
    const type = this.schema.unions.get(field.of)?.get(number);
    if (type !== undefined && this.schema.tables.has(type)) return type;
    this.broken(`${table.type}.${field.name} is of a kind that the schema does not have`, table.at, table.end);
    return null;
  }
}
