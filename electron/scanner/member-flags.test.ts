import path from 'node:path';
import { expect, test } from 'vitest';
import { scanFile } from './scan';

const corpus = path.resolve(import.meta.dirname, '../../e2e/corpus');
const flagsOf = async (file: string) => {
  const { report } = await scanFile(path.join(corpus, file));
  return new Map(report.entries.map((entry) => [entry.path.at(-1), entry]));
};

test.each([
  ['torch/duplicate_hostile_first.pt', 'duplicate'],
  ['zip/locked_hostile.zip', 'encrypted'],
  ['zip/traversal.zip', 'unsafeName'],
  ['zip/symlink.zip', 'link'],
  ['tar/duplicate.tar', 'duplicate'],
  ['tar/traversal.tar', 'unsafeName'],
  ['tar/symlink_out.tar', 'link'],
  ['7z/traversal.7z', 'unsafeName'],
  ['7z/twice.7z', 'duplicate'],
  ['7z/link.7z', 'link'],
  ['7z/encrypted-new.7z', 'encrypted'],
] as const)('%s has a member with the flag %s', async (file, flag) => {
  const entries = await flagsOf(file);
  expect([...entries.values()].some(({ flags }) => flags.includes(flag))).toBe(true);
});

test('a link says where it leads', async () => {
  const entries = [...(await flagsOf('tar/symlink_out.tar')).values()];
  expect(entries.find(({ flags }) => flags.includes('link'))?.linkTo).toMatch(/^(?:\/|\.\.)/);
});

test('honest archives have no flags', async () => {
  for (const file of ['torch/checkpoint-old.pt', 'torch/state-dict-old.pt'])
    for (const { flags } of (await flagsOf(file)).values()) expect(flags).toEqual([]);
});
