import { expect, test } from 'vitest';
import { isAddress, leavesFolder } from './outside-path';

test.each([
  '/etc/passwd',
  '\\windows',
  'C:\\x',
  'c:x',
  '\\\\host\\share',
  '../x',
  'a/../../x',
  'a\\..\\x',
  '..',
  '~/x',
  'file:///etc/passwd',
  ' /etc/passwd',
  'a/.. /b',
  'a\0b',
])('%j leaves the folder', (path) => expect(leavesFolder(path)).toBe(true));

test.each(['weights.bin', 'a/b.bin', './x', '..x', 'x..', 'a..b/c', '@model_path/weights/weight.bin', ''])(
  '%j stays',
  (path) => expect(leavesFolder(path)).toBe(false),
);

test('addresses have a scheme', () => {
  expect(isAddress('grpc://host:1')).toBe(true);
  expect(isAddress('https://host/x')).toBe(true);
  expect(isAddress('file:///x')).toBe(false);
  expect(isAddress('C:\\x')).toBe(false);
  expect(isAddress('a/b')).toBe(false);
});
