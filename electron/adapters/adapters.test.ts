import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { deflateRawSync, deflateSync, crc32 as zlibCrc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InflateError, type InflateMethod } from '../engine/ports';
import { crc32InJavaScript } from './crc32';
import { FileSource, SourceError } from './file-source';
import { inflate } from './node-inflate';

const noise = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 7)) & 0xff);

async function inflateAll(method: InflateMethod, bytes: Uint8Array, pieceBytes: number) {
  let at = 0;
  const inflation = inflate(method, async () => {
    if (at >= bytes.length) return null;
    const piece = bytes.subarray(at, at + pieceBytes);
    at += piece.length;
    return piece;
  });
  const parts: Buffer[] = [];
  let failure: unknown = null;
  try {
    for await (const chunk of inflation) parts.push(Buffer.from(chunk));
  } catch (error) {
    failure = error;
  }
  return { content: Buffer.concat(parts), consumed: inflation.consumed(), failure };
}

describe('inflate', () => {
  test.each([1000, 4096, 1 << 20])(
    'gives back what was deflated, in pieces of %i, and says how much it used',
    async (piece) => {
      for (const [method, packed] of [
        ['zlib', deflateSync(noise)],
        ['deflate', deflateRawSync(noise)],
      ] as const) {
        const behind = Buffer.concat([packed, Buffer.from('more bytes behind')]);
        const { content, consumed, failure } = await inflateAll(method, behind, piece);
        expect(failure).toBeNull();
        expect(content.equals(noise)).toBe(true);
        expect(consumed).toBe(packed.length);
      }
    },
  );

  test('a wrong checksum is told after all of the output', async () => {
    const packed = deflateSync(noise);
    packed[packed.length - 1] = (packed[packed.length - 1] as number) ^ 1;
    const { content, failure } = await inflateAll('zlib', packed, 1 << 20);
    expect(content.equals(noise)).toBe(true);
    expect(failure).toBeInstanceOf(InflateError);
  });

  test('a cut gives what stands before it', async () => {
    const packed = deflateSync(noise);
    const { content, failure } = await inflateAll('zlib', packed.subarray(0, packed.length >> 1), 1 << 20);
    expect(failure).toBeInstanceOf(InflateError);
    expect(content.length).toBeGreaterThan(noise.length / 3);
    expect(Buffer.from(noise).subarray(0, content.length).equals(content)).toBe(true);
  });
});

test('CRC-32 in JavaScript is the native one', () => {
  for (const length of [0, 1, 3, 4, 5, 1000, 300_000])
    expect(crc32InJavaScript(noise.subarray(0, length))).toBe(zlibCrc32(noise.subarray(0, length)));
  expect(crc32InJavaScript(noise.subarray(100), crc32InJavaScript(noise.subarray(0, 100)))).toBe(zlibCrc32(noise));
});

describe('a file', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'cuvette-file-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('is read in any order, ahead or not, with the same bytes', async () => {
    const file = path.join(folder, 'noise');
    const bytes = Buffer.concat(Array.from({ length: 12 }, () => Buffer.from(noise)));
    writeFileSync(file, bytes);
    const source = await FileSource.open(file);
    for (const [offset, length] of [
      [0, 1 << 20],
      [1 << 20, 1 << 20],
      [2 << 20, 1 << 20],
      [7, 9],
      [3 << 20, 1 << 20],
      [source.size - 3, 10],
      [source.size, 5],
    ] as const) {
      expect(Buffer.from(await source.read(offset, length)).equals(bytes.subarray(offset, offset + length))).toBe(true);
      expect(Buffer.from(source.readNow(offset, 16)).equals(bytes.subarray(offset, offset + 16))).toBe(true);
    }
    await source.close();
  });

  test('that changes while it is read is noticed', async () => {
    const file = path.join(folder, 'changing');
    writeFileSync(file, 'abc');
    const source = await FileSource.open(file);
    await expect(source.assertUnchanged()).resolves.toBeUndefined();
    appendFileSync(file, 'd');
    await expect(source.assertUnchanged()).rejects.toMatchObject({ error: { code: 'fileChanged' } });
    await source.close();
  });

  test('that is none is refused by name', async () => {
    await expect(FileSource.open(path.join(folder, 'missing'))).rejects.toMatchObject({ error: { code: 'notFound' } });
    await expect(FileSource.open(folder)).rejects.toBeInstanceOf(SourceError);
    await expect(FileSource.open('/dev/zero')).rejects.toMatchObject({ error: { code: 'notAFile' } });
  });
});
