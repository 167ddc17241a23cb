// A Python with the real libraries, for the tests that write files with them. Kept in the cache folder; nobody needs it to use Cuvette.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder, root } from '../paths.mjs';
import { say } from './say.mjs';

const requirements = path.join(root, 'build', 'corpus', 'requirements.txt');
const installMs = 10 * 60 * 1000;

/** The first Python that the pinned libraries run on. */
function findPython() {
  for (const name of ['python3', 'python3.11', 'python3.12', 'python3.13', 'python'])
    if (
      spawnSync(name, ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'], { stdio: 'ignore' })
        .status === 0
    )
      return name;
  return null;
}

/** The interpreter of the environment, made when needed; null, said in one line, where it cannot be had. */
export async function preparePython() {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
  const folder = path.join(cacheFolder(), `python-${digest.slice(0, 12)}`);
  const python = path.join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const ready = path.join(folder, '.ready');
  if (existsSync(ready)) return python;
  const base = findPython();
  if (base === null) {
    say('Tests with real Python libraries are left out: no Python 3.11 or newer with venv.');
    return null;
  }
  say('Installing the real Python libraries for the tests…');
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  const quiet = { stdio: 'ignore', timeout: installMs };
  const made =
    spawnSync(base, ['-m', 'venv', folder], quiet).status === 0 &&
    spawnSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements], quiet)
      .status === 0;
  if (!made) {
    await rm(folder, { recursive: true, force: true });
    say('Tests with real Python libraries are left out: they could not be installed.');
    return null;
  }
  await writeFile(ready, '');
  return python;
}
