import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { VERSION } from '../shared/version';

const root = path.resolve(import.meta.dirname, '..');
const read = (name: string) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
const { devDependencies, dependencies, scripts, version } = read('package.json');

test('every version is exact, and the lock knows the same one', () => {
  const lock = read('package-lock.json');
  expect(dependencies, 'everything is bundled').toBeUndefined();
  for (const [name, version] of Object.entries(devDependencies)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version);
  }
});

test('the version that reports name is the package’s own', () => {
  expect(VERSION).toBe(version);
});

test('the lock names no registry and no package without a digest', () => {
  const lock = read('package-lock.json');
  for (const [name, entry] of Object.entries<{ resolved?: string; integrity?: string }>(lock.packages)) {
    expect(entry.resolved, name).toBeUndefined();
    if (name !== '') expect(entry.integrity, name).toMatch(/^sha512-/);
  }
});

test('every script is a task, and every task a script', () => {
  const tasks = readdirSync(path.join(root, 'build', 'tasks')).map((file) => path.parse(file).name);
  expect(Object.keys(scripts).sort()).toEqual(tasks.sort());
  for (const [name, command] of Object.entries(scripts)) expect(command).toBe(`node build/run.mjs ${name}`);
});

test('the top level holds rooms and prose, nothing else', () => {
  const allowed =
    /^(package(-lock)?\.json|tsconfig\.json|electron|renderer|shared|e2e|build|docs|\.ci|\.git(ignore|attributes)?|LICENSE|NOTICE|[A-Z]+\.md)$/;
  const made = new Set(['node_modules', 'out', 'dist', 'test-results']);
  const found = readdirSync(root).filter((name) => !made.has(name) && !allowed.test(name));
  expect(found).toEqual([]);
});
