/** A numpy.dtype as a pickle builds it: REDUCE gives the letter and size, BUILD the byte order, fields and flags. */
export interface DtypeRow {
  /** As numpy prints it where that is known: `<f8`, `|O`, `V56`. */
  text: string;
  /** Bytes of one element; null when it could not be read. */
  itemBytes: number | null;
  /** True when elements are Python objects: the array's content is then a pickle. */
  hasObject: boolean;
  /** The global that made it, where that is not `numpy.dtype` itself. */
  readonly owner?: number;
}

const LIMIT = 100_000;

const PLAIN = /^([<>|=]?)([a-zA-Z?])(\d{0,9})$/;

/** Size of one element of a dtype string; null when it is not of the plain form. Unicode counts four bytes a character. */
export function parseDtype(text: string): DtypeRow | null {
  const match = PLAIN.exec(text);
  if (match === null) return null;
  const [, order, letter, digits] = match as unknown as [string, string, string, string];
  const count = digits === '' ? null : Number(digits);
  if (letter === 'O') return { text: `${order}O`, itemBytes: 8, hasObject: true };
  if (letter === 'U') return { text, itemBytes: 4 * (count ?? 0), hasObject: false };
  if (letter === '?') return { text, itemBytes: 1, hasObject: false };
  if (count === null) return { text, itemBytes: NATIVE_BYTES[letter] ?? null, hasObject: false };
  return { text, itemBytes: count, hasObject: false };
}

const NATIVE_BYTES: Readonly<Record<string, number>> = {
  b: 1,
  B: 1,
  h: 2,
  H: 2,
  i: 4,
  I: 4,
  l: 8,
  L: 8,
  q: 8,
  Q: 8,
  e: 2,
  f: 4,
  d: 8,
  g: 16,
  F: 8,
  D: 16,
  G: 32,
  m: 8,
  M: 8,
  S: 0,
  V: 0,
  a: 0,
  c: 1,
};

/** The dtypes of one entry. Bounded; past the bound a dtype is unknown. */
export class DtypeTable {
  readonly rows: DtypeRow[] = [];

  /** The index of a new row, or -1 when full. */
  add(row: DtypeRow): number {
    if (this.rows.length >= LIMIT) return -1;
    this.rows.push(row);
    return this.rows.length - 1;
  }
}
