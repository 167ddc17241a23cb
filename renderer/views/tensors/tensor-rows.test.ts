import { describe, expect, test } from 'vitest';
import type { ArrayFact } from '../../../shared/domain/fact';
import { arrangeTensors, nextSort, type TensorSort, tensorRows } from './tensor-rows';

const array = (name: string | null, shape: readonly number[], start = 0, dtype = 'F32'): ArrayFact => ({
  kind: 'array',
  name,
  dtype,
  shape,
  order: 'C',
  entryPath: [],
  range: { start, end: start + 8 },
});
const ALL = tensorRows([
  array('layer.10.weight', [3, 4], 30),
  array('layer.2.weight', [3, 30], 20),
  array('layer.2.bias', [3], 10, 'BF16'),
  array(null, [4_294_967_296, 4_294_967_296], 0),
]);
const names = (sort: TensorSort, filter = '') => arrangeTensors(ALL, filter, sort).map((row) => row.name);
const FILE: TensorSort = { column: 'file', descending: false };

describe('the table', () => {
  test('sorts numbers in names as numbers, shapes by dimension and counts exactly', () => {
    expect(names({ column: 'name', descending: false })).toEqual([
      '',
      'layer.2.bias',
      'layer.2.weight',
      'layer.10.weight',
    ]);
    expect(names({ column: 'shape', descending: false })).toEqual([
      'layer.2.bias',
      'layer.10.weight',
      'layer.2.weight',
      '',
    ]);
    expect(names({ column: 'elements', descending: true })[0]).toBe('');
    expect(ALL[3]?.elementsText).toBe('18,446,744,073,709,551,616');
    expect(names({ column: 'offset', descending: false })[0]).toBe('');
  });

  test('keeps the order of the file among equals, whichever way it is sorted', () => {
    const equal = (descending: boolean) => names({ column: 'bytes', descending });
    expect(equal(true)).toEqual(equal(false));
    expect(equal(true)).toEqual(names(FILE));
  });

  test('filters by every word, in name, dtype and shape', () => {
    expect(names(FILE, 'layer.2 bf16')).toEqual(['layer.2.bias']);
    expect(names(FILE, '3x30')).toEqual(['layer.2.weight']);
    expect(names(FILE, 'nothing')).toEqual([]);
  });

  test('a column goes up, down and back to the order of the file', () => {
    let sort = nextSort(FILE, 'name');
    expect(sort).toEqual({ column: 'name', descending: false });
    sort = nextSort(sort, 'name');
    expect(sort.descending).toBe(true);
    expect(nextSort(sort, 'name')).toEqual(FILE);
    expect(nextSort(sort, 'bytes')).toEqual({ column: 'bytes', descending: true });
  });

  test('twenty thousand rows are sorted in a moment', () => {
    const many = tensorRows(
      Array.from({ length: 20_000 }, (_, index) =>
        array(`layer.${(index * 7919) % 20_000}.w`, [index % 100, 64], index),
      ),
    );
    const started = performance.now();
    arrangeTensors(many, 'layer', { column: 'name', descending: true });
    expect(performance.now() - started).toBeLessThan(1500);
  });
});
