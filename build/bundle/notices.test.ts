import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../paths.mjs';
import { BUNDLED, notices } from './notices.mjs';

/** Packages that the product's own sources import, by their names in the package registry. */
function imported(): string[] {
  const found = new Set<string>();
  for (const room of ['electron', 'renderer', 'shared']) {
    for (const file of readdirSync(path.join(root, room), { recursive: true }) as string[]) {
      if (!/\.(ts|tsx|css)$/.test(file) || /\.test\.tsx?$|(^|\/)testing\//.test(file)) continue;
      const text = readFileSync(path.join(root, room, file), 'utf8');
      for (const [, name] of text.matchAll(/(?:from |import |import\(|@import )'([^'.][^']*)'/g)) {
        const parts = (name as string).split('/');
        const own = (name as string).startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string);
        if (!own.startsWith('node:') && own !== 'electron') found.add(own);
      }
    }
  }
  return [...found].sort();
}

test('the list of bundled packages is what the sources import', () => {
  expect(imported().filter((name) => !BUNDLED.includes(name))).toEqual([]);
});

test('every bundled package has its licence in the notices', () => {
  const text = notices();
  for (const name of BUNDLED) expect(text).toContain(`${name} `);
  expect(text).toContain('NIST-developed software');
});
