import path from 'node:path';
import { expect, test } from 'vitest';
import { ownWords, readCommandLine } from './command-line';

const app = path.resolve('/projects/cuvette');

test.each([
  [['electron', app, 'a.pkl'], ['a.pkl']],
  [
    ['electron', '--no-sandbox', '-r', '/loader.js', '--inspect=0', app, '--screenshot', 'x'],
    ['--screenshot', 'x'],
  ],
  [['electron', '--no-sandbox'], []],
])('run from source, words begin behind the app folder: %j', (argv, expected) => {
  expect(ownWords(argv, app)).toEqual(expected);
});

test('all words behind a packaged program are its own', () => {
  expect(ownWords(['/opt/cuvette', 'a.pkl'], null)).toEqual(['a.pkl']);
});

test('paths are files to open, from where the user stands; unknown switches are passed over', () => {
  const read = readCommandLine(
    ['--disable-gpu', 'a.pkl', '/b/c.pt', '--user-data-dir=/tmp/x', '--', '--odd.pkl'],
    '/here',
  );
  expect(read).toEqual({
    paths: ['/here/a.pkl', '/b/c.pt', '/here/--odd.pkl'].map((file) => path.resolve(file)),
    screenshots: null,
  });
});

test.each([
  [['--screenshot', 'shots', 'a.pkl']],
  [['--screenshot=shots', 'a.pkl']],
  [['a.pkl', '--screenshot', 'shots']],
])('a tour of pictures is asked for by %j', (words) => {
  const { paths, screenshots } = readCommandLine(words, '/here');
  expect(screenshots).toBe(path.resolve('/here/shots'));
  expect(paths).toEqual([path.resolve('/here/a.pkl')]);
});
