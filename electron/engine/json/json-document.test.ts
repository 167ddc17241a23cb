import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { duplicateKeys, JsonDocument, type JsonValue } from './json-document';

const read = (text: string) => JsonDocument.read(new TextEncoder().encode(text));

/** The value built, as JSON.parse would. */
function built(value: JsonValue): unknown {
  if (value.kind === 'object') return Object.fromEntries([...value.entries()].map(([k, v]) => [k.text(), built(v)]));
  if (value.kind === 'array') return [...value.items()].map(built);
  if (value.kind === 'string') return value.text();
  return JSON.parse(value.written());
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('a JSON document', () => {
  test('is what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const { roots, problem } = read(text);
        expect(problem).toBeNull();
        expect(built(roots[0] as JsonValue)).toEqual(JSON.parse(text));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('is refused where JSON.parse refuses it', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\u00e9"',
      '"\\x"',
      '"',
      '1',
      '-0.5e+3',
      '01',
      '.5',
      'true',
      'nul',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(read(text).problem === null).toBe(accepts(text));
      }),
      { seed: 2, numRuns: 3000 },
    );
  });

  test('never throws, and places stay inside, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.json(), (noise, text) => {
        const bytes = new TextEncoder().encode(text);
        bytes.set(noise.subarray(0, bytes.length), bytes.length >> 1 > noise.length ? bytes.length >> 1 : 0);
        const document = JsonDocument.read(bytes);
        for (const object of document.objects())
          for (const [key, value] of object.entries()) {
            expect(key.kind).toBe('string');
            expect(value.end).toBeLessThanOrEqual(bytes.length);
          }
        for (const string of document.strings()) string.text();
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('keeps what stood before the damage', () => {
    const { roots, problem } = read('{"a": {"b": 1, "c": [1, 2');
    expect(problem).toMatchObject({ offset: 25, limited: false });
    expect(roots[0]?.get('a')?.get('b')?.written()).toBe('1');
    const cut = read('{"a": 1, "b": tru');
    expect([...(cut.roots[0] as JsonValue).entries()]).toHaveLength(1);
  });

  test('is read through any depth', () => {
    const depth = 200_000;
    const { count, problem } = read('['.repeat(depth) + ']'.repeat(depth));
    expect([count, problem]).toEqual([depth, null]);
  });

  test('gives the last of two keys and tells of both', () => {
    const document = read('{"a": 1, "\\u0061": 2, "b": {"c": 1, "c": 1}}');
    expect(document.roots[0]?.get('a')?.written()).toBe('2');
    expect([...duplicateKeys(document)].map((key) => key.text())).toEqual(['a', 'c']);
  });

  test('has places that count bytes', () => {
    const root = read('{"é": "ü", "x": [true]}').roots[0] as JsonValue;
    expect(root.get('x')).toMatchObject({ start: 18, end: 24 });
  });

  test('may be one of several, a line each', () => {
    expect(read('{"a":1}\n[2]\r\n {"b":3}\n').roots).toHaveLength(3);
    expect(read('{"a":1} {"b":2}').problem?.detail).toBe('something follows the document');
  });

  test('what only Python writes is a number', () => {
    expect(read('[NaN, -Infinity, Infinity]')).toMatchObject({ problem: null, count: 4 });
  });
});
