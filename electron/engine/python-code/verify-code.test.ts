import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessVersion } from './bytecode';
import { inventoryOf } from './code-inventory';
import { type CodeObject, kindsOf, type PythonValue } from './code-object';
import { readExceptionTable } from './exception-table';

const RESUME = [151, 0];
const RETURN = [83, 0];
const NONE: PythonValue = { kind: 'none' };

/** `def f(x)` of CPython 3.11 with these instructions. */
function code(instructions: readonly number[], changed: Partial<CodeObject> = {}): CodeObject {
  const locals = changed.locals ?? ['x'];
  return {
    layout: '3.11',
    name: 'f',
    qualifiedName: 'f',
    fileName: 'project.py',
    firstLine: 1,
    argumentCount: 1,
    keywordOnlyCount: 0,
    localCount: locals.length,
    stackSize: 4,
    flags: 3,
    bytecode: Uint8Array.from([...RESUME, ...instructions]),
    constants: [NONE],
    names: [],
    locals,
    cells: locals,
    kinds: kindsOf(locals, [], []),
    freeCount: 0,
    exceptionTable: new Uint8Array(0),
    ...changed,
  };
}

const inventory = (made: CodeObject) => inventoryOf(made, guessVersion(made, '3.11'), '3.11');
const doubt = (instructions: readonly number[], changed: Partial<CodeObject> = {}) =>
  inventory(code(instructions, changed)).doubt;

describe('bytecode that a compiler makes', () => {
  test('is understood, and tells what it reads', () => {
    // return x.mean
    expect(inventory(code([124, 0, 106, 0, ...new Array(8).fill(0), ...RETURN], { names: ['mean'] }))).toMatchObject({
      doubt: '',
      functions: 1,
      attributes: ['mean'],
      globals: [],
    });
    // return np.mean
    const load = [116, 0, ...new Array(10).fill(0)];
    expect(
      inventory(code([...load, 106, 1, ...new Array(8).fill(0), ...RETURN], { names: ['np', 'mean'] })).globals,
    ).toEqual(['np.mean']);
  });

  test('loops go round', () => {
    // for y in x: pass; return None
    const loop = [124, 0, 68, 0, 93, 2, 125, 1, 140, 3, 100, 0, ...RETURN];
    expect(doubt(loop, { locals: ['x', 'y'], cells: ['x', 'y'], kinds: kindsOf(['x', 'y'], [], []) })).toBe('');
  });
});

describe('bytecode that no compiler makes', () => {
  test.each([
    ['more is taken from the stack than is there', [1, 0, 100, 0, ...RETURN], {}],
    ['more is put onto it than it holds', [124, 0, 124, 0, ...RETURN], { stackSize: 1 }],
    ['something is left on it', [124, 0, 124, 0, ...RETURN], {}],
    ['it runs past its end', [100, 0], {}],
    ['a loop over what is no iterator', [124, 0, 93, 0, 1, 0, 100, 0, ...RETURN], {}],
    ['a variable taken for a cell', [137, 0, ...RETURN], {}],
    ['an item for what is no list', [124, 0, 124, 0, 145, 1, ...RETURN], {}],
    ['a jump into a cache', [110, 2, 116, 0, ...new Array(10).fill(0), 1, 0, 100, 0, ...RETURN], { names: ['a'] }],
    ['NULL as a value', [2, 0, ...RETURN], {}],
    ['more variables than it says', [100, 0, ...RETURN], { localCount: 0 }],
    [
      'a constant that is not plain',
      [100, 0, ...RETURN],
      { constants: [{ kind: 'unknown', what: '?' }] as PythonValue[] },
    ],
    ['flags of a generator', [100, 0, ...RETURN], { flags: 0x23 }],
  ])('%s', (_, instructions, changed) => {
    expect(doubt(instructions, changed)).not.toBe('');
  });

  test('any bytecode ends in an answer', () => {
    const opcode = fc.constantFrom(
      1,
      2,
      83,
      93,
      100,
      106,
      110,
      116,
      124,
      125,
      132,
      135,
      137,
      140,
      144,
      151,
      160,
      166,
      171,
    );
    const pair = fc.tuple(opcode, fc.nat(6)).map(([code, argument]) => [code, argument]);
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), fc.uint8Array({ maxLength: 12 }), (pairs, exceptionTable) => {
        const made = code(pairs.flat(), { names: ['a', 'b'], exceptionTable });
        for (const version of ['3.11', '3.12', '3.13'])
          expect(typeof inventoryOf(made, guessVersion(made, version)).doubt).toBe('string');
      }),
      { numRuns: 500, seed: 36 },
    );
  });

  test('long code takes time in proportion', () => {
    const started = performance.now();
    // Jumps back and forth over many variables.
    const locals = Array.from({ length: 250 }, (_, i) => `v${i}`);
    const body = Array.from({ length: 15_000 }, (_, i) => [124, i % 250, 114, i % 200]).flat();
    doubt([...body, 100, 0, ...RETURN], { locals, cells: locals, kinds: kindsOf(locals, [], []), argumentCount: 250 });
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('tables of handlers', () => {
  test('rows and damage', () => {
    expect(readExceptionTable(Uint8Array.from([0x84, 2, 8, 3]))).toEqual([
      { start: 8, end: 12, target: 16, depth: 1, lasti: true },
    ]);
    expect(readExceptionTable(Uint8Array.from([0x84, 2, 8]))).toBeNull();
    expect(readExceptionTable(Uint8Array.from([4, 2, 8, 3]))).toBeNull();
    expect(readExceptionTable(new Uint8Array(4))).toBeNull();
    expect(readExceptionTable(new Uint8Array(0))).toEqual([]);
  });
});
