import { describe, expect, test } from 'vitest';
import { bytecodeTokens } from './bytecode-tokens';
import { jinjaTokens } from './jinja-tokens';
import { pythonTokens, rTokens } from './python-tokens';
import type { LineTokenizer } from './token';

const read = (tokenize: LineTokenizer, line: string, state = '') => {
  const { tokens, state: next } = tokenize(line, state);
  return { words: tokens.map((token) => `${token.kind} ${line.slice(token.start, token.end)}`), next };
};

describe('python', () => {
  test('keywords, calls, strings with prefixes, numbers and comments', () => {
    expect(read(pythonTokens, "def f(x=0x1f): return rb'a\\'' + 1.5e-3").words).toEqual([
      'keyword def',
      'function f',
      'operator (',
      'name x',
      'operator =',
      'number 0x1f',
      'operator ):',
      'keyword return',
      "string rb'a\\''",
      'operator +',
      'number 1.5e-3',
    ]);
    expect(read(pythonTokens, `os.system("a'b")  # 'no'`).words).toEqual([
      'name os',
      'operator .',
      'function system',
      'operator (',
      `string "a'b"`,
      'operator )',
      "comment # 'no'",
    ]);
  });

  test('an attribute is no keyword, and a name may have letters of any language', () => {
    expect(read(pythonTokens, 'a.import größe1').words).toEqual(['name a', 'operator .', 'name import', 'name größe1']);
  });

  test('a triple quote stays open over lines', () => {
    const first = read(pythonTokens, 'x = """one');
    expect(first).toEqual({ words: ['name x', 'operator =', 'string """one'], next: '"""' });
    expect(read(pythonTokens, 'two', '"""')).toEqual({ words: ['string two'], next: '"""' });
    expect(read(pythonTokens, 'three""" + y', '"""')).toEqual({
      words: ['string three"""', 'operator +', 'name y'],
      next: '',
    });
  });
});

describe('byte code', () => {
  test('offset, opcode, and a name as what it is', () => {
    expect(read(bytecodeTokens, '    12 LOAD_ATTR                run').words).toEqual([
      'offset     12 ',
      'opcode LOAD_ATTR',
      'name run',
    ]);
    expect(read(bytecodeTokens, '    32 LOAD_CONST               "LOAD_FAST 1"').words.at(-1)).toBe(
      'string "LOAD_FAST 1"',
    );
    expect(read(bytecodeTokens, '  4     >>    LOAD_FAST                0 (x)').words).toEqual([
      'offset   4     >>    ',
      'opcode LOAD_FAST',
      'number 0',
      'operator (',
      'name x',
      'operator )',
    ]);
    expect(read(bytecodeTokens, 'def f(x):').words[0]).toBe('keyword def');
    expect(read(bytecodeTokens, '  # names: os').words).toEqual(['comment # names: os']);
  });
});

describe('jinja', () => {
  test('text, tags, filters and comments over lines', () => {
    expect(read(jinjaTokens, 'a {{ x | upper }} {%- if y -%} b {# c').words).toEqual([
      'text a ',
      'tag {{',
      'name x',
      'operator |',
      'function upper',
      'tag }}',
      'text  ',
      'tag {%-',
      'keyword if',
      'name y',
      'tag -%}',
      'text  b ',
      'comment {# c',
    ]);
    expect(read(jinjaTokens, 'still #} out', '{#')).toEqual({ words: ['comment still #}', 'text  out'], next: '' });
    expect(read(jinjaTokens, "{{ '}}' }}").words).toEqual(['tag {{', "string '}}'", 'tag }}']);
  });
});

test('R has keywords of its own', () => {
  expect(read(rTokens, "f <- function(x) if (TRUE) system('id') # no").words).toEqual([
    'name f',
    'operator <-',
    'keyword function',
    'operator (',
    'name x',
    'operator )',
    'keyword if',
    'operator (',
    'keyword TRUE',
    'operator )',
    'function system',
    'operator (',
    "string 'id'",
    'operator )',
    'comment # no',
  ]);
});

test.each([
  ['python', pythonTokens],
  ['bytecode', bytecodeTokens],
  ['jinja', jinjaTokens],
] as const)('%s: tokens of any line stand in order, touch nothing twice and take little time', (_, tokenize) => {
  const alphabet = [
    '"',
    "'",
    '"""',
    '\\',
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '#',
    ' ',
    '.',
    '-',
    'a',
    'LOAD_X',
    '1e',
    '0x',
    'é',
    '\u{1f600}',
    '(',
    '|',
  ];
  let seed = 7;
  const random = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  let state = '';
  for (let run = 0; run < 400; run++) {
    const line = Array.from(
      { length: Math.floor(random() * 40) },
      () => alphabet[Math.floor(random() * alphabet.length)],
    ).join('');
    const result = tokenize(line, state);
    state = result.state;
    let behind = 0;
    for (const token of result.tokens) {
      expect(token.start).toBeGreaterThanOrEqual(behind);
      expect(token.end).toBeGreaterThan(token.start);
      behind = token.end;
    }
    expect(behind).toBeLessThanOrEqual(line.length);
  }
  const started = performance.now();
  for (const piece of ['"', ' ', '(', '1', '1_', 'a.', '{{', '  1 ', '\\', 'L1: '])
    tokenize(piece.repeat(60_000 / piece.length), '');
  expect(performance.now() - started).toBeLessThan(3000);
});
