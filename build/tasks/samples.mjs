// npm run samples: writes the sample files of e2e/corpus anew. Needs Python; the files themselves are committed.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../paths.mjs';

export function run(rest) {
  const script = path.join(root, 'build', 'corpus', 'generate.py');
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const done = spawnSync(python, [script, ...rest], { cwd: root, stdio: 'inherit' });
  if (done.error) throw new Error(`${python} cannot be run: ${done.error.message}`);
  return done.status ?? 1;
}
