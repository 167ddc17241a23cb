// npm run bench: the figures of build/bench, from the engine as the product bundles it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { preparePackages } from '../bootstrap.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';
import { out, root } from '../paths.mjs';

export async function run(rest) {
  await preparePackages();
  mustRefresh(['bench', 'cli']);
  const program = path.join(out, 'bench', 'index.cjs');
  const done = spawnSync(process.execPath, ['--expose-gc', program, ...rest], { cwd: root, stdio: 'inherit' });
  return done.status ?? 1;
}
