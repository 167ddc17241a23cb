import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/domain/report';
import { NODE_PORTS } from '../adapters/node-ports';
import { MemorySource } from '../engine/byte-source';
import { openEntry } from '../engine/entry-reader';
import { ShortReadSource } from '../engine/testing/sources';
import { scanBytes } from './testing/scan-bytes';

const corpus = (name: string) =>
  new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../e2e/corpus', name)));

/** Real files of each form, and where the last byte stands that any reader needs. */
const FILES: readonly { readonly name: string; readonly needed?: (bytes: Uint8Array) => number }[] = [
  { name: 'tar/ustar.tar', needed: tarEnd },
  { name: 'tar/gnu.tar', needed: tarEnd },
  { name: 'tar/pax.tar', needed: tarEnd },
  { name: 'tar/tar-in-tar.tar', needed: tarEnd },
  { name: 'torch-tar/weights.pt', needed: tarEnd },
  { name: 'torch/legacy-old.pt' },
  { name: 'torch/legacy-kinds-old.pt' },
  { name: 'torch/script-old.pt' },
  { name: 'torch/script-branches-old.pt' },
  { name: 'torch/protocol-4-old.pt' },
  { name: 'torch/mobile-old.ptl' },
  { name: 'torch/package-old.pt' },
  { name: 'torchserve/own-handler-new.mar' },
];
const HOSTILE = [
  'tar/sparse_pax.tar',
  'tar/sparse_gnu.tar',
  'tar/nested.tar',
  'torch-tar/storage_key.pt',
  'torch-legacy/keys.pt',
  'torch/script_setstate.pt',
  'zip/locked_hostile.zip',
  'torchserve/handler.mar',
];

/** A tar is whole from its second zero block on; what follows fills up a record. */
function tarEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return Math.ceil(end / 512) * 512 + 1024;
}

function expectSound(report: Report, size: number): void {
  expect(report.coverage.explainedBytes).toBeLessThanOrEqual(size);
  for (const { entryPath, range } of [...report.arrays, ...report.entries, ...report.operations, ...report.code]) {
    expect(range.start).toBeGreaterThanOrEqual(0);
    expect(range.end).toBeGreaterThanOrEqual(range.start);
    if (entryPath.length === 0) expect(range.end).toBeLessThanOrEqual(size);
  }
  if (report.verdict === 'noFindings') expect(report.coverage.explainedBytes).toBe(size);
}

const settings = { seed: 20_261_124, numRuns: 150 };

describe('forms of PyTorch and tar', () => {
  test('name their tensors as the program that loads them does', async () => {
    const names = async (file: string) =>
      (await scanBytes(corpus(file), file)).arrays.map(
        ({ name, dtype, shape, order }) => `${name} ${dtype} ${shape.join('×')} ${order}`,
      );
    expect(await names('torch/kinds-old.pt')).toEqual([
      'whole float32 4×6 C',
      'shared float32 2×4 C',
      'transposed float32 6×4 F',
      'half float16 4×6 C',
      'bfloat16 bfloat16 4×6 C',
      'int8 int8 4×6 C',
      'bool bool 4×6 C',
      'complex complex64 4×6 C',
      'long int64 4×6 C',
      'empty float32 0 C',
      'scalar float32  C',
      'grad float32 2 C',
      'parameter float32 3 C',
    ]);
    expect(await names('torch/whole-module-old.pt')).toContain('first.weight float32 8×4 C');
    expect(await names('torch/checkpoint-old.pt')).toContain('optimizer.state.0.exp_avg float32 8×4 C');
    expect(await names('torch/legacy-old.pt')).toContain('norm.running_mean float32 8 C');
    expect(await names('torch/script-old.pt')).toContain('last.weight float32 2×8 C');
    expect(await names('torch/package-old.pt')).toEqual(['first float32 2×3 C', 'second float32 4 C']);
    expect(await names('torch-tar/weights.pt')).toHaveLength(2);
  });

  test.each(FILES)('$name cut anywhere is never without findings', async ({ name, needed }) => {
    const bytes = corpus(name);
    const last = needed?.(bytes) ?? bytes.length;
    const step = Math.max(1, Math.floor(last / 90));
    for (let end = 0; end < last; end += step) {
      const report = await scanBytes(bytes.slice(0, end), 'cut.bin');
      expectSound(report, end);
      expect(report.verdict, `${name} cut at ${end}`).not.toBe('noFindings');
    }
    expect((await scanBytes(bytes.slice(0, last - 1), 'cut.bin')).verdict).not.toBe('noFindings');
  });

  test.each([...FILES.map(({ name }) => name), ...HOSTILE])(
    '%s bent anywhere ends in an answer',
    async (name) => {
      const bytes = corpus(name);
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
          const bent = bytes.slice();
          bent[at] = (bytes[at] ?? 0) ^ change;
          expectSound(await scanBytes(bent, 'bent.bin'), bent.length);
        }),
        settings,
      );
    },
    60_000,
  );

  test.each([
    ...FILES.map(({ name }) => name),
    ...HOSTILE.filter((name) => !name.includes('locked')),
    'torch-legacy/behind_storages.pt',
    'torch-legacy/storage_is_pickle.pt',
    'tar/appended_pickle.tar',
    'tar/bad_checksum_data.tar',
  ])('%s: every stream can be opened again where it was found', async (name) => {
    const source = new MemorySource(corpus(name));
    const { streams } = await scanBytes(source, name);
    expect(streams.length).toBeGreaterThan(0);
    for (const { entryPath, range } of streams) {
      const opened = await openEntry(source, entryPath, NODE_PORTS);
      expect(opened, entryPath.join(' › ')).not.toBeNull();
      expect(opened?.size).toBeGreaterThanOrEqual(range.end);
      const last = await opened?.read(range.end - 1, 1);
      expect(last?.[0], entryPath.join(' › ')).toBe(0x2e);
    }
  });

  test.each([...FILES.map(({ name }) => name), ...HOSTILE])('%s in short pieces reads the same', async (name) => {
    const bytes = corpus(name);
    const whole = await scanBytes(bytes, name);
    const pieces = await scanBytes(new ShortReadSource(bytes, 7), name);
    expect({ ...pieces, durationMs: 0 }).toEqual({ ...whole, durationMs: 0 });
  });

  test.each([
    ['a tar header', () => corpus('tar/ustar.tar').slice(0, 512)],
    ['the magic pickle', () => corpus('torch/legacy-old.pt').slice(0, 15)],
    ['three legacy pickles', () => corpus('torch/legacy-old.pt').slice(0, 137)],
    ['five legacy pickles', () => corpus('torch/legacy-old.pt').slice(0, 1253)],
  ])('random bytes behind %s end in an answer', async (_what, head) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (tail) => {
        const bytes = new Uint8Array([...head(), ...tail]);
        const report = await scanBytes(bytes, 'random.bin');
        expectSound(report, bytes.length);
        expect(report.verdict).not.toBe('noFindings');
      }),
      settings,
    );
  });
});
