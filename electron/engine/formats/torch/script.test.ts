import { describe, expect, test } from 'vitest';
import { pythonNames } from '../python-source/python-names';
import { scriptTokens } from './script-tokens';

const tokens = (source: string) => [...scriptTokens(source)].map(({ kind, value }) => `${kind}:${value}`);

describe('TorchScript tokens', () => {
  test('take dots along, whatever stands around them', () => {
    expect(tokens('x = torch . save(y)')).toEqual([
      'name:x',
      'other:=',
      'name:torch.save',
      'other:(',
      'name:y',
      'other:)',
    ]);
    expect(tokens('ops.\n  image.read_file')).toEqual(['name:ops.image.read_file']);
    expect(tokens('torch.a \\\n .b')).toEqual(['name:torch.a.b']);
  });

  test('leave out comments and numbers, and keep texts whole', () => {
    expect(tokens('a # torch.save("x")\nb')).toEqual(['name:a', 'name:b']);
    expect(tokens('1e5 0x1F 1.5')).toEqual(['other:.']);
    expect(tokens("\"it\\\"s # torch\" '''a\nb'''")).toEqual(['text:it\\"s # torch', 'text:a\nb']);
  });

  test('say where a text does not end', () => {
    expect(tokens('"abc')).toEqual(['other:']);
    expect(tokens('"a\nb"')).toEqual(['other:', 'name:b', 'other:']);
    expect(tokens("'''abc''")).toEqual(['other:']);
  });
});

describe('names of Python source', () => {
  test.each([
    ['import os\nos.system("x")', ['os', 'os.system']],
    ['import os as o\no.system("x")', ['os', 'os.system']],
    ['from os import system as s, path\ns(1)', ['os.system', 'os.path']],
    ['from subprocess import (\n  run,\n  Popen as p,\n)\np(1)', ['subprocess.run', 'subprocess.Popen']],
    ['from . import near\nfrom .a import b\n', ['..near', '.a.b']],
    ['import a; import b.c\nb.c.d()', ['a', 'b.c', 'b.c.d']],
    ['x = eval ("1")', ['eval']],
  ])('%j', (source, names) => {
    expect(pythonNames(source, 1000)).toEqual(names);
  });
});
