import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/domain/report';
import { NODE_PORTS } from '../adapters/node-ports';
import { MemorySource } from '../engine/byte-source';
import { openEntry } from '../engine/entry-reader';
import { decodeBase64, decodeHex, isBase64, isHex } from '../engine/formats/pickle/digits';
import { assemble, type Instruction } from '../engine/testing/assemble';
import { scanBytes } from './testing/scan-bytes';

const EVIL = assemble(
  ['PROTO', 4],
  ['SHORT_BINUNICODE', 'posix'],
  ['SHORT_BINUNICODE', 'system'],
  ['STACK_GLOBAL'],
  ['SHORT_BINUNICODE', 'echo attacker.example'],
  ['TUPLE1'],
  ['REDUCE'],
  ['STOP'],
);
const holding = (...literal: Instruction): Uint8Array =>
  assemble(['PROTO', 4], ['EMPTY_LIST'], literal, ['APPEND'], ['STOP']);
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

async function entries(bytes: Uint8Array): Promise<readonly string[]> {
  return (await scanBytes(bytes)).entries.map(({ path }) => path.join(' › '));
}

describe('payloads inside literals', () => {
  const forms: readonly (readonly [string, Instruction])[] = [
    ['bytes at 0x3', ['SHORT_BINBYTES', EVIL]],
    ['bytes at 0x3', ['BINBYTES', EVIL]],
    ['bytes at 0x3', ['BINBYTES8', EVIL]],
    ['bytes at 0x3', ['BYTEARRAY8', EVIL]],
    ['bytes at 0x3', ['BINSTRING', EVIL]],
    ['text at 0x3', ['BINUNICODE', latin1(EVIL)]],
    ['base64 at 0x3', ['SHORT_BINUNICODE', Buffer.from(EVIL).toString('base64')]],
    ['base64 at 0x3', ['BINUNICODE8', Buffer.from(EVIL).toString('base64url')]],
    ['hex at 0x3', ['BINUNICODE', Buffer.from(EVIL).toString('hex')]],
  ];
  test.each(forms)('%s of %s is inspected, and opened again under its name', async (name, literal) => {
    const file = holding(...literal);
    const report = await scanBytes(file);
    expect(report.verdict).toBe('dangerous');
    expect(report.entries.map(({ path }) => path)).toEqual([[name]]);
    const source = await openEntry(new MemorySource(file), [name], NODE_PORTS);
    expect(source === null ? null : [...(await source.read(0, 1000))]).toEqual([...EVIL]);
    expect(await openEntry(new MemorySource(file), ['bytes at 0x99'], NODE_PORTS)).toBeNull();
    expect(await openEntry(new MemorySource(file), ['bytes at 0x0'], NODE_PORTS)).toBeNull();
  });

  test('are found where the bytes come by only once, however long they are', async () => {
    const payload = Buffer.concat([EVIL, new Uint8Array(3_000_000)]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(payload.length);
    const long = Buffer.concat([assemble(['PROTO', 4]), Buffer.from('B'), length, payload, assemble(['STOP'])]);
    for (const file of [holding('BINBYTES', EVIL), long]) {
      const report = await scanBytes(deflateSync(file));
      expect(report.verdict).toBe('dangerous');
      expect(report.entries.length).toBe(1);
    }
  });

  test('are followed into each other down to the bound, and no further', async () => {
    let file: Uint8Array = EVIL;
    for (let i = 0; i < 40; i++) file = holding('BINBYTES', file);
    const report = await scanBytes(file);
    expect(report.verdict).not.toBe('noFindings');
    expect(report.findings.some(({ ruleId }) => ruleId === 'limit-reached')).toBe(true);
  });

  test('are bounded in number, and the bound is told', async () => {
    const literals = Array.from(
      { length: 1200 },
      (): Instruction => ['SHORT_BINBYTES', deflateSync(Uint8Array.from({ length: 60 }, (_, at) => at * at))],
    );
    const report = await scanBytes(
      assemble(['PROTO', 4], ...literals.flatMap((literal): Instruction[] => [literal, ['POP']]), ['NONE'], ['STOP']),
    );
    expect(report.verdict).toBe('inconclusive');
  });

  test('that only begin like something are nothing', async () => {
    const filler = Uint8Array.from({ length: 60 }, (_, i) => i * 7);
    for (const start of [
      [0x80, 4],
      [0x78, 0x9c],
      [0x63, 0, 0, 0],
      [0xe3, 0, 0, 0],
      [0x1f, 0x8b, 9],
      [0x7b, 0x4c],
    ]) {
      const file = holding('SHORT_BINBYTES', Uint8Array.from([...start, ...filler]));
      expect((await scanBytes(file)).verdict).toBe('noFindings');
    }
    expect(await entries(holding('BINUNICODE', 'eJw is how a text may begin'))).toEqual([]);
  });

  test('hold data without any alarm', async () => {
    const data = assemble(
      ['PROTO', 4],
      ['EMPTY_LIST'],
      ['MARK'],
      ['BININT1', 1],
      ['BININT1', 2],
      ['APPENDS'],
      ['BINUNICODE', 'x'.repeat(20)],
      ['APPEND'],
      ['STOP'],
    );
    const opaque = Uint8Array.from({ length: 200 }, (_, at) => (at * at) % 251);
    for (const bytes of [data, deflateSync(data), deflateSync(opaque)]) {
      expect((await scanBytes(holding('BINBYTES', bytes))).verdict).toBe('noFindings');
      expect((await scanBytes(holding('BINUNICODE', Buffer.from(bytes).toString('base64')))).verdict).toBe(
        'noFindings',
      );
    }
  });

  test('any bytes and any cuts end in an answer, and cuts are never without findings', async () => {
    const parts = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.constant(EVIL),
        fc.constant(deflateSync(EVIL)),
        fc.constant(gzipSync(EVIL)),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        parts,
        fc.constantFrom<Instruction[0]>('BINBYTES', 'BINSTRING', 'BYTEARRAY8'),
        fc.nat(),
        async (pieces, opcode, cut) => {
          const payload = Buffer.concat(pieces);
          const file = holding(opcode, new Uint8Array(payload));
          const report: Report = await scanBytes(file);
          for (const { byteOffset, entryPath } of report.findings)
            if (entryPath.length === 0) expect(byteOffset).toBeLessThanOrEqual(file.length);
          const shorter = await scanBytes(file.subarray(0, cut % file.length));
          expect(shorter.verdict).not.toBe('noFindings');
        },
      ),
      { numRuns: 100, seed: 5 },
    );
  });
});

describe('digits', () => {
  test('are decoded as everybody does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 100 }), (bytes) => {
        const base64 = new TextEncoder().encode(Buffer.from(bytes).toString('base64'));
        expect(isBase64(base64)).toBe(true);
        expect([...decodeBase64(base64)]).toEqual([...bytes]);
        const hex = new TextEncoder().encode(Buffer.from(bytes).toString('hex'));
        expect(isHex(hex)).toBe(true);
        expect([...decodeHex(hex)]).toEqual([...bytes]);
      }),
      { numRuns: 200, seed: 3 },
    );
    expect(isBase64(new TextEncoder().encode('this is a sentence of words'))).toBe(false);
    expect(isHex(new TextEncoder().encode('0123456789abcdefg'))).toBe(false);
  });
});
