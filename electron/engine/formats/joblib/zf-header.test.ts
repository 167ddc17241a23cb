import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scanBytes } from '../../../scanner/testing/scan-bytes';
import { assemble } from '../../testing/assemble';
import { readZfHeader } from './zf-header';

const head = (text: string) => new TextEncoder().encode(text);

test('a length in hex, padded to 19 characters, and one more space where there is one', () => {
  expect(readZfHeader(head(`ZF${'0x1f'.padEnd(19)}x`))).toEqual({ bytes: 21, length: 31 });
  expect(readZfHeader(head(`ZF${'0x1f'.padEnd(20)}x`))).toEqual({ bytes: 22, length: 31 });
  expect(readZfHeader(head(`ZF${'1F'.padEnd(19)}x`))).toEqual({ bytes: 21, length: 31 });
  expect(readZfHeader(head(`ZF${'0x10000000000000000'}x`))?.length).toBe(2 ** 64);
});

test('anything else is no header', () => {
  for (const text of [
    '',
    'ZF',
    `ZF${'0x'.padEnd(19)}x`,
    `ZF${'0x1g'.padEnd(19)}x`,
    `ZG${'0x1f'.padEnd(19)}x`,
    `ZF${' '.repeat(19)}x`,
    `ZF${'0x1f'.padEnd(19)}`,
  ])
    expect(readZfHeader(head(text)), text).toBeNull();
});

test('what follows must begin as zlib does, and hold as many bytes as was said', async () => {
  const pickle = assemble(['PROTO', 2], ['EMPTY_DICT'], ['STOP']);
  const around = (length: number, packed: Uint8Array) =>
    Uint8Array.from([...head(`ZF${`0x${length.toString(16)}`.padEnd(19)}`), ...packed]);
  const packed = new Uint8Array(deflateSync(pickle));
  const honest = await scanBytes(around(pickle.length, packed));
  expect(honest.verdict).toBe('noFindings');
  expect(honest.formatPath).toEqual(['joblib', 'ZF', 'pickle 2']);
  expect((await scanBytes(around(pickle.length + 1, packed))).verdict).toBe('inconclusive');
  packed[1] = 0;
  expect((await scanBytes(around(pickle.length, packed))).verdict).toBe('inconclusive');
});
