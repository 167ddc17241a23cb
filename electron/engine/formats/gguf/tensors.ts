import type { ByteCursor } from '../../byte-cursor';
import type { Content, EntryContext } from '../../entry-context';
import { ReadError } from '../../read-error';
import { inspectRest } from '../../rest';
import type { GgufReader } from './reader';
import { GGML_TYPES } from './types';

/** A tensor as the header lists it; `offset` counts from the beginning of the data. */
export interface GgufTensor {
  readonly name: string;
  readonly typeName: string;
  readonly shape: readonly number[];
  readonly elements: bigint;
  readonly bytes: bigint;
  readonly offset: bigint;
  /** Place of its row in the header. */
  readonly start: number;
  readonly end: number;
}

/** `GGML_MAX_DIMS` and `GGML_MAX_NAME`. */
const MOST_DIMENSIONS = 4;
const LONGEST_NAME = 63;
const LARGEST = 2n ** 62n;

/** Reads one row of the tensor list. Null, with the reason noted, for a tensor whose bytes cannot be told. */
export async function readTensor(
  context: EntryContext,
  reader: GgufReader,
  cursor: ByteCursor,
): Promise<GgufTensor | null> {
  const { note } = context;
  const start = cursor.position;
  const name = await reader.name('the name of a tensor');
  const what = `tensor ${name.slice(0, 100)}`;
  const dimensions = await reader.u32(what);
  if (dimensions > MOST_DIMENSIONS)
    throw new ReadError(
      'headerInvalid',
      `${what} has ${dimensions} dimensions, and ggml has at most ${MOST_DIMENSIONS}`,
      start,
    );
  const shape: bigint[] = [];
  for (let i = 0; i < dimensions; i++) shape.push(await reader.count(what));
  const typeNumber = await reader.u32(what);
  const offset = await reader.u64(what);
  const end = cursor.position;
  if (name.length > LONGEST_NAME)
    note.oddity('headerTooLong', `the name of ${what} is longer than ggml reads`, start, end);
  const elements = shape.reduce((product, size) => (product > LARGEST ? product : product * size), 1n);
  const type = GGML_TYPES.get(typeNumber);
  const wrong =
    type === undefined
      ? `has the type ${typeNumber}, which ggml does not have`
      : elements > LARGEST
        ? 'has more elements than can be counted'
        : (shape[0] ?? 1n) % type.blockElements !== 0n
          ? `has rows of ${shape[0]} elements, which are no whole blocks of ${type.name}`
          : null;
  if (wrong !== null || type === undefined) {
    note.malformed('headerInvalid', `${what} ${wrong}`, start, end);
    return null;
  }
  const bytes = (elements / type.blockElements) * type.blockBytes;
  return { name, typeName: type.name, shape: shape.map(Number), elements, bytes, offset, start, end };
}

/** Longest filling between tensors that is read. */
const MOST_PADDING = 4096;

