import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonError, JsonReader, type JsonValue } from './json-reader';

const bytes = (text: string) => new TextEncoder().encode(text);

/** The value as `JSON.parse` gives it. */
function plain(value: JsonValue): unknown {
  switch (value.kind) {
    case 'object':
      return Object.fromEntries(value.members.map(({ key, value: member }) => [key, plain(member)]));
    case 'array':
      return value.items.map(plain);
    case 'string':
      return value.text;
    case 'number':
      return Number(value.text);
    default:
      return value.value;
  }
}

function read(text: string): unknown {
  const reader = new JsonReader(bytes(text));
  const value = reader.value();
  reader.blank();
  if (reader.at < bytes(text).length) throw new JsonError('something follows', reader.at);
  return plain(value);
}

describe('JSON', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '0',
      '.5',
      'e1',
      'true',
      'null',
      ' ',
      '"',
      '\\',
      '\\u00e9',
      '\n',
      'NaN',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let expected: unknown;
        try {
          expected = JSON.parse(text);
        } catch {
          if (!text.includes('NaN')) expect(() => read(text)).toThrow(JsonError);
          return;
        }
        expect(read(text)).toEqual(expected);
      }),
      { numRuns: 3000, seed: 2 },
    );
  });

  test('keeps repeated keys and places', () => {
    const value = new JsonReader(bytes('{"a": 1, "a" : [2]}')).value();
    expect(
      value.kind === 'object' &&
        value.members.map(({ key, keyStart, keyEnd, value: { start, end } }) => [key, keyStart, keyEnd, start, end]),
    ).toEqual([
      ['a', 1, 4, 6, 7],
      ['a', 9, 12, 15, 18],
    ]);
  });

  test('nesting and number of values are bounded', () => {
    expect(() => read('['.repeat(100_000))).toThrow('nested too deeply');
    expect(() => new JsonReader(bytes(`[${'1,'.repeat(1000)}1]`), 0, 100).value()).toThrow('more values');
  });
});
