// Step 3: the system libraries Electron needs: installed where we may (root on Debian or Ubuntu), else named.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { isOnPath, must, say } from './say.mjs';

const debianPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'libcups2',
];

/** Installs Debian packages, or throws the one line with which the user can. */
export function installDebian(names, why) {
  const list = names.join(' ');
  if (process.getuid?.() !== 0 || !isOnPath('apt-get'))
    throw new Error(`${why} On Debian or Ubuntu: sudo apt-get install -y ${list}`);
  say(`${why} Installing: ${list}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const arguments_ = ['install', '-y', '-q', '--no-install-recommends', ...names];
  if (spawnSync('apt-get', arguments_, { stdio: 'ignore', env }).status === 0) return;
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
  must('apt-get', arguments_, { env });
}

function missingLibraries(dist) {
  const { stdout } = spawnSync('ldd', [path.join(dist, 'electron')], { encoding: 'utf8' });
  return stdout?.match(/\S+(?= => not found)/g) ?? [];
}

export function installLibraries(dist) {
  if (process.platform !== 'linux') return;
  const missing = missingLibraries(dist);
  if (missing.length === 0) return;
  const named = missing.slice(0, 4).join(', ') + (missing.length > 4 ? ', …' : '');
  installDebian(debianPackages, `Electron needs libraries that this system lacks (${named}).`);
  const still = missingLibraries(dist);
  if (still.length > 0) throw new Error(`Electron still lacks ${still.join(', ')}.`);
}
