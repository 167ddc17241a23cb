import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flexOperation } from './flex-options';

/** A FlexBuffer of the texts `Add` and a `NodeDef` whose operation is `op`, all widths one byte. */
function options(op: string): Uint8Array {
  const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
  const definition = [0x0a, 1, 0x78, 0x12, op.length, ...ascii(op)];
  const bytes = [3, ...ascii('Add'), 0, definition.length, ...definition, 0, 2];
  const vector = bytes.length;
  bytes.push(vector - 1, vector + 1 - 6, 5 << 2, 5 << 2);
  const root = bytes.length;
  return Uint8Array.from([...bytes, root - vector, 10 << 2, 1]);
}

test('what the definition says counts, not the name beside it', () => {
  expect(flexOperation(options('WriteFile'))).toBe('WriteFile');
});

test('what cannot be read is null, and nothing throws', () => {
  const whole = options('ReadFile');
  for (let length = 0; length < whole.length; length++) flexOperation(whole.subarray(0, length));
  expect(flexOperation(new Uint8Array(0))).toBeNull();
  expect(flexOperation(Uint8Array.from([1, 2, 3, 4]))).toBeNull();
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
      const bent = whole.slice();
      bent[at] = byte;
      flexOperation(bent);
    }),
    { numRuns: 300, seed: 43 },
  );
});
