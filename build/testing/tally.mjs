// The count of a whole test run, over runners that each count in their own words.
import { readFile, rm } from 'node:fs/promises';

export function createTally() {
  return { passed: 0, failed: 0, ran: 0 };
}

/** @param {{passed: number, failed: number, ran?: number}} part `ran` counts tests of a runner; a step is none */
export function add(tally, { passed, failed, ran = 0 }) {
  tally.passed += passed;
  tally.failed += failed;
  tally.ran += ran;
}

/** A step that passes or fails as one: types, lint. */
export const asOne = (succeeded) => (succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

async function takeReport(file) {
  const text = await readFile(file, 'utf8').catch(() => null);
  await rm(file, { force: true });
  return text === null ? null : JSON.parse(text);
}

/** A runner that failed without naming a failed test (a file that cannot be loaded, no report at all) counts as one. */
function checked({ passed, failed }, succeeded) {
  const unnamed = !succeeded && failed === 0 ? 1 : 0;
  return { passed, failed: failed + unnamed, ran: passed + failed };
}

/** @returns the counts in Vitest's JSON report */
export async function vitestCounts(file, succeeded) {
  const report = await takeReport(file);
  if (!report) return checked({ passed: 0, failed: 0 }, false);
  const empty = report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0);
  return checked({ passed: report.numPassedTests, failed: report.numFailedTests + empty.length }, succeeded);
}

/** @returns the counts in Playwright's JSON report */
export async function playwrightCounts(file, succeeded) {
  const report = await takeReport(file);
  if (!report) return checked({ passed: 0, failed: 0 }, false);
  const { expected, unexpected, flaky } = report.stats;
  return checked({ passed: expected, failed: unexpected + flaky }, succeeded);
}

/** The last line of a run. A run without a single test has not shown anything, so it fails. */
export const summary = (tally) => `${tally.passed} passed, ${tally.failed} failed`;
export const isGood = (tally) => tally.failed === 0 && tally.ran > 0;
