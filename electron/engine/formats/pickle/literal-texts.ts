import { OP } from '../../../../shared/pickle/opcodes';
import { type IndicatorSieve, SHORTEST_TEXT } from '../../indicators/sieve';
import type { Notes } from '../../notes';
import { PREFIX_BY_CODE } from './argument-readers';
import type { Window } from './window';

/** Bytes of one literal that are read for what they point at. */
const READ_BYTES = 1024 * 1024;
/** First bytes that tell a text from numbers. */
const HEAD_BYTES = 64;

/** Opcode and length of the literals that may be worth reading: for the hot path. */
export const SHORTEST_TEXT_OPCODE = SHORTEST_TEXT + 2;

/** 1 for the bytes that a text may have: for the hot path, too. */
export const IS_PRINTABLE: Uint8Array = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte < 0x20 && byte !== 0x0a && byte !== 0x09 && byte !== 0x0d && byte !== 0x0c) || byte === 0x7f ? 0 : 1,
);

/** Hands the texts among the literals of an entry to who looks for addresses, paths and secrets in them. Numbers and arrays are not looked at. */
export class LiteralTexts {
  /** For literals whose bytes stand for themselves. */
  readonly plain: IndicatorSieve;
  private readonly lines: IndicatorSieve;

  constructor(note: Notes) {
    this.plain = note.sieve('literal');
    this.lines = note.sieve('literal', 'escaped');
  }

  /** Looks at a literal whose opcode is at `start` and whose argument ends at `end`; `readNow` brings what is not in memory. */
  see(
    window: Window,
    start: number,
    end: number,
    readNow: ((offset: number, length: number) => Uint8Array) | null,
  ): void {
    const { bytes, base, length } = window;
    const code = bytes[start - base];
    const from = start - base + 1 + PREFIX_BY_CODE[code];
    const to = Math.min(end - base, length, from + READ_BYTES);
    if (code !== OP.SHORT_BINUNICODE && !isText(bytes, from, to)) return;
    const sieve = code === OP.STRING || code === OP.UNICODE ? this.lines : this.plain;
    if (end - base > length && to < from + READ_BYTES && readNow !== null) {
      const payload = base + from;
      const whole = readNow(payload, Math.min(end - payload, READ_BYTES));
      sieve.read(whole, 0, whole.length, payload);
    } else sieve.literal(bytes, from, to, base);
  }
}

/** True for bytes that begin like a text: no control characters other than blanks. */
function isText(bytes: Uint8Array, from: number, to: number): boolean {
  const stop = Math.min(to, from + HEAD_BYTES);
  for (let at = from; at < stop; at++) if (IS_PRINTABLE[bytes[at]] === 0) return false;
  return true;
}
