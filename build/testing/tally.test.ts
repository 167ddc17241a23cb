import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { add, asOne, createTally, isGood, playwrightCounts, summary, vitestCounts } from './tally.mjs';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-tally-'));
  file = path.join(folder, 'report.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const vitestReport = (numPassedTests: number, numFailedTests: number, unloadable = 0) => ({
  numPassedTests,
  numFailedTests,
  testResults: Array.from({ length: unloadable }, () => ({ status: 'failed', assertionResults: [] })),
});

test.each([
  ['all pass', vitestReport(7, 0), true, { passed: 7, failed: 0, ran: 7 }],
  ['one fails', vitestReport(6, 1), false, { passed: 6, failed: 1, ran: 7 }],
  ['a file cannot be loaded', vitestReport(6, 0, 1), false, { passed: 6, failed: 1, ran: 7 }],
  ['it fails and does not say where', vitestReport(6, 0), false, { passed: 6, failed: 1, ran: 6 }],
])('unit tests, when %s', async (_, report, succeeded, expected) => {
  await writeFile(file, JSON.stringify(report));
  expect(await vitestCounts(file, succeeded)).toEqual(expected);
  expect(await readdir(folder)).toEqual([]);
});

test('a window test that passed at the second try has failed', async () => {
  await writeFile(file, JSON.stringify({ stats: { expected: 4, unexpected: 1, flaky: 1, skipped: 2 } }));
  expect(await playwrightCounts(file, false)).toEqual({ passed: 4, failed: 2, ran: 6 });
});

test('a runner without a report has failed, whatever its exit code', async () => {
  expect(await vitestCounts(file, true)).toEqual({ passed: 0, failed: 1, ran: 0 });
  expect(await playwrightCounts(file, true)).toEqual({ passed: 0, failed: 1, ran: 0 });
});

test('the sum is good only when something ran and nothing failed', () => {
  const tally = createTally();
  add(tally, asOne(true));
  expect(isGood(tally)).toBe(false);
  add(tally, { passed: 3, failed: 0, ran: 3 });
  expect(isGood(tally)).toBe(true);
  add(tally, asOne(false));
  expect(summary(tally)).toBe('4 passed, 1 failed');
  expect(isGood(tally)).toBe(false);
});
