import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pythonNames } from './python-names';

const names = (source: string) => pythonNames(source, 100);

describe('names in Python source', () => {
  test('imports and what they are called', () => {
    expect(names('import os\nos.system("x")')).toEqual(['os', 'os.system']);
    expect(names('import os as o, sys\no.system("x")')).toContain('os.system');
    expect(names('from os import system as s\ns("x")')).toContain('os.system');
    expect(names('from os import (\n  system,\n  popen as p,\n)\np("x")')).toEqual(['os.system', 'os.popen']);
    expect(names('import os.path\nos.path.join(a)')).toContain('os.path.join');
    expect(names('if x: import os; os.system("y")')).toContain('os.system');
    expect(names('from . import thing\nthing.run()')).toContain('..thing.run');
  });

  test('strings and comments are passed over', () => {
    expect(names("x = \"import os; os.system()\" # os.popen()\ny = '''\nimport sys\n'''")).toEqual([]);
    expect(names('a = "un\\"closed\nimport os')).toEqual(['os']);
    expect(names('r"""\\"""\nimport os')).toEqual([]);
  });

  test('definitions are not uses, calls of plain names are', () => {
    expect(names('def system(x): return eval(x)\nclass A(B): pass')).toEqual(['eval']);
  });

  test('any source ends in an answer', () => {
    const piece = fc.constantFrom(
      'import ',
      'from ',
      'a',
      '.',
      'as ',
      '(',
      ')',
      ',',
      '\n',
      ';',
      '"',
      "'",
      '"""',
      '\\',
      '#',
      ' ',
      ':',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(names(pieces.join('')).length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 500, seed: 44 },
    );
  });

  test('a long source takes time in proportion', () => {
    const started = performance.now();
    pythonNames('a.b('.repeat(250_000), 2000);
    pythonNames(`"${'\\"'.repeat(500_000)}`, 2000);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
