import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import { scanBytes } from '../../../scanner/testing/scan-bytes';
import { ShortReadSource } from '../../testing/sources';

const CORPUS = path.resolve(import.meta.dirname, '../../../../e2e/corpus');
const corpus = (file: string) => new Uint8Array(readFileSync(path.join(CORPUS, file)));

/** Whole files by real writers, and from which byte on a checksum or the content itself covers every bit. */
const FILES = [
  ['gzip/pickle.pkl.gz', 20],
  ['bz2/pickle.pkl.bz2', 0],
  ['xz/pickle.pkl.xz', 0],
  ['xz/x86.xz', 0],
  ['zstd/pickle-new.zst', 0],
  ['lzma/pickle.lzma', null],
  ['lz4/pickle-new.lz4', null],
  ['lz4/linked-new.lz4', 0],
  ['joblib/numpy-dict-lz4-new.joblib', null],
  ['joblib/numpy-dict-lzma-new.joblib', null],
  ['joblib/numpy-dict-bz2-new.joblib', 0],
  ['joblib/legacy-0.9.2-compressed-pickle-py27-new.gz', 22],
  ['zip/bzip2.zip', null],
  ['zip/lzma.zip', null],
  ['7z/pickles-new.7z', 12],
  ['7z/plain-list-new.7z', 12],
  ['7z/zstd-new.7z', 12],
] as const;

describe('real files', () => {
  test.each(FILES)('%s is understood to its last byte, however it is read', async (file) => {
    const bytes = corpus(file);
    const whole = await scanBytes(bytes);
    expect(whole.verdict).toBe('noFindings');
    expect(whole.coverage.explainedBytes).toBe(bytes.length);
    const pieces = await scanBytes(new ShortReadSource(bytes, 5));
    expect(pieces.formatPath).toEqual(whole.formatPath);
    expect(pieces.coverage).toEqual(whole.coverage);
  });

  test.each(FILES)('a cut %s is never without findings', async (file) => {
    const bytes = corpus(file);
    const step = Math.max(1, Math.floor(bytes.length / 80));
    for (let length = 0; length < bytes.length; length += step) {
      const report = await scanBytes(bytes.slice(0, length));
      expect(report.verdict, `cut at ${length}`).not.toBe('noFindings');
    }
  });

  test.each(FILES.filter(([, from]) => from !== null))('a bent %s is never without findings', async (file, from) => {
    const bytes = corpus(file);
    const step = Math.max(1, Math.floor(bytes.length / 80));
    for (let at = from ?? 0; at < bytes.length; at += step) {
      const bent = bytes.slice();
      bent[at] = (bent[at] as number) ^ 0x40;
      expect((await scanBytes(bent)).verdict, `bent at ${at}`).not.toBe('noFindings');
    }
  });
});

describe('bounds', () => {
  test('a bomb ends at the ratio, and the limit is named', async () => {
    const limits = { ...DEFAULT_LIMITS, ratioFloorBytes: 1 << 20 };
    for (const file of ['bz2/bomb.bz2']) {
      const report = await scanBytes(corpus(file), 'test', limits);
      expect(report.verdict).toBe('inconclusive');
      expect(report.findings.some(({ message }) => message.includes('inflateRatio'))).toBe(true);
    }
  });

  test('inflated bytes are counted over all members together', async () => {
    const limits = { ...DEFAULT_LIMITS, inflatedBytes: 3000 };
    for (const file of ['7z/pickles-new.7z', 'zip/bzip2.zip', 'xz/pickle.pkl.xz']) {
      const report = await scanBytes(corpus(file), 'test', limits);
      expect(report.verdict, file).toBe('inconclusive');
      expect(report.findings.some(({ message }) => message.includes('inflatedBytes'))).toBe(true);
    }
  });
});

describe('any bytes', () => {
  test.each([
    [[0x1f, 0x8b, 8]],
    [[0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]],
    [[0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    [[0x5d, 0, 0, 0x80, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0]],
    [[0x04, 0x22, 0x4d, 0x18]],
    [[0x28, 0xb5, 0x2f, 0xfd]],
    [[0x5a, 0x46, 0x30, 0x78, 0x31, ...new Array<number>(16).fill(0x20), 0x78, 0x9c]],
    [[0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]],
  ])('behind %j end in an answer with ranges inside', async (magic) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (rest) => {
        const bytes = Uint8Array.from([...magic, ...rest]);
        const report = await scanBytes(bytes);
        expect(report.verdict).not.toBe('noFindings');
        expect(report.coverage.explainedBytes).toBeLessThanOrEqual(bytes.length);
        for (const gap of report.coverage.gaps)
          if (gap.entryPath.length === 0) expect(gap.end).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 150, seed: 31 },
    );
  });
});
