import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FORMATS } from '../../shared/formats';

/** The first column of the table, as `| \`zip\` | …` or `| \`xz\`, \`lzma\` | …`. */
function listed(): string[] {
  const page = readFileSync(path.resolve(import.meta.dirname, '../../docs/formats.md'), 'utf8');
  const cells = page.split('\n').map((line) => /^\| ((?:`[a-z0-9-]+`(?:, )?)+) \|/.exec(line)?.[1] ?? '');
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z0-9-]+)`/g)].map(([, id]) => id as string));
}

test('docs/formats.md says of every format what is explained and what is not, once', () => {
  expect(
    listed()
      .filter((id) => id !== 'format')
      .sort(),
  ).toEqual(FORMATS.map(({ id }) => id as string).sort());
});

test('no format stands twice in the table of formats', () => {
  expect(new Set(FORMATS.map(({ id }) => id)).size).toBe(FORMATS.length);
});
