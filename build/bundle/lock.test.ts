import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-lock-'));
  file = path.join(folder, 'deep', 'lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('one at a time', async () => {
  let inside = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++inside);
    await sleep(10);
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 5 }, () => withLock(file, work)));
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test('work that fails gives the lock back', async () => {
  const failing = withLock(file, () => Promise.reject(new Error('broken build')));
  await expect(failing).rejects.toThrow('broken build');
  expect(await withLock(file, () => Promise.resolve('next'))).toBe('next');
});

test('the lock of a process that died is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await withLock(file, () => Promise.resolve());
  await writeFile(file, String(pid));
  expect(await withLock(file, () => Promise.resolve('taken'))).toBe('taken');
});

test('a lock that nobody signed is taken over after a while', async () => {
  await withLock(file, () => Promise.resolve());
  await writeFile(file, '');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(file, longAgo, longAgo);
  expect(await withLock(file, () => Promise.resolve('taken'))).toBe('taken');
});
