import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type IndicatorSieve, SHORTEST_TEXT } from '../../indicators/sieve';
import type { StreamCursor } from '../../stream-cursor';
import type { BoosterSummary } from './summary';

const DEPTH = 64;
/** Bytes that are made ready before each value, so that all but long texts are read without waiting. */
const AHEAD = 8192;
const WORD_BYTES = 128;
/** Characters of a text or number that are kept; longer ones are passed over. */
const TEXT_BYTES = 4096;

const NUMBER = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|-?Infinity|-?NaN)$/;
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_MAP, CLOSE_MAP, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

interface Container {
  readonly isMapping: boolean;
  readonly path: string;
  items: number;
}

/**
 * Walks one JSON value as XGBoost writes it, models of any length in little memory: `NaN` and `Infinity` are numbers, as its own reader
 * has it. Answers whether the value was read to its end; what is wrong is noted.
 */
export async function walkJson(context: EntryContext, cursor: StreamCursor, summary: BoosterSummary): Promise<boolean> {
  const detail = await new JsonWalker(context, cursor, summary).walk();
  if (detail === null) {
    await skipBlanks(cursor);
    return true;
  }
  context.coverage.size = Math.max(context.coverage.size, cursor.position);
  const isCut = await cursor.atEnd();
  context.note.malformed(isCut ? 'truncated' : 'badArgument', `JSON: ${detail}`, cursor.position, cursor.position);
  return false;
}

const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

async function skipBlanks(cursor: StreamCursor): Promise<void> {
  while (cursor.available > 0 || (await cursor.fill(1))) {
    if (!isBlank(cursor.peek())) return;
    cursor.uint8();
  }
}

class JsonWalker {
  private readonly context: EntryContext;
  private readonly cursor: StreamCursor;
  private readonly summary: BoosterSummary;
  private readonly stack: Container[] = [];
  private readonly sieve: IndicatorSieve;
  private values = 0;

  constructor(context: EntryContext, cursor: StreamCursor, summary: BoosterSummary) {
    this.context = context;
    this.cursor = cursor;
    this.summary = summary;
    this.sieve = context.note.sieve('metadata', 'escaped');
  }

  /** Null at the end of the value, otherwise what is wrong. */
  async walk(): Promise<string | null> {
    const { cursor, stack } = this;
    let path = '';
    for (;;) {
      if ((++this.values & 0xfff) === 0) this.context.tick(cursor.position);
      if (cursor.available < AHEAD) await cursor.fill(AHEAD);
      if (cursor.available > 0 && isBlank(cursor.peek())) await skipBlanks(cursor);
      if (cursor.available === 0) return 'ends inside a value';
      const top = stack[stack.length - 1];
      if (top !== undefined) {
        if (cursor.peek() === (top.isMapping ? CLOSE_MAP : CLOSE_LIST)) {
          cursor.uint8();
          stack.pop();
          if (stack.length === 0) return null;
          continue;
        }
        if (top.items++ > 0) {
          if (cursor.uint8() !== COMMA) return 'a comma is missing';
          if (cursor.available === 0 || isBlank(cursor.peek())) await skipBlanks(cursor);
        }
        if (top.isMapping) {
          const key = await this.text();
          if (key === null) return 'a key that is no text';
          path = `${top.path}${key}`;
          await skipBlanks(cursor);
          if (!(await cursor.fill(1)) || cursor.uint8() !== COLON) return 'a colon is missing';
          await skipBlanks(cursor);
        } else path = `${top.path}[]`;
        if (cursor.available === 0 && !(await cursor.fill(1))) return 'ends inside a value';
      }
      // Blanks may have used up what was made ready: a number must not be cut in two.
      if (cursor.available < WORD_BYTES) await cursor.fill(WORD_BYTES);
      const first = cursor.peek();
      if (first === OPEN_MAP || first === OPEN_LIST) {
        if (stack.length >= DEPTH) return 'nested deeper than a booster is';
        cursor.uint8();
        if (first === OPEN_MAP) this.summary.open(path);
        stack.push({ isMapping: first === OPEN_MAP, path: path === '' ? '' : `${path}/`, items: 0 });
        continue;
      }
      if (first === QUOTE) {
        const text = await this.text();
        if (text === null) return 'a text that does not end';
        this.summary.text(path, text);
      } else if (!this.word(path)) return 'a value that JSON does not have';
      if (stack.length === 0) return null;
    }
  }

  /** A text in quotes, its beginning where it is long; null for anything else. */
  private async text(): Promise<string | null> {
    const { cursor } = this;
    if (!(await cursor.fill(1)) || cursor.uint8() !== QUOTE) return null;
    const kept: number[] = [];
    const start = cursor.position;
    let isEscaped = false;
    for (;;) {
      if (cursor.available === 0 && !(await cursor.fill(1))) return null;
      const byte = cursor.uint8();
      if (byte === QUOTE && !isEscaped) break;
      if (byte < 0x20) return null;
      isEscaped = byte === BACKSLASH && !isEscaped;
      if (kept.length < TEXT_BYTES) kept.push(byte);
    }
    const bytes = Uint8Array.from(kept);
    if (bytes.length >= SHORTEST_TEXT) this.sieve.literal(bytes, 0, bytes.length, start);
    const raw = decodeUtf8(bytes);
    if (!raw.includes('\\')) return raw;
    return raw.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code: string | undefined, letter: string | undefined) =>
      code !== undefined ? String.fromCharCode(Number.parseInt(code, 16)) : (ESCAPES.get(letter ?? '') ?? letter ?? ''),
    );
  }

  /** A number or one of the plain words; false for anything else. */
  private word(path: string): boolean {
    const { cursor } = this;
    let word = '';
    while (cursor.available > 0) {
      const byte = cursor.peek();
      if (byte <= 0x20 || byte === COMMA || byte === CLOSE_MAP || byte === CLOSE_LIST) break;
      if (word.length > WORD_BYTES / 2) return false;
      word += String.fromCharCode(cursor.uint8());
    }
    if (word === 'true' || word === 'false' || word === 'null') return true;
    if (!NUMBER.test(word)) return false;
    this.summary.number(path, Number(word));
    return true;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['b', '\b'],
  ['f', '\f'],
]);
