import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type IndicatorSieve, SHORTEST_TEXT } from '../../indicators/sieve';
import type { StreamCursor } from '../../stream-cursor';
import type { BoosterSummary } from './summary';

/** Bytes of a value by its marker (UBJSON draft 12); strings and containers are not here. */
const WIDTHS: Readonly<Record<string, number>> = {
  Z: 0,
  N: 0,
  T: 0,
  F: 0,
  i: 1,
  U: 1,
  C: 1,
  I: 2,
  l: 4,
  d: 4,
  L: 8,
  D: 8,
};
const DEPTH = 64;
/** Texts kept; longer ones are passed over. */
const TEXT_BYTES = 4096;
const KEY_BYTES = 1024;

interface Container {
  readonly isMapping: boolean;
  readonly path: string;
  /** Items left; null for a container that ends with its bracket. */
  left: number | null;
}

/** Why a walk stopped. */
class Damage {
  readonly detail: string;
  readonly cut: boolean;
  constructor(detail: string, cut: boolean) {
    this.detail = detail;
    this.cut = cut;
  }
}

const CUT = new Damage('ends inside a value', true);

/**
 * Walks one UBJSON value as XGBoost writes it: big-endian, keys with a length of any integer type, lists of numbers with one type and a
 * count. Nothing is held but the path; a count is checked against the bytes that follow it by reading them.
 */
export async function walkUbjson(
  context: EntryContext,
  cursor: StreamCursor,
  summary: BoosterSummary,
): Promise<boolean> {
  const stack: Container[] = [];
  const damage = await walk(context, cursor, summary, stack);
  if (damage === null) return true;
  context.coverage.size = Math.max(context.coverage.size, cursor.position);
  context.note.malformed(
    damage.cut ? 'truncated' : 'badArgument',
    `UBJSON: ${damage.detail}`,
    cursor.position,
    cursor.position,
  );
  return false;
}

async function walk(
  context: EntryContext,
  cursor: StreamCursor,
  summary: BoosterSummary,
  stack: Container[],
): Promise<Damage | null> {
  const sieve = context.note.sieve('metadata');
  let path = '';
  let values = 0;
  for (;;) {
    if ((++values & 0x3ff) === 0) context.tick(cursor.position);
    const top = stack[stack.length - 1];
    if (top !== undefined) {
      if (top.left === 0) {
        stack.pop();
        if (stack.length === 0) return null;
        continue;
      }
      if (!(await cursor.fill(1))) return CUT;
      if (top.left === null && cursor.peek() === (top.isMapping ? 0x7d : 0x5d)) {
        cursor.uint8();
        stack.pop();
        if (stack.length === 0) return null;
        continue;
      }
      if (top.left !== null) top.left--;
      if (top.isMapping) {
        const length = await readLength(cursor, false);
        if (length instanceof Damage) return length;
        if (length > KEY_BYTES) return new Damage('a key longer than any key of a booster', false);
        if (!(await cursor.fill(length))) return CUT;
        path = `${top.path}${decodeUtf8(cursor.take(length))}`;
      } else path = `${top.path}[]`;
    }
    if (!(await cursor.fill(1))) return CUT;
    const marker = String.fromCharCode(cursor.uint8());
    if (marker === '{' || marker === '[') {
      if (stack.length >= DEPTH) return new Damage('nested deeper than a booster is', false);
      const opened = await openContainer(cursor, marker === '{', path);
      if (opened instanceof Damage) return opened;
      if (opened !== null) {
        if (opened.isMapping) summary.open(path);
        stack.push(opened);
      }
      if (stack.length === 0) return null;
      continue;
    }
    const damage = await readScalar(cursor, marker, path, summary, sieve);
    if (damage !== null) return damage;
    if (stack.length === 0) return null;
  }
}

/** Reads type and count of a container. Null when it was a list of numbers, which is passed over as a whole. */
async function openContainer(
  cursor: StreamCursor,
  isMapping: boolean,
  path: string,
): Promise<Container | Damage | null> {
  let width: number | null = null;
  if (!(await cursor.fill(1))) return CUT;
  if (cursor.peek() === 0x24) {
    if (!(await cursor.fill(2))) return CUT;
    cursor.uint8();
    const type = String.fromCharCode(cursor.uint8());
    if (isMapping || !Object.hasOwn(WIDTHS, type)) return new Damage(`a container of the type ${type}`, false);
    width = WIDTHS[type] as number;
  }
  const below = path === '' ? '' : `${path}/`;
  if (!(await cursor.fill(1))) return CUT;
  if (cursor.peek() !== 0x23) {
    if (width !== null) return new Damage('a container with a type and no count', false);
    return { isMapping, path: below, left: null };
  }
  cursor.uint8();
  const count = await readLength(cursor, true);
  if (count instanceof Damage) return count;
  if (width === null) return { isMapping, path: below, left: count };
  return (await cursor.skip(count * width)) === count * width ? null : CUT;
}

async function readScalar(
  cursor: StreamCursor,
  marker: string,
  path: string,
  summary: BoosterSummary,
  sieve: IndicatorSieve,
): Promise<Damage | null> {
  if (marker === 'S' || marker === 'H') {
    const length = await readLength(cursor, false);
    if (length instanceof Damage) return length;
    if (length > TEXT_BYTES) return (await cursor.skip(length)) === length ? null : CUT;
    if (!(await cursor.fill(length))) return CUT;
    const start = cursor.position;
    const bytes = cursor.take(length);
    if (length >= SHORTEST_TEXT) sieve.literal(bytes, 0, length, start);
    summary.text(path, decodeUtf8(bytes));
    return null;
  }
  const width = Object.hasOwn(WIDTHS, marker) ? (WIDTHS[marker] as number) : null;
  if (width === null) return new Damage('a value of a type that UBJSON does not have', false);
  if (!(await cursor.fill(width))) return CUT;
  const value = readNumber(cursor, marker);
  if (value !== null) summary.number(path, value);
  return null;
}

function readNumber(cursor: StreamCursor, marker: string): number | null {
  switch (marker) {
    case 'i':
      return cursor.int8();
    case 'U':
    case 'C':
      return cursor.uint8();
    case 'I':
      return cursor.int16(false);
    case 'l':
      return cursor.int32(false);
    case 'L':
      return Number(cursor.int64(false));
    case 'd':
      return cursor.float32(false);
    case 'D':
      return cursor.float64(false);
    default:
      return null;
  }
}

/** A length or count with its own type. One that is negative or no file reaches is a lie. */
async function readLength(cursor: StreamCursor, isCount: boolean): Promise<number | Damage> {
  if (!(await cursor.fill(1))) return CUT;
  const marker = String.fromCharCode(cursor.uint8());
  if (!'iUIlL'.includes(marker)) return new Damage(`a ${isCount ? 'count' : 'length'} that is no integer`, false);
  if (!(await cursor.fill(WIDTHS[marker] as number))) return CUT;
  const value = readNumber(cursor, marker) ?? -1;
  return value >= 0 && value < 2 ** 48
    ? value
    : new Damage(`a ${isCount ? 'count' : 'length'} that no file reaches`, false);
}
