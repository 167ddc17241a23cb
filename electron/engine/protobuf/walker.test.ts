import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../shared/domain/limits';
import { MemorySource } from '../byte-source';
import { Collector } from '../collector';
import { CoverageMap } from '../coverage-map';
import type { EntryContext } from '../entry-context';
import { Notes } from '../notes';
import { ShortReadSource } from '../testing/sources';
import { readSchema } from './schema';
import { fits, sketch } from './sketch';
import { type Handlers, type WireField, WireWalker } from './walker';
import { readVarint } from './wire';

const SCHEMA = readSchema(`
Outer
  1 int64 number
  2 string text
  3 Inner* inner
  4 int64* numbers
  5 float* floats
  6 int32 left |side
  7 int32 right |side
  8 Outer again
Inner
  1 bytes payload
`);

/** A context that keeps what is noted, over bytes. */
function walked(bytes: readonly number[], handlers: Handlers = {}, pieceBytes = 0) {
  const content = Uint8Array.from(bytes);
  const source = pieceBytes === 0 ? new MemorySource(content) : new ShortReadSource(content, pieceBytes);
  const collector = new Collector(DEFAULT_LIMITS);
  const coverage = new CoverageMap([], content.length);
  const note = new Notes([], 0, collector, coverage, DEFAULT_LIMITS);
  const context = { limits: DEFAULT_LIMITS, note, coverage, collector, tick: () => {} } as unknown as EntryContext;
  const walker = new WireWalker(context, source, SCHEMA);
  return {
    walker,
    codes: () => collector.facts.map((fact) => ('code' in fact ? fact.code : fact.kind)),
    gaps: () => coverage.gaps().map(({ start, end }) => [start, end]),
    walk: async (given: Handlers = handlers) => {
      const whole = await walker.message('Outer', 0, content.length, given);
      walker.bookTo(content.length);
      return whole;
    },
  };
}

