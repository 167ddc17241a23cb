/** How a string ends: behind its closing quote, or at the byte that breaks a rule. */
export interface ScannedString {
  readonly end: number;
  readonly escaped: boolean;
  readonly problem: string | null;
}

/** Reads over a string that begins with the quote at `start`: control characters, escapes and UTF-8 are held to RFC 8259. */
export function scanString(bytes: Uint8Array, start: number): ScannedString {
  let escaped = false;
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === 0x22) return { end: at + 1, escaped, problem: null };
    if (byte < 0x20) return { end: at, escaped, problem: 'a control character stands in a string' };
    if (byte === 0x5c) {
      escaped = true;
      const length = escapeLength(bytes, at);
      if (length === 0) return { end: at, escaped, problem: 'an escape in a string is none' };
      at += length - 1;
    } else if (byte >= 0x80) {
      const length = utf8Length(bytes, at);
      if (length === 0) return { end: at, escaped, problem: 'a string is not UTF-8' };
      at += length - 1;
    }
  }
  return { end: bytes.length, escaped, problem: 'a string does not end' };
}

/** Bytes of the escape at `at`; 0 when it is none. */
function escapeLength(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1];
  if (letter !== 0x75) return '"\\/bfnrt'.includes(String.fromCharCode(letter ?? 0)) ? 2 : 0;
  for (let i = 2; i < 6; i++) if (!isHex(bytes[at + i])) return 0;
  return 6;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;
const isHex = (byte: number | undefined): boolean =>
  isDigit(byte) || (byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);

/** Bytes of the UTF-8 sequence at `at` (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF); 0 when it is none. */
function utf8Length(bytes: Uint8Array, at: number): number {
  const first = bytes[at];
  const second = bytes[at + 1] ?? 0;
  if ((second & 0xc0) !== 0x80) return 0;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (((bytes[at + 2] ?? 0) & 0xc0) !== 0x80) return 0;
  if (first >= 0xe0 && first <= 0xef)
    return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) ? 0 : 3;
  if (first < 0xf0 || first > 0xf4 || ((bytes[at + 3] ?? 0) & 0xc0) !== 0x80) return 0;
  return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : 4;
}

/** Where the number at `start` ends; `start` when there is none. */
export function scanNumber(bytes: Uint8Array, start: number): number {
  let at = start;
  if (bytes[at] === 0x2d) at++;
  if (!isDigit(bytes[at])) return start;
  if (bytes[at] === 0x30) at++;
  else while (isDigit(bytes[at])) at++;
  if (bytes[at] === 0x2e && isDigit(bytes[at + 1])) {
    at++;
    while (isDigit(bytes[at])) at++;
  }
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    const digits = bytes[at + 1] === 0x2b || bytes[at + 1] === 0x2d ? at + 2 : at + 1;
    if (isDigit(bytes[digits])) {
      at = digits;
      while (isDigit(bytes[at])) at++;
    }
  }
  return at;
}
