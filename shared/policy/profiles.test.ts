import { describe, expect, test } from 'vitest';
import { judgeGlobal } from '../rules/global-policy';
import { TRUSTED } from '../rules/policy/trusted';
import { admits, DATA_NAMES, PROFILES } from './profiles';
import { PROFILE_IDS } from './project-policy';

const TRUSTED_NAMES = TRUSTED.flatMap(({ library, rows }) =>
  rows.flatMap(([module, , , names]) => names.map((name) => ({ library, module, name }))),
);

describe('profiles', () => {
  test('there is one for every id, in its order', () => {
    expect(PROFILES.map(({ id }) => id)).toEqual([...PROFILE_IDS]);
  });

  test('data is made of names that the built-in rows trust', () => {
    for (const [module, name] of DATA_NAMES)
      expect(judgeGlobal(module, name).class, `${module}.${name}`).toBe('trusted');
  });

  test('every library that a profile names has rows, but for loaders and what is told by another label', () => {
    const labels = new Set([
      ...TRUSTED.map(({ library }) => library),
      'skops',
      'TorchServe',
      'TorchScript',
      'TorchScript type',
    ]);
    for (const library of ['Python', 'NumPy', 'SciPy', 'pandas', 'joblib', 'scikit-learn', 'PyTorch'])
      expect(labels, library).toContain(library);
    for (const { libraries } of PROFILES)
      for (const library of libraries ?? []) if (library !== 'torchvision') expect(labels, library).toContain(library);
  });

  test('each admits all data, and everything known admits what any of them does', () => {
    for (const { library, module, name } of TRUSTED_NAMES) {
      const [data, ...others] = PROFILE_IDS.map((id) => admits(id, module, name, library));
      if (data) expect(others, `${module}.${name}`).toEqual([true, true, true]);
      expect(admits('everything-known', module, name, library)).toBe(true);
    }
  });

  test('they differ: a forest is no data and not of PyTorch, a tensor not of scikit-learn', () => {
    const forest = ['sklearn.ensemble._forest', 'RandomForestClassifier', 'scikit-learn'] as const;
    expect(PROFILE_IDS.filter((id) => admits(id, ...forest))).toEqual(['scikit-learn', 'everything-known']);
    const tensor = ['torch._utils', '_rebuild_tensor_v2', 'PyTorch'] as const;
    expect(PROFILE_IDS.filter((id) => admits(id, ...tensor))).toEqual(['pytorch', 'everything-known']);
    expect(admits('data-only', 'numpy', 'ndarray', 'NumPy')).toBe(true);
  });
});
