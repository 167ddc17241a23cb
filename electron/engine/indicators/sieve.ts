import type { EntryPath } from '../../../shared/domain/artifact';
import {
  type IndicatorSource,
  type IndicatorType,
  maskSecret,
  type SecretKind,
} from '../../../shared/domain/indicator';
import { decodeUtf8 } from '../decode-text';
import { type Address, readAddress } from './addresses';
import {
  AT,
  BACKSLASH,
  COLON,
  DOT,
  END,
  EQUALS,
  HEXADECIMAL,
  LETTER,
  LINE,
  NOT_NUMERIC,
  SIGNS,
  SLASH,
  startsWith,
  TELLS,
} from './byte-classes';
import { commandEnd } from './commands';
import { BARE_ENDINGS, type HostPlace, hostForm, isIpv6, mailbox } from './hosts';
import type { IndicatorTable } from './indicator-table';
import { unixPath, windowsPath } from './paths';
import { FIRST_OF_SECRET, findSecrets, privateKeyEnd, SHORTEST_SECRET } from './secrets';

/**
 * How a text is written.
 * - `plain`: every byte stands for itself
 * - `escaped`: backslashes escape, as in JSON
 * - `code`: the same, and outside quotes stand names and expressions
 */
export type Spelling = 'plain' | 'escaped' | 'code';

/** Bytes of a text below which there is nothing in it. */
export const SHORTEST_TEXT = 7;
/** Bytes of a value that are kept. */
const VALUE_BYTES = 2048;
/** A text for people names commands in its lines; every other text holds them. */
const FOR_PEOPLE: ReadonlySet<IndicatorSource> = new Set(['text', 'unexplained', 'document']);
const SPACE = 0x20;
const DASH = 0x2d;

/**
 * Finds addresses, paths, commands and secrets in the texts of one entry. Every byte is looked at a bounded number of times and nothing
 * is decoded before it is found, so that texts without any cost little more than their length.
 */
export class IndicatorSieve {
  private readonly table: IndicatorTable;
  private readonly entryPath: EntryPath;
  private readonly source: IndicatorSource;
  private readonly escapes: boolean;
  private readonly isCode: boolean;
  private readonly forPeople: boolean;
  private bytes: Uint8Array = new Uint8Array(0);
  /** The text in hand: `bytes[floor … limit)`, and what to add to an index for the offset in the entry. */
  private floor = 0;
  private limit = 0;
  private base = 0;
  /** Where all of the text stands, when it is written in the file in another form; null where its bytes are the file's. */
  private holder: { readonly start: number; readonly end: number } | null = null;

  constructor(table: IndicatorTable, entryPath: EntryPath, source: IndicatorSource, spelling: Spelling) {
    this.table = table;
    this.entryPath = entryPath;
    this.source = source;
    this.escapes = spelling !== 'plain';
    this.isCode = spelling === 'code';
    this.forPeople = FOR_PEOPLE.has(source);
  }

  /** A literal `bytes[from … to)` of which most hold nothing: a look at each byte decides whether it is read. `base` makes offsets of indices. */
  literal(bytes: Uint8Array, from: number, to: number, base: number): void {
    let seen = 0;
    for (let at = from; at < to; at++) seen |= TELLS[bytes[at]];
    if (isWorthReading(bytes, from, to, seen)) this.read(bytes, from, to, base);
  }

  /** Reads `bytes[from … to)` as a text of the entry. `base` makes offsets of indices. */
  read(bytes: Uint8Array, from: number, to: number, base: number): void {
    this.bytes = bytes;
    this.floor = from;
    this.limit = Math.min(to, bytes.length);
    this.base = base;
    this.words();
  }

  /** Reads a text that is written in the file in another form: everything found in it has the place of all of it. */
  readHeld(bytes: Uint8Array, start: number, end: number): void {
    this.holder = { start, end };
    this.read(bytes, 0, bytes.length, 0);
    this.holder = null;
  }

