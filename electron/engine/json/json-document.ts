import { decodeUtf8 } from '../decode-text';
import { scanNumber, scanString } from './json-tokens';

/** What a value is. */
export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'true' | 'false' | 'null';

const KINDS = ['object', 'array', 'string', 'number', 'true', 'false', 'null'] as const satisfies readonly JsonKind[];
const OBJECT = 0;
const ARRAY = 1;
const STRING = 2;
const NUMBER = 3;
/** Set on strings that contain escapes: their text is not their bytes. */
const ESCAPED = 0x80;
const KIND = 0x7f;

/** Words that stand for a value. Python’s reader and writer know the last three, which are not JSON. */
const WORDS: readonly (readonly [word: string, kind: number])[] = [
  ['true', 4],
  ['false', 5],
  ['null', 6],
  ['NaN', NUMBER],
  ['Infinity', NUMBER],
  ['-Infinity', NUMBER],
];

/** Values and keys that a document may have: 13 bytes of memory each. */
const MOST_NODES = 8_000_000;

/** Why reading stopped before the end, and where. */
export interface JsonProblem {
  readonly offset: number;
  readonly detail: string;
  /** True when it is our bound and not the document’s fault. */
  readonly limited: boolean;
}

/**
 * A JSON text (RFC 8259) as a table of places in its bytes. Nothing is built: a value is where it stands, and its text is decoded when it is asked
 * for. Reading is iterative, so nesting costs no stack; it stops at the first byte that breaks a rule and keeps what stood before.
 * Several texts, each on a line of its own (JSON Lines), are read as several roots.
 */
export class JsonDocument {
  readonly bytes: Uint8Array;
  problem: JsonProblem | null = null;
  /** Values and keys read. */
  count = 0;
  private kinds = new Uint8Array(1024);
  private starts = new Int32Array(1024);
  private ends = new Int32Array(1024);
  /** The node behind this one and everything in it. */
  private nexts = new Int32Array(1024);

  private constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Reads the bytes. `tick` is called now and then with the position. Never throws for what is in the bytes. */
  static read(bytes: Uint8Array, tick: (position: number) => void = () => {}): JsonDocument {
    const document = new JsonDocument(bytes);
    document.readAll(tick);
    return document;
  }

  /** The values at the outermost level: one, or one a line. */
  get roots(): readonly JsonValue[] {
    const roots: JsonValue[] = [];
    for (let node = 0; node < this.count; node = this.nexts[node]) roots.push(new JsonValue(this, node));
    return roots;
  }

  /** Every object at any depth, outer before inner. */
  *objects(): Generator<JsonValue> {
    for (let node = 0; node < this.count; node++) if (this.kinds[node] === OBJECT) yield new JsonValue(this, node);
  }

  /** True when some string is this ASCII word, as a key or as a value: asked before objects are asked one by one. */
  mentions(word: string): boolean {
    for (let node = 0; node < this.count; node++)
      if ((this.kinds[node] & KIND) === STRING && this.isText(node, word)) return true;
    return false;
  }

  /** The objects that have this ASCII key, outer before inner. */
  *holders(key: string): Generator<JsonValue> {
    if (!this.mentions(key)) return;
    for (const object of this.objects()) if (object.get(key) !== null) yield object;
  }

  /** Every string at any depth, keys included. */
  *strings(): Generator<JsonValue> {
    for (let node = 0; node < this.count; node++)
      if ((this.kinds[node] & KIND) === STRING) yield new JsonValue(this, node);
  }

  /** For `JsonValue` only. */
  kindOf(node: number): JsonKind {
    return KINDS[this.kinds[node] & KIND] as JsonKind;
  }
  /** For `JsonValue` only. */
  startOf(node: number): number {
    return this.starts[node];
  }
  /** For `JsonValue` only. */
  endOf(node: number): number {
    return this.ends[node];
  }
  /** For `JsonValue` only. */
  nextOf(node: number): number {
    return this.nexts[node];
  }

  /** The text of a string node. */
  textOf(node: number): string {
    const raw = decodeUtf8(this.bytes.subarray(this.starts[node] + 1, this.ends[node] - 1));
    // Escapes were checked when the string was read, so this cannot throw.
    return (this.kinds[node] & ESCAPED) === 0 ? raw : (JSON.parse(`"${raw}"`) as string);
  }

