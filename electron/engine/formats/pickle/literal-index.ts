import { OP } from '../../../../shared/pickle/opcodes';
import { PREFIX_BY_CODE } from './argument-readers';
import { takeBase64, takeHex, takeLatin1 } from './digits';
import { BEGINNINGS, LOOKED_AT_BYTES, mayBeUnmarked } from './unmarked-pickle';
import type { Window } from './window';

/** A literal that begins like a format of its own. */
export interface FoundLiteral {
  /** Of its opcode. */
  readonly offset: number;
  /** True for what the stream itself hands to a loader: it need not begin like anything. */
  readonly forced: boolean;
  /** True for what may be a pickle without a mark: it must lead to a name before it is believed. */
  readonly unmarked: boolean;
  /** Opcode and argument, where the bytes come by only once; empty when they were too many to hold. */
  copy: Uint8Array | null;
}

/** Literals kept per entry, and the bytes held of them where they cannot be read again. */
const FOUND = 4096;
const HELD_BYTES = 64 * 1024 * 1024;
/** Shorter ones hold nothing that could act. */
export const SHORTEST = 16;

/**
 * The literals of an entry that may be something themselves: a pickle, an archive, compressed data, in bytes or written as base64 or
 * hexadecimal digits. Filled while the stream is walked, with one comparison and one look into a table for each literal; what they are
 * is found out afterwards.
 */
export class LiteralIndex {
  readonly found: FoundLiteral[] = [];
  /** Set when a literal had to be left out: its place. */
  leftOut = -1;
  /** The literal whose bytes are still to come by, where they come by only once. */
  pending: FoundLiteral | null = null;
  private readonly known = new Set<number>();
  private heldBytes = 0;
  private readonly holds: boolean;
  private readonly looked = new Uint8Array(LOOKED_AT_BYTES);

  /** `holds`: the bytes come by only once and must be copied. */
  constructor(holds: boolean) {
    this.holds = holds;
  }

  /** Looks at a literal whose opcode is at `start` and whose argument ends at `end`; the first bytes are in the window. */
  see(window: Window, start: number, end: number): void {
    const { bytes, base } = window;
    const at = start - base;
    const code = bytes[at];
    const payload = at + 1 + PREFIX_BY_CODE[code];
    if (beginsLikeFormat(bytes, code, payload)) this.add(window, start, end, false, false);
    else if (this.mayBePickle(window, code, payload, end - base)) this.add(window, start, end, false, true);
  }

  /** Adds a literal that a call of the stream loads. */
  force(window: Window, start: number, end: number): void {
    this.add(window, start, end, true, false);
  }

  /** The bytes of the pending literal that came by. */
  hold(literal: FoundLiteral, bytes: Uint8Array): void {
    literal.copy = bytes;
    this.heldBytes += bytes.length;
  }

  /** Room for a literal of so many bytes. */
  hasRoom(bytes: number): boolean {
    return this.heldBytes + bytes <= HELD_BYTES;
  }

  /** Pickles of protocol 0 and 1 begin with any value: their opcodes are followed to the first name, in each form that a literal may hide. */
  private mayBePickle(window: Window, code: number, from: number, to: number): boolean {
    const { bytes } = window;
    const length = Math.min(to, window.length, from + LOOKED_AT_BYTES) - from;
    const total = to - from;
    if (length < 2) return false;
    const { looked } = this;
    const kind = SIGNATURES[code];
    if (kind === IN_QUOTES) return false;
    const first = bytes[from];
    if (BEGINS[first] !== 0 || (kind === IN_TEXT && first === 0xc2)) {
      let taken = length;
      if (kind === IN_TEXT) taken = takeLatin1(bytes, from, length, looked);
      else looked.set(bytes.subarray(from, from + length));
      if (taken > 1 && mayBeUnmarked(looked, taken, total)) return true;
    }
    // Bytes are digits only where something decodes them.
    if (kind === IN_BYTES) return false;
    const digits = takeBase64(bytes, from, length, looked);
    if (digits > 1 && BEGINS[looked[0]] !== 0 && mayBeUnmarked(looked, digits, (total * 3) >> 2)) return true;
    const pairs = takeHex(bytes, from, length, looked);
    return pairs > 1 && BEGINS[looked[0]] !== 0 && mayBeUnmarked(looked, pairs, total >> 1);
  }

  private add(window: Window, start: number, end: number, forced: boolean, unmarked: boolean): void {
    if (this.known.has(start)) return;
    const gone = forced && this.holds && !window.has(start, end);
    if (gone || this.found.length >= FOUND || (this.holds && !this.hasRoom(end - start))) {
      if (this.leftOut < 0) this.leftOut = start;
      return;
    }
    this.known.add(start);
    const literal: FoundLiteral = { offset: start, forced, unmarked, copy: null };
    this.found.push(literal);
    if (!this.holds) return;
    if (window.has(start, end)) this.hold(literal, Uint8Array.from(window.view(start, end)));
    else this.pending = literal;
  }
}

const codes = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

