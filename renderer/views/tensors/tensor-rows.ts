import type { ArrayFact } from '../../../shared/domain/fact';
import { bytesOf, countText, elementsOf, shapeText } from '../../state/array-numbers';
import { shownText } from '../../state/evidence';

export const TENSOR_COLUMNS = ['name', 'dtype', 'shape', 'elements', 'bytes', 'offset', 'member'] as const;
export type TensorColumn = (typeof TENSOR_COLUMNS)[number];

/** The order of the table; `file` is the order in which the file has them. */
export interface TensorSort {
  readonly column: TensorColumn | 'file';
  readonly descending: boolean;
}

/** One array with everything that is shown of it, made once. */
export interface TensorRow {
  readonly array: ArrayFact;
  readonly name: string;
  readonly dtype: string;
  readonly shape: string;
  readonly elements: bigint | null;
  readonly elementsText: string;
  readonly bytes: number;
  readonly member: string;
  /** What the filter looks in, in lower case. */
  readonly search: string;
}

export function tensorRows(arrays: readonly ArrayFact[]): readonly TensorRow[] {
  return arrays.map((array) => {
    const name = array.name === null ? '' : shownText(array.name);
    const dtype = shownText(array.dtype);
    const shape = shapeText(array.shape);
    const elements = elementsOf(array.shape);
    const member = shownText(array.entryPath.join(' › '));
    return {
      array,
      name,
      dtype,
      shape,
      elements,
      elementsText: countText(elements),
      bytes: bytesOf(array),
      member,
      search: `${name} ${dtype} ${shape} ${array.shape.join('x')} ${member}`.toLowerCase(),
    };
  });
}

const collator = new Intl.Collator('en', { numeric: true });
const bigger = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** Shapes by their dimensions from the left, as numbers. */
function compareShapes(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++)
    if (a[index] !== b[index]) return (a[index] as number) - (b[index] as number);
  return a.length - b.length;
}

const COMPARE: Readonly<Record<TensorColumn, (a: TensorRow, b: TensorRow) => number>> = {
  name: (a, b) => collator.compare(a.name, b.name),
  dtype: (a, b) => collator.compare(a.dtype, b.dtype),
  shape: (a, b) => compareShapes(a.array.shape, b.array.shape),
  elements: (a, b) => bigger(a.elements ?? -1n, b.elements ?? -1n),
  bytes: (a, b) => a.bytes - b.bytes,
  offset: (a, b) => a.array.range.start - b.array.range.start,
  member: (a, b) => collator.compare(a.member, b.member),
};

/** Rows that have every word of the filter, in the wanted order. Equal rows stay in the order of the file, whichever way it goes. */
export function arrangeTensors(rows: readonly TensorRow[], filter: string, sort: TensorSort): readonly TensorRow[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown = words.length === 0 ? [...rows] : rows.filter((row) => words.every((word) => row.search.includes(word)));
  if (sort.column === 'file') return shown;
  const compare = COMPARE[sort.column];
  return shown.sort(sort.descending ? (a, b) => compare(b, a) : compare);
}

/** What a click on a column's head does: up, down, and back to the order of the file. */
export function nextSort(sort: TensorSort, column: TensorColumn): TensorSort {
  if (sort.column !== column) return { column, descending: column === 'elements' || column === 'bytes' };
  const first = column === 'elements' || column === 'bytes';
  return sort.descending === first ? { column, descending: !first } : { column: 'file', descending: false };
}