  /** True when the string node’s text is this ASCII word. */
  isText(node: number, word: string): boolean {
    if ((this.kinds[node] & ESCAPED) !== 0) return this.textOf(node) === word;
    const start = this.starts[node] + 1;
    if (this.ends[node] - 1 - start !== word.length) return false;
    for (let i = 0; i < word.length; i++) if (this.bytes[start + i] !== word.charCodeAt(i)) return false;
    return true;
  }

  private readAll(tick: (position: number) => void): void {
    const { bytes } = this;
    /** Nodes of the containers that are open, outermost first. */
    const open: number[] = [];
    let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    let nextTick = 0;
    // What may stand next: a value; a value or the end of an array; a key; a key or the end; what follows a value.
    let state: 'value' | 'first' | 'key' | 'firstKey' | 'after' = 'value';
    const stop = (offset: number, detail: string, limited = false) => {
      this.problem = { offset, detail, limited };
    };
    while (this.problem === null) {
      at = skipSpace(bytes, at);
      if (at >= nextTick) {
        tick(at);
        nextTick = at + 1024 * 1024;
      }
      if (at >= bytes.length) {
        if (this.count === 0) stop(at, 'there is nothing in it');
        else if (open.length > 0 || state !== 'after') stop(at, 'the document ends too early');
        break;
      }
      if (this.count >= MOST_NODES) {
        stop(at, 'a document with more values than are followed', true);
        break;
      }
      const byte = bytes[at];
      const parent = open.length === 0 ? -1 : open[open.length - 1];
      if (state === 'after') {
        if (parent < 0) {
          // A further text on a line of its own.
          if ((byte !== 0x7b && byte !== 0x5b) || !newLineBefore(bytes, at)) stop(at, 'something follows the document');
          else state = 'value';
        } else if (byte === 0x2c) {
          at++;
          state = this.kinds[parent] === OBJECT ? 'key' : 'value';
        } else if (byte === (this.kinds[parent] === OBJECT ? 0x7d : 0x5d)) {
          at++;
          this.close(open, at);
        } else stop(at, 'a comma or the end of a container is missing');
        continue;
      }
      if (state === 'firstKey' && byte === 0x7d) {
        at++;
        this.close(open, at);
        state = 'after';
        continue;
      }
      if (state === 'key' || state === 'firstKey') {
        if (byte !== 0x22) {
          stop(at, 'a key is missing');
          break;
        }
        const { end, escaped, problem } = scanString(bytes, at);
        const colon = problem === null ? skipSpace(bytes, end) : end;
        if (problem !== null) stop(end, problem);
        else if (bytes[colon] !== 0x3a) stop(colon, 'a colon is missing');
        else {
          // A key whose value is cut off is not kept: its value would be another key.
          const value = skipSpace(bytes, colon + 1);
          if (value >= bytes.length) stop(value, 'the document ends too early');
          else this.add(STRING | (escaped ? ESCAPED : 0), at, end);
          at = colon + 1;
          state = 'value';
        }
        continue;
      }
      if (state === 'first' && byte === 0x5d) {
        at++;
        this.close(open, at);
        state = 'after';
        continue;
      }
      if (byte === 0x7b || byte === 0x5b) {
        open.push(this.add(byte === 0x7b ? OBJECT : ARRAY, at, bytes.length));
        at++;
        state = byte === 0x7b ? 'firstKey' : 'first';
      } else if (byte === 0x22) {
        const { end, escaped, problem } = scanString(bytes, at);
        if (problem !== null) {
          stop(end, problem);
          this.dropKey(parent);
        } else this.add(STRING | (escaped ? ESCAPED : 0), at, end);
        at = end;
        state = 'after';
      } else {
        const word = WORDS.find(([text]) => hasWord(bytes, at, text));
        const end = word === undefined ? scanNumber(bytes, at) : at + word[0].length;
        if (end === at) {
          stop(at, 'a value is missing');
          this.dropKey(parent);
        } else {
          this.add(word?.[1] ?? NUMBER, at, end);
          at = end;
          state = 'after';
        }
      }
    }
    // What broke off is closed, so that what was read can be walked.
    while (open.length > 0) this.close(open, bytes.length);
  }

