/** A file made for measuring: fixed bytes, written piece by piece. */
export interface BenchCase {
  readonly name: string;
  readonly pieces: () => Generator<Uint8Array>;
}

const mebibyte = 1024 * 1024;
const bytes = (...values: number[]) => Uint8Array.from(values);
const header = bytes(0x80, 4);
const stop = bytes(0x4e, 0x2e); // NONE STOP

/** `unit` again and again, up to about `size` bytes. */
function* repeated(unit: Uint8Array, size: number): Generator<Uint8Array> {
  const perPiece = Math.max(1, Math.floor(mebibyte / unit.length));
  const piece = new Uint8Array(unit.length * perPiece);
  for (let index = 0; index < perPiece; index++) piece.set(unit, index * unit.length);
  for (let written = 0; written < size; written += piece.length) yield piece;
}

function* whole(body: Generator<Uint8Array>): Generator<Uint8Array> {
  yield header;
  yield* body;
  yield stop;
}

/** SHORT_BINUNICODE of eight letters, MEMOIZE, POP: what a table of names looks like. */
const name = bytes(0x8c, 8, ...[...'w.layer1'].map((letter) => letter.charCodeAt(0)), 0x94, 0x30);

/** BINBYTES8 of one mebibyte, POP: what weights look like. */
const block = new Uint8Array(mebibyte + 10);
block.set([0x8e, 0, 0, 0x10, 0, 0, 0, 0, 0]);
block[block.length - 1] = 0x30;

export const CASES: readonly BenchCase[] = [
  { name: 'opcodes only (BININT1 POP)', pieces: () => whole(repeated(bytes(0x4b, 7, 0x30), 24 * mebibyte)) },
  { name: 'memoised names', pieces: () => whole(repeated(name, 48 * mebibyte)) },
  { name: 'large byte strings', pieces: () => whole(repeated(block, 256 * mebibyte)) },
];
