import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { scanBytes } from '../scanner/testing/scan-bytes';
import { ChunkStream } from './byte-stream';
import { PeekedStream } from './peeked-stream';
import { assemble } from './testing/assemble';

async function* chunks(sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let next = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ & 0xff);
}

test('small chunks are put together to one head, which comes again', async () => {
  const { head, stream } = await PeekedStream.peek(new ChunkStream(chunks([1, 2, 3, 1, 300])));
  expect(head.length).toBe(307);
  expect(stream.position).toBe(0);
  expect(await stream.skip(5)).toBe(5);
  expect((await stream.pull())?.[0]).toBe(5);
  expect(await stream.pull()).toBeNull();
});

test('no more than is needed is taken', async () => {
  const { head, stream } = await PeekedStream.peek(new ChunkStream(chunks([60_000, 6000, 10])));
  expect(head.length).toBe(66_000);
  expect((await stream.pull())?.length).toBe(66_000);
  expect((await stream.pull())?.length).toBe(10);
});

test('a pickle that is inflated byte by byte is recognised', async () => {
  const pickle = assemble(['PROTO', 4], ['GLOBAL', 'os\nsystem'], ['STOP']);
  const members = Array.from(pickle, (byte) => gzipSync(Uint8Array.of(byte)));
  const report = await scanBytes(new Uint8Array(Buffer.concat(members)));
  expect(report.formatPath).toEqual(['joblib', 'gzip', 'pickle 4']);
  expect(report.verdict).toBe('dangerous');
});
