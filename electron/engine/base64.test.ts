import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64 } from './base64';

test('what was written as base64 is read again, line breaks and all', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 1, max: 80 }), (bytes, width) => {
      const text = Buffer.from(bytes).toString('base64');
      const lines = text.replace(new RegExp(`(.{${width}})`, 'g'), '$1\n');
      expect(fromBase64(lines)).toEqual(bytes);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('wrong padding is an error and anything behind the padding is not read, as in Python', () => {
  expect(fromBase64('YQ')).toBeNull();
  expect(fromBase64('Y')).toBeNull();
  expect(fromBase64('YQ==YQ==')).toEqual(Uint8Array.of(0x61));
  expect(fromBase64('=YQ==')).toEqual(Uint8Array.of(0x61));
  expect(fromBase64('')).toEqual(new Uint8Array(0));
});
