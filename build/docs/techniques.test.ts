import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCorpus, readMatrix, readTechniques, WORST_FIRST } from '../../e2e/golden/corpus';
import { artifactToJson } from '../../electron/cli/json';
import { scanFile } from '../../electron/scanner/scan';

const page = path.resolve(import.meta.dirname, '../../docs/techniques.md');

const SECTIONS: Readonly<Record<string, string>> = {
  A: 'Callables that a blocklist did not list',
  B: 'Reaching a callable without naming it',
  C: 'Making the scanner read something else than the unpickler',
  D: 'Containers',
  E: 'Other formats',
  G: 'Shown by fuzzing and review of this project',
  F: 'Denial of service and damage',
};

/** Every technique with its source, how many files show it in how many containers, and how they are answered. */
async function render(): Promise<string> {
  const verdicts = new Map<string, Map<string, number>>();
  const containers = new Map<string, Set<string>>();
  for (const { file, path: place, technique } of [...readCorpus(), ...readMatrix()]) {
    if (technique === undefined) continue;
    const { report } = await scanFile(place, { digest: false });
    const { verdict } = artifactToJson(path.basename(file), report);
    const counts = verdicts.get(technique) ?? new Map<string, number>();
    counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    verdicts.set(technique, counts);
    const folder = file.split('/').slice(0, -1).join('/').replace('matrix/', '').replace('raw', 'pickle');
    containers.set(technique, (containers.get(technique) ?? new Set()).add(folder));
  }
  const techniques = readTechniques();
  const lines = [
    '# Techniques',
    '',
    'Written by `build/docs/techniques.test.ts`; `UPDATE=1 npm run check` writes it anew. Published ways to get past a scanner, and how the',
    `files of the corpus that show them are answered: ${techniques.length} techniques. Damaged files, in the last section, need not be flagged; green they must not be.`,
    '',
  ];
  for (const [letter, title] of Object.entries(SECTIONS)) {
    lines.push(`## ${letter}. ${title}`, '');
    lines.push(
      `| technique | source | files | containers | ${WORST_FIRST.join(' | ')} |`,
      '|---|---|---|---|---|---|---|---|',
    );
    for (const { id, title: what, source } of techniques.filter((one) => one.id.startsWith(`${letter}-`))) {
      const counts = verdicts.get(id) ?? new Map<string, number>();
      const files = [...counts.values()].reduce((sum, count) => sum + count, 0);
      const cells = WORST_FIRST.map((word) => counts.get(word) ?? 0);
      lines.push(
        `| \`${id}\` ${what} | ${source} | ${files} | ${containers.get(id)?.size ?? 0} | ${cells.join(' | ')} |`,
      );
    }
    lines.push('');
  }
  return lines.join('\n');
}

test('docs/techniques.md is what the corpus shows', async () => {
  const text = await render();
  if (process.env.UPDATE === '1') writeFileSync(page, text);
  expect(readFileSync(page, 'utf8')).toBe(text);
}, 120_000);