/** First bytes of what is worth a closer look. Two of them are enough only for pickles and zlib, which are tried before they are believed. */
const MAGICS: readonly (readonly number[])[] = [
  [0x80, 2],
  [0x80, 3],
  [0x80, 4],
  [0x80, 5],
  [0x50, 0x4b, 3, 4],
  [0x1f, 0x8b, 8],
  [0x78, 0x01],
  [0x78, 0x5e],
  [0x78, 0x9c],
  [0x78, 0xda],
  [0x93, ...codes('NUMPY')],
  [0x89, ...codes('HDF')],
  codes('BZh'),
  [0xfd, ...codes('7zXZ')],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x04, 0x22, 0x4d, 0x18],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0xe3, 0, 0, 0],
  [0x63, 0, 0, 0],
  codes('{L'),
  codes('CBM1'),
  codes('binf'),
  codes('GGUF'),
  // Pickles of protocol 0 and 1 have no mark: those that begin with a call do so with a module that has something to call.
  ...[
    'posix',
    'nt',
    'os',
    'subprocess',
    'builtins',
    '__builtin__',
    'commands',
    'importlib',
    'runpy',
    'operator',
    'sys',
  ].flatMap((module) => [codes(`c${module}\n`), codes(`(c${module}\n`)]),
  codes("(S'"),
  codes('(S"'),
];

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The characters that base64 surely begins with, when the data begins with `bytes`. */
function base64Start(bytes: readonly number[]): number[] {
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{6}/g) ?? []).map((six) => BASE64.charCodeAt(Number.parseInt(six, 2)));
}

const hexStart = (bytes: readonly number[]): string => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Characters of Latin-1 as UTF-8, as texts hold them. */
const utf8Start = (bytes: readonly number[]): number[] =>
  bytes.flatMap((byte) => (byte < 0x80 ? [byte] : [0xc0 | (byte >> 6), 0x80 | (byte & 0x3f)]));

/** As STRING lines hold them: quoted, with escapes. */
const quotedStart = (bytes: readonly number[]): number[] =>
  codes(
    bytes
      .map((byte) =>
        byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`,
      )
      .join(''),
  );

const DIGITS: readonly (readonly number[])[] = MAGICS.flatMap((magic) => [
  base64Start(magic),
  codes(hexStart(magic)),
  codes(hexStart(magic).toUpperCase()),
]);

type Signatures = readonly (readonly (readonly number[])[] | undefined)[];

function byFirst(signatures: readonly (readonly number[])[]): Signatures {
  return Array.from({ length: 256 }, (_, first) => {
    const list = signatures.filter((signature) => signature[0] === first);
    return list.length > 0 ? list : undefined;
  });
}

const QUOTES = [0x27, 0x22];
const IN_BYTES = byFirst(MAGICS);
const IN_TEXT = byFirst([...MAGICS.map(utf8Start), ...DIGITS]);
const IN_STRING = byFirst([...MAGICS, ...DIGITS]);
const IN_QUOTES = byFirst(
  QUOTES.flatMap((quote) => [...MAGICS.map(quotedStart), ...DIGITS].map((start) => [quote, ...start])),
);

/** By opcode, what its argument may begin with. */
const SIGNATURES: readonly (Signatures | undefined)[] = (() => {
  const table: (Signatures | undefined)[] = new Array(256).fill(undefined);
  for (const code of [OP.SHORT_BINBYTES, OP.BINBYTES, OP.BINBYTES8, OP.BYTEARRAY8]) table[code] = IN_BYTES;
  for (const code of [OP.SHORT_BINUNICODE, OP.BINUNICODE, OP.BINUNICODE8]) table[code] = IN_TEXT;
  for (const code of [OP.SHORT_BINSTRING, OP.BINSTRING, OP.UNICODE]) table[code] = IN_STRING;
  table[OP.STRING] = IN_QUOTES;
  return table;
})();

/** 1 for the bytes that an unmarked pickle may begin with. */
const BEGINS: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) => (BEGINNINGS.includes(byte) ? 1 : 0));
/** The first characters of the same in a text: themselves, as base64, as hexadecimal digits. */
const BEGINS_TEXT: readonly number[] = BEGINNINGS.flatMap((byte) => [
  ...(byte < 0x80 ? [byte] : [0xc2]),
  ...base64Start([byte]),
  ...codes(hexStart([byte]).slice(0, 1)),
]);

const firstBytes = (signatures: Signatures, more: readonly number[]): Uint8Array =>
  Uint8Array.from(signatures, (list, byte) => (list === undefined && !more.includes(byte) ? 0 : 1));

/** 1 for the bytes that bytes literals and texts worth a look begin with: for the hot path. */
export const FIRST_OF_BYTES: Uint8Array = firstBytes(IN_BYTES, BEGINNINGS);
export const FIRST_OF_TEXT: Uint8Array = firstBytes(IN_TEXT, BEGINS_TEXT);

/** True when the argument at `at` begins like a format; `bytes` may end before the signature does. */
function beginsLikeFormat(bytes: Uint8Array, code: number, at: number): boolean {
  const candidates = SIGNATURES[code]?.[bytes[at]];
  return candidates?.some((signature) => signature.every((byte, i) => bytes[at + i] === byte)) ?? false;
}
