import { describe, expect, test } from 'vitest';
import type { CodeInventory } from '../../domain/fact';
import { ALONE, type CodeSurroundings, strangeIn } from './judge-inventory';
import { LIBRARY_ATTRIBUTES } from './library-attributes';
import { ORDINARY_ATTRIBUTES, ORDINARY_BUILTINS, ORDINARY_PATHS, OTHER_BUILTINS } from './ordinary-names';

const EMPTY: CodeInventory = {
  doubt: '',
  functions: 1,
  imports: [],
  bindings: [],
  definitions: [],
  globals: [],
  imported: [],
  attributes: [],
  stores: [],
  superAttributes: [],
  formats: [],
  keywords: [],
  locals: [],
  bases: [],
  loadCalls: [],
};
const strange = (changed: Partial<CodeInventory>, around: CodeSurroundings = ALONE) =>
  strangeIn({ ...EMPTY, ...changed }, around);
const WITH_NUMPY: CodeSurroundings = { modules: new Map([['np', 'numpy']]), own: new Set(['bias']) };

describe('ordinary code', () => {
  test.each<[string, Partial<CodeInventory>, CodeSurroundings]>([
    ['builtins and names of its own', { globals: ['len', 'FACTOR', 'str.lower'] }, ALONE],
    [
      'functions of NumPy under the name that the file gives it',
      { globals: ['np.mean', 'np.linalg.norm'] },
      WITH_NUMPY,
    ],
    ['an import of a function', { imports: ['math'], bindings: [['root', 'math.sqrt']], globals: ['root'] }, ALONE],
    ['attributes of its own objects', { attributes: ['bias'] }, WITH_NUMPY],
    ['plain fields', { formats: ['{} {0:>5} {name!r:.2f} {{x}}'] }, ALONE],
  ])('%s', (_, changed, around) => {
    expect(strange(changed, around)).toBe('');
  });

  test.each<[string, Partial<CodeInventory>, CodeSurroundings]>([
    ['not understood', { doubt: 'something' }, ALONE],
    ['a builtin that reaches further', { globals: ['eval'] }, ALONE],
    ['the same, given by the file', { globals: ['eval'] }, { modules: new Map(), own: new Set(['eval']) }],
    ['a module by itself', { globals: ['np'] }, WITH_NUMPY],
    ['another function of NumPy', { globals: ['np.load'] }, WITH_NUMPY],
    ['another attribute of a function of NumPy', { globals: ['np.mean.__globals__'] }, WITH_NUMPY],
    ['another module', { imports: ['os'] }, ALONE],
    [
      'a module under the name of another',
      { globals: ['np.mean'] },
      { modules: new Map([['np', 'os']]), own: new Set() },
    ],
    ['two things under one name', { bindings: [['np', 'math']] }, WITH_NUMPY],
    ['a builtin by another meaning', { bindings: [['len', 'math.sqrt']], imports: ['math'] }, ALONE],
    ['a method of arrays that it sets as its own', { stores: ['tofile'], attributes: ['tofile'] }, ALONE],
    ['an attribute with underscores', { attributes: ['_private'], definitions: [] }, ALONE],
    ['a special method', { definitions: ['__reduce__'] }, ALONE],
    ['a field with an attribute', { formats: ['{0.__class__}'] }, ALONE],
    ['a field with an item', { formats: ['{0[a]}'] }, ALONE],
    ['a field inside of a field', { formats: ['{:{0.a}}'] }, ALONE],
    ['print into something', { globals: ['print'], keywords: ['file'] }, ALONE],
    ['a call while it is loaded', { loadCalls: ['len'] }, ALONE],
    ['a decorator of its own under a known name', { loadCalls: ['property'], definitions: ['property'] }, ALONE],
    ['a method of a handler that loads', { superAttributes: ['initialize'], definitions: ['initialize'] }, ALONE],
  ])('is not %s', (_, changed, around) => {
    expect(strange(changed, around)).not.toBe('');
  });

  test('the lists do not contradict each other', () => {
    for (const name of ORDINARY_BUILTINS) expect(OTHER_BUILTINS.has(name), name).toBe(false);
    for (const name of [
      'eval',
      'exec',
      'open',
      'getattr',
      'setattr',
      'type',
      'vars',
      'globals',
      'compile',
      'memoryview',
      'input',
      'breakpoint',
      '__import__',
      '__build_class__',
    ])
      expect(ORDINARY_BUILTINS.has(name), name).toBe(false);
    for (const name of [
      'tofile',
      'dump',
      'dumps',
      'load',
      'loads',
      'save',
      'to_csv',
      'to_pickle',
      'eval',
      'query',
      'apply',
      'transform',
      'replace',
      'format',
      'system',
      'popen',
      'ctypes',
      'view',
      'write',
      'read',
      'open',
      'update',
      'insert',
      'pop',
      'send',
      'throw',
      'set_params',
      'setattr',
      'mro',
    ])
      expect(ORDINARY_ATTRIBUTES.has(name), name).toBe(false);
    for (const name of [
      'tofile',
      'dump',
      'loads',
      'to_csv',
      'eval',
      'query',
      'system',
      'popen',
      'write_text',
      'unlink',
      'load_weights',
      'gi_frame',
      'tb_frame',
      'f_globals',
      'cell_contents',
    ])
      expect(LIBRARY_ATTRIBUTES.has(name), name).toBe(true);
    for (const path of ORDINARY_PATHS)
      expect(path, path).not.toMatch(
        /\.(?:load|save|memmap|fromfile|vectorize|compile_\w+|jit|hub|ops|update_wrapper|wraps|attrgetter|methodcaller)$/,
      );
  });
});
