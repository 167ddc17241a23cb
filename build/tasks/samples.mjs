// npm run samples: writes the files of e2e/corpus anew, with the real libraries and the generator of hostile ones, and what
// pickletools says of them. The files themselves are committed; nothing that was written is loaded.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { preparePython } from '../bootstrap/python.mjs';
import { root } from '../paths.mjs';

const scripts = ['make_benign.py', 'make_hostile.py', 'oracle.py'];

export async function run() {
  const python = await preparePython();
  if (python === null) return 1;
  for (const script of scripts) {
    const done = spawnSync(python, [path.join(root, 'build', 'corpus', script)], { cwd: root, stdio: 'inherit' });
    if (done.status !== 0) return done.status ?? 1;
  }
  return 0;
}
