import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '../app.fixture';
import { ScanLog } from '../pages/scan-log';

const seven = Buffer.from('80044b072e', 'hex');

test('what is dropped is opened by its real path: files, and folders with all that is in them', async ({
  launch,
  scratch,
}) => {
  const folder = path.join(scratch, 'folder', 'deep');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(scratch, 'a model.pkl'), seven);
  for (let index = 0; index < 300; index++) await writeFile(path.join(folder, `${index}.pkl`), seven);
  await symlink(scratch, path.join(folder, 'circle'));
  const { electron, page, app } = await launch();
  const log = await ScanLog.start(page, electron);
  await app.drop([path.join(scratch, 'a model.pkl'), path.join(scratch, 'folder')]);
  await log.expectState('a model.pkl running');
  await log.expectState('299.pkl running');
  expect(Object.keys((await log.read()).names)).toHaveLength(301);
});

test('a second start hands its files to the first one’s window and ends', async ({ launch, scratch }) => {
  const file = path.join(scratch, 'second.pkl');
  await writeFile(file, seven);
  const { electron, page, child } = await launch();
  const log = await ScanLog.start(page, electron);
  const words = await electron.evaluate(({ app }) => [
    ...(app.commandLine.hasSwitch('no-sandbox') ? ['--no-sandbox'] : []),
    `--user-data-dir=${app.getPath('userData')}`,
    app.getAppPath(),
  ]);
  const second = spawn(child.spawnfile, [...words, file], { stdio: 'ignore' });
  await log.expectState('second.pkl running');
  if (second.exitCode === null) await once(second, 'exit');
  expect(second.exitCode).toBe(0);
  expect(electron.windows()).toHaveLength(1);
});
