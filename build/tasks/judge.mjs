// npm run judge -- FOLDER: how the engine answers a tree of labelled files.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { preparePackages } from '../bootstrap.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';
import { out } from '../paths.mjs';

export async function run(rest) {
  await preparePackages();
  mustRefresh(['judge']);
  const done = spawnSync(process.execPath, [path.join(out, 'judge', 'index.cjs'), ...rest], { stdio: 'inherit' });
  return done.status ?? 1;
}
