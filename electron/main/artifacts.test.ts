import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ArtifactInfo } from '../../shared/ipc/contract';
import { ArtifactStore } from './artifacts';

let folder: string;
let store: ArtifactStore;
let announced: ArtifactInfo[][];
const announce = (items: readonly ArtifactInfo[]) => announced.push([...items]);
const add = (...names: string[]) =>
  store.addPaths(
    names.map((name) => path.join(folder, name)),
    announce,
  );
const names = () => announced.flat().map(({ path: file }) => path.relative(folder, file).replaceAll(path.sep, '/'));

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cuvette-artifacts-'));
  store = new ArtifactStore();
  announced = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(...files: string[]) {
  for (const file of files) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), file);
  }
}

test('a folder gives every regular file in it, hidden ones too, each once', async () => {
  await write('b.pkl', 'a/x.pt', 'a/deep/.hidden', 'c');
  expect(await add('.')).toBe(4);
  expect(names()).toEqual(['b.pkl', 'c', 'a/x.pt', 'a/deep/.hidden']);
  expect(announced.flat()[0]).toMatchObject({ name: 'b.pkl', sizeBytes: 5 });
  expect(await add('a', 'b.pkl')).toBe(0);
});

test('links inside a folder are not followed, one that a person names is', async () => {
  await write('real/a.pkl', 'folder/b.pkl');
  await symlink(folder, path.join(folder, 'folder', 'circle'));
  await symlink(path.join(folder, 'real', 'a.pkl'), path.join(folder, 'folder', 'link.pkl'));
  await symlink(path.join(folder, 'real', 'a.pkl'), path.join(folder, 'named.pkl'));
  expect(await add('folder')).toBe(1);
  expect(await add('named.pkl')).toBe(1);
  expect(names()).toEqual(['folder/b.pkl', 'named.pkl']);
});

test('what is not there is passed over and said on stderr', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {});
  await write('a.pkl');
  expect(await add('missing.pkl', 'a.pkl')).toBe(1);
  expect(said).toHaveBeenCalledOnce();
});

test('thousands of files come in batches, the first ones before the walk is over', async () => {
  const many = Array.from({ length: 1500 }, (_, index) => `many/${index}.pkl`);
  await write(...many);
  expect(await add('many')).toBe(1500);
  expect(announced.length).toBeGreaterThan(4);
  expect(Math.max(...announced.map((batch) => batch.length))).toBeLessThanOrEqual(256);
});

test('ids are opaque: they name an open artifact and nothing else', async () => {
  await write('a.pkl');
  await add('a.pkl');
  const [{ id, path: file }] = announced.flat() as [ArtifactInfo];
  expect(store.get(id).path).toBe(file);
  for (const wrong of [file, 'a.pkl', '', '__proto__']) expect(() => store.get(wrong)).toThrow('not open');
  expect(store.remove([id, 'unknown'])).toEqual([id]);
  expect(() => store.get(id)).toThrow('not open');
  expect(await add('a.pkl')).toBe(1);
});

test('clearing ends a walk that is under way', async () => {
  await write(...Array.from({ length: 600 }, (_, index) => `${index}.pkl`));
  const walk = store.addPaths([folder], () => store.remove(undefined));
  expect(await walk).toBeLessThan(600);
  expect(store.all).toEqual([]);
});
