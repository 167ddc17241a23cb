import type { ByteCursor } from '../../byte-cursor';
import type { Content, EntryContext } from '../../entry-context';
import { inspectRest } from '../../rest';
import { GgufError, type GgufReader } from './reader';
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
    throw new GgufError(
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
  alignment: bigint,
): Promise<void> {
  const { note, coverage } = context;
  const headerEnd = cursor.position;
  const base = BigInt(aligned(BigInt(headerEnd), alignment));
  const sorted = [...tensors].sort((a, b) => (a.offset < b.offset ? -1 : a.offset > b.offset ? 1 : 0));
  const placed: { readonly tensor: GgufTensor; readonly start: bigint; readonly end: bigint }[] = [];
  const padding: [number, number][] = [];
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
    if (start > covered) padding.push([asNumber(covered), asNumber(start)]);
    placed.push({ tensor, start, end });
    if (end > covered) covered = end;
  }
  const filled = await readPadding(context, cursor, padding, alignment);
  const size = await cursor.end(context.tick);
  coverage.size = Math.max(coverage.size, size);
  for (const { tensor, start, end } of placed) {
    const { name, typeName, shape } = tensor;
    if (end > BigInt(size))
      note.malformed(
        'truncated',
        `tensor ${name.slice(0, 100)} ends at byte ${end} of a file of ${size}`,
        Math.min(asNumber(start), size),
        size,
      );
    else note.array({ name, dtype: typeName, shape, order: 'F' }, asNumber(start), asNumber(end));
  }
  for (const [start, end] of padding)
    explainPadding(context, start, Math.min(end, size), alignment, filled.get(start) ?? null);
  if (tensors.length === 0 && covered === BigInt(headerEnd) && base <= BigInt(size)) {
    // A vocabulary alone: writers fill up to where data would begin.
    explainPadding(context, headerEnd, asNumber(base), alignment, null);
    covered = base;
  }
  await explainTail(context, content, asNumber(covered), size, alignment);
}

/** Writers fill the last tensor up to the alignment as well. */
async function explainTail(
  context: EntryContext,
  content: Content,
  covered: number,
  size: number,
  alignment: bigint,
): Promise<void> {
  if (covered >= size) return;
  const end = Math.min(size, aligned(BigInt(covered), alignment));
  if (content.kind === 'source' && end - covered <= MOST_PADDING && end === size) {
    const bytes = (await content.source.read(covered, end - covered)).slice();
    explainPadding(
      context,
      covered,
      end,
      alignment,
      bytes.length === end - covered && bytes.every((byte) => byte === 0),
    );
  } else await inspectRest(context, content, covered, size, 'bytes follow the last tensor');
}

/** Whether each filling holds zeros only, by its beginning; read in order. */
async function readPadding(
  context: EntryContext,
  cursor: ByteCursor,
  padding: readonly [number, number][],
  alignment: bigint,
): Promise<ReadonlyMap<number, boolean>> {
  const filled = new Map<number, boolean>();
  for (const [start, end] of padding) {
    const length = end - start;
    if (start < cursor.position || length > MOST_PADDING || BigInt(length) >= alignment) continue;
    if ((await cursor.skip(start - cursor.position)) < 0) break;
    const bytes = await cursor.take(length);
    context.tick(cursor.position);
    if (bytes.length === length)
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