  // ── words ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  private words(): void {
    const { bytes, limit, escapes } = this;
    let start = this.begin(this.floor);
    let seen = 0;
    for (let at = start; at < limit; at++) {
      const sign = SIGNS[bytes[at]];
      if (sign === 0) continue;
      if ((sign & END) !== 0) {
        if (seen !== 0 || at - start >= SHORTEST_SECRET) this.word(start, at, seen);
        start = at + 1;
        seen = 0;
        if ((sign & LINE) !== 0 || bytes[start] === DASH) {
          start = this.begin(start);
          at = start - 1;
        }
        continue;
      }
      seen |= sign;
      if (sign === COLON) {
        if (at + 3 >= limit || bytes[at + 1] !== 0x2f || bytes[at + 2] !== 0x2f) continue;
        const address = readAddress(bytes, start, at, limit);
        if (address === null) continue;
        this.address(address);
        start = address.passed;
        seen = 0;
        at = start - 1;
      } else if (sign === BACKSLASH && escapes && at + 1 < limit) {
        const next = bytes[at + 1];
        if (next === 0x6e || next === 0x72 || next === 0x74 || next === 0x22 || next === 0x27) {
          this.word(start, at, seen);
          start = this.begin(at + 2);
          seen = 0;
          at = start - 1;
        } else if (next === 0x5c) at++;
      }
    }
    if (seen !== 0 || limit - start >= SHORTEST_SECRET) this.word(start, limit, seen);
  }

  /** A line, a literal or a quoted text begins at `from`: a command may stand there, or a key in armour. Where reading goes on. */
  private begin(from: number): number {
    const { bytes, limit } = this;
    let at = from;
    while (at < limit && (bytes[at] === SPACE || bytes[at] === 0x09)) at++;
    if (at >= limit) return at;
    const byte = bytes[at];
    if (byte === DASH) {
      const end = privateKeyEnd(bytes, at, limit);
      if (end < 0) return at;
      this.found('secret', at, end, 'privateKey');
      return end;
    }
    // `$ curl`, `!curl`, `> curl`: signs in front of a command.
    let command = at;
    if (byte === 0x24 || byte === 0x21 || byte === 0x3e || byte === 0x25) {
      command++;
      if (bytes[command] === SPACE) command++;
    }
    if (command < limit && (LETTER[bytes[command]] !== 0 || bytes[command] === 0x2f)) this.command(command);
    return at;
  }

  private word(from: number, to: number, seen: number): void {
    if (to - from < 3) return;
    const { bytes } = this;
    let start = from;
    let end = to;
    while (end > start && (bytes[end - 1] === 0x2e || bytes[end - 1] === 0x21 || bytes[end - 1] === 0x3f)) end--;
    while (start < end && (bytes[start] === 0x3d || bytes[start] === 0x2a || bytes[start] === 0x21)) start++;
    if (end - start >= SHORTEST_SECRET) this.secrets(start, end);
    if (seen === 0) {
      if (end - start >= 42) this.wallet(start, end);
      return;
    }
    if ((seen & BACKSLASH) !== 0 && this.windows(start, end)) return;
    if ((seen & SLASH) !== 0 && this.paths(start, end)) return;
    if ((seen & AT) !== 0 && (seen & DOT) !== 0 && this.mailboxes(start, end)) return;
    if ((seen & (DOT | COLON)) !== 0) this.hosts(start, end, seen);
  }

  // ── addresses ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private address(address: Address): void {
    const { bytes } = this;
    const { start, end, passwordStart, passwordEnd } = address;
    if (end - start >= SHORTEST_SECRET) this.secrets(start, end);
    if (passwordStart >= 0 && passwordEnd - passwordStart >= 3)
      this.found('secret', passwordStart, passwordEnd, 'basicAuth');
    if (!this.room('url')) return;
    const text = this.shown(start, end);
    const value = passwordStart < 0 ? text : `${this.shown(start, passwordStart)}…${this.shown(passwordEnd, end)}`;
    this.book('url', null, decodeUtf8(bytes.subarray(start, Math.min(end, start + VALUE_BYTES))), value, start, end);
  }

  private mailboxes(start: number, end: number): boolean {
    const { bytes } = this;
    let any = false;
    for (let at = start + 1; at < end; at++) {
      if (bytes[at] !== 0x40) continue;
      const found = mailbox(bytes, start, at, end);
      if (found === null || (this.isCode && !this.isQuoted(start) && bytes[start - 1] !== 0x3c)) continue;
      // `git@github.com:owner` names a computer.
      if (bytes[found.end] === 0x3a && found.end < end) this.found('domain', at + 1, found.end);
      else this.found('email', found.start, found.end);
      any = true;
      at = found.end;
    }
    return any;
  }

  /** Domains and numeric addresses in a word: at its beginning, or behind an equals sign. */
  private hosts(from: number, end: number, seen: number): void {
    const { bytes } = this;
    let start = from;
    let versioned = false;
    for (let at = from; at < end; at++) {
      const byte = bytes[at];
      if (byte === 0x3d) {
        start = at + 1;
        // `name==1.2.3.4` is a version.
        versioned = at > from && (VERSION_SIGNS.has(bytes[at - 1]) || bytes[at + 1] === 0x3d);
      } else if (byte === 0x2f || byte === 0x3f || byte === 0x23) break;
    }
    if ((seen & COLON) !== 0 && (seen & (SLASH | AT | BACKSLASH)) === 0 && isIpv6(bytes, start, end)) {
      this.found('ipv6', start, end);
      return;
    }
    if ((seen & DOT) === 0) return;
    let stop = start;
    while (stop < end && bytes[stop] !== 0x2f && bytes[stop] !== 0x3a && bytes[stop] !== 0x3f && bytes[stop] !== 0x23)
      stop++;
    const place = this.placeOf(start, stop, end);
    if (place === null || versioned) return;
    const form = hostForm(bytes, start, stop, place);
    if (form !== null) this.found(form, start, stop);
  }

  /** How much what stands around a host says; null for a name in source code, which is no host however it ends. */
  private placeOf(start: number, stop: number, end: number): HostPlace | null {
    const { bytes } = this;
    const hasPort = bytes[stop] === 0x3a && stop + 1 < end && isPort(bytes, stop + 1, end);
    const hasPath = bytes[stop] === 0x2f && stop + 1 < end;
    if (hasPort || hasPath) return 'followed';
    if (stop < end && bytes[stop] === 0x3a) return null;
    return this.isCode && !this.isQuoted(start) ? null : 'bare';
  }

  private isQuoted(start: number): boolean {
    const before = start > this.floor ? this.bytes[start - 1] : 0;
    return before === 0x22 || before === 0x27;
  }

  // ── paths, commands ──────────────────────────────────────────────────────────────────────────────────────────────────

  private windows(start: number, end: number): boolean {
    const { bytes, limit, escapes } = this;
    let at = start;
    for (let begin = start; begin < end; begin = at + 1) {
      const path = windowsPath(bytes, begin, end, limit, escapes);
      if (path !== null) {
        this.found(path.type, begin, path.end);
        return true;
      }
      at = begin;
      while (at < end && bytes[at] !== 0x3d) at++;
    }
    return false;
  }

  /** Paths at the beginning of a word and behind its equals signs and colons. */
  private paths(start: number, end: number): boolean {
    const { bytes } = this;
    let any = false;
    for (let at = start; at < end; at++) {
      const isStart = at === start || bytes[at - 1] === 0x3d || bytes[at - 1] === 0x3a;
      if (!isStart) continue;
      const byte = bytes[at];
      if (byte !== 0x2f && byte !== 0x7e && byte !== 0x24) {
        if (bytes[at + 1] !== 0x3a || bytes[at + 2] !== 0x2f || at !== start) continue;
        const drive = windowsPath(bytes, at, end, end, true);
        if (drive === null || end - at < 6) continue;
        this.found(drive.type, at, drive.end);
        return true;
      }
      const path = unixPath(bytes, at, end);
      if (path === null) continue;
      this.found(path.type, at, path.end);
      any = true;
      at = path.end - 1;
    }
    return any;
  }

  private command(start: number): void {
    const end = commandEnd(this.bytes, start, this.limit, this.forPeople, this.escapes);
    if (end > start) this.found('command', start, end);
  }

  // ── secrets ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  private secrets(start: number, end: number): void {
    findSecrets(this.bytes, start, end, this.floor, (kind, from, to) => this.found('secret', from, to, kind));
  }

  /** Addresses of coins that tell themselves: `0x` and 40 hexadecimal digits, `bc1` and base32. */
  private wallet(start: number, end: number): void {
    const { bytes } = this;
    const length = end - start;
    if (length === 42 && startsWith(bytes, start, end, '0x')) {
      for (let at = start + 2; at < end; at++) if (HEXADECIMAL[bytes[at]] === 0) return;
      this.found('wallet', start, end);
    } else if ((length === 42 || length === 62) && startsWith(bytes, start, end, 'bc1')) {
      for (let at = start + 3; at < end; at++) if (BECH32[bytes[at]] === 0) return;
      this.found('wallet', start, end);
    }
  }

  // ── booking ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  private found(type: IndicatorType, start: number, end: number, secret: SecretKind | null = null): void {
    if (!this.room(type)) return;
    const { bytes } = this;
    const identity = decodeUtf8(bytes.subarray(start, Math.min(end, start + VALUE_BYTES)));
    if (secret !== null) this.book('secret', secret, identity, maskedText(secret, identity, end - start), start, end);
    else this.book(type, null, identity, this.shown(start, end), start, end);
  }

  /** True while a value of this type would be kept, or has to be counted. */
  private room(type: IndicatorType): boolean {
    if (this.table.hasRoom(type)) return true;
    this.table.overflow(type);
    return false;
  }

  private book(
    type: IndicatorType,
    secret: SecretKind | null,
    identity: string,
    value: string,
    start: number,
    end: number,
  ): void {
    const { holder, base } = this;
    const from = holder?.start ?? base + start;
    const to = holder?.end ?? base + end;
    this.table.book(type, secret, identity, value, this.source, this.entryPath, from, to);
  }

  /** The text of a value: secrets in it are masked, doubled backslashes are one. */
  private shown(start: number, end: number): string {
    const { bytes } = this;
    const last = Math.min(end, start + VALUE_BYTES);
    let text = '';
    let from = start;
    findSecrets(bytes, start, last, this.floor, (_kind, secretStart, secretEnd) => {
      text += decodeUtf8(bytes.subarray(from, secretStart));
      text += maskSecret(decodeUtf8(bytes.subarray(secretStart, secretEnd)));
      from = secretEnd;
    });
    text += decodeUtf8(bytes.subarray(from, last));
    return this.escapes ? text.replaceAll('\\\\', '\\').replaceAll('\\"', '"') : text;
  }
}

