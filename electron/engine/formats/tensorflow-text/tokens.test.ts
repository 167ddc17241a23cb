import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokens } from './tokens';

const read = (text: string) => [...tokens(new TextEncoder().encode(text))].map(({ kind, value }) => [kind, value]);

test('names, numbers, texts and braces', () => {
  expect(read('node { name: "a\\nb" # comment }\n size: -1.5e3, on: true }')).toEqual([
    ['name', 'node'],
    ['open', '{'],
    ['name', 'name'],
    ['colon', ':'],
    ['text', 'a\nb'],
    ['name', 'size'],
    ['colon', ':'],
    ['number', '-1.5e3'],
    ['separator', ','],
    ['name', 'on'],
    ['colon', ':'],
    ['name', 'true'],
    ['close', '}'],
  ]);
});

test('escapes are resolved, so that names cannot hide', () => {
  expect(read('"\\127rite\\x46ile"')).toEqual([['text', 'WriteFile']]);
  expect(read(`'it''s'`)).toEqual([
    ['text', 'it'],
    ['text', 's'],
  ]);
});

test('a text that does not end is bad', () => {
  expect(read('"abc').at(-1)?.[0]).toBe('bad');
  expect(read('"abc\n"').some(([kind]) => kind === 'bad')).toBe(true);
  expect(read('"abc\\').at(-1)?.[0]).toBe('bad');
});

test('any bytes end, front to back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      let at = 0;
      for (const token of tokens(bytes)) {
        expect(token.start).toBeGreaterThanOrEqual(at);
        expect(token.end).toBeGreaterThan(token.start);
        expect(token.end).toBeLessThanOrEqual(bytes.length);
        at = token.end;
      }
    }),
    { numRuns: 300, seed: 41 },
  );
});
