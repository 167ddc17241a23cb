import { decodeUtf8 } from '../../decode-text';

/** A piece of protobuf's text format. */
export interface Token {
  readonly kind: 'name' | 'text' | 'open' | 'close' | 'colon' | 'number' | 'separator' | 'bad';
  /** The name, or the text with its escapes resolved, shortened. */
  readonly value: string;
  /** The bytes of a text, shortened. */
  readonly content?: Uint8Array;
  readonly start: number;
  readonly end: number;
}

const SINGLE: ReadonlyMap<number, Token['kind']> = new Map([
  [0x7b, 'open'],
  [0x3c, 'open'],
  [0x7d, 'close'],
  [0x3e, 'close'],
  [0x3a, 'colon'],
  [0x2c, 'separator'],
  [0x3b, 'separator'],
  [0x5b, 'separator'],
  [0x5d, 'separator'],
  [0x2f, 'separator'],
]);

const isSpace = (byte: number) => byte === 0x20 || (byte >= 9 && byte <= 13);
const isNameByte = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || byte === 0x5f || (byte >= 0x61 && byte <= 0x7a);

/** Texts kept of one literal. */
const KEPT = 4096;

/** Splits protobuf's text format (https://protobuf.dev/reference/protobuf/textformat-spec/) into tokens, comments passed over. */
export function* tokens(bytes: Uint8Array): Generator<Token> {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (isSpace(byte)) at++;
    else if (byte === 0x23) {
      while (at < bytes.length && bytes[at] !== 10) at++;
    } else if (byte === 0x22 || byte === 0x27) {
      const token = literal(bytes, at);
      yield token;
      at = token.end;
    } else {
      const single = SINGLE.get(byte);
      const start = at;
      at++;
      if (single !== undefined) {
        yield { kind: single, value: String.fromCharCode(byte), start, end: at };
        continue;
      }
      const starts = isNameByte(byte) || byte === 0x2d || byte === 0x2e || byte === 0x2b;
      while (
        starts &&
        at < bytes.length &&
        (isNameByte(bytes[at]) || bytes[at] === 0x2e || bytes[at] === 0x2b || bytes[at] === 0x2d)
      )
        at++;
      const isName = starts && !(byte >= 0x2b && byte <= 0x39);
      const value = String.fromCharCode(...bytes.subarray(start, Math.min(at, start + KEPT)));
      yield { kind: starts ? (isName ? 'name' : 'number') : 'bad', value, start, end: at };
    }
  }
}

const ESCAPES: ReadonlyMap<number, number> = new Map([
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x61, 7],
  [0x62, 8],
  [0x66, 12],
  [0x76, 11],
]);

/** A quoted text; `bad` where it does not end on its line. */
function literal(bytes: Uint8Array, start: number): Token {
  const quote = bytes[start];
  const content: number[] = [];
  let at = start + 1;
  const keep = (byte: number) => {
    if (content.length < KEPT) content.push(byte);
  };
  while (at < bytes.length && bytes[at] !== quote && bytes[at] !== 10) {
    if (bytes[at] !== 0x5c) {
      keep(bytes[at++]);
      continue;
    }
    const next = bytes[at + 1];
    at += 2;
    if (next === 0x78 || next === 0x58) {
      let value = 0;
      for (let i = 0; i < 2 && /[0-9a-fA-F]/.test(String.fromCharCode(bytes[at] ?? 0)); i++)
        value = value * 16 + Number.parseInt(String.fromCharCode(bytes[at++]), 16);
      keep(value);
    } else if (next >= 0x30 && next <= 0x37) {
      let value = next - 0x30;
      for (let i = 0; i < 2 && bytes[at] >= 0x30 && bytes[at] <= 0x37; i++) value = value * 8 + bytes[at++] - 0x30;
      keep(value & 0xff);
    } else if (next !== undefined) keep(ESCAPES.get(next) ?? next);
  }
  const closed = bytes[at] === quote;
  const kept = Uint8Array.from(content);
  return {
    kind: closed ? 'text' : 'bad',
    value: decodeUtf8(kept),
    content: kept,
    start,
    end: Math.min(bytes.length, at + (closed ? 1 : 0)),
  };
}
