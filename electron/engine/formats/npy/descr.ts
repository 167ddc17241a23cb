import type { PythonLiteral } from '../../python-literal';
import { parseDtype } from '../pickle/dtype-table';

/** What a `descr` says of one element. */
export interface Descr {
  /** As a line can show it: `<f8`, `{x: <i4, y: (2, 3)|S5}`. */
  readonly text: string;
  readonly itemBytes: bigint;
  /** True when elements are Python objects: the array's content is then a pickle. */
  readonly hasObject: boolean;
}

const SHOWN = 200;

/** numpy's own names, which `numpy.dtype` takes as well. */
const NAMES: Readonly<Record<string, string>> = {
  object: 'O',
  object_: 'O',
  bool: '?',
  bool_: '?',
  int8: 'i1',
  int16: 'i2',
  int32: 'i4',
  int64: 'i8',
  uint8: 'u1',
  uint16: 'u2',
  uint32: 'u4',
  uint64: 'u8',
  float16: 'f2',
  float32: 'f4',
  float64: 'f8',
  complex64: 'c8',
  complex128: 'c16',
};

/** Letters that numpy has as kinds with a size behind them. */
const SIZED = /^[<>|=]?[biufcmMOSUVa]\d{1,9}$/;
/** Letters that stand alone. */
const ALONE = /^[<>|=]?[?bBhHiIlLqQefdgFDGOSUVac]$/;

/**
 * Reads the `descr` of a .npy header as `numpy.lib.format.descr_to_dtype` does: a text, `(descr, shape)`, or a list of
 * `(name or (title, name), descr[, shape])`. Null for anything else.
 */
export function readDescr(descr: PythonLiteral): Descr | null {
  if (descr.kind === 'str') return readName(descr.value);
  if (descr.kind === 'tuple') {
    if (descr.items.length !== 2) return null;
    const [inner, shape] = descr.items as readonly [PythonLiteral, PythonLiteral];
    return subarray(readDescr(inner), shapeOf(shape));
  }
  return descr.kind === 'list' ? fields(descr.items) : null;
}

function readName(written: string): Descr | null {
  const unit = /^([<>|=]?[mM]8)\[[\w/]{1,20}\]$/.exec(written);
  const text = unit?.[1] ?? (Object.hasOwn(NAMES, written) ? (NAMES[written] as string) : written);
  if (!SIZED.test(text) && !ALONE.test(text)) return null;
  const row = parseDtype(text);
  if (row === null || row.itemBytes === null) return null;
  return { text: unit === null ? row.text : written, itemBytes: BigInt(row.itemBytes), hasObject: row.hasObject };
}

function fields(items: readonly PythonLiteral[]): Descr | null {
  const texts: string[] = [];
  let itemBytes = 0n;
  let hasObject = false;
  for (const item of items) {
    if (item.kind !== 'tuple' || item.items.length < 2 || item.items.length > 3) return null;
    const [name, descr, shape] = item.items as readonly [PythonLiteral, PythonLiteral, PythonLiteral?];
    const label = nameOf(name);
    const inner = readDescr(descr);
    const field = shape === undefined ? inner : subarray(inner, shapeOf(shape));
    if (label === null || field === null) return null;
    itemBytes += field.itemBytes;
    hasObject ||= field.hasObject;
    if (texts.length < 20) texts.push(`${label}: ${field.text}`);
  }
  const more = items.length > texts.length ? ', …' : '';
  return { text: shown(`{${texts.join(', ')}${more}}`), itemBytes, hasObject };
}

/** A field's name: a text, or its title and its name. */
function nameOf(name: PythonLiteral): string | null {
  if (name.kind === 'str') return name.value;
  const second = name.kind === 'tuple' && name.items.length === 2 ? name.items[1] : undefined;
  return second?.kind === 'str' ? second.value : null;
}

function subarray(inner: Descr | null, shape: readonly bigint[] | null): Descr | null {
  if (inner === null || shape === null) return null;
  const itemBytes = product(shape) * inner.itemBytes;
  return { text: shown(`(${shape.join(', ')})${inner.text}`), itemBytes, hasObject: inner.hasObject };
}

/** A shape: a tuple of whole numbers from 0 on, or one of them. Null for anything else. */
export function shapeOf(shape: PythonLiteral): readonly bigint[] | null {
  const items = shape.kind === 'int' ? [shape] : shape.kind === 'tuple' ? shape.items : null;
  if (items === null || items.length > 64) return null;
  const numbers: bigint[] = [];
  for (const item of items) {
    if (item.kind !== 'int' || item.value < 0n) return null;
    numbers.push(item.value);
  }
  return numbers;
}

/** The product of a shape; capped at 2^127, which no file reaches. */
export function product(numbers: readonly bigint[]): bigint {
  if (numbers.includes(0n)) return 0n;
  let result = 1n;
  for (const number of numbers) {
    result *= number;
    if (result > CAP) return CAP;
  }
  return result;
}

const CAP = 1n << 127n;

const shown = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);
