import { expect, test } from 'vitest';
import { elementsOf, shapeText, shortCount } from './array-numbers';
import { firstValues } from './first-values';

test('a shape is counted exactly, and one that is none is not counted', () => {
  expect(elementsOf([])).toBe(1n);
  expect(elementsOf([0, 5])).toBe(0n);
  expect(elementsOf([2 ** 52, 2 ** 52])).toBe(2n ** 104n);
  expect(elementsOf([-1])).toBeNull();
  expect(elementsOf([Number.NaN])).toBeNull();
  expect(shapeText([])).toBe('scalar');
});

test('counts are spoken of as people do', () => {
  expect([640n, 9_999n, 27_300_000n, 7_240_000_000n, 10n ** 15n].map(shortCount)).toEqual([
    '640',
    '9,999',
    '27.3 M',
    '7.2 B',
    '1,000 T',
  ]);
});

test('first values are read in every spelling of a dtype', () => {
  const floats = new Uint8Array(new Float32Array([1.5, -2]).buffer);
  for (const dtype of ['F32', 'float32', '<f4', 'torch.float32', 'f4'])
    expect(firstValues(dtype, floats, 4), dtype).toEqual(['1.5', '-2']);
  expect(firstValues('>i2', Uint8Array.of(1, 0, 0xff, 0xff), 4)).toEqual(['256', '-1']);
  expect(firstValues('I8', Uint8Array.of(0xff, 2), 4)).toEqual(['-1', '2']);
  expect(firstValues('F16', Uint8Array.of(0, 0x3c, 0, 0x7c), 4)).toEqual(['1', 'Infinity']);
  expect(firstValues('BF16', Uint8Array.of(0x80, 0x3f), 4)).toEqual(['1']);
  expect(firstValues('bool', Uint8Array.of(0, 1), 4)).toEqual(['False', 'True']);
  for (const dtype of ['Q4_K', 'F8_E4M3', '<U5', '', 'object', 'float128'])
    expect(firstValues(dtype, floats, 4), dtype).toBeNull();
});
