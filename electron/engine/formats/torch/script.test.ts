import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import { MemorySource } from '../../byte-source';
import { Collector } from '../../collector';
import { CoverageMap } from '../../coverage-map';
import type { EntryContext } from '../../entry-context';
import { Notes } from '../../notes';
import { pythonNames } from '../python-source/python-names';
import { inspectScript } from './script';
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

/** Codes of what is noted about a member of `code/`. */
async function notedOf(source: string): Promise<readonly string[]> {
  const bytes = new TextEncoder().encode(source);
  const collector = new Collector(DEFAULT_LIMITS);
  const coverage = new CoverageMap([], bytes.length);
  const note = new Notes([], 0, collector, coverage, DEFAULT_LIMITS);
  const context = { limits: DEFAULT_LIMITS, note, coverage, entryPath: ['code/a.py'], tick: () => {} };
  const content = { kind: 'source' as const, name: 'a.py', head: bytes, source: new MemorySource(bytes) };
  await inspectScript(context as unknown as EntryContext, content);
  return collector.facts.map((fact) => (fact.kind === 'malformed' ? fact.code : fact.kind));
}

describe('a member with TorchScript', () => {
  test('may hold an empty text', async () => {
    expect(
      await notedOf('def f(x: Tensor) -> Tensor:\n  ops.prim.RaiseException("", "a")\n  return x\n'),
    ).not.toContain('entryUnreadable');
  });

  test('whose text does not end is not understood', async () => {
    expect(await notedOf('def f(x: Tensor) -> Tensor:\n  x = "\n')).toContain('entryUnreadable');
  });
});
