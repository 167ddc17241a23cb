import { decodeUtf8, latin1 } from '../decode-text';
import { SHORTEST_TEXT } from '../indicators/sieve';
import { readInt4 } from '../little-endian';
import { type CodeLayout, type CodeObject, FREE_KIND, type PythonValue } from './code-object';

/** What reading one marshalled value came to. */
export interface Marshalled {
  readonly layout: CodeLayout;
  /** Null when the bytes break off or are no marshal data. */
  readonly value: PythonValue | null;
  /** Bytes read: `marshal.loads` ignores what follows them. */
  readonly consumed: number;
  /** Code objects met. */
  readonly codes: number;
  /** Begins and ends of the texts and bytes read, in turn: where they stand in the input. */
  readonly texts: readonly number[];
  readonly reason: string;
}

/** CPython refuses deeper nesting (`MAX_MARSHAL_STACK_DEPTH`). */
const DEPTH = 1000;
/** Values read of one input. */
const NODES = 2_000_000;

const LAYOUTS: readonly CodeLayout[] = ['3.11', '3.8', '3.6'];

/**
 * Reads `bytes` as `marshal.loads` would (Python/marshal.c, versions 0 to 5) under every layout of code objects, and returns the
 * readings to believe: those that use the bytes up exactly, or else all that came to an end; empty when none did. Data without code is
 * the same in all layouts and comes back once. Never throws for what is in the bytes.
 */
export function readMarshal(bytes: Uint8Array): readonly Marshalled[] {
  const first = readAs(bytes, '3.11');
  if (first.codes === 0) return first.value === null ? [] : [first];
  const whole = [first, ...LAYOUTS.slice(1).map((layout) => readAs(bytes, layout))].filter(
    ({ value }) => value !== null,
  );
  const exact = whole.filter(({ consumed }) => consumed === bytes.length);
  return exact.length > 0 ? exact : whole;
}

/** Type byte of a code object, with and without the mark that it is referred to. */
const CODE = 0x63;
/** Fixed fields, tables and names of the smallest code object. */
const SMALLEST = 60;

/** True for one marshalled code object and nothing behind it. `whole` is false where `bytes` are only the first of more. */
export function isMarshalledCode(bytes: Uint8Array, whole = true): boolean {
  if (bytes.length < SMALLEST || (bytes[0] & 0x7f) !== CODE) return false;
  if (whole) return readMarshal(bytes).some(({ consumed, codes }) => codes > 0 && consumed === bytes.length);
  // Some layout must still be reading sensibly where the bytes end.
  return LAYOUTS.some((layout) => {
    const { codes, consumed, reason } = readAs(bytes, layout);
    return codes > 1 && consumed > SMALLEST && reason.includes('end');
  });
}

/** Reads one value under one layout. */
export function readAs(bytes: Uint8Array, layout: CodeLayout): Marshalled {
  const reader = new MarshalReader(bytes, layout);
  let value: PythonValue | null = null;
  let reason = '';
  try {
    value = reader.read(0);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    reason = error.message;
  }
  return { layout, value, consumed: reader.position, codes: reader.codes, texts: reader.texts, reason };
}

/** The data contradicts the format: ends this reading, and only this. */
class Broken extends Error {}

const NULL: PythonValue = { kind: 'null' };
const SIMPLE: Readonly<Record<string, PythonValue>> = {
  '0': NULL,
  N: { kind: 'none' },
  T: { kind: 'true' },
  F: { kind: 'false' },
  '.': { kind: 'ellipsis' },
  S: { kind: 'unknown', what: 'StopIteration' },
};
const FLAG_REF = 0x80;

class MarshalReader {
  position = 0;
  codes = 0;
  readonly texts: number[] = [];
  private nodes = 0;
  private readonly references: (PythonValue | null)[] = [];
  private readonly bytes: Uint8Array;
  private readonly layout: CodeLayout;

  constructor(bytes: Uint8Array, layout: CodeLayout) {
    this.bytes = bytes;
    this.layout = layout;
  }

  read(depth: number): PythonValue {
    if (depth > DEPTH) throw new Broken('nested deeper than is read');
    if (++this.nodes > NODES) throw new Broken('more values than are read');
    const byte = this.take(1)[0];
    // The place among the references is taken before what it refers to is read.
    let slot = -1;
    if (byte & FLAG_REF) {
      slot = this.references.length;
      this.references.push(null);
    }
    const value = this.body(String.fromCharCode(byte & ~FLAG_REF), depth, slot);
    if (slot >= 0) this.references[slot] = value;
    return value;
  }

  private body(type: string, depth: number, slot: number): PythonValue {
    const simple = SIMPLE[type];
    if (simple !== undefined) return simple;
    switch (type) {
      case 'i':
        return { kind: 'number', text: String(this.int4()) };
      case 'I': {
        const low = this.int4() >>> 0;
        return { kind: 'number', text: String((BigInt(this.int4()) << 32n) | BigInt(low)) };
      }
      case 'l':
        return this.long();
      case 'f':
        return { kind: 'number', text: latin1(this.take(this.byte())) };
      case 'g':
        return { kind: 'number', text: this.double() };
      case 'x':
        return { kind: 'number', text: `${latin1(this.take(this.byte()))}+${latin1(this.take(this.byte()))}j` };
      case 'y':
        return { kind: 'number', text: `${this.double()}+${this.double()}j` };
      case 's':
        return { kind: 'bytes', bytes: this.text(this.count(1)) };
      case 't':
      case 'u':
        return { kind: 'text', text: decodeUtf8(this.text(this.count(1))) };
      case 'a':
      case 'A':
        return { kind: 'text', text: latin1(this.text(this.count(1))) };
      case 'z':
      case 'Z':
        return { kind: 'text', text: latin1(this.text(this.byte())) };
      case ')':
        return this.sequence('tuple', this.byte(), depth, slot);
      case '(':
        return this.sequence('tuple', this.count(1), depth, slot);
      case '[':
        return this.sequence('list', this.count(1), depth, slot);
      case '<':
        return this.sequence('set', this.count(1), depth, slot);
      case '>':
        return this.sequence('frozenset', this.count(1), depth, slot);
      case ':':
        return this.sequence('slice', 3, depth, slot);
      case '{':
        return this.dictionary(depth, slot);
      case 'r': {
        const index = this.int4();
        const value = this.references[index];
        if (value === undefined) throw new Broken('a reference to nothing');
        return value ?? { kind: 'unknown', what: 'a reference to itself' };
      }
      case 'c':
        return { kind: 'code', code: this.code(depth) };
      default:
        throw new Broken(`a byte that is no type: ${type.charCodeAt(0)}`);
    }
  }

