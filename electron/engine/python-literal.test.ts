import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PythonLiteral, readPythonLiteral } from './python-literal';

/** The value as JavaScript, for comparing. */
function plain(literal: PythonLiteral): unknown {
  switch (literal.kind) {
    case 'none':
      return null;
    case 'dict':
      return new Map(literal.entries.map(([key, value]) => [plain(key), plain(value)]));
    case 'tuple':
    case 'list':
      return literal.items.map(plain);
    default:
      return literal.value;
  }
}

const value = (text: string) => {
  const outcome = readPythonLiteral(text);
  return 'value' in outcome ? plain(outcome.value) : outcome.failure;
};

describe('literals', () => {
  test.each([
    [`'a'`, 'a'],
    [`u'a'`, 'a'],
    [`b"a"`, 'a'],
    [`r'\\n'`, '\\n'],
    [`'\\x41\\u0042\\N{BULLET}\\103\\q'`, 'AB\ufffdC\\q'],
    [`'a' "b"`, 'ab'],
    ['3', 3n],
    ['3L', 3n],
    ['-3', -3n],
    ['0x10', 16n],
    ['True', true],
    ['None', null],
    ['()', []],
    ['(3)', 3n],
    ['(3,)', [3n]],
    ['(3, 4L, )', [3n, 4n]],
    ['[1, [2]]', [1n, [2n]]],
    [
      `{'a': (1,), 'b': False, }  \n`,
      new Map<string, unknown>([
        ['a', [1n]],
        ['b', false],
      ]),
    ],
  ])('%s', (text, expected) => {
    expect(value(text)).toEqual(expected);
  });

  test.each(['f()', 'exit', '1 + 1', '(2 ** 3,)', '[x for x in y]', `'a'.b`, `'a' % 1`, 'lambda: 0', '(1)(2)', 'a.b'])(
    '%s would have to be run',
    (text) => {
      expect(readPythonLiteral(text)).toMatchObject({ expression: true });
    },
  );

  test.each(['', '(', '{1}', `'a`, '(1 2)', '1.5', '3LL', '{,}', '(,)', '\0'])('%j is no literal', (text) => {
    expect('failure' in readPythonLiteral(text)).toBe(true);
  });

  test('nesting and length are bounded', () => {
    expect(readPythonLiteral('('.repeat(100_000))).toMatchObject({ failure: 'nested too deeply' });
    expect('failure' in readPythonLiteral(`'${'\\'.repeat(100_001)}`)).toBe(true);
    expect(value(`(${'1,'.repeat(50_000)})`)).toHaveLength(50_000);
  });

  test('any text ends in an answer', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      "'",
      '"',
      'a',
      '1',
      ' ',
      '\\',
      'L',
      'u',
      'True',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const outcome = readPythonLiteral(pieces.join(''));
        if ('failure' in outcome) expect(outcome.offset).toBeLessThanOrEqual(pieces.join('').length);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });
});
