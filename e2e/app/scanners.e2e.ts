import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../app.fixture';
import { ScanLog } from '../pages/scan-log';

/** A whole, harmless pickle: the number 7. */
const seven = Buffer.from('80044b072e', 'hex');

test('files on the command line are opened and scanned', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'seven.pkl');
  await writeFile(file, seven);
  const { electron, page } = await launch({ words: [file] });
  // The page that listens anew is told everything again, so nothing can be missed.
  const log = await ScanLog.start(page, electron);
  await page.evaluate(() => (window as unknown as { cuvette: { ready(): void } }).cuvette.ready());
  await log.expectState('seven.pkl running');
});

test('a scanner that dies costs one scan, not the window', async ({ launch, scratch }) => {
  const [first, second] = [path.join(scratch, 'first.pkl'), path.join(scratch, 'second.pkl')];
  await writeFile(first, seven);
  await writeFile(second, seven);
  const { electron, page } = await launch();
  const log = await ScanLog.start(page, electron);
  const [pid = 0] = await log.scannerPids();
  process.kill(pid, 'SIGSTOP');
  await log.open(first);
  await log.expectState('first.pkl running');
  process.kill(pid, 'SIGKILL');
  await log.expectState('first.pkl failed scannerCrashed');
  await log.open(second);
  await log.expectState('second.pkl running');
  await expect.poll(async () => (await log.read()).restarted).toBe(1);
  expect(await log.scannerPids()).not.toContain(pid);
  expect((await log.read()).states.filter((line) => line.startsWith('second.pkl failed'))).toEqual([]);
});

test('a scanner that hangs is stopped, and the next scan runs', async ({ launch, scratch }) => {
  const [first, second] = [path.join(scratch, 'first.pkl'), path.join(scratch, 'second.pkl')];
  await writeFile(first, seven);
  await writeFile(second, seven);
  const { electron, page } = await launch({ env: { CUVETTE_SILENCE_MS: '1500' } });
  const log = await ScanLog.start(page, electron);
  for (const pid of await log.scannerPids()) process.kill(pid, 'SIGSTOP');
  await log.open(first);
  await log.expectState('first.pkl failed timedOut');
  await log.open(second);
  await log.expectState('second.pkl running');
});

test('a scanner that takes too much memory is stopped', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'seven.pkl');
  await writeFile(file, seven);
  // Less than any Node process needs; the scanner is held so that its scan cannot end first.
  const { electron, page } = await launch({ env: { CUVETTE_RESIDENT_MB: '20' } });
  const log = await ScanLog.start(page, electron);
  for (const pid of await log.scannerPids()) process.kill(pid, 'SIGSTOP');
  await log.open(file);
  await log.expectState('seven.pkl failed outOfMemory');
});

test('the page gets a port to every scanner, and a fresh one after a death', async ({ launch }) => {
  const { electron, page } = await launch();
  const log = await ScanLog.start(page, electron);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    window.addEventListener('message', ({ data, ports }) => {
      if (data?.type === 'cuvette:port' && ports.length === 1) seen.push(data.scanner);
    });
    (window as unknown as { cuvette: { ready(): void } }).cuvette.ready();
  });
  const seen = () => page.evaluate(() => (window as unknown as { seen: number[] }).seen);
  await expect.poll(seen).toEqual([1]);
  const [pid = 0] = await log.scannerPids();
  process.kill(pid, 'SIGKILL');
  await expect.poll(seen).toEqual([1, 1]);
});

test('a page that crashes comes back and is told everything again', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'seven.pkl');
  await writeFile(file, seven);
  const { electron, page } = await launch();
  const log = await ScanLog.start(page, electron);
  await log.open(file);
  await log.expectState('seven.pkl running');
  const scanners = await log.scannerPids();
  await electron.evaluate(({ BrowserWindow, ipcMain }) => {
    Object.assign(globalThis, { readyAgain: 0 });
    ipcMain.on('cuvette:ready', () => {
      (globalThis as unknown as { readyAgain: number }).readyAgain += 1;
    });
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
  const readyAgain = () => electron.evaluate(() => (globalThis as unknown as { readyAgain: number }).readyAgain);
  await expect.poll(readyAgain, { timeout: 15_000 }).toBe(1);
  expect(await log.scannerPids()).toEqual(expect.arrayContaining(scanners));
});
