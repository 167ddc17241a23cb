import { inflateText } from './inflate';

/** Characters of one decoded layer. */
export const LAYER_CHARACTERS = 64 * 1024;

/** Byte strings are texts of Latin-1 characters here, as `SymbolicValue` has them. */
export const toBytes = (latin1: string): Uint8Array => {
  const bytes = new Uint8Array(latin1.length);
  for (let i = 0; i < latin1.length; i++) bytes[i] = latin1.charCodeAt(i);
  return bytes;
};

/** The same the other way, in pieces that a call may have as arguments. */
export function fromBytes(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 4096) parts.push(String.fromCharCode(...bytes.subarray(i, i + 4096)));
  return parts.join('');
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BASE85 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~';

const digitsOf = (alphabet: string): ReadonlyMap<string, number> =>
  new Map([...alphabet].map((character, value) => [character, value]));
const SEXTETS = new Map([...digitsOf(BASE64), ['-', 62], ['_', 63]]);
const QUINTETS = digitsOf(BASE32);
const BASE85_DIGITS = digitsOf(BASE85);

/** Digits of a fixed number of bits, as bytes. Line ends and blanks are passed over, padding ends it, anything else makes it null. */
function decodeBits(text: string, digits: ReadonlyMap<string, number>, width: number): string | null {
  const bytes = new Uint8Array(Math.ceil((text.length * width) / 8));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const character of text) {
    if (character === '=') break;
    if (character === '\n' || character === '\r' || character === ' ' || character === '\t') continue;
    const digit = digits.get(character);
    if (digit === undefined) return null;
    bits = ((bits << width) | digit) & 0xffff;
    held += width;
    if (held < 8) continue;
    held -= 8;
    bytes[length++] = (bits >> held) & 0xff;
  }
  return length === 0 ? null : fromBytes(bytes.subarray(0, Math.min(length, LAYER_CHARACTERS)));
}

/** Base64, also with `-` and `_`; null for a text that is none. */
export const decodeBase64Text = (text: string): string | null => decodeBits(text, SEXTETS, 6);

/** Base32 of RFC 4648. */
export const decodeBase32Text = (text: string): string | null => decodeBits(text.toUpperCase(), QUINTETS, 5);

/** Python's `base64.b85decode`. */
export function decodeBase85Text(text: string): string | null {
  const out: number[] = [];
  for (let i = 0; i < text.length && out.length < LAYER_CHARACTERS; i += 5) {
    const group = text.slice(i, i + 5);
    let value = 0;
    for (let j = 0; j < 5; j++) {
      const digit = j < group.length ? BASE85_DIGITS.get(group.charAt(j)) : 84;
      if (digit === undefined) return null;
      value = value * 85 + digit;
    }
    for (let j = 0; j < group.length - 1; j++) out.push(Math.floor(value / 256 ** (3 - j)) & 0xff);
  }
  return out.length === 0 ? null : fromBytes(Uint8Array.from(out));
}

/** Hexadecimal digits with or without blanks, colons or `\x` between them; null for anything else. */
export function decodeHexText(text: string): string | null {
  const digits = text.replace(/\\x|0x|[\s:,]/g, '');
  if (digits.length < 2 || digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return null;
  const bytes = new Uint8Array(Math.min(digits.length / 2, LAYER_CHARACTERS));
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return fromBytes(bytes);
}

/** Letters moved by 13 places. */
export function rot13(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) => {
    const base = letter <= 'Z' ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
  });
}

/** zlib, gzip or deflate as a text of bytes. */
export function inflateLatin1(text: string): string | null {
  const bytes = inflateText(toBytes(text), LAYER_CHARACTERS);
  return bytes === null ? null : fromBytes(bytes);
}

/** Bytes as UTF-8; what is none stays as it is. */
export function decodeUtf8Text(latin1: string): string {
  let out = '';
  for (let i = 0; i < latin1.length; ) {
    const first = latin1.charCodeAt(i);
    const length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    let valid = length > 1 && i + length <= latin1.length;
    for (let j = 1; valid && j < length; j++) {
      const next = latin1.charCodeAt(i + j);
      valid = next >= 0x80 && next < 0xc0;
      code = (code << 6) | (next & 0x3f);
    }
    if (length > 1 && (!valid || code > 0x10ffff)) {
      out += latin1.charAt(i++);
      continue;
    }
    out += String.fromCodePoint(code);
    i += length;
  }
  return out;
}

/** Bytes as UTF-16, lowest byte first: what `powershell -EncodedCommand` takes. */
export function decodeUtf16(latin1: string): string {
  let out = '';
  for (let i = 0; i + 1 < latin1.length; i += 2)
    out += String.fromCharCode(latin1.charCodeAt(i) | (latin1.charCodeAt(i + 1) << 8));
  return out;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['e', '\x1b'],
  ['E', '\x1b'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['?', '?'],
]);

/**
 * Escapes of C as `$'…'`, `printf`, `echo -e` and Python's literals have them: `\n`, `\x41`, `\101`, `\u0041`. What is no escape stays.
 */
export function unescapeC(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character !== '\\' || i + 1 >= text.length) {
      out += character;
      continue;
    }
    const next = text.charAt(i + 1);
    const simple = SIMPLE_ESCAPES.get(next);
    const [digits, radix] =
      next === 'x'
        ? [hexRun(text, i + 2, 2), 16]
        : next === 'u'
          ? [hexRun(text, i + 2, 4), 16]
          : next === 'U'
            ? [hexRun(text, i + 2, 8), 16]
            : [octalRun(text, i + 1), 8];
    if (simple !== undefined) {
      out += simple;
      i++;
    } else if (digits !== '') {
      const code = Number.parseInt(digits, radix);
      out += code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      i += digits.length + (radix === 16 ? 1 : 0);
    } else out += character;
  }
  return out;
}

function run(text: string, from: number, most: number, isDigit: (code: number) => boolean): string {
  let end = from;
  while (end < text.length && end - from < most && isDigit(text.charCodeAt(end))) end++;
  return text.slice(from, end);
}
const isHexDigit = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);
const hexRun = (text: string, from: number, most: number): string => run(text, from, most, isHexDigit);
/** `\101`, also as `\0101`. */
const octalRun = (text: string, from: number): string =>
  run(text, from, text.charAt(from) === '0' ? 4 : 3, (code) => code >= 48 && code <= 55);
