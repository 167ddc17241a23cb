import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GlobalUse } from '../../shared/domain/fact';
import { TRUSTED } from '../../shared/rules/policy/trusted';
import { usesOf } from '../../shared/rules/policy/trusted-rows';
import { assemble, type Instruction } from '../engine/testing/assemble';
import { scanBytes } from './testing/scan-bytes';

interface Name {
  readonly module: string;
  readonly name: string;
  readonly covered: readonly GlobalUse[];
}

/** Names that the machine itself follows, or whose calls are judged by their arguments: their results are not plain objects. */
const FOLLOWED =
  /^(?:copyreg |_codecs encode|numpy dtype|\S*joblib\.numpy_pickle |builtins object|types SimpleNamespace|numpy\._?core\._internal _convert)/;

const NAMES: readonly Name[] = TRUSTED.flatMap(({ rows }) =>
  rows.flatMap(([module, letters, , names]) => names.map((name) => ({ module, name, covered: usesOf(letters) }))),
).filter(({ module, name }) => !FOLLOWED.test(`${module} ${name}`));

const named = (module: string, name: string): readonly Instruction[] => [
  ['SHORT_BINUNICODE', module],
  ['SHORT_BINUNICODE', name],
  ['STACK_GLOBAL'],
];
const OBJECT = named('builtins', 'object');

/** Every way to make something of a name, with the use that it is. */
const MAKING: readonly (readonly [use: GlobalUse, make: (own: readonly Instruction[]) => readonly Instruction[]])[] = [
  ['call', (own) => [...own, ['EMPTY_TUPLE'], ['REDUCE']]],
  ['call', (own) => [['MARK'], ...own, ['NONE'], ['OBJ']]],
  ['rebuild', (own) => [...own, ['EMPTY_TUPLE'], ['NEWOBJ']]],
  ['rebuild', (own) => [...own, ['EMPTY_TUPLE'], ['EMPTY_DICT'], ['NEWOBJ_EX']]],
  ['rebuild', (own) => [...named('copyreg', '_reconstructor'), ...own, ...OBJECT, ['NONE'], ['TUPLE3'], ['REDUCE']]],
  ['rebuild', (own) => [...named('copyreg', '__newobj__'), ...own, ['TUPLE1'], ['REDUCE']]],
];

/** What is then done to it. */
const DOING: readonly (readonly [use: GlobalUse | null, does: readonly Instruction[]])[] = [
  [null, []],
  ['state', [['EMPTY_DICT'], ['BUILD']]],
  ['items', [['NONE'], ['APPEND']]],
  ['items', [['MARK'], ['NONE'], ['APPENDS']]],
  ['items', [['NONE'], ['NONE'], ['SETITEM']]],
  ['items', [['MARK'], ['NONE'], ['NONE'], ['SETITEMS']]],
  ['items', [['MARK'], ['NONE'], ['ADDITEMS']]],
];

const usesIn = async (own: Name, code: readonly Instruction[]) => {
  const report = await scanBytes(assemble(['PROTO', 4], ...code, ['STOP']), 'test.pkl');
  const global = report.globals.find(({ module, name }) => module === own.module && name === own.name);
  return { report, global, uses: global?.uses.map(({ use }) => use) ?? [] };
};

describe('uses of trusted names', () => {
  test('are trusted exactly where the row covers them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...NAMES),
        fc.constantFrom(...MAKING),
        fc.constantFrom(...DOING),
        async (own, [making, make], [doing, does]) => {
          const { report, global, uses } = await usesIn(own, [...make(named(own.module, own.name)), ...does]);
          const made = doing === null ? [making] : [making, doing];
          expect([...uses].sort()).toEqual([...made].sort());
          const uncovered = uses.filter((use) => !own.covered.includes(use));
          expect(global?.uncovered).toEqual(uncovered);
          expect(global?.class).toBe(uncovered.length === 0 ? 'trusted' : 'unknown');
          expect(report.verdict).toBe(uncovered.length === 0 ? 'noFindings' : 'suspicious');
          const said = report.findings
            .filter(({ ruleId }) => ruleId === 'untrusted-use')
            .map(({ byteOffset }) => byteOffset);
          const places = global?.uses.filter(({ use }) => uncovered.includes(use)).map(({ range }) => range.start);
          expect(said.sort()).toEqual(places?.sort());
        },
      ),
      { numRuns: 400 },
    );
  });

  test('as values are trusted of every name', async () => {
    for (const own of NAMES.filter((_, at) => at % 20 === 0)) {
      const { report, uses } = await usesIn(own, [['EMPTY_LIST'], ...named(own.module, own.name), ['APPEND']]);
      expect(uses).toEqual([]);
      expect(report.verdict, `${own.module}.${own.name}`).toBe('noFindings');
    }
  });

  test('are counted, each from its first place', async () => {
    const code: readonly Instruction[] = [
      ...named('collections', 'OrderedDict'),
      ['MEMOIZE'],
      ['EMPTY_TUPLE'],
      ['REDUCE'],
      ['BINGET', 0],
      ['EMPTY_TUPLE'],
      ['REDUCE'],
      ['NONE'],
      ['NONE'],
      ['SETITEM'],
      ['TUPLE2'],
    ];
    const { global } = await usesIn({ module: 'collections', name: 'OrderedDict', covered: [] }, code);
    expect(global?.calls).toBe(2);
    expect(global?.uses.map(({ use, count }) => [use, count])).toEqual([
      ['call', 2],
      ['items', 1],
    ]);
    expect(global?.uses[0]?.range).toEqual({ start: 31, end: 32 });
  });

  test('keep the call whole that is not covered, however many covered ones came before', async () => {
    const own = named('sklearn.tree._classes', 'DecisionTreeClassifier');
    const many = Array.from({ length: 500 }, (): readonly Instruction[] => [
      ['BINGET', 0],
      ['EMPTY_TUPLE'],
      ['NEWOBJ'],
      ['POP'],
    ]);
    const code: readonly Instruction[] = [
      ...own,
      ['MEMOIZE'],
      ...many.flat(),
      ['SHORT_BINUNICODE', 'last'],
      ['TUPLE1'],
      ['REDUCE'],
    ];
    const { report } = await usesIn({ module: '', name: '', covered: [] }, code);
    expect(report.calls.at(-1)?.arguments).toMatchObject({ items: [{ value: 'last' }] });
    expect(report.findings.map(({ message }) => message).join()).toContain("DecisionTreeClassifier('last')");
  });
});
