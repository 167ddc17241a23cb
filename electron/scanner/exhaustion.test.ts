import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { assemble } from '../engine/testing/assemble';
import { scanBytes } from './testing/scan-bytes';

/** Bytes repeated, for floods. */
function repeat(unit: Uint8Array | string, times: number): Buffer {
  return Buffer.concat(Array.from({ length: times }, () => Buffer.from(unit as string)));
}

/** A stored zip whose directory lists one and the same member `count` times. */
function overlapping(content: Buffer, count: number): Buffer {
  const local = Buffer.alloc(31);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(1, 26);
  local.write('a', 30);
  const central = Buffer.alloc(47);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(content.length, 20);
  central.writeUInt32LE(content.length, 24);
  central.writeUInt16LE(1, 28);
  const listing = Buffer.concat(
    Array.from({ length: count }, (_, i) => {
      const row = Buffer.from(central);
      row[46] = 0x41 + (i % 26);
      return row;
    }),
  );
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(local.length + content.length, 16);
  return Buffer.concat([local, content, listing, end]);
}

/** Each of these once hung, or took memory or time that grew faster than the file. An answer within the test's patience is the test. */
describe('files made to exhaust the reader end in an answer', () => {
  test('two hundred thousand pickles in one file stop at the bound', async () => {
    const report = await scanBytes(repeat(assemble(['PROTO', 2], ['NONE'], ['STOP']), 200_000));
    expect(report.verdict).toBe('inconclusive');
    expect(report.findings.some(({ message }) => message.includes('(streams)'))).toBe(true);
  });

  test('one large state, built with again and again', async () => {
    const keys = Array.from({ length: 4000 }, (_, i) => [
      ['SHORT_BINUNICODE', `key${i}`] as const,
      ['NONE'] as const,
    ]).flat();
    const head = assemble(
      ['PROTO', 2],
      ['GLOBAL', 'collections\nOrderedDict'],
      ['EMPTY_TUPLE'],
      ['REDUCE'],
      ['EMPTY_DICT'],
      ['MARK'],
      ...keys,
      ['SETITEMS'],
      ['BINPUT', 1],
    );
    const build = assemble(['BINGET', 1], ['BUILD']);
    const report = await scanBytes(Buffer.concat([head, repeat(build, 60_000), assemble(['STOP'])]));
    expect(report.verdict).toBe('noFindings');
  });

  test('a tuple of itself, doubled two hundred thousand times', async () => {
    const report = await scanBytes(
      Buffer.concat([
        assemble(['PROTO', 4], ['EMPTY_TUPLE']),
        repeat(assemble(['DUP'], ['TUPLE2']), 200_000),
        assemble(['STOP']),
      ]),
    );
    expect(report.verdict).toBe('noFindings');
  });

  test('archives whose entries all lead to the next archive', async () => {
    let content: Buffer = Buffer.from(assemble(['PROTO', 2], ['NONE'], ['STOP']));
    for (let level = 0; level < 5; level++) content = overlapping(content, 300);
    const report = await scanBytes(content);
    expect(report.verdict).not.toBe('noFindings');
  });

  test('an archive of local headers and nothing else', async () => {
    const report = await scanBytes(repeat('PK\x03\x04', 200_000));
    expect(report.verdict).not.toBe('noFindings');
  });

  test('zeros that inflate a thousandfold', async () => {
    const zeros = deflateRawSync(Buffer.alloc(64 * 1024 * 1024));
    const head = Buffer.from([0x78, 0x9c]);
    const report = await scanBytes(Buffer.concat([head, zeros, Buffer.alloc(4)]));
    expect(report.verdict).toBe('inconclusive');
  });
});
