import { describe, expect, test } from 'vitest';
import type { CodeFact } from '../../../shared/domain/fact';
import { type CodeRow, codeRows, findInRows, ROW_CHARACTERS, segmentsOf } from './code-lines';

const code = (text: string, names: readonly string[] = [], language: CodeFact['language'] = 'python'): CodeFact => ({
  kind: 'code',
  language,
  title: 'piece',
  text,
  truncated: false,
  runs: 'loading',
  names,
  entryPath: [],
  range: { start: 0, end: text.length },
});
const marks = (rows: readonly CodeRow[]) =>
  rows.flatMap((row) =>
    row.marks.map((mark) => `${row.line} ${row.text.slice(mark.start, mark.end)}: ${mark.danger.name}`),
  );

describe('dangerous names in the text', () => {
  test('are marked whole where they are written out, and by their last step behind an import', () => {
    const text = 'import os\nfrom subprocess import run as r\nos.system("os.system")\nr()\nx = eval\n# eval\n';
    expect(marks(codeRows(code(text, ['os', 'os.system', 'subprocess.run', 'eval', 'x'])))).toEqual([
      '2 run: subprocess.run',
      '3 os.system: os.system',
      '5 eval: eval',
    ]);
  });

  test('are marked in a listing, instruction by instruction', () => {
    const text =
      'def f():\n  # names: os, system\n     2 LOAD_GLOBAL              os\n     4 LOAD_ATTR                system\n';
    expect(marks(codeRows(code(text, ['os', 'os.system'], 'bytecode')))).toEqual(['4 system: os.system']);
  });

  test('of a template are those that mean Python', () => {
    const names = ['print', 'map', 'self.__init__.__globals__'];
    expect(marks(codeRows(code('{{ map(print) }} {{ self.__init__.__globals__.os }}', names, 'jinja')))).toEqual([
      '1 self.__init__.__globals__: self.__init__.__globals__',
    ]);
  });
});

describe('rows', () => {
  test('are harmless texts: no control characters, no tricks of direction, no addresses to click', () => {
    const [row] = codeRows(code('\ta = "\u202e\u0007"; b = "https://attacker.example/x"'));
    expect(row?.text).toBe('    a = "\\u202e\\x07"; b = "https[:]//attacker[.]example/x"');
  });

  test('number lines of every kind of ending, and the last empty one is none', () => {
    expect(codeRows(code('a\r\nb\rc\n')).map((row) => `${row.line} ${row.text}`)).toEqual(['1 a', '2 b', '3 c']);
    expect(codeRows(code(''))).toHaveLength(1);
  });

  test('take a very long line in parts, with its colours and marks', () => {
    const rows = codeRows(code(`${'x '.repeat(ROW_CHARACTERS)}os.system(1)`, ['os.system']));
    expect(rows.length).toBe(3);
    expect(rows.map((row) => row.first)).toEqual([true, false, false]);
    expect(marks(rows)).toEqual(['1 os.system: os.system']);
    expect(rows.map((row) => row.text).join('')).toHaveLength(2 * ROW_CHARACTERS + 12);
  });
});

test('the search finds without regard to case, and cuts runs at its matches', () => {
  const rows = codeRows(code('Import OS\nimport os', ['os']));
  const hits = findInRows(rows, 'import o');
  expect(hits).toEqual([
    { row: 0, start: 0, end: 8 },
    { row: 1, start: 0, end: 8 },
  ]);
  const segments = segmentsOf(rows[1] as CodeRow, hits.slice(1));
  expect(segments.map((segment) => segment.text).join('')).toBe('import os');
  expect(segments.filter((segment) => segment.hit).map((segment) => segment.text)).toEqual(['import', ' ', 'o']);
  expect(findInRows(rows, '')).toEqual([]);
});
