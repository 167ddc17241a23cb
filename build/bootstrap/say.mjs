// Progress goes to stderr, always: stdout belongs to what was asked for (a report, a test summary).
import { spawnSync } from 'node:child_process';
import { root } from '../paths.mjs';

export const say = (text) => process.stderr.write(`▸ ${text}\n`);

const windows = process.platform === 'win32';

/** Runs a command to its end, its output on stderr; throws when it does not succeed. */
export function must(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, shell: windows, stdio: ['ignore', 2, 2], ...options });
  if (done.status === 0) return;
  const why = done.error ? done.error.message : (done.signal ?? `exit ${done.status}`);
  throw new Error(`${command} ${args.join(' ')} failed: ${why}`);
}

export const npm = windows ? 'npm.cmd' : 'npm';

export const isOnPath = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
