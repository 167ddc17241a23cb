import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scanFile } from '../../electron/scanner/scan';
import type { CorpusCase } from './corpus';

/** Set by `npm test` where the real libraries could be installed. */
const python = process.env.CUVETTE_PYTHON;
if (python === undefined)
  console.log('Interop tests are left out: they need Python with scikit-learn, joblib and pandas.');

const generator = path.resolve(import.meta.dirname, '../../build/corpus/make_benign.py');

/** Trained anew and written by the real libraries in this run; then read back by joblib, to show that the file was a whole one. */
const TRAIN = `
import sys, joblib
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestClassifier
X, y = load_iris(return_X_y=True)
model = RandomForestClassifier(n_estimators=20).fit(X, y)
joblib.dump(model, sys.argv[1], compress=int(sys.argv[2]))
assert joblib.load(sys.argv[1]).predict(X).shape == y.shape
`;

describe.skipIf(python === undefined)('files that real libraries write in this run', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'cuvette-interop-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => spawnSync(python as string, args, { encoding: 'utf8' });

  test.each([0, 3])('a random forest by joblib with compress=%i is understood whole and quiet', async (compress) => {
    const file = path.join(folder, `forest-${compress}.joblib`);
    const written = run('-c', TRAIN, file, String(compress));
    expect(written.status, written.stderr).toBe(0);
    const { report } = await scanFile(file);
    expect(report.verdict).toBe('noFindings');
    expect(report.coverage).toMatchObject({ explainedBytes: report.sizeBytes, gaps: [] });
    expect(report.arrays.length).toBeGreaterThan(20);
  });

  test('the whole benign corpus, written anew, is answered as labelled', async () => {
    const written = run(generator, folder, '--tag', 'new');
    expect(written.status, written.stderr).toBe(0);
    const labels = JSON.parse(readFileSync(path.join(folder, 'labels-benign.json'), 'utf8')) as Record<
      string,
      CorpusCase
    >;
    expect(Object.keys(labels).length).toBeGreaterThan(150);
    for (const [file, { expect: wanted }] of Object.entries(labels)) {
      const { report } = await scanFile(path.join(folder, file));
      expect(report.verdict, file).toBe(wanted === 'no-findings' ? 'noFindings' : wanted);
    }
  }, 300_000);
});
