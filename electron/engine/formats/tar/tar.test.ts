import { describe, expect, test } from 'vitest';
import { fieldNumber, hasChecksum, isTarHead, readHeader } from './header';
import { WrittenNames } from './names';
import { readPaxRecords } from './pax';
import { arePlain, paxPieces } from './sparse';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A header block with a right checksum. */
function block(fields: Readonly<Record<number, string>>, signed = false): Uint8Array {
  const bytes = new Uint8Array(512);
  bytes.set(ascii('0000000\0'), 100);
  for (const [offset, text] of Object.entries(fields)) bytes.set(ascii(text), Number(offset));
  bytes.set(ascii('        '), 148);
  const sum = bytes.reduce((total, byte) => total + (signed && byte > 127 ? byte - 256 : byte), 0);
  bytes.set(ascii(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return bytes;
}

describe('a tar header', () => {
  test('has a checksum over bytes of either sign', () => {
    const name = { 0: 'gr\xfc\xdfe', 124: '00000000012\0' };
    expect(hasChecksum(block(name))).toBe(true);
    expect(hasChecksum(block(name, true))).toBe(true);
    const bent = block(name);
    bent.set([0x41], 0);
    expect(hasChecksum(bent)).toBe(false);
    expect(isTarHead(block(name).subarray(0, 511))).toBe(false);
    expect(isTarHead(new Uint8Array(512))).toBe(false);
  });

  test('is read in each dialect', () => {
    const ustar = readHeader(block({ 0: 'name', 124: '00000000012\0', 156: '0', 257: 'ustar\x0000', 345: 'deep/er' }));
    expect(ustar).toMatchObject({ name: 'deep/er/name', size: 10, type: '0', dialect: 'ustar' });
    expect(readHeader(block({ 0: 'name', 124: ' 12 ' })).dialect).toBe('v7');
    expect(readHeader(block({ 0: 'name', 124: ' 12 ' })).size).toBe(10);
    // The area of the prefix holds times and pieces there.
    expect(readHeader(block({ 0: 'name', 257: 'ustar  \0', 345: '1234567' })).name).toBe('name');
  });

  test('has sizes in octal and in base 256, and no others', () => {
    const number = (text: string) => fieldNumber(ascii(text), { start: 0, end: text.length });
    expect(number('00000000017\0')).toBe(15);
    expect(number('\x80\0\0\0\0\0\0\x01\0\0\0\0')).toBe(2 ** 32);
    expect(number('\x80\0\0\0\x10\0\0\0\0\0\0\0')).toBeNull();
    expect(number('\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff')).toBeNull();
    expect(number('99999999999\0')).toBeNull();
    expect(number('\0\0\0\0')).toBe(0);
  });
});

describe('pax records', () => {
  test('are read by their lengths, the last of a keyword wins', () => {
    expect(readPaxRecords(ascii('9 path=a\n9 path=b\n12 size=123\n'))).toEqual(
      new Map([
        ['path', 'b'],
        ['size', '123'],
      ]),
    );
    expect(readPaxRecords(ascii('30 GNU.sparse.offset=1\n')) ?? 'broken').toBe('broken');
  });

  test.each(['8 path=a\n', '99 path=a\n', 'x path=a\n', '9 patha\n\n', '0 p=\n', '-1 p=\n'])('%j is broken', (text) => {
    expect(readPaxRecords(ascii(text))).toBeNull();
  });
});

describe('a sparse map', () => {
  test('fits when its pieces stand in order and are all that is stored', () => {
    const pieces = paxPieces(new Map([['GNU.sparse.map', '0,5,100,7']])) ?? [];
    expect(pieces).toEqual([
      { offset: 0, bytes: 5 },
      { offset: 100, bytes: 7 },
    ]);
    expect(arePlain(pieces, 12, 200)).toBe(true);
    expect(arePlain(pieces, 13, 200)).toBe(false);
    expect(arePlain(pieces, 12, 106)).toBe(false);
    expect(arePlain([...pieces].reverse(), 12, 200)).toBe(false);
    expect(paxPieces(new Map([['GNU.sparse.map', '0,5,100']]))).toBeNull();
    expect(paxPieces(new Map([['GNU.sparse.map', '0,-5']]))).toBeNull();
  });
});

describe('names that are written', () => {
  const codes = (...members: readonly (readonly [name: string, type: string, link?: string])[]) => {
    const names = new WrittenNames();
    return members.flatMap(([name, type, link = '']) => names.look(name, type, link).map(({ code }) => code));
  };

  test('stay in the folder or are told', () => {
    expect(
      codes(['a/b.pkl', '0'], ['a/c', '2', 'b.pkl'], ['a/d', '2', '../e'], ['f', '1', 'a/b.pkl'], ['a', '5']),
    ).toEqual([]);
    expect(codes(['../a', '0'])).toEqual(['unsafeMemberName']);
    expect(codes(['a/d', '2', '../../e'])).toEqual(['unsafeMemberName']);
    expect(codes(['a', '2', '/etc'])).toEqual(['unsafeMemberName']);
    expect(codes(['a', '1', '../b'])).toEqual(['unsafeMemberName']);
    expect(codes(['a', '3'])).toEqual(['unsafeMemberName']);
    expect(codes(['a', '2', 'b'], ['./a/c', '0'])).toEqual(['unsafeMemberName']);
    expect(codes(['a', '0'], ['./A', '0'])).toEqual(['duplicateMember']);
    expect(codes(['a', '5'], ['a', '5'])).toEqual([]);
  });
});