const BECH32: Uint8Array = (() => {
  const set = new Uint8Array(256);
  for (const character of 'qpzry9x8gf2tvdw0s3jn54khce6mua7l') set[character.charCodeAt(0)] = 1;
  return set;
})();

const VERSION_SIGNS: ReadonlySet<number> = new Set([...'=<>~!'].map((character) => character.charCodeAt(0)));

function maskedText(kind: SecretKind, text: string, byteLength: number): string {
  // Of a key in armour only its first line is shown, whatever follows it in an escaped text.
  if (kind === 'privateKey') return `${/^-----BEGIN [^-]{0,40}/.exec(text)?.[0] ?? ''}----- (${byteLength} bytes)`;
  if (kind === 'basicAuth') return `… (${text.length} characters)`;
  return maskSecret(text);
}

function isPort(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && bytes[at] >= 0x30 && bytes[at] <= 0x39) at++;
  return at > start && at - start <= 5 && (at === end || bytes[at] === 0x2f);
}

/** True for a literal in which something can stand, by what its bytes tell. */
function isWorthReading(bytes: Uint8Array, from: number, to: number, seen: number): boolean {
  const length = to - from;
  if ((seen & END) !== 0) return (seen & (SLASH | BACKSLASH | AT | DOT)) !== 0 || length >= 12;
  if ((seen & (BACKSLASH | AT)) !== 0) return true;
  if (length >= SHORTEST_SECRET && (FIRST_OF_SECRET[bytes[from]] !== 0 || (seen & EQUALS) !== 0)) return true;
  if ((seen & SLASH) !== 0) {
    const first = bytes[from];
    return (seen & (COLON | DOT)) !== 0 || first === 0x2f || first === 0x7e || first === 0x24;
  }
  if ((seen & COLON) !== 0) return (seen & (DOT | NOT_NUMERIC)) !== NOT_NUMERIC;
  return (seen & DOT) !== 0 && endsLikeHost(bytes, from, to, seen);
}