/** Holds the tensors' places against one another and against the file. Between them there is nothing but filling to the alignment. */
export async function placeTensors(
  context: EntryContext,
  content: Content,
  cursor: ByteCursor,
  tensors: readonly GgufTensor[],
  unreadable: number,
  alignment: bigint,
): Promise<void> {
  const { note, coverage } = context;
  const headerEnd = cursor.position;
  const base = BigInt(aligned(BigInt(headerEnd), alignment));
  const sorted = [...tensors].sort((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0));
  const items: Item[] = [];
  let covered = BigInt(headerEnd);
  for (const tensor of sorted) {
    const start = base + tensor.offset;
    const end = start + tensor.bytes;
    const what = `tensor ${tensor.name.slice(0, 100)}`;
    if (tensor.offset % alignment !== 0n)
      note.malformed(
        'headerInvalid',
        `${what} begins at ${tensor.offset}, which is no multiple of the alignment ${alignment}`,
        tensor.start,
        tensor.end,
      );
    if (start < covered && tensor.bytes > 0n)
      note.malformed('rangeOverlap', `${what} shares bytes with another`, tensor.start, tensor.end);
    if (start > covered) items.push({ tensor: null, start: asNumber(covered), end: asNumber(start) });
    items.push({ tensor, start: asNumber(start), end: asNumber(end) });
    if (end > covered) covered = end;
  }
  const filled = await readPadding(context, cursor, items, alignment);
  const tail = await readTail(cursor, asNumber(covered), alignment);
  const size = await cursor.end(context.tick);
  coverage.size = Math.max(coverage.size, size);
  // In the order of their places, so that coverage only grows at its end.
  for (const { tensor, start, end } of items) {
    if (tensor === null) explainPadding(context, start, Math.min(end, size), alignment, filled.get(start) ?? null);
    else if (end <= size)
      note.array({ name: tensor.name, dtype: tensor.typeName, shape: tensor.shape, order: 'F' }, start, end);
    else
      note.malformed(
        'truncated',
        `tensor ${tensor.name.slice(0, 100)} ends at byte ${end} of a file of ${size}`,
        Math.min(start, size),
        size,
      );
  }
  note.explain(asNumber(covered), tail.end, 'data');
  // Writers that fill at all fill whole; a header alone may also do without.
  if (tail.missing && (tensors.length > 0 || tail.end > headerEnd))
    note.malformed('truncated', 'the filling behind the last tensor is not whole', tail.end, tail.end + 1);
  const detail = unreadable > 0 ? 'bytes belong to no tensor that could be read' : 'bytes follow the last tensor';
  await inspectRest(context, content, Math.min(tail.end, size), size, detail);
}

/** A tensor's bytes, or the filling before one. */
interface Item {
  readonly tensor: GgufTensor | null;
  readonly start: number;
  readonly end: number;
}

/** Writers fill the last tensor up to the alignment as well: the end of those zeros, and whether some of them are missing at the end of the file. */
async function readTail(
  cursor: ByteCursor,
  covered: number,
  alignment: bigint,
): Promise<{ readonly end: number; readonly missing: boolean }> {
  const length = aligned(BigInt(covered), alignment) - covered;
  if (covered < cursor.position || length > MOST_PADDING || length === 0) return { end: covered, missing: false };
  await cursor.skip(covered - cursor.position);
  if (cursor.position < covered) return { end: covered, missing: false };
  const bytes = await cursor.take(length);
  const isZero = bytes.every((byte) => byte === 0);
  return { end: isZero ? covered + bytes.length : covered, missing: isZero && bytes.length < length };
}

/** Whether each filling holds zeros only, by its beginning; read in order. */
async function readPadding(
  context: EntryContext,
  cursor: ByteCursor,
  items: readonly Item[],
  alignment: bigint,
): Promise<ReadonlyMap<number, boolean>> {
  const filled = new Map<number, boolean>();
  for (const { tensor, start, end } of items) {
    const length = end - start;
    if (tensor !== null || start < cursor.position || length > MOST_PADDING || BigInt(length) >= alignment) continue;
    await cursor.skip(start - cursor.position);
    const bytes = await cursor.take(length);
    context.tick(cursor.position);
    if (bytes.length < length) break;
    filled.set(
      start,
      bytes.every((byte) => byte === 0),
    );
  }
  return filled;
}

function explainPadding(
  context: EntryContext,
  start: number,
  end: number,
  alignment: bigint,
  isZero: boolean | null,
): void {
  const { note } = context;
  if (end <= start) return;
  if (BigInt(end - start) >= alignment) note.malformed('rangeHole', 'no tensor has these bytes', start, end);
  else if (isZero === false) note.oddity('paddingNotFilled', 'the filling between tensors is not zero', start, end);
  if (isZero === true || (isZero === null && BigInt(end - start) < 32n)) note.explain(start, end, 'data');
  else note.gap(start, end, 'filling that is not zero or was not read');
}

function aligned(offset: bigint, alignment: bigint): number {
  return asNumber(((offset + alignment - 1n) / alignment) * alignment);
}

/** Offsets beyond what any file has stay beyond it. */
const asNumber = (value: bigint): number => (value > 2n ** 52n ? 2 ** 52 : Number(value));