  /** The last node is a key that waits for the value that cannot be read. */
  private dropKey(parent: number): void {
    if (parent >= 0 && this.kinds[parent] === OBJECT) this.count--;
  }

  private close(open: number[], end: number): void {
    const node = open.pop() as number;
    this.ends[node] = end;
    this.nexts[node] = this.count;
  }

  private add(kind: number, start: number, end: number): number {
    const node = this.count++;
    if (node === this.kinds.length) {
      const length = node * 2;
      this.kinds = grown(this.kinds, new Uint8Array(length));
      this.starts = grown(this.starts, new Int32Array(length));
      this.ends = grown(this.ends, new Int32Array(length));
      this.nexts = grown(this.nexts, new Int32Array(length));
    }
    this.kinds[node] = kind;
    this.starts[node] = start;
    this.ends[node] = end;
    this.nexts[node] = node + 1;
    return node;
  }
}

/** One value of a document: where it stands, and what it says when asked. */
export class JsonValue {
  private readonly document: JsonDocument;
  private readonly node: number;

  constructor(document: JsonDocument, node: number) {
    this.document = document;
    this.node = node;
  }

  get kind(): JsonKind {
    return this.document.kindOf(this.node);
  }
  /** Bytes of the value, quotes and brackets included. */
  get start(): number {
    return this.document.startOf(this.node);
  }
  get end(): number {
    return this.document.endOf(this.node);
  }

  /** True for a string that says this ASCII word. */
  is(word: string): boolean {
    return this.kind === 'string' && this.document.isText(this.node, word);
  }

  /** The text of a string; null for anything else. */
  text(): string | null {
    return this.kind === 'string' ? this.document.textOf(this.node) : null;
  }

  /** The value as it is written, at most so many bytes of it. */
  written(maximum = 500): string {
    const { start, end } = this;
    const cut = end - start > maximum;
    return `${decodeUtf8(this.document.bytes.subarray(start, cut ? start + maximum : end))}${cut ? '…' : ''}`;
  }

  /** The values of an array; none for anything else. */
  *items(): Generator<JsonValue> {
    if (this.kind !== 'array') return;
    const behind = this.document.nextOf(this.node);
    for (let node = this.node + 1; node < behind; node = this.document.nextOf(node))
      yield new JsonValue(this.document, node);
  }

  /** Keys and values of an object in their order; none for anything else. */
  *entries(): Generator<readonly [key: JsonValue, value: JsonValue]> {
    if (this.kind !== 'object') return;
    const behind = this.document.nextOf(this.node);
    for (let key = this.node + 1; key + 1 < behind; key = this.document.nextOf(key + 1))
      yield [new JsonValue(this.document, key), new JsonValue(this.document, key + 1)];
  }

  /** The value under an ASCII key. Of several the last, which is the one that common readers keep. */
  get(key: string): JsonValue | null {
    if (this.kind !== 'object') return null;
    let found: JsonValue | null = null;
    const behind = this.document.nextOf(this.node);
    for (let node = this.node + 1; node + 1 < behind; node = this.document.nextOf(node + 1))
      if (this.document.isText(node, key)) found = new JsonValue(this.document, node + 1);
    return found;
  }

  /** The text under a key; null when there is none or it is no string. */
  textAt(key: string): string | null {
    return this.get(key)?.text() ?? null;
  }
}

/** Keys that an object holds more than once, with the place of the repetition. Readers keep different ones. */
export function* duplicateKeys(document: JsonDocument): Generator<JsonValue> {
  for (const object of document.objects()) {
    const seen = new Set<string>();
    for (const [key] of object.entries()) {
      const text = key.text() as string;
      if (seen.has(text)) yield key;
      seen.add(text);
    }
  }
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
    at++;
  }
  return at;
}

function newLineBefore(bytes: Uint8Array, at: number): boolean {
  for (let before = at - 1; before >= 0; before--) {
    if (bytes[before] === 0x0a) return true;
    if (bytes[before] !== 0x20 && bytes[before] !== 0x0d && bytes[before] !== 0x09) return false;
  }
  return false;
}

function hasWord(bytes: Uint8Array, at: number, word: string): boolean {
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
