import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { artifactToJson } from '../../electron/cli/json';
import { scanFile } from '../../electron/scanner/scan';
import { type CorpusCase, readCorpus, readMatrix, readTechniques, WORST_FIRST } from './corpus';

const MATRIX = readMatrix();
const HOSTILE = [...readCorpus(), ...MATRIX].filter(({ technique }) => technique !== undefined);
const TECHNIQUES = readTechniques();

/** Techniques of pickles, which stand in every container. */
const OF_PICKLES = TECHNIQUES.filter(({ id }) => /^[ABC]-/.test(id));
/** A container is a folder of the matrix. */
const containerOf = ({ file }: CorpusCase): string => file.split('/')[1] ?? '';
const byContainer = new Map<string, CorpusCase[]>();
for (const sample of MATRIX)
  byContainer.set(containerOf(sample), [...(byContainer.get(containerOf(sample)) ?? []), sample]);

const rank = (verdict: string): number => (WORST_FIRST as readonly string[]).indexOf(verdict);

describe('techniques and containers', () => {
  test('every technique has its cases, and every case its technique', () => {
    const shown = new Set(HOSTILE.map(({ technique }) => technique));
    expect(TECHNIQUES.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([]);
    expect([...shown].filter((id) => !TECHNIQUES.some((one) => one.id === id))).toEqual([]);
    expect(TECHNIQUES.length).toBeGreaterThan(100);
    expect(HOSTILE.filter(({ label }) => label === 'malicious').length).toBeGreaterThan(1500);
  });

  test('every technique of pickles stands in every container', () => {
    const wrapped = [...byContainer.keys()].filter((name) => name !== 'raw');
    expect(wrapped.length).toBeGreaterThan(12);
    for (const { id } of OF_PICKLES) {
      // The empty ones: an array of objects is a container, and a code object is no pickle.
      const missing = wrapped.filter((name) => !byContainer.get(name)?.some(({ technique }) => technique === id));
      if (id !== 'B-object-array') expect(missing, id).toEqual([]);
    }
  });

  test('what runs a command or code is expected to be dangerous', () => {
    const lenient = HOSTILE.filter(({ runs, expect: wanted }) => runs === true && wanted !== 'dangerous');
    expect(lenient.map(({ file }) => file)).toEqual([]);
  });

  test.each([...byContainer.keys()])(
    'in %s every technique is answered as labelled',
    async (container) => {
      const wrong: string[] = [];
      for (const sample of byContainer.get(container) ?? []) {
        const { report } = await scanFile(sample.path);
        const { verdict, globals } = artifactToJson(path.basename(sample.file), report);
        if (rank(verdict) > rank(sample.expect)) wrong.push(`${sample.file}: ${verdict}, expected ${sample.expect}`);
        const named = new Set(
          globals.flatMap((global) => [
            `${global.module}.${global.name}`,
            `${global.writtenModule}.${global.writtenName}`,
          ]),
        );
        for (const name of sample.contains ?? []) if (!named.has(name)) wrong.push(`${sample.file}: no ${name}`);
      }
      expect(wrong).toEqual([]);
    },
    60_000,
  );
});
