import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Labelled } from './labels';
import { scanAll } from './pool';

/** Stands in for the scanner: it does what the name of the file says. */
const PROGRAM = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', (path) => {
  if (path === 'hang') for (;;);
  if (path === 'die') process.exit(3);
  if (path === 'throw') setTimeout(() => { throw new TypeError('what a file'); });
  else parentPort.postMessage({ verdict: 'no-findings', seconds: 0, format: path, rules: [] });
});`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cuvette-pool-'));
  writeFileSync(path.join(folder, 'program.cjs'), PROGRAM);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): Labelled => ({
  file: name,
  path: name,
  label: 'benign',
  wanted: null,
  technique: null,
  runs: false,
});

test.each([1, 3])('one bad file costs one answer and no other, with %i jobs', async (jobs) => {
  const names = ['a', 'b', 'hang', 'c', 'die', 'd', 'throw', 'e', 'f'];
  const answers = new Map<string, string>();
  const program = path.join(folder, 'program.cjs');
  await scanAll(
    names.map(file).values(),
    { program, jobs, patienceSeconds: 1 },
    ({ file: { file: name }, verdict, rules }) => answers.set(name, [verdict, ...rules].join(' ')),
  );
  expect(Object.fromEntries(answers)).toEqual({
    ...Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, 'no-findings'])),
    hang: 'timeout no answer in 1 s',
    die: 'crash the worker ended with code 3',
    throw: 'crash TypeError: what a file',
  });
});
