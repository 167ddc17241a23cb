// The development loop. A change of the page is swapped in by Vite; of the preload, reloads the page; of main or the
// scanner, starts the app again. Run by `npm run dev`, which says where Electron is.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build, createServer } from 'vite';
import { out, root } from '../paths.mjs';
import { appPrograms, programConfig } from './programs.mjs';
import { rendererConfig } from './renderer.mjs';

const settleMs = 150;
const server = await createServer(rendererConfig(path.join(out, 'renderer')));
await server.listen();
const env = { ...process.env, CUVETTE_DEV_URL: server.resolvedUrls.local[0] };
const flags = (process.env.CUVETTE_LAUNCH_FLAGS ?? '').split(' ').filter(Boolean);

let app = null;
let isRestarting = false;

function start() {
  app = spawn(process.env.CUVETTE_EXECUTABLE, [...flags, root, ...process.argv.slice(2)], { stdio: 'inherit', env });
  app.once('exit', async (code) => {
    if (isRestarting) {
      isRestarting = false;
      start();
      return;
    }
    await server.close();
    process.exit(code ?? 0);
  });
}

let timer;
function restart() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    isRestarting = true;
    app.kill();
  }, settleMs);
}

const watched = appPrograms.filter((name) => name !== 'renderer');
const built = new Set();
for (const name of watched) {
  const watcher = await build(programConfig(name, path.join(out, name), { watch: true }));
  watcher.on('event', async (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code !== 'BUNDLE_END') return;
    await event.result?.close?.();
    const isFirst = !built.has(name);
    built.add(name);
    if (built.size < watched.length) return;
    if (!app) start();
    else if (isFirst) return;
    else if (name === 'preload') server.ws.send({ type: 'full-reload' });
    else restart();
  });
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app?.kill());