/** A dotted name whose last part can be that of a host by itself: a known ending, or a digit where all are digits. */
function endsLikeHost(bytes: Uint8Array, from: number, to: number, seen: number): boolean {
  const last = bytes[to - 1];
  if (last >= 0x30 && last <= 0x39) return (seen & NOT_NUMERIC) === 0 && hasThreeDots(bytes, from, to);
  if (startsWith(bytes, from, to, 'www.')) return true;
  let dot = to - 1;
  while (dot > from && to - dot <= LONGEST_ENDING && bytes[dot] !== 0x2e) dot--;
  const length = to - dot - 1;
  if (bytes[dot] !== 0x2e || length < 2) return false;
  if (length === 2) return true;
  let hash = 0;
  for (let at = dot + 1; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] | 0x20)) | 0;
  return ENDINGS.has(hash);
}

/** Endings of hosts that are believed without a path, as numbers: a look into a set of them makes no text. */
const ENDINGS: ReadonlySet<number> = new Set(
  BARE_ENDINGS.map((ending) => {
    let hash = 0;
    for (let i = 0; i < ending.length; i++) hash = (Math.imul(hash, 31) + ending.charCodeAt(i)) | 0;
    return hash;
  }),
);
const LONGEST_ENDING = 1 + Math.max(...BARE_ENDINGS.map((ending) => ending.length));

/** Most numbers with a dot have one. */
function hasThreeDots(bytes: Uint8Array, from: number, to: number): boolean {
  let dots = 0;
  for (let at = from; at < to; at++) if (bytes[at] === 0x2e) dots++;
  return dots === 3 && to - from <= 15;
}
