// npm run dev: the page from Vite's dev server, the other processes rebuilt on change.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { preparePackages, prepareWindow } from '../bootstrap.mjs';
import { root } from '../paths.mjs';

export async function run(rest) {
  await preparePackages();
  const { executable, flags, env } = await prepareWindow();
  const environment = { ...env, CUVETTE_EXECUTABLE: executable, CUVETTE_LAUNCH_FLAGS: flags.join(' ') };
  const script = path.join(root, 'build', 'bundle', 'watch.mjs');
  const watcher = spawn(process.execPath, [script, ...rest], { cwd: root, env: environment, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => watcher.kill(signal));
  const [code] = await once(watcher, 'exit');
  return code ?? 1;
}
