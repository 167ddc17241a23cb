import { describe, expect, test } from 'vitest';
import { DICT, Heap, LIST, TUPLE } from './heap';

const stack = Float64Array.from({ length: 2000 }, (_, i) => 1000 + i);

describe('the ring heap', () => {
  test('keeps tuples whole up to its bound and says how many there were', () => {
    const heap = new Heap();
    const small = heap.fixed(TUPLE, stack, 0, 3);
    const large = heap.fixed(TUPLE, stack, 0, 1000);
    expect(heap.items(small, 10)).toEqual([1000, 1001, 1002]);
    expect(heap.count(large)).toBe(1000);
    expect(heap.items(large, 1000)).toHaveLength(512);
  });

  test('keeps additions in their order', () => {
    const heap = new Heap();
    const dict = heap.growing(DICT);
    heap.add(dict, stack, 0, 2);
    heap.growing(LIST);
    heap.add(dict, stack, 2, 6);
    expect(heap.items(dict, 100)).toEqual([1000, 1001, 1002, 1003, 1004, 1005]);
    expect(heap.count(dict)).toBe(6);
  });

  test('forgets the oldest, knows that it did, and never mistakes one for another', () => {
    const heap = new Heap();
    const first = heap.fixed(TUPLE, stack, 0, 3);
    let last = first;
    for (let i = 0; i < 400_000; i++) last = heap.fixed(TUPLE, stack, i % 100, (i % 100) + 3);
    expect(heap.holds(first)).toBe(false);
    expect(heap.holds(last)).toBe(true);
    expect(heap.items(last, 3)).toEqual([1099, 1100, 1101]);
  });

  test('a clone goes its own way', () => {
    const heap = new Heap();
    const list = heap.growing(LIST);
    const copy = heap.clone();
    copy.add(list, stack, 0, 2);
    expect(heap.count(list)).toBe(0);
    expect(copy.items(list, 5)).toEqual([1000, 1001]);
  });
});
