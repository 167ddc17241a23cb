import { describe, expect, test } from 'vitest';
import { judgeGlobal } from './global-policy';
import { DANGEROUS, DANGERS, type DangerousRow } from './policy/dangerous';
import { TRUSTED } from './policy/trusted';

const classOf = (module: string, name: string) => judgeGlobal(module, name).class;

describe('the policy of names', () => {
  test.each([
    ['os', 'system'],
    ['posix', 'system'],
    ['subprocess', 'Popen'],
    ['builtins', 'eval'],
    ['asyncio.unix_events', '_UnixSubprocessTransport._start'],
    ['pip._internal', 'main'],
    ['pathlib', 'os.system'],
    ['pathlib', 'PosixPath.__init__.__globals__'],
    ['sklearn.ensemble._forest', 'os.system'],
    ['numpy', '__builtins__'],
    ['numpy.core.multiarray', 'os.system'],
    ['collections', 'OrderedDict.__class__.__subclasses__'],
    ['torch.storage', '_load_from_bytes'],
  ])('%s.%s is dangerous', (module, name) => expect(classOf(module, name)).toBe('dangerous'));

  test.each([
    ['sklearn.ensemble._forest', 'RandomForestClassifier'],
    ['numpy.core.multiarray', '_reconstruct'],
    ['numpy._core.multiarray', '_reconstruct'],
    ['joblib.numpy_pickle', 'NumpyArrayWrapper'],
    ['collections', 'OrderedDict'],
    ['torch._utils', '_rebuild_tensor_v2'],
  ])('%s.%s is trusted', (module, name) => expect(classOf(module, name)).toBe('trusted'));

  test.each([
    ['some_private_pkg.models', 'Thing'],
    ['sklearn.ensemble._forest', 'RandomForestClassifier.fit'],
    ['sklearn', 'ensemble._forest.RandomForestClassifier'],
    ['Collections', 'OrderedDict'],
    ['collections ', 'OrderedDict'],
    ['', ''],
    ['constructor', '__proto__'],
  ])('%s.%s is unknown: matches are exact', (module, name) => expect(classOf(module, name)).toBe('unknown'));

  test('no name is trusted and dangerous by the same exact row', () => {
    const exact = new Set(
      (DANGEROUS as readonly DangerousRow[]).flatMap(([module, names]) =>
        names === '*' ? [] : names.map((name) => `${module}.${name}`),
      ),
    );
    const both = TRUSTED.flatMap(({ rows }) =>
      rows.flatMap(([module, , , names]) => names.map((name) => `${module}.${name}`)),
    ).filter((name) => exact.has(name));
    expect(both).toEqual([]);
  });

  test('no row of the dangerous table stands twice, and every row says why', () => {
    const seen = new Set<string>();
    for (const [module, names, danger, reference] of DANGEROUS as readonly DangerousRow[]) {
      for (const name of names === '*' ? ['*'] : names) {
        expect(seen.has(`${module} ${name}`), `${module} ${name}`).toBe(false);
        seen.add(`${module} ${name}`);
      }
      expect(DANGERS[danger]).toBeDefined();
      expect(reference.length).toBeGreaterThan(3);
    }
  });

  test('trusted modules that lie below a dangerous module were put there on purpose', () => {
    const whole = (DANGEROUS as readonly DangerousRow[]).flatMap(([module, names]) => (names === '*' ? [module] : []));
    const inside = TRUSTED.flatMap(({ rows }) => rows.map(([module]) => module)).filter((module) =>
      whole.some((dangerous) => module === dangerous || module.startsWith(`${dangerous}.`)),
    );
    expect([...new Set(inside)].sort()).toMatchSnapshot();
  });
});
