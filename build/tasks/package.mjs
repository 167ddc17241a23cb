// npm run package: an app folder in dist/, with the fuses set.
import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findRuntime } from '../bootstrap/runtime.mjs';
import { say } from '../bootstrap/say.mjs';
import { preparePackages } from '../bootstrap.mjs';
import { notices } from '../bundle/notices.mjs';
import { appPrograms } from '../bundle/programs.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';
import { out, root, tool } from '../paths.mjs';

export async function run(rest) {
  await preparePackages();
  mustRefresh(appPrograms);
  await writeFile(path.join(out, 'NOTICES.txt'), notices());
  const { dist, version, source } = await findRuntime();
  const local = source === 'official' ? [] : [`-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
  const words = ['--dir', '--publish', 'never', '--config', 'build/electron-builder.config.ts', ...local, ...rest];
  say('App folder (electron-builder)');
  const shell = process.platform === 'win32';
  const { status } = spawnSync(tool('electron-builder'), words, { cwd: root, shell, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('electron-builder failed.');
  // The runtime's own default app would be shipped unused.
  if (process.platform === 'linux')
    await rm(path.join(root, 'dist', 'linux-unpacked', 'resources', 'default_app.asar'), { force: true });
  say(`In ${path.join(root, 'dist')}`);
}
