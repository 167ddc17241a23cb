// One writer at a time, among processes that share a source tree.
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const patienceMs = 5 * 60_000;
/** A lock file is made empty and then filled in; one that stays empty this long has lost its owner. */
const unsignedMs = 2_000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function isAbandoned(file) {
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  if (owner) return !isAlive(owner);
  const found = await stat(file).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > unsignedMs;
}

/** Runs `work` while holding `file`. The lock of a process that died is taken over. */
export async function withLock(file, work) {
  await mkdir(path.dirname(file), { recursive: true });
  const start = Date.now();
  for (;;) {
    const handle = await open(file, 'wx').catch((error) => {
      if (error.code === 'EEXIST') return null;
      throw error;
    });
    if (handle) {
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    }
    if (await isAbandoned(file)) await rm(file, { force: true });
    else if (Date.now() - start > patienceMs) throw new Error(`Another build has held ${file} for five minutes.`);
    else await sleep(50);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
