// Builds bundles that are out of date. Each is built beside its place and moved in file by file, so that a process
// that reads the old one meanwhile never meets half of it.
import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';
import { out } from '../paths.mjs';
import { fingerprint, isFresh, stampFile } from './fingerprint.mjs';
import { withLock } from './lock.mjs';
import { programConfig, programs } from './programs.mjs';

async function filesOf(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)));
}

/** Assets first, the page or program that names them last; what the new build no longer has goes away. */
async function moveIn(from, to) {
  const fresh = await filesOf(from);
  const entryLast = fresh.sort((a, b) => Number(/^index\./.test(a)) - Number(/^index\./.test(b)));
  for (const name of entryLast) {
    await mkdir(path.dirname(path.join(to, name)), { recursive: true });
    await rename(path.join(from, name), path.join(to, name));
  }
  const keep = new Set(fresh);
  for (const name of await filesOf(to)) if (!keep.has(name)) await rm(path.join(to, name), { force: true });
}

/** Puts `with-code.cjs` in front of a program. */
async function putLoader(folder) {
  const index = path.join(folder, 'index.cjs');
  await copyFile(path.join(import.meta.dirname, 'with-code.cjs'), index);
  await chmod(index, 0o755);
}

/** Keeps the compiled code of a program, which names the place that it was compiled in. */
function keepCode(folder) {
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'keep-code.cjs'), folder], { stdio: 'ignore' });
}

async function configFor(name, outDir) {
  if (name !== 'renderer') return programConfig(name, outDir);
  const { rendererConfig } = await import('./renderer.mjs');
  return rendererConfig(outDir);
}

async function bundleOne(name) {
  if (isFresh(name)) return;
  await withLock(path.join(out, `.${name}-lock`), async () => {
    if (isFresh(name)) return;
    const mark = fingerprint(name); // before the build: a source saved meanwhile makes the bundle stale again
    const work = path.join(out, `.${name}-${process.pid}`);
    try {
      await build(await configFor(name, work));
      if (programs[name].startsOften) await putLoader(work);
      await moveIn(work, path.join(out, name));
      if (programs[name].startsOften) keepCode(path.join(out, name));
    } finally {
      await rm(work, { recursive: true, force: true });
    }
    await mkdir(path.dirname(stampFile(name)), { recursive: true });
    await writeFile(stampFile(name), mark);
  });
}

await Promise.all(process.argv.slice(2).map(bundleOne));
