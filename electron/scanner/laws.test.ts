import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/domain/report';
import { OPCODES, type OpcodeName } from '../../shared/pickle/opcodes';
import { assemble, type Instruction } from '../engine/testing/assemble';
import { HoleSource, ShortReadSource } from '../engine/testing/sources';
import { scanBytes } from './testing/scan-bytes';

/** Instructions that often make sense together, so that random pickles get somewhere. */
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<OpcodeName>('MARK', 'EMPTY_LIST', 'EMPTY_DICT', 'EMPTY_TUPLE', 'NONE', 'NEWTRUE', 'MEMOIZE', 'DUP')
      .map((name) => [name] as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<OpcodeName>(
        'APPEND',
        'APPENDS',
        'SETITEM',
        'SETITEMS',
        'TUPLE',
        'TUPLE1',
        'TUPLE2',
        'TUPLE3',
        'LIST',
        'DICT',
        'POP',
        'POP_MARK',
        'BUILD',
        'REDUCE',
        'NEWOBJ',
        'STACK_GLOBAL',
        'FROZENSET',
        'ADDITEMS',
        'EMPTY_SET',
        'OBJ',
        'BINPERSID',
        'NEWOBJ_EX',
      )
      .map((name) => [name] as const),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constantFrom<OpcodeName>('BININT1', 'BINGET', 'BINPUT'), fc.integer({ min: 0, max: 5 })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constantFrom<OpcodeName>('SHORT_BINUNICODE', 'BINUNICODE', 'BINUNICODE8', 'SHORT_BINSTRING'),
      fc.constantFrom('os', 'system', 'numpy', 'ndarray', 'x', 'builtins', 'eval'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom<OpcodeName>('GLOBAL', 'INST'),
      fc.constantFrom('os\nsystem', 'collections\nOrderedDict', 'numpy\ndtype', 'some.pkg\nThing'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom<OpcodeName>('LONG_BINPUT', 'LONG_BINGET', 'BININT', 'BININT2', 'EXT1'),
      fc.integer({ min: 0, max: 255 }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constantFrom<OpcodeName>('INT', 'LONG', 'PUT', 'GET'),
      fc.constantFrom('0', '1', '0x10', '7L', 'x', '00'),
    ),
  },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom<OpcodeName>('FRAME'), fc.integer({ min: 0, max: 40 })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom<OpcodeName>('PROTO'), fc.integer({ min: 0, max: 6 })) },
);
const pickle = fc.array(instruction, { maxLength: 60 }).map((body) => assemble(['PROTO', 4], ...body, ['STOP']));

/** What must not depend on how the bytes arrive. */
const essence = ({ verdict, coverage, findings, globals, calls, opcodes, format }: Report) => ({
  verdict,
  coverage,
  findings,
  globals,
  calls,
  opcodes,
  format,
});

function expectRangesInside(report: Report, size: number): void {
  for (const finding of report.findings) {
    if (finding.entryPath.length > 0) continue;
    expect(finding.byteOffset).toBeGreaterThanOrEqual(0);
    expect(finding.byteOffset + finding.byteLength).toBeLessThanOrEqual(Math.max(size, 2));
  }
  for (const gap of report.coverage.gaps) if (gap.entryPath.length === 0) expect(gap.start).toBeLessThanOrEqual(size);
  for (const region of report.regions) expect(region.end).toBeLessThanOrEqual(size);
  expect(report.coverage.explainedBytes).toBeLessThanOrEqual(report.coverage.totalBytes);
}

function inflatesTo(bytes: Uint8Array, content: Uint8Array): boolean {
  try {
    return inflateSync(bytes).equals(content);
  } catch {
    return false;
  }
}

