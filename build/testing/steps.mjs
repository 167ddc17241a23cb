// The steps of a test run. Each runs to its end and answers with its counts; none stops the others.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { say } from '../bootstrap/say.mjs';
import { appPrograms } from '../bundle/programs.mjs';
import { refresh } from '../bundle/refresh.mjs';
import { out, root, tool } from '../paths.mjs';
import { asOne, playwrightCounts, vitestCounts } from './tally.mjs';

const reports = path.join(out, 'reports');

function step(label, command, words, env = process.env) {
  const start = Date.now();
  say(label);
  const shell = process.platform === 'win32';
  const { status, error } = spawnSync(command, words, {
    cwd: root,
    env,
    shell,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  say(`${label}: ${status === 0 ? 'passed' : `FAILED${error ? ` (${error.message})` : ''}`} after ${seconds} s`);
  return status === 0;
}

export const types = () => asOne(step('Types (tsc -b)', tool('tsc'), ['-b']));

export function lint() {
  const colors = process.stdout.isTTY ? 'force' : 'off';
  const biome = step('Lint (biome)', tool('biome'), [
    'ci',
    '--config-path=build/lint.json',
    '--max-diagnostics=20',
    `--colors=${colors}`,
    '.',
  ]);
  const lock = step('Lock file', process.execPath, ['build/check-lock.mjs']);
  return asOne(biome && lock);
}

export async function unit(rest = []) {
  mkdirSync(reports, { recursive: true });
  const file = path.join(reports, `vitest-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const words = ['run', '--config', 'build/vitest.config.ts', ...reporters, ...rest];
  return vitestCounts(file, step('Unit, laws, oracle and golden tests (vitest)', tool('vitest'), words));
}

/** Counts only when it fails: that a bundle was made is no test. */
export function bundles() {
  say('Build');
  return refresh([...appPrograms, 'cli']) ? { passed: 0, failed: 0 } : { passed: 0, failed: 1 };
}

export async function endToEnd({ env, flags }, rest = []) {
  mkdirSync(reports, { recursive: true });
  const file = path.join(reports, `playwright-${process.pid}.json`);
  const environment = { ...env, CUVETTE_LAUNCH_FLAGS: flags.join(' '), PLAYWRIGHT_JSON_OUTPUT_NAME: file };
  const words = ['test', '--config', 'build/playwright.config.ts', '--reporter=list,json', ...rest];
  return playwrightCounts(
    file,
    step('End-to-end tests (Playwright, Electron)', tool('playwright'), words, environment),
  );
}
