import path from 'node:path';
import { expect, test } from 'vitest';
import { fileForUrl } from './page-address';

const folder = path.resolve('/app/out/renderer');

test('an address names a file of the page', () => {
  expect(fileForUrl(folder, 'app://cuvette/')).toBe(path.join(folder, 'index.html'));
  expect(fileForUrl(folder, 'app://cuvette/assets/a%20b.js?x#y')).toBe(path.join(folder, 'assets', 'a b.js'));
});

test.each([
  'app://cuvette/..%2f..%2fpackage.json',
  'app://cuvette/..%5c..%5cpackage.json',
  'app://cuvette/assets/%2e%2e%2f%2e%2e%2fmain/index.cjs',
  'app://cuvette/%00',
  'app://cuvette/index.html%00.js',
  'app://cuvette/%ff',
  'app://elsewhere/index.html',
  'app://cuvette.example/index.html',
  'https://cuvette/index.html',
  'file:///etc/hostname',
])('%s names nothing', (address) => {
  expect(fileForUrl(folder, address)).toBeNull();
});

test.each(['app://cuvette/../../package.json', 'app://cuvette//etc/hostname', 'app://cuvette/%2e%2e/%2e%2e/etc'])(
  '%s stays inside the folder',
  (address) => {
    expect(fileForUrl(folder, address)?.startsWith(folder + path.sep)).toBe(true);
  },
);
