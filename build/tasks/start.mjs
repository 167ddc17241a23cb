// npm start [-- FILE…]: the app, from source.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { preparePackages, prepareWindow } from '../bootstrap.mjs';
import { appPrograms } from '../bundle/programs.mjs';
import { mustRefresh } from '../bundle/refresh.mjs';
import { root } from '../paths.mjs';

/** What Chromium says on a machine without a session bus or a GPU: true, and of no use to anybody. */
const noise = /ERROR:(bus|viz_main_impl|command_buffer_proxy_impl|zygote|gpu_|object_proxy|angle_|gl_|sandbox_linux)/;

export async function run(rest) {
  await preparePackages();
  mustRefresh(appPrograms);
  const { executable, flags, env } = await prepareWindow();
  const app = spawn(executable, [...flags, root, ...rest], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  for await (const line of createInterface({ input: app.stderr })) {
    if (!noise.test(line)) process.stderr.write(`${line}\n`);
  }
  return app.exitCode ?? 128 + (constants.signals[app.signalCode] ?? 0);
}
