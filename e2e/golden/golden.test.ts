import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { artifactToJson } from '../../electron/cli/json';
import { scanFile } from '../../electron/scanner/scan';
import type { Report } from '../../shared/domain/report';
import { FORMATS } from '../../shared/formats';
import { printable } from '../../shared/text/printable';
import { type CorpusCase, readCorpus, WORST_FIRST } from './corpus';
import { NOT_YET } from './not-yet';

const CASES = readCorpus();

/** Formats of which the corpus cannot hold a good, a hostile and a damaged file, and why. */
const INCOMPLETE: Readonly<Record<string, string>> = {
  unknown: 'is what is left when nothing is recognised',
  'flat-graph': 'is named and not taken apart; no writer of it can be installed here',
  'tensorflow-shard': 'is raw numbers without their index: nothing in it can be told from damage',
  'python-source': 'is text: whatever is cut from it is text, and only a loader makes it matter',
  xml: 'is what is left of XML that is no PMML and no OpenVINO graph, both of which are there',
};
const LABELS = ['benign', 'malicious', 'malformed'] as const;

/** Indicators kept of one answer: those of texts with many differ by nothing that matters here. */
const INDICATORS = 20;

/** The answer as it is kept: what a change of engine or rules must not move unnoticed. */
function outline(report: Report): string {
  const json = artifactToJson('', report);
  const lines = [
    `${json.verdict}, ${json.formatPath.join(' › ')}, ${report.opcodes} opcodes, ${json.coverage.explainedBytes} of ${json.coverage.totalBytes} bytes`,
    ...json.findings.map(
      (finding) =>
        `finding ${finding.severity} ${finding.ruleId} ${[...finding.entryPath, finding.byteOffset].join(' › ')}: ${finding.message}`,
    ),
    ...json.globals.map(
      (global) =>
        `global ${global.class} ${global.module}.${global.name} ×${global.imports}, called ${global.calls}, built ${global.builds}, ${global.readers.join(' ')}`,
    ),
    ...json.indicators
      .slice(0, INDICATORS)
      .map(
        ({ type, secret, value, source, count, entryPath, byteOffset }) =>
          `indicator ${secret ?? type} ${[...entryPath, byteOffset].join(' › ')}: ${printable(value)}, in a ${source} ×${count}`,
      ),
    ...json.coverage.gaps.map((gap) => `gap ${[...gap.entryPath, gap.start].join(' › ')}: ${gap.reason}`),
  ];
  return `${lines.join('\n')}\n`;
}

function meets(verdict: string, { expect: wanted, atLeast }: CorpusCase): boolean {
  const rank = (word: string) => (WORST_FIRST as readonly string[]).indexOf(word);
  return verdict === wanted || (atLeast === true && rank(verdict) <= rank(wanted));
}

/** Which formats were met under which label; wrappers count for what they wrap, too. */
const met = new Set<string>();

describe('the corpus', () => {
  test('is there', () => {
    expect(CASES.filter(({ label }) => label === 'benign').length).toBeGreaterThan(300);
    expect(CASES.filter(({ label }) => label === 'malicious').length).toBeGreaterThan(150);
  });

  test.each(CASES)('$file: $about', async (sample) => {
    const { report } = await scanFile(sample.path);
    const json = artifactToJson(sample.file, report);
    for (const format of [report.format, ...report.formatPath]) met.add(`${format} ${sample.label}`);
    met.add(`${path.dirname(sample.file)} ${sample.label}`);
    // What a real library writes is covered by its rows, whatever else the file is warned of for.
    if (sample.label === 'benign') expect(json.globals.filter(({ uncovered }) => uncovered.length > 0)).toEqual([]);
    const missing = (sample.contains ?? []).filter(
      (name) =>
        !json.globals.some((global) =>
          [`${global.module}.${global.name}`, `${global.writtenModule}.${global.writtenName}`].includes(name),
        ),
    );
    if (NOT_YET[sample.file] === undefined) {
      expect(meets(json.verdict, sample), `${json.verdict}, expected ${sample.expect}`).toBe(true);
      expect(missing).toEqual([]);
    } else {
      expect(json.verdict).not.toBe('no-findings');
      expect(
        meets(json.verdict, sample) && missing.length === 0,
        'answered now: take it off the list of e2e/golden/not-yet.ts',
      ).toBe(false);
    }
    await expect(outline(report)).toMatchFileSnapshot(path.join(import.meta.dirname, 'expected', `${sample.file}.txt`));
  });

  test.each(FORMATS.map(({ id }) => id).filter((id) => !(id in INCOMPLETE)))(
    'a good, a hostile and a damaged file of %s',
    (id) => {
      expect(LABELS.filter((label) => !met.has(`${id} ${label}`))).toEqual([]);
    },
  );

  test('every file that is not yet answered is in the corpus', () => {
    for (const file of Object.keys(NOT_YET))
      expect(
        CASES.some((sample) => sample.file === file),
        file,
      ).toBe(true);
  });
});
