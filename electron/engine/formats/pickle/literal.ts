import { OP } from '../../../../shared/pickle/opcodes';
import { decodeUtf8, latin1 } from '../../decode-text';
import { readInt4, readUnsigned } from '../../little-endian';
import { PREFIX_BY_CODE, READER_BY_CODE } from './argument-readers';

/** `raw-unicode-escape` as in UNICODE: Latin-1 with `\uXXXX` and `\UXXXXXXXX`. */
export function decodeRawUnicodeEscape(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (whole, short?: string, long?: string) => {
    const code = Number.parseInt((short ?? long) as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The escapes of a Python bytes literal, as STRING's argument has them (`codecs.escape_decode`); an unknown one stays as it is written. */
export function decodeEscapes(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|([0-7]{1,3})|([\s\S]))/g,
    (_whole, hex?: string, octal?: string, single?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      return SIMPLE_ESCAPES[single as string] ?? `\\${single}`;
    },
  );
}

/** A literal opcode read back: its kind, its text (at most `maximum` bytes of it) and its length in bytes. */
export interface Literal {
  readonly kind: 'str' | 'bytes' | 'int' | 'float' | 'unknown';
  readonly text: string;
  readonly byteLength: number;
}

/** Reads the literal whose opcode is `bytes[0]`; `bytes` may end before the literal does. */
export function readLiteral(bytes: Uint8Array, maximum: number): Literal {
  const code = bytes[0];
  const reader = READER_BY_CODE[code];
  const unknown: Literal = { kind: 'unknown', text: '', byteLength: 0 };
  if (reader === undefined) return unknown;
  const argumentEnd = reader(bytes, 1, bytes.length);
  const prefix = PREFIX_BY_CODE[code];
  const byteLength = argumentEnd < 0 ? bytes.length - 1 : argumentEnd - 1 - prefix;
  const start = 1 + prefix;
  const body = bytes.subarray(start, Math.min(bytes.length, start + Math.min(byteLength, maximum)));
  const lineText = () => latin1(body).replace(/\n$/, '');
  switch (code) {
    case OP.SHORT_BINUNICODE:
    case OP.BINUNICODE:
    case OP.BINUNICODE8:
      return { kind: 'str', text: decodeUtf8(body), byteLength };
    case OP.UNICODE:
      return { kind: 'str', text: decodeRawUnicodeEscape(lineText()), byteLength: byteLength - 1 };
    case OP.STRING: {
      const quoted = lineText().trim();
      const quote = quoted[0];
      const inner =
        (quote === "'" || quote === '"') && quoted.length >= 2 && quoted.endsWith(quote) ? quoted.slice(1, -1) : quoted;
      const text = decodeEscapes(inner);
      return { kind: 'str', text, byteLength: text.length };
    }
    case OP.BINSTRING:
    case OP.SHORT_BINSTRING:
      return { kind: 'str', text: latin1(body), byteLength };
    case OP.BINBYTES:
    case OP.SHORT_BINBYTES:
    case OP.BINBYTES8:
    case OP.BYTEARRAY8:
      return { kind: 'bytes', text: latin1(body), byteLength };
    case OP.INT:
    case OP.LONG:
      return { kind: 'int', text: lineText(), byteLength: byteLength - 1 };
    case OP.LONG1:
    case OP.LONG4:
      return { kind: 'int', text: longText(body, byteLength), byteLength };
    case OP.BININT:
      return { kind: 'int', text: String(readInt4(bytes, 1)), byteLength: 4 };
    case OP.BININT1:
      return { kind: 'int', text: String(bytes[1]), byteLength: 1 };
    case OP.BININT2:
      return { kind: 'int', text: String(readUnsigned(bytes, 1, 2)), byteLength: 2 };
    case OP.FLOAT:
      return { kind: 'float', text: lineText(), byteLength: byteLength - 1 };
    case OP.BINFLOAT:
      return { kind: 'float', text: floatText(bytes), byteLength: 8 };
    default:
      return unknown;
  }
}

/** Two's complement, little-endian; only small ones are converted, the rest is described. */
function longText(body: Uint8Array, byteLength: number): string {
  if (byteLength === 0) return '0';
  if (byteLength > 64 || body.length < byteLength) return `<integer of ${byteLength} bytes>`;
  let value = 0n;
  for (let i = byteLength - 1; i >= 0; i--) value = (value << 8n) | BigInt(body[i]);
  return String(BigInt.asIntN(byteLength * 8, value));
}

function floatText(bytes: Uint8Array): string {
  if (bytes.length < 9) return '?';
  const value = new DataView(bytes.buffer, bytes.byteOffset + 1, 8).getFloat64(0, false);
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? `${value}.0` : String(value);
}