describe('a message', () => {
  test('gives its fields by name, in small pieces too', async () => {
    const bytes = [
      0x08, 0x96, 0x01, 0x12, 0x02, 0x68, 0x69, 0x1a, 0x03, 0x0a, 0x01, 0xff, 0x22, 0x03, 0x01, 0x80, 0x01,
    ];
    for (const piece of [0, 1, 3]) {
      const seen: (number | string | readonly number[])[] = [];
      const at = walked(bytes, {}, piece);
      const { walker } = at;
      const whole = await at.walk({
        number: (field) => {
          seen.push(field.value);
        },
        text: async (field) => {
          seen.push(await walker.text(field));
        },
        numbers: async (field) => {
          seen.push(await walker.numbers(field, 10), await walker.count(field));
        },
      });
      expect(whole).toBe(true);
      expect(seen).toEqual([150, 'hi', [1, 128], 2]);
      expect(at.codes()).toEqual([]);
      expect(at.gaps()).toEqual([]);
    }
  });

  test('negative numbers are whole', async () => {
    let value = 0;
    const at = walked([0x08, ...new Array(9).fill(0xff), 0x01]);
    await at.walk({
      number: (field: WireField) => {
        value = field.value;
      },
    });
    expect(value).toBe(-1);
  });

  test.each<[string, readonly number[], string]>([
    ['a tag that breaks off', [0x88], 'badMessage'],
    ['a number that breaks off', [0x08, 0x80], 'badMessage'],
    ['a number without end', [0x08, ...new Array(11).fill(0x80)], 'badMessage'],
    ['a field with the number zero', [0x00, 0x01], 'badMessage'],
    ['a group', [0x0b, 0x0c], 'badMessage'],
    ['the end of a group', [0x0c], 'badMessage'],
    ['an unknown wire type', [0x0e], 'badMessage'],
    ['the wrong wire type', [0x0a, 0x00], 'badMessage'],
    ['a length beyond the message', [0x12, 0x05, 0x61], 'badMessage'],
    ['a length beyond any file', [0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], 'badMessage'],
    ['a negative length', [0x12, ...new Array(9).fill(0xff), 0x01], 'badMessage'],
    ['packed numbers that break off', [0x22, 0x01, 0x80], 'badMessage'],
    ['packed fixed numbers that break off', [0x2a, 0x03, 0, 0, 0], 'badMessage'],
    ['a length of a message in it beyond it', [0x1a, 0x02, 0x0a, 0x09], 'badMessage'],
    ['a field given twice', [0x08, 0x01, 0x08, 0x02], 'repeatedField'],
    ['two members of a oneof', [0x30, 0x01, 0x38, 0x01], 'repeatedField'],
    ['a padded number', [0x08, 0x81, 0x00], 'nonCanonicalInteger'],
    ['a padded length', [0x12, 0x81, 0x00, 0x61], 'nonCanonicalInteger'],
  ])('%s is said', async (_, bytes, code) => {
    const at = walked(bytes);
    await at.walk();
    expect(at.codes()).toContain(code);
    if (code === 'badMessage') expect(at.gaps()).not.toEqual([]);
  });

  test('goes on behind a message in it that is broken', async () => {
    let number = 0;
    const at = walked([0x1a, 0x02, 0x0b, 0x00, 0x08, 0x07]);
    await at.walk({
      number: (field) => {
        number = field.value;
      },
    });
    expect(number).toBe(7);
    expect(at.gaps()).toEqual([[2, 4]]);
  });

  test('an unknown field is a gap and the rest is understood', async () => {
    const at = walked([0x08, 0x01, 0xfa, 0x01, 0x02, 0x61, 0x61]);
    await at.walk();
    expect(at.gaps()).toEqual([[2, 7]]);
  });

  test('nesting ends at a hundred', async () => {
    const wrapped = (inner: readonly number[]) => {
      const { length } = inner;
      return [0x42, ...(length < 128 ? [length] : [(length % 128) | 128, length >> 7]), ...inner];
    };
    let bytes: readonly number[] = [0x08, 0x01];
    for (let i = 0; i < 60; i++) bytes = wrapped(bytes);
    const shallow = walked(bytes);
    expect(await shallow.walk()).toBe(true);
    for (let i = 0; i < 60; i++) bytes = wrapped(bytes);
    const deep = walked(bytes);
    await deep.walk();
    expect(deep.codes()).toEqual(['limitReached']);
  });

  test('a flood of unknown fields is bounded', async () => {
    const at = walked(new Array(2000).fill([0xf8, 0x01, 0x01]).flat());
    await at.walk();
    expect(at.codes()).toEqual(['limitReached']);
    expect(at.gaps().length).toBeLessThanOrEqual(200);
  });
});

describe('varints', () => {
  test('are exact to the largest and refuse an eleventh byte', () => {
    expect(readVarint(Uint8Array.from([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]), 0)?.value).toBe(2 ** 53);
    expect(readVarint(Uint8Array.from([...new Array(9).fill(0x80), 0x01]), 0)?.value).toBe(-(2 ** 63));
    expect(readVarint(Uint8Array.from(new Array(11).fill(0x80)), 0)).toBeNull();
    expect(readVarint(new Uint8Array(0), 0)).toBeNull();
  });
});

describe('a sketch', () => {
  test('reads what is at hand', () => {
    const { fields, sound, next } = sketch(Uint8Array.from([0x08, 0x01, 0x12, 0x7f, 0x61]));
    expect(sound).toBe(true);
    expect(next).toBe(4 + 0x7f);
    expect(fields.map(({ number, whole }) => [number, whole])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  test('fits only what the schema has', () => {
    expect(fits(SCHEMA, 'Outer', Uint8Array.from([0x08, 0x01, 0x12, 0x01, 0x61]), 2)).toBe(true);
    expect(fits(SCHEMA, 'Outer', Uint8Array.from([0x12, 0x01, 0x01]), 2)).toBe(false);
    expect(fits(SCHEMA, 'Outer', Uint8Array.from([0x78, 0x01]), 2)).toBe(false);
    expect(fits(SCHEMA, 'Outer', Uint8Array.from([0x1a, 0x02, 0x78, 0x01]), 2)).toBe(false);
    expect(fits(SCHEMA, 'Outer', Uint8Array.from([0x0b]), 2)).toBe(false);
  });
});
