// npm run format: puts every file into the shape the lint step asks for.
import { spawnSync } from 'node:child_process';
import { preparePackages } from '../bootstrap.mjs';
import { root, tool } from '../paths.mjs';

export async function run() {
  await preparePackages();
  const words = ['check', '--write', '--config-path=build/lint.json', '.'];
  return (
    spawnSync(tool('biome'), words, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1
  );
}
