import { decodeUtf8, latin1 } from './decode-text';

/** A JSON value with its place. Keys stand in order and may repeat: what a parser makes of repeated ones is its own affair. */
export type JsonValue = { readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonValue[] }
  | { readonly kind: 'string'; readonly text: string }
  /** As written: `1e3` and numbers beyond 2^53 keep their digits. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: boolean | null }
);

export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: JsonValue;
}

/** What the bytes break, and where. */
export class JsonError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Deep enough for nested pipelines, and for a walk by recursion. */
const DEEPEST = 400;
const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
  0x22, 0x5c, 0x2c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d,
];

/**
 * Reads JSON (RFC 8259) from bytes, with the place of every value and repeated keys kept. Throws `JsonError` at the first byte that is
 * none; holds at most `mostValues` values at a time.
 */
export class JsonReader {
  at: number;
  private readonly bytes: Uint8Array;
  private readonly mostValues: number;
  private values = 0;

  constructor(bytes: Uint8Array, start = 0, mostValues = 2_000_000) {
    this.bytes = bytes;
    this.at = start;
    this.mostValues = mostValues;
  }

  /** The members of the object that begins here, one at a time, so that they need not all be held. */
  *members(): Generator<JsonMember> {
    for (const member of this.object(0)) {
      yield member;
      this.values = 0;
    }
  }

  /** The value that begins here. */
  value(depth = 0): JsonValue {
    if (depth > DEEPEST) throw new JsonError('nested too deeply', this.at);
    if (++this.values > this.mostValues) throw new JsonError('more values than are held', this.at);
    this.blank();
    const start = this.at;
    const byte = this.bytes[start];
    if (byte === OPEN) {
      const members = [...this.object(depth)];
      return { kind: 'object', members, start, end: this.at };
    }
    if (byte === OPEN_LIST) {
      const items = this.array(depth);
      return { kind: 'array', items, start, end: this.at };
    }
    if (byte === QUOTE) {
      const text = this.string();
      return { kind: 'string', text, start, end: this.at };
    }
    return this.scalar(start);
  }

  /** Passes over blanks. */
  blank(): void {
    for (
      let byte = this.bytes[this.at];
      byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
      byte = this.bytes[this.at]
    )
      this.at++;
  }

  private *object(depth: number): Generator<JsonMember> {
    this.expect(OPEN, '{');
    this.blank();
    if (this.accept(CLOSE)) return;
    do {
      this.blank();
      const keyStart = this.at;
      const key = this.string();
      const keyEnd = this.at;
      this.blank();
      this.expect(COLON, ':');
      yield { key, keyStart, keyEnd, value: this.value(depth + 1) };
      this.blank();
    } while (this.accept(COMMA));
    this.expect(CLOSE, '}');
  }

  private array(depth: number): JsonValue[] {
    this.at++;
    const items: JsonValue[] = [];
    this.blank();
    if (this.accept(CLOSE_LIST)) return items;
    do {
      items.push(this.value(depth + 1));
      this.blank();
    } while (this.accept(COMMA));
    this.expect(CLOSE_LIST, ']');
    return items;
  }

  private string(): string {
    const { bytes } = this;
    const start = this.at;
    this.expect(QUOTE, '"');
    let escaped = false;
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at];
      if (byte === QUOTE) {
        this.at++;
        const text = decodeUtf8(bytes.subarray(start + 1, this.at - 1));
        return escaped ? unescaped(text, start) : text;
      }
      if (byte < 0x20) throw new JsonError('a control character inside a text', this.at);
      if (byte === BACKSLASH) {
        escaped = true;
        this.at++;
      }
    }
    throw new JsonError('a text that does not end', start);
  }

  private scalar(start: number): JsonValue {
    const { bytes } = this;
    let end = start;
    while (end < bytes.length && end - start < 1000 && isWordByte(bytes[end])) end++;
    const text = latin1(bytes.subarray(start, end));
    this.at = end;
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text) || /^(?:NaN|-?Infinity)$/.test(text))
      return { kind: 'number', text, start, end };
    if (text === 'true' || text === 'false' || text === 'null')
      return { kind: 'literal', value: text === 'null' ? null : text === 'true', start, end };
    throw new JsonError(start >= bytes.length ? 'the text ends inside a value' : 'no value begins here', start);
  }

  private accept(byte: number): boolean {
    if (this.bytes[this.at] !== byte) return false;
    this.at++;
    return true;
  }

  private expect(byte: number, shown: string): void {
    if (!this.accept(byte))
      throw new JsonError(this.at >= this.bytes.length ? 'the text ends early' : `${shown} expected`, this.at);
  }
}

/** Letters, digits, signs and dots: what numbers and literals are made of. */
function isWordByte(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2b ||
    byte === 0x2d ||
    byte === 0x2e
  );
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

function unescaped(text: string, offset: number): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]?))/g, (_whole, hex?: string, single?: string) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    const plain = ESCAPES[single ?? ''];
    if (plain === undefined) throw new JsonError('an escape that JSON does not have', offset);
    return plain;
  });
}
