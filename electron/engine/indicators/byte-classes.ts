/** What a byte can be a part of: bits of `TELLS`. */
export const DOT = 1;
export const COLON = 2;
export const SLASH = 4;
export const BACKSLASH = 8;
export const AT = 16;
/** Ends a word: blanks, control characters, quotes, brackets, commas. */
export const END = 32;
/** Neither a hexadecimal digit nor a dot or colon: no part of a numeric address. */
export const NOT_NUMERIC = 64;
/** Gives a value to a name. */
export const EQUALS = 128;
/** In `SIGNS`, beside `END`: a line or a quoted text begins behind it. */
export const LINE = 64;

const codesOf = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** 1 for each byte of these characters. */
export function byteSet(characters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const code of codesOf(characters)) set[code] = 1;
  return set;
}

export const LETTER = byteSet(LETTERS);
export const DIGIT = byteSet(DIGITS);
export const ALPHANUMERIC = byteSet(LETTERS + DIGITS);
export const HEXADECIMAL = byteSet(`${DIGITS}abcdefABCDEF`);
/** Letters of host names and their labels. */
export const HOST = byteSet(`${LETTERS}${DIGITS}.-`);
/** What an address may be written with, without what usually stands behind one in a text. */
export const ADDRESS = byteSet(`${LETTERS}${DIGITS}-._~:/?#@!$&()*+;=%`);
export const MAILBOX = byteSet(`${LETTERS}${DIGITS}._%+-`);
export const BASE64 = byteSet(`${LETTERS}${DIGITS}+/`);
export const BASE64_URL = byteSet(`${LETTERS}${DIGITS}_-`);

/** What each byte tells about the word that it stands in. */
export const TELLS: Uint8Array = (() => {
  const tells = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) {
    if (byte <= 0x20 || byte === 0x7f) tells[byte] = END | NOT_NUMERIC;
    else if (HEXADECIMAL[byte] === 0) tells[byte] = NOT_NUMERIC;
  }
  for (const byte of codesOf('"\'`<>()[]{},;|')) tells[byte] = END | NOT_NUMERIC;
  tells[0x2e] = DOT;
  tells[0x3a] = COLON;
  tells[0x2f] = SLASH | NOT_NUMERIC;
  tells[0x5c] = BACKSLASH | NOT_NUMERIC;
  tells[0x40] = AT | NOT_NUMERIC;
  tells[0x3d] = EQUALS | NOT_NUMERIC;
  return tells;
})();

/** What ends a word or points at something; 0 for the bytes that words are made of. */
export const SIGNS: Uint8Array = (() => {
  const signs = TELLS.map((tells) => tells & (DOT | COLON | SLASH | BACKSLASH | AT | END));
  for (let byte = 0; byte < 0x20; byte++) if (byte !== 0x09) signs[byte] = END | LINE;
  for (const byte of codesOf('"`\'')) signs[byte] = END | LINE;
  return signs;
})();

/** The bytes `[start, end)` as text in lower case. For words of a few letters. */
export function lowerWord(bytes: Uint8Array, start: number, end: number): string {
  let word = '';
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    word += String.fromCharCode(byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte);
  }
  return word;
}

/** True when the bytes from `at` on, before `end`, begin with this text. */
export function startsWith(bytes: Uint8Array, at: number, end: number, text: string): boolean {
  if (at < 0 || at + text.length > end) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

/** The place of a text in `[start, end)`, in lower or upper case; -1 when it is not there. `text` is in lower case. For small spans. */
export function findWord(bytes: Uint8Array, start: number, end: number, text: string): number {
  for (let at = start; at + text.length <= end; at++) {
    let matched = 0;
    while (matched < text.length && (bytes[at + matched] | 0x20) === text.charCodeAt(matched)) matched++;
    if (matched === text.length) return at;
  }
  return -1;
}
