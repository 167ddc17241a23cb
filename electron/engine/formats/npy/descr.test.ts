import { describe, expect, test } from 'vitest';
import { readPythonLiteral } from '../../python-literal';
import { product, readDescr } from './descr';

function descr(text: string): string | null {
  const outcome = readPythonLiteral(text);
  if ('failure' in outcome) throw new Error(outcome.failure);
  const read = readDescr(outcome.value);
  return read === null ? null : `${read.text} ${read.itemBytes}${read.hasObject ? ' objects' : ''}`;
}

describe('descr', () => {
  test.each([
    [`'<f8'`, '<f8 8'],
    [`'>c16'`, '>c16 16'],
    [`'|b1'`, '|b1 1'],
    [`'<U4'`, '<U4 16'],
    [`'|S0'`, '|S0 0'],
    [`'|V7'`, '|V7 7'],
    [`'<M8[25us]'`, '<M8[25us] 8'],
    [`'<m8[D]'`, '<m8[D] 8'],
    [`'float64'`, 'f8 8'],
    [`'?'`, '? 1'],
    [`'|O'`, '|O 8 objects'],
    [`'O4'`, 'O 8 objects'],
    [`'object'`, 'O 8 objects'],
    [`('<i2', (2, 3))`, '(2, 3)<i2 12'],
    [`('<i2', 3)`, '(3)<i2 6'],
    [`[('a', '<f4'), (('Title', 'b'), '|S5', (2,)), ('', '|V3')]`, '{a: <f4, b: (2)|S5, : |V3} 17'],
    [`[('a', [('b', ('|O', (2,)))])]`, '{a: {b: (2)|O}} 16 objects'],
    ['[]', '{} 0'],
  ])('%s', (text, expected) => {
    expect(descr(text)).toBe(expected);
  });

  test.each([
    `'O,i4'`,
    `'<f8; x'`,
    `''`,
    `'toString'`,
    '3',
    'None',
    '{}',
    `('<f8',)`,
    `('<f8', (1,), 2)`,
    `('<f8', (-1,))`,
    `[('a',)]`,
    `['a']`,
    `[(1, '<f4')]`,
    `[('a', '<f4', 'x')]`,
  ])('%s is none that is known', (text) => {
    expect(descr(text)).toBeNull();
  });

  test('products of hostile shapes stay bounded', () => {
    expect(product([2n, 3n])).toBe(6n);
    expect(product([0n, 2n ** 63n])).toBe(0n);
    expect(product([2n ** 100n, 2n ** 100n, 2n ** 100n])).toBe(2n ** 127n);
    expect(product([])).toBe(1n);
  });
});
