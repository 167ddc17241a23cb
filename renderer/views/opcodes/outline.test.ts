import { expect, test } from 'vitest';
import { commonRows, filteredOutline, foldedOutline } from './outline';

test('without folds a line is its row', () => {
  const outline = foldedOutline(10_000_000, []);
  expect([outline.count, outline.rowAt(9_999_999), outline.lineOf(123)]).toEqual([10_000_000, 9_999_999, 123]);
});

test('every shown row stands on exactly one line, whatever is folded', () => {
  const folds = [
    { row: 20, closing: 30 },
    { row: 2, closing: 9 },
    { row: 4, closing: 6 },
    { row: 9, closing: 12 },
    { row: 40, closing: 41 },
  ];
  const outline = foldedOutline(50, folds);
  const hidden = new Set<number>();
  for (const { row, closing } of folds) for (let at = row + 1; at < closing; at++) hidden.add(at);
  const shown = Array.from({ length: 50 }, (_, row) => row).filter((row) => !hidden.has(row));
  expect(outline.count).toBe(shown.length);
  expect(shown.map((_, line) => outline.rowAt(line))).toEqual(shown);
  expect(shown.map((row) => outline.lineOf(row))).toEqual(shown.map((_, line) => line));
  for (let row = 0; row < 50; row++) expect(outline.shows(row), `row ${row}`).toBe(!hidden.has(row));
  expect(outline.rowAt(outline.lineOf(5))).toBe(2);
});

test('a filter shows what it found', () => {
  const outline = filteredOutline(Float64Array.from([3, 8, 21]));
  expect([outline.count, outline.rowAt(1), outline.lineOf(8), outline.shows(9)]).toEqual([3, 8, 1, false]);
  expect([...commonRows([1, 3, 8, 9], [3, 4, 9])]).toEqual([3, 9]);
});
