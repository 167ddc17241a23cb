import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../shared/domain/limits';
import { Collector } from '../collector';
import { CoverageMap } from '../coverage-map';
import { Notes } from '../notes';
import { guessVersion } from './bytecode';
import { codeNames } from './code-names';
import { codeTree } from './code-object';
import { listCode, showValue } from './listing';
import { readAs, readMarshal } from './marshal';
import { noteMarshalled } from './note-code';
import { readPycHeader } from './pyc';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const value = (text: string) => readAs(ascii(text), '3.11').value;
const shown = (text: string) => {
  const read = value(text);
  return read === null ? null : showValue(read);
};

describe('marshal', () => {
  test('reads every kind of value', () => {
    expect(shown('N')).toBe('None');
    expect(shown('T')).toBe('True');
    expect(shown('.')).toBe('...');
    expect(shown('i\xff\xff\xff\xff')).toBe('-1');
    expect(shown('I\xff\xff\xff\xff\xff\xff\xff\xff')).toBe('-1');
    expect(shown('l\x02\0\0\0\x01\0\x01\0')).toBe('32769');
    expect(shown('l\xfe\xff\xff\xff\x01\0\x01\0')).toBe('-32769');
    expect(shown('f\x031.5')).toBe('1.5');
    expect(shown('g\0\0\0\0\0\0\xf8?')).toBe('1.5');
    expect(shown('x\x011\x012')).toBe('1+2j');
    expect(shown('s\x02\0\0\0a\0')).toBe("b'a\\x00'");
    expect(shown('u\x02\0\0\0\xc3\xa9')).toBe('"é"');
    expect(shown('z\x02ab')).toBe('"ab"');
    expect(shown(')\x01N')).toBe('(None,)');
    expect(shown('[\x02\0\0\0NT')).toBe('[None, True]');
    expect(shown('>\x01\0\0\0N')).toBe('frozenset(None)');
    expect(shown('{z\x01aN0')).toBe('{"a": None}');
    expect(shown(':i\0\0\0\0NN')).toBe('slice(0, None, None)');
  });

  test('counts references before what they refer to', () => {
    // ('a', ('a',)): the outer tuple is reference 0, the text reference 1.
    expect(shown('\xa9\x02\xda\x01a)\x01r\x01\0\0\0')).toBe('("a", ("a",))');
    expect(value('r\0\0\0\0')).toBeNull();
  });

  test('shows a list that holds itself', () => {
    expect(shown('\xdb\x01\0\0\0r\0\0\0\0')).toContain('[[[');
  });

  test('believes no length, count or depth', () => {
    expect(value('s\xff\xff\xff\x7f')).toBeNull();
    expect(value('s\xff\xff\xff\xff')).toBeNull();
    expect(value('(\xff\xff\xff\x7fN')).toBeNull();
    expect(value('l\0\0\0\x80')).toBeNull();
    expect(readAs(ascii(')\x01'.repeat(50_000)), '3.11').reason).toContain('deeper');
    // Shared tuples: 2 to the 60th when they are counted out.
    const doubling = Array.from({ length: 60 }, (_, i) => `r${String.fromCharCode(i)}\0\0\0`).map(
      (ref) => `\xa9\x02${ref}${ref}`,
    );
    expect(shown(`)\x3d\xa9\0${doubling.join('')}`)).toBeDefined();
  });

  test('any bytes end in an answer', () => {
    const types = fc.constantFrom(...ascii('0NTF.SiIlfgxystuaAzZ)([<>{:rc\xe3\xa9\xda\xf3'));
    const bytes = fc.array(fc.oneof({ weight: 3, arbitrary: types }, fc.nat(255), fc.constant(0)), { maxLength: 300 });
    fc.assert(
      fc.property(bytes, (list) => {
        const data = new Uint8Array([0xe3, ...list]);
        const coverage = new CoverageMap([], data.length);
        const notes = new Notes([], 0, new Collector(DEFAULT_LIMITS), coverage, DEFAULT_LIMITS);
        noteMarshalled(notes, data, { title: 'x', runs: 'loading' }, 0, data.length);
        for (const { consumed } of readMarshal(data)) expect(consumed).toBeLessThanOrEqual(data.length);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  test('any bytecode is read and listed', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('3.6' as const, '3.8' as const, '3.11' as const),
        (bytecode, layout) => {
          const code = {
            layout,
            name: 'f',
            qualifiedName: 'f',
            fileName: 'x',
            firstLine: -1,
            argumentCount: -5,
            keywordOnlyCount: 2 ** 31 - 1,
            localCount: -1,
            stackSize: 10,
            flags: -1,
            bytecode,
            constants: [],
            names: ['os', 'system'],
            locals: ['a'],
            cells: [],
            kinds: new Uint8Array(0),
            freeCount: 0,
            exceptionTable: new Uint8Array(0),
          };
          const guess = guessVersion(code);
          expect(codeNames(code, guess).length).toBeLessThan(5000);
          for (const version of guess.versions) expect(listCode(code, version).length).toBeGreaterThan(0);
          expect(codeTree(code)).toEqual({ codes: [code], whole: true });
        },
      ),
      { numRuns: 300, seed: 8 },
    );
  });
});

describe('the header of a .pyc', () => {
  const header = (magic: number) => new Uint8Array([magic & 255, magic >> 8, 0x0d, 0x0a, ...new Array(16).fill(0)]);
  test('tells the version', () => {
    expect(readPycHeader(header(3495))).toEqual({ magic: 3495, version: '3.11', codeStart: 16 });
    expect(readPycHeader(header(3379))).toEqual({ magic: 3379, version: '3.6', codeStart: 12 });
    expect(readPycHeader(header(3394))?.version).toBe('3.7');
    expect(readPycHeader(header(3660))?.version).toBeNull();
    expect(readPycHeader(header(62211))).toEqual({ magic: 62211, version: null, codeStart: 8 });
    expect(readPycHeader(header(9999))).toBeNull();
    expect(readPycHeader(new Uint8Array(3))).toBeNull();
  });
});
