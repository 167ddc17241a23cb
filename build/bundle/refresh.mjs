// Brings bundles up to date in a process of its own, so that the caller carries nothing of the bundler.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { say } from '../bootstrap/say.mjs';
import { root } from '../paths.mjs';
import { isFresh } from './fingerprint.mjs';

/** @returns {boolean} whether every bundle named is now up to date */
export function refresh(names) {
  const stale = names.filter((name) => !isFresh(name));
  if (stale.length === 0) return true;
  const start = Date.now();
  const script = path.join(root, 'build', 'bundle', 'bundle.mjs');
  const done = spawnSync(process.execPath, [script, ...stale], { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status === 0) say(`Built ${stale.join(', ')} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return done.status === 0;
}

/** As `refresh`, for callers that cannot go on without. */
export function mustRefresh(names) {
  if (!refresh(names)) throw new Error(`The build of ${names.join(', ')} failed.`);
}
