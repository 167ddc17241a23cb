import { describe, expect, test } from 'vitest';
import { GLOBAL_USES } from '../../domain/fact';
import { coversUse, judgeGlobal, judgeUse } from '../global-policy';
import { isFunctionMaker } from './function-makers';
import { TRUSTED } from './trusted';
import * as boosters from './trusted-boosters';
import * as joblib from './trusted-joblib';
import * as numpy from './trusted-numpy';
import * as pandas from './trusted-pandas';
import * as python from './trusted-python';
import { type TrustedRows, usesOf } from './trusted-rows';
import * as scipy from './trusted-scipy';
import * as sklearn from './trusted-sklearn';
import * as torch from './trusted-torch';
import { TRUSTED_TORCH_TENSORS } from './trusted-torch-tensors';
import { TRUSTED_TORCHSCRIPT_FUNCTIONS } from './trusted-torchscript';

const TABLES: Readonly<Record<string, TrustedRows>> = Object.assign({}, boosters, joblib, numpy, pandas, python, scipy, sklearn, torch);
const rowsOf = (end: '_CLASSES' | '_FUNCTIONS') => Object.entries(TABLES).flatMap(([table, rows]) => (table.endsWith(end) ? rows : []));
const ALL = [...TRUSTED.flatMap(({ rows }) => rows), ...TRUSTED_TORCH_TENSORS, ...TRUSTED_TORCHSCRIPT_FUNCTIONS];

describe('the trusted rows', () => {
  test('all say how and by which versions', () => {
    for (const [module, letters, versions, names] of ALL) {
      expect(letters, module).toMatch(/^(?=.)v?n?r?b?i?p?$/);
      expect(versions, module).toMatch(/^(?:\d+(?:\.\d+)*(?:–\d+(?:\.\d+)*)?|[\w. -]+)$/);
      expect(names.length, module).toBeGreaterThan(0);
    }
  });

  test('name every name once, so that no row hides what another one says', () => {
    const names = ALL.flatMap(([module, , , own]) => own.map((name) => `${module} ${name}`));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('let nobody rebuild a function, and only PyTorch name types of storages', () => {
    for (const [module, letters, , names] of rowsOf('_FUNCTIONS')) expect(letters, `${module} ${names}`).not.toContain('n');
    for (const [module, letters, , names] of ALL) if (letters.includes('p')) for (const name of names) expect(`${module}.${name}`).toMatch(/^torch\.(?:\w+\.)?_?\w+(?:Storage|Tensor)$/);
  });

  // Rows are read by people: a class that becomes callable shows up here and is looked at.
  test('let a file call these classes', () => {
    const callable = rowsOf('_CLASSES').flatMap(([module, letters, , names]) => (letters.includes('r') ? names.map((name) => `${module}.${name}`) : []));
    expect([...callable].sort()).toMatchSnapshot();
  });

  test('never cover the making of an estimator or a layer with arguments', () => {
    const estimators = rowsOf('_CLASSES').filter(([module]) => /^sklearn\.(?!_loss|linear_model\._?sgd_fast|tree\._tree)/.test(module));
    const layers = rowsOf('_CLASSES').filter(([module]) => module.startsWith('torch.nn.modules.'));
    expect(estimators.length + layers.length).toBeGreaterThan(150);
    const called = [...estimators, ...layers].filter(([, letters]) => letters.includes('r') && letters.includes('n'));
    expect(called).toEqual([]);
  });
});

describe('the judgement of a use', () => {
  test('is that of the row', () => {
    for (const [module, letters, , names] of ALL) {
      const covered = usesOf(letters);
      for (const name of names) {
        const judgement = judgeGlobal(module, name);
        // Some names of function pickles are never trusted, whoever else writes them.
        if (isFunctionMaker(module, name)) continue;
        for (const use of GLOBAL_USES) {
          expect(coversUse(judgement, use), `${module}.${name} ${use}`).toBe(covered.includes(use));
          expect(judgeUse(module, name, use).class).toBe(covered.includes(use) ? 'trusted' : 'unknown');
        }
      }
    }
  });

  test('leaves dangerous and unknown names as they are', () => {
    expect(judgeUse('os', 'system', 'rebuild').class).toBe('dangerous');
    expect(judgeUse('some_private_pkg', 'Thing', 'call').class).toBe('unknown');
    expect(coversUse(judgeGlobal('some_private_pkg', 'Thing'), 'call')).toBe(false);
  });

  test('covers every use where a judgement names none: TorchScript makes these types from the archive', () => {
    for (const use of GLOBAL_USES) expect(judgeUse('__torch__.net', 'Net', use).class).toBe('trusted');
  });

  test('tells the library and the versions', () => {
    const { library, versions, uses } = judgeGlobal('sklearn.tree._classes', 'DecisionTreeClassifier');
    expect(library).toBe('scikit-learn');
    expect(versions).toMatch(/^\d/);
    expect(uses).toEqual(['rebuild', 'state']);
  });
});
