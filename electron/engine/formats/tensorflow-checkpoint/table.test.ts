import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskedCrc32c } from './crc32c';
import { readBlock, readHandle } from './table';

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

test('keys share what they have in common with the one before', () => {
  const block = Uint8Array.from([0, 3, 1, ...ascii('abc'), 9, 2, 1, 2, ...ascii('d'), 7, 8, 0, 0, 0, 0, 1, 0, 0, 0]);
  const { entries, sound } = readBlock(block, 100);
  expect(sound).toBe(true);
  expect(entries.map(({ key, start, end }) => [String.fromCharCode(...key), start, end])).toEqual([
    ['abc', 6, 7],
    ['abd', 11, 13],
  ]);
});

test.each<[string, readonly number[]]>([
  ['nothing', []],
  ['more restarts than bytes', [0xff, 0xff, 0xff, 0xff]],
  ['a key that shares more than there is', [1, 1, 0, 97, 0, 0, 0, 0]],
  ['a value beyond the block', [0, 1, 9, 97, 0, 0, 0, 0]],
  ['a key longer than is kept', [0, 101, 0, ...new Array(101).fill(97), 0, 0, 0, 0]],
])('%s is not sound', (_, bytes) => expect(readBlock(Uint8Array.from(bytes), 100).sound).toBe(false));

test('handles that break off are none', () => {
  expect(readHandle(Uint8Array.from([5, 6]), 0)).toEqual({ handle: { offset: 5, size: 6 }, next: 2 });
  expect(readHandle(Uint8Array.from([5, 0x80]), 0)).toBeNull();
  expect(readHandle(new Uint8Array(0), 0)).toBeNull();
});

test('the checksum is CRC-32C, masked', () => {
  // CRC-32C of “123456789” is 0xe3069283 (RFC 3720, B.4).
  const crc = 0xe3069283;
  expect(maskedCrc32c(Uint8Array.from(ascii('123456789')))).toBe((((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0);
});

test('any bytes end', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      for (const { start, end } of readBlock(bytes, 50).entries) expect(end).toBeGreaterThanOrEqual(start);
    }),
    { numRuns: 300, seed: 42 },
  );
});
