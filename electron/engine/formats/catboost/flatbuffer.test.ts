import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FlatBuffer } from './flatbuffer';

test('no bytes lead a reader outside the buffer', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(8), fc.nat(8), (bytes, index, width) => {
      const buffer = new FlatBuffer(bytes);
      const table = buffer.root();
      if (table === null) return;
      const place = buffer.field(table, index);
      if (place === null) return;
      expect(place + 4).toBeLessThanOrEqual(bytes.length);
      buffer.int32(place);
      buffer.tableAt(place);
      const vector = buffer.vector(place, width);
      if (vector !== null) expect(vector.start + vector.count * width).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 1000, seed: 45 },
  );
});
