// Step 4: a display: the user's own, else an Xvfb that ends when we do.
import { spawn } from 'node:child_process';
import { installDebian } from './libraries.mjs';
import { isOnPath } from './say.mjs';

const startMs = 20_000;

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** @returns {Promise<Record<string, string>>} what to add to the environment */
export async function findDisplay({ hidden = false } = {}) {
  if (process.platform !== 'linux' || (hasDisplay() && !hidden)) return {};
  if (!isOnPath('Xvfb')) installDebian(['xvfb', 'xauth'], 'There is no display, and no Xvfb to stand in for one.');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => server.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.once(signal, () => {
      server.kill('SIGTERM');
      // Whoever else listens decides; with nobody left, the signal does what it does.
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  const pipe = server.stdio[3];
  const number = await new Promise((resolve, reject) => {
    pipe.once('data', (data) => resolve(String(data).trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
    setTimeout(() => reject(new Error(`Xvfb did not start within ${startMs / 1000} s.`)), startMs).unref();
  });
  server.unref();
  pipe.unref();
  return { DISPLAY: `:${number}`, CUVETTE_HEADLESS: '1' };
}
