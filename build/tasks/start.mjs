// npm start [-- FILE…]: the app, from source.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { preparePackages, prepareWindow } from '../bootstrap.mjs';
import { appPrograms } from '../bundle/programs.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';
import { callerFolder, root } from '../paths.mjs';

/** What Chromium says on a machine without a session bus or a GPU: true, and of no use to anybody. */
const noise =
  /:(ERROR|WARNING):(\w+\/)*(bus|object_proxy|viz_main_impl|command_buffer_proxy_impl|zygote\w*|gpu_\w+|angle_\w+|gl_\w+|sandbox_linux|vaapi_\w+)\./;

export async function run(rest) {
  await preparePackages();
  mustRefresh(appPrograms);
  const { executable, flags, env } = await prepareWindow();
  const app = spawn(executable, [...flags, root, ...rest], {
    cwd: callerFolder(),
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const ended = once(app, 'close');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal));
  createInterface({ input: app.stderr }).on('line', (line) => {
    if (!noise.test(line)) process.stderr.write(`${line}\n`);
  });
  const [code, signal] = await ended;
  return code ?? 128 + (constants.signals[signal] ?? 0);
}
