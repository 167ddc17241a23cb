import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SettingsStore } from './settings';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bounds = { x: -10, y: 20, width: 800, height: 600 };

test('what was arranged is there at the next start', () => {
  const first = new SettingsStore(path.join(folder, 'new'));
  first.setSettings({ theme: 'dark', layout: [{ key: 'main', sizes: [200, 800] }] });
  first.setWindow({ bounds, isMaximized: false });
  const second = new SettingsStore(path.join(folder, 'new'));
  expect(second.settings).toEqual({ theme: 'dark', layout: [{ key: 'main', sizes: [200, 800] }] });
  expect(second.window).toEqual({ bounds, isMaximized: false });
});

test.each(['', '{', 'null', '[]', '{"settings":{"theme":"pink"},"window":{"bounds":{"x":"1"}}}'])(
  'a file that says %j counts as absent',
  async (text) => {
    await writeFile(path.join(folder, 'settings.json'), text);
    const store = new SettingsStore(folder);
    expect(store.settings).toEqual({ theme: 'system', layout: [] });
    expect(store.window).toEqual({});
  },
);

test('one damaged half does not take the other along', async () => {
  const file = path.join(folder, 'settings.json');
  new SettingsStore(folder).setWindow({ bounds });
  const saved = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...saved, settings: 7 }));
  expect(new SettingsStore(folder).window).toEqual({ bounds });
});
