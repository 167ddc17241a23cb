import { describe, expect, test } from 'vitest';
import { scanBytes } from '../../../scanner/testing/scan-bytes';

/** A file of a header and so many zero bytes. */
function file(header: string, dataBytes: number, length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const row = (dtype: string, shape: readonly number[], begin: number, end: number) =>
  `{"dtype":"${dtype}","shape":[${shape}],"data_offsets":[${begin},${end}]}`;

async function details(bytes: Uint8Array): Promise<readonly string[]> {
  const report = await scanBytes(bytes, 'a.safetensors');
  return report.findings.map(({ message }) => message);
}

describe('safetensors', () => {
  test('every dtype takes its bits', async () => {
    for (const [dtype, count, bytes] of [
      ['BOOL', 3, 3],
      ['F4', 4, 2],
      ['F6_E2M3', 4, 3],
      ['F8_E4M3', 3, 3],
      ['BF16', 3, 6],
      ['F32', 3, 12],
      ['C64', 1, 8],
      ['U64', 2, 16],
    ] as const) {
      const report = await scanBytes(file(`{"a":${row(dtype, [count], 0, bytes)}}`, bytes), 'a.safetensors');
      expect(report.verdict, dtype).toBe('noFindings');
    }
  });

  test('tensors are arrays in the order of their bytes, whatever the order of the header', async () => {
    const header = `{"b":${row('F32', [1], 4, 8)},"a":${row('F32', [], 0, 4)},"empty":${row('F32', [0], 4, 4)}}`;
    expect(await details(file(header, 8))).toEqual([]);
  });

  test('spaces may follow the header, and nothing else', async () => {
    expect(await details(file(`{"a":${row('U8', [1], 0, 1)}}     `, 1))).toEqual([]);
    expect(await details(file(`{"a":${row('U8', [1], 0, 1)}}\n`, 1))).toEqual([
      'The header is padded with something else than spaces.',
    ]);
    expect(await details(file(` {"a":${row('U8', [1], 0, 1)}}`, 1))).toEqual([
      'Blanks stand before the header, which must begin with {.',
    ]);
    expect(await details(file(`{"a":${row('U8', [1], 0, 1)}}\0`, 1))).toEqual([
      'Something stands behind the header’s closing brace.',
    ]);
  });

  test.each([
    ['a literal', `{"a":null}`],
    ['a field too many', `{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"x":1}}`],
    ['a dtype of the prototype', `{"a":${row('constructor', [1], 0, 1)}}`],
    ['three offsets', `{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}`],
    ['a negative shape', `{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,1]}}`],
    ['a leading zero', `{"a":{"dtype":"U8","shape":[01],"data_offsets":[0,1]}}`],
    ['metadata that is a list', `{"__metadata__":[],"a":${row('U8', [1], 0, 1)}}`],
    ['a value that is missing', `{"a":}`],
    ['a text that does not end', `{"a`],
  ])('%s is damage', async (_what, header) => {
    expect((await details(file(header, 1))).join()).toMatch(/tensor a has|not JSON|__metadata__/i);
  });

  test('a hundred thousand tensors take bounded time, in any order', async () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `"layer.${i}.weight":${row('F32', [1], 4 * i, 4 * i + 4)}`);
    const bytes = file(`{${rows.reverse().join()}}`, 400_000);
    const before = performance.now();
    const report = await scanBytes(bytes, 'a.safetensors');
    expect(report.verdict).toBe('noFindings');
    expect(performance.now() - before).toBeLessThan(5000);
  });

  test('a hundred thousand rows that are no tensors, and as many holes, take bounded time', async () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => `"a${i}":0,"b${i}":${row('U8', [1], 2 * i, 2 * i + 1)}`);
    const before = performance.now();
    const report = await scanBytes(file(`{${rows.join()}}`, 100_000), 'a.safetensors');
    expect(report.verdict).toBe('suspicious');
    expect(performance.now() - before).toBeLessThan(8000);
  });
});