  private sequence(
    kind: 'tuple' | 'list' | 'set' | 'frozenset' | 'slice',
    count: number,
    depth: number,
    slot: number,
  ): PythonValue {
    if (count > this.bytes.length - this.position) throw new Broken('a count beyond the end');
    const items: PythonValue[] = [];
    const value: PythonValue = { kind, items };
    // A container may hold itself.
    if (slot >= 0) this.references[slot] = value;
    for (let i = 0; i < count; i++) items.push(this.read(depth + 1));
    return value;
  }

  private dictionary(depth: number, slot: number): PythonValue {
    const entries: (readonly [PythonValue, PythonValue])[] = [];
    const value: PythonValue = { kind: 'dict', entries };
    if (slot >= 0) this.references[slot] = value;
    for (;;) {
      const key = this.read(depth + 1);
      if (key === NULL) return value;
      entries.push([key, this.read(depth + 1)]);
    }
  }

  private code(depth: number): CodeObject {
    this.codes++;
    const { layout } = this;
    const next = () => this.read(depth + 1);
    const argumentCount = this.int4();
    if (layout !== '3.6') this.int4();
    const keywordOnlyCount = this.int4();
    const localCount = layout === '3.11' ? -1 : this.int4();
    const stackSize = this.int4();
    const flags = this.int4();
    const bytecode = bytesOf(next());
    const constants = itemsOf(next());
    const names = textsOf(next());
    const variables = textsOf(next());
    // From 3.11 on: one list of all variables, and their kinds.
    const free = layout === '3.11' ? [] : textsOf(next());
    const kinds = layout === '3.11' ? bytesOf(next()) : new Uint8Array(0);
    const cells = layout === '3.11' ? [] : textsOf(next());
    const fileName = textOf(next());
    const name = textOf(next());
    const qualifiedName = layout === '3.11' ? textOf(next()) : name;
    const firstLine = this.int4();
    bytesOf(next());
    const exceptionTable = layout === '3.11' ? bytesOf(next()) : new Uint8Array(0);
    return {
      layout,
      name,
      qualifiedName,
      fileName,
      firstLine,
      argumentCount,
      keywordOnlyCount,
      localCount,
      stackSize,
      flags,
      bytecode,
      constants,
      names,
      locals: variables,
      cells: layout === '3.11' ? variables : [...cells, ...free],
      kinds,
      freeCount: layout === '3.11' ? kinds.filter((kind) => (kind & FREE_KIND) !== 0).length : free.length,
      exceptionTable,
    };
  }

  private long(): PythonValue {
    const digits = this.int4();
    const length = Math.abs(digits) * 2;
    const bytes = this.take(length);
    if (length > 256) return { kind: 'number', text: `<integer of ${length} bytes>` };
    let value = 0n;
    for (let i = length - 2; i >= 0; i -= 2) value = (value << 15n) | BigInt(bytes[i] | (bytes[i + 1] << 8));
    return { kind: 'number', text: String(digits < 0 ? -value : value) };
  }

  private take(count: number): Uint8Array {
    if (count > this.bytes.length - this.position) throw new Broken('the data ends inside a value');
    const taken = this.bytes.subarray(this.position, this.position + count);
    this.position += count;
    return taken;
  }

  /** Bytes that may say something, with their place noted. */
  private text(count: number): Uint8Array {
    const taken = this.take(count);
    if (count >= SHORTEST_TEXT) this.texts.push(this.position - count, this.position);
    return taken;
  }

  private byte(): number {
    return this.take(1)[0];
  }

  private int4(): number {
    return readInt4(this.take(4), 0);
  }

  /** A count of things that take at least `least` bytes each. */
  private count(least: number): number {
    const count = this.int4();
    if (count < 0 || count * least > this.bytes.length - this.position) throw new Broken('a length beyond the end');
    return count;
  }

  private double(): string {
    const bytes = this.take(8);
    const value = new DataView(bytes.buffer, bytes.byteOffset, 8).getFloat64(0, true);
    return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
  }
}

function bytesOf(value: PythonValue): Uint8Array {
  if (value.kind !== 'bytes') throw new Broken('a code object without its bytes');
  return value.bytes;
}

function itemsOf(value: PythonValue): readonly PythonValue[] {
  if (value.kind !== 'tuple') throw new Broken('a code object without its tuple');
  return value.items;
}

function textOf(value: PythonValue): string {
  if (value.kind !== 'text') throw new Broken('a code object without its name');
  return value.text;
}

const textsOf = (value: PythonValue): readonly string[] => itemsOf(value).map(textOf);
