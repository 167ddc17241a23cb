import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inspectBytes, scanBytes } from '../../../scanner/testing/scan-bytes';

const text = (value: string) => [0xa0 | value.length, ...new TextEncoder().encode(value)];
const int4 = (value: number) => [0xce, value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];

/** An array of float32 as Flax packs it. */
function array(elements: number): number[] {
  const data = elements * 4;
  const body = [0x93, 0x91, ...int4(elements), ...text('float32'), 0xc6, ...int4(data).slice(1)];
  return [0xc9, ...int4(body.length + data).slice(1), 1, ...body, ...new Array<number>(data).fill(0)];
}

describe('Flax parameters', () => {
  test('arrays have their path and the place of their bytes', async () => {
    const bytes = Uint8Array.from([0x81, ...text('params'), 0x81, ...text('w'), ...array(2)]);
    const { collector, format } = await inspectBytes(bytes, undefined, 'a.msgpack');
    expect(format).toBe('flax-msgpack');
    const arrays = collector.facts.filter((fact) => fact.kind === 'array');
    expect(arrays).toMatchObject([
      { name: 'params/w', dtype: 'float32', shape: [2], range: { start: bytes.length - 8, end: bytes.length } },
    ]);
  });

  test('MessagePack without an array as Flax packs it is not this format', async () => {
    for (const bytes of [
      [0x81, ...text('a'), 1],
      [0x80],
      [0x91, 1],
      [0x82, ...text('a'), 1, ...text('b'), 0xc4, 2, 0, 0],
    ])
      expect((await inspectBytes(Uint8Array.from(bytes), undefined, 'a.msgpack')).format).not.toBe('flax-msgpack');
  });

  test('a first array that is larger than what is looked at is enough', async () => {
    const bytes = Uint8Array.from([0x81, ...text('w'), ...array(100_000)]);
    expect((await scanBytes(bytes, 'a.msgpack')).verdict).toBe('noFindings');
  });

  test('a million values and a hundred thousand arrays take bounded time', async () => {
    const many: number[] = [0x82, ...text('l'), 0xdd, ...int4(1_000_000).slice(1)];
    for (let i = 0; i < 1_000_000; i++) many.push(1);
    many.push(...text('w'), 0xdd, ...int4(100_000).slice(1));
    const one = array(1);
    for (let i = 0; i < 100_000; i++) for (const byte of one) many.push(byte);
    // The first array is what tells the format.
    const bytes = Uint8Array.from([0x82, ...text('a'), ...array(1), ...text('b'), ...many]);
    const before = performance.now();
    expect((await scanBytes(bytes, 'a.msgpack')).verdict).toBe('noFindings');
    expect(performance.now() - before).toBeLessThan(8000);
  });

  test('any bytes end in an answer', async () => {
    const piece = fc.constantFrom(
      [0x81],
      [0x92],
      [0xc0],
      [0xc1],
      [0xc4, 1, 0],
      [0xcf, 255, 255, 255, 255, 255, 255, 255, 255],
      [0xd3, 255, 255, 255, 255, 255, 255, 255, 255],
      [0xd4, 1, 0],
      [0xc7, 0, 1],
      [0xc9, 255, 255, 255, 255, 1],
      [0xdf, 255, 255, 255, 255],
      text('a'),
      array(1),
      [7],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        const bytes = Uint8Array.from([0x84, ...text('w'), ...array(1), ...pieces.flat()]);
        const report = await scanBytes(bytes, 'a.msgpack');
        expect(report.coverage.explainedBytes).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});
