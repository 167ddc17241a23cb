import type { ByteCursor } from '../../byte-cursor';
import { latin1 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type PythonLiteral, readPythonLiteral } from '../../python-literal';
import { type Descr, readDescr, shapeOf } from './descr';

/** A .npy header that was read. */
export interface NpyHeader {
  readonly version: string;
  readonly descr: Descr;
  readonly shape: readonly bigint[];
  readonly order: 'C' | 'F';
}

/** numpy refuses longer ones unless it is told otherwise (`max_header_size`). */
const LONGEST_FOR_NUMPY = 10_000;
const LONGEST = 1024 * 1024;
const MAGIC_BYTES = 6;

/**
 * Reads magic, version and header (NEP 1, `numpy/lib/format.py`) and books its bytes; the cursor then stands before the data. The header
 * is a Python literal and is read as one: what would have to be run is a fact, not an answer. Null when the data cannot be told.
 */
export async function readHeader(context: EntryContext, cursor: ByteCursor): Promise<NpyHeader | null> {
  const { note } = context;
  const start = cursor.position;
  await cursor.skip(MAGIC_BYTES);
  context.coverage.size = Math.max(context.coverage.size, cursor.position);
  if (!(await cursor.need(4)))
    return broken(context, 'truncated', 'the array ends inside its header', start, start + 10);
  const [major, minor] = [cursor.u8(), cursor.u8()];
  if (major < 1 || major > 3 || minor !== 0)
    return broken(
      context,
      'headerInvalid',
      `the header has version ${major}.${minor}, which numpy does not read`,
      start,
      cursor.position,
    );
  if (major > 1 && !(await cursor.need(4)))
    return broken(context, 'truncated', 'the array ends inside its header', start, start + 12);
  const length = major === 1 ? cursor.u16() : cursor.u32();
  const headerStart = cursor.position;
  if (length > LONGEST) {
    note.limit('header', `a header of ${length} bytes is longer than is read`, start, headerStart + length);
    return null;
  }
  const bytes = await cursor.take(length);
  const end = cursor.position;
  context.coverage.size = Math.max(context.coverage.size, end);
  if (bytes.length < length) return broken(context, 'truncated', 'the array ends inside its header', start, end);
  if (length > LONGEST_FOR_NUMPY)
    note.oddity(
      'headerTooLong',
      `the header has ${length} bytes, and numpy refuses more than ${LONGEST_FOR_NUMPY}`,
      start,
      end,
    );
  const text = major === 3 ? utf8(bytes) : latin1(bytes);
  if (text === null) return broken(context, 'headerInvalid', 'the header is not UTF-8', start, end);
  const outcome = readPythonLiteral(text);
  if ('failure' in outcome) {
    const at = Math.min(end, headerStart + outcome.offset);
    return outcome.expression
      ? broken(context, 'headerExpression', `the header is not a literal but code: ${outcome.failure}`, at, end)
      : broken(context, 'headerInvalid', `the header is not a Python literal: ${outcome.failure}`, at, end);
  }
  const header = readDictionary(context, outcome.value, headerStart, end);
  if (header === null) return null;
  note.explain(start, end, 'data');
  return { version: `${major}.${minor}`, ...header };
}

function readDictionary(
  context: EntryContext,
  literal: PythonLiteral,
  start: number,
  end: number,
): Omit<NpyHeader, 'version'> | null {
  if (literal.kind !== 'dict') return broken(context, 'headerInvalid', 'the header is not a dictionary', start, end);
  const entries = new Map<string, PythonLiteral>();
  for (const [key, value] of literal.entries) {
    if (key.kind !== 'str') return broken(context, 'headerInvalid', 'the header has a key that is no text', start, end);
    if (entries.has(key.value))
      context.note.oddity(
        'duplicateKey',
        `the header has ${key.value.slice(0, 100)} twice, and the last one counts`,
        start,
        end,
      );
    entries.set(key.value, value);
  }
  const [descr, order, shape] = [entries.get('descr'), entries.get('fortran_order'), entries.get('shape')];
  if (entries.size !== 3 || descr === undefined || order === undefined || shape === undefined)
    return broken(context, 'headerInvalid', 'the header does not have just descr, fortran_order and shape', start, end);
  const sizes = shape.kind === 'tuple' ? shapeOf(shape) : null;
  if (sizes === null)
    return broken(context, 'headerInvalid', 'the shape is not a tuple of whole numbers from 0 on', start, end);
  if (order.kind !== 'bool')
    return broken(context, 'headerInvalid', 'fortran_order is neither True nor False', start, end);
  const read = readDescr(descr);
  if (read === null) return broken(context, 'headerInvalid', 'the descr is no dtype that is known', start, end);
  return { descr: read, shape: sizes, order: order.value ? 'F' : 'C' };
}

function broken(
  context: EntryContext,
  code: 'truncated' | 'headerInvalid' | 'headerExpression',
  detail: string,
  start: number,
  end: number,
): null {
  context.note.malformed(code, detail, start, end);
  return null;
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
