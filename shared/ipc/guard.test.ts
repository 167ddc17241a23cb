import { describe, expect, test } from 'vitest';
import { REQUESTS } from './contract';
import { array, integer, object, optional, string, text, union } from './guard';
import { isHostMessage, isWindowMessage, MAXIMUM_BYTES, MAXIMUM_ROWS } from './guards';

describe('guards', () => {
  test('refuse unknown keys, wrong types and inherited values', () => {
    const guard = object({ a: integer, b: optional(string) });
    expect(guard({ a: 1 })).toBe(true);
    expect(guard({ a: 1, b: 'x' })).toBe(true);
    expect(guard({ a: 1, c: 2 })).toBe(false);
    expect(guard({ a: -1 })).toBe(false);
    expect(guard({ a: 1.5 })).toBe(false);
    expect(guard(Object.create({ a: 1 }))).toBe(false);
    expect(guard([1])).toBe(false);
    expect(guard(null)).toBe(false);
  });

  test('bound texts and lists', () => {
    expect(text(3)('abcd')).toBe(false);
    expect(array(integer, 2)([1, 2, 3])).toBe(false);
    expect(union(integer, string)({})).toBe(false);
  });

  test('a page may ask for rows and bytes within bounds and for nothing else', () => {
    const ask = (query: unknown) => isWindowMessage({ kind: 'query', requestId: 1, artifactId: 'a', query });
    expect(ask({ what: 'rows', stream: 0, from: 0, count: MAXIMUM_ROWS })).toBe(true);
    expect(ask({ what: 'rows', stream: 0, from: 0, count: MAXIMUM_ROWS + 1 })).toBe(false);
    expect(ask({ what: 'bytes', entryPath: [], offset: 0, length: MAXIMUM_BYTES + 1 })).toBe(false);
    expect(ask({ what: 'bytes', entryPath: ['a'], offset: Number.NaN, length: 1 })).toBe(false);
    expect(ask({ what: 'open', path: '/etc/passwd' })).toBe(false);
    expect(isWindowMessage({ kind: 'scan', artifactId: 'a', path: '/etc/passwd', name: 'x' })).toBe(false);
    expect(isHostMessage({ kind: 'scan', artifactId: 'a', path: '/x', name: 'x' })).toBe(true);
  });

  test('no request that a page can send names a path, but the one of the preload', () => {
    const taking = Object.entries(REQUESTS).filter(
      ([, { input }]) => input({ paths: ['/x'] }) || input({ path: '/x' }),
    );
    expect(taking.map(([name]) => name)).toEqual(['artifacts.addDropped']);
  });
});
