// The folders the build room works with.
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const out = path.join(root, 'out');

/** Where a runtime that was fetched once is kept: outside the source tree, so that a clean clone finds it again. */
export function cacheFolder() {
  const home = os.homedir();
  if (process.platform === 'win32')
    return path.join(process.env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'cuvette', 'Cache');
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches', 'cuvette');
  return path.join(process.env.XDG_CACHE_HOME || path.join(home, '.cache'), 'cuvette');
}

/** A locally installed command, as the shell of this platform wants it. */
export const tool = (name) =>
  path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/** Where the user stood: npm moves to the project's folder before it runs a script, and names of files count from there. */
export const callerFolder = () => (process.cwd() === root && process.env.INIT_CWD) || process.cwd();