describe('laws of a scan', () => {
  test('any bytes: an answer, ranges inside the file, and never no-findings without full coverage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        const report = await scanBytes(bytes);
        expectRangesInside(report, bytes.length);
        if (report.verdict === 'noFindings') expect(report.coverage.explainedBytes).toBe(bytes.length);
      }),
      { numRuns: 400, seed: 11 },
    );
  });

  test('any opcodes: an answer, ranges inside the file', async () => {
    await fc.assert(
      fc.asyncProperty(pickle, async (bytes) => expectRangesInside(await scanBytes(bytes), bytes.length)),
      { numRuns: 500, seed: 12 },
    );
  });

  test('whole, in small pieces and byte by byte are the same', async () => {
    await fc.assert(
      fc.asyncProperty(pickle, fc.integer({ min: 1, max: 9 }), async (bytes, piece) => {
        const whole = essence(await scanBytes(bytes));
        expect(essence(await scanBytes(new ShortReadSource(bytes, 1)))).toEqual(whole);
        expect(essence(await scanBytes(new ShortReadSource(bytes, piece)))).toEqual(whole);
      }),
      { numRuns: 150, seed: 13 },
    );
  });

  test('compressed is judged like plain', async () => {
    await fc.assert(
      fc.asyncProperty(pickle, async (bytes) => {
        const plain = await scanBytes(bytes);
        const compressed = await scanBytes(new Uint8Array(deflateSync(bytes)));
        expect(compressed.verdict).toBe(plain.verdict);
        expect(compressed.globals.map(({ module, name, calls }) => [module, name, calls])).toEqual(
          plain.globals.map(({ module, name, calls }) => [module, name, calls]),
        );
      }),
      { numRuns: 150, seed: 14 },
    );
  });

  test('a cut or bent pickle is never without findings', async () => {
    const whole = assemble(
      ['PROTO', 4],
      ['EMPTY_DICT'],
      ['MEMOIZE'],
      ['MARK'],
      ['SHORT_BINUNICODE', 'weights'],
      ['MEMOIZE'],
      ['BINFLOAT', 1.5],
      ['SHORT_BINUNICODE', 'n'],
      ['BININT1', 3],
      ['SETITEMS'],
      ['STOP'],
    );
    expect((await scanBytes(whole)).verdict).toBe('noFindings');
    for (let length = 0; length < whole.length; length++)
      expect((await scanBytes(whole.slice(0, length))).verdict, `cut at ${length}`).not.toBe('noFindings');
    const compressed = new Uint8Array(deflateSync(whole));
    for (let at = 0; at < compressed.length; at++) {
      const bent = compressed.slice();
      bent[at] = (bent[at] as number) ^ 0x10;
      // The last bits before the checksum are padding: content and checksum stay right.
      if (inflatesTo(bent, whole)) continue;
      expect((await scanBytes(bent)).verdict, `bent at ${at}`).not.toBe('noFindings');
    }
  });

  test.each([
    'torch/state-dict-old.pt',
    'joblib/sklearn-pipeline-new.joblib',
    'joblib/sklearn-mlp-zlib3-new.joblib',
    'pickle/sklearn-pipeline-p5-new.pkl',
  ])('a cut %s is never without findings', async (file) => {
    const whole = new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../e2e/corpus', file)));
    expect((await scanBytes(whole)).verdict).toBe('noFindings');
    const step = Math.max(1, Math.floor(whole.length / 150));
    for (let length = 0; length < whole.length; length += step)
      expect((await scanBytes(whole.slice(0, length))).verdict, `cut at ${length}`).not.toBe('noFindings');
  });

  test('a bent byte in a PyTorch archive is never without findings', async () => {
    const whole = new Uint8Array(
      readFileSync(path.resolve(import.meta.dirname, '../../e2e/corpus/torch/state-dict-old.pt')),
    );
    const { entries } = await scanBytes(whole);
    for (const { range } of entries) {
      for (const at of [range.start, (range.start + range.end) >> 1, range.end - 1]) {
        const bent = whole.slice();
        bent[at] = (bent[at] as number) ^ 0x41;
        expect((await scanBytes(bent)).verdict, `bent at ${at}`).not.toBe('noFindings');
      }
    }
  });

  test('what no opcode needs is passed over, not read, and memory does not hold it', async () => {
    const size = 96 * 1024 * 1024;
    const head = assemble(['PROTO', 4], ['EMPTY_LIST']);
    const length = new Uint8Array(9);
    length[0] = 0x8e; // BINBYTES8
    new DataView(length.buffer).setBigUint64(1, BigInt(size), true);
    const tail = assemble(['APPEND'], ['GLOBAL', 'os\nsystem'], ['POP'], ['STOP']);
    const source = new HoleSource(Buffer.concat([head, length]), size, tail);
    const report = await scanBytes(source);
    expect(report.globals.map(({ name }) => name)).toEqual(['system']);
    expect(report.coverage.explainedBytes).toBe(source.size);
    expect(source.readBytes).toBeLessThan(8 * 1024 * 1024);
  });

  test('every opcode byte is read by itself without failing', async () => {
    for (const row of OPCODES)
      await expect(
        scanBytes(Uint8Array.from([0x80, 4, row.code, 0, 0, 0, 0, 0, 0, 0, 0, 0x0a, 0x0a, 0x2e])),
      ).resolves.toBeDefined();
  });
});
