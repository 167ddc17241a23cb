import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CorpusCase, readCorpus } from '../../../e2e/golden/corpus';
import type { Report } from '../../../shared/domain/report';
import { NODE_PORTS } from '../../adapters/node-ports';
import { inspectBytes, scanBytes } from '../../scanner/testing/scan-bytes';
import { MemorySource } from '../byte-source';
import { openEntry } from '../entry-reader';
import { ShortReadSource } from '../testing/sources';

/** Folders of the corpus whose files every law is held against. */
const FOLDERS = ['npy', 'npz', 'safetensors', 'gguf', 'jinja', 'skops', 'flax'];
/** Cut at a boundary, these are whole files of their own: text, arrays one after the other, a header without its filling. */
const WHOLE_WHEN_CUT = /^jinja\/|two-arrays|vocabulary/;
const CUTS = 60;

const CASES = readCorpus().filter(({ file }) => FOLDERS.includes(file.split('/')[0] ?? ''));
const BENIGN = CASES.filter(({ label }) => label === 'benign');

const read = (sample: CorpusCase) => new Uint8Array(readFileSync(sample.path));
const nameOf = (sample: CorpusCase) => path.basename(sample.file);

function holds(report: Report, size: number): void {
  expect(report.coverage.explainedBytes).toBeLessThanOrEqual(Math.max(size, 0));
  for (const gap of report.coverage.gaps) {
    expect(gap.start).toBeGreaterThanOrEqual(0);
    expect(gap.end).toBeGreaterThanOrEqual(gap.start);
  }
}

async function factsInside(bytes: Uint8Array, name: string): Promise<void> {
  const { collector } = await inspectBytes(bytes, undefined, name);
  for (const { entryPath, range } of collector.facts) {
    expect(range.start).toBeLessThanOrEqual(range.end);
    if (entryPath.length === 0) expect(range.end).toBeLessThanOrEqual(bytes.length);
  }
}

describe('every file of these formats', () => {
  test('there are some', () => {
    expect(BENIGN.length).toBeGreaterThan(20);
  });

  test.each(BENIGN.filter(({ file }) => !WHOLE_WHEN_CUT.test(file)))(
    'cut, $file is not without findings',
    async (sample) => {
      const bytes = read(sample);
      const step = Math.max(1, Math.floor(bytes.length / CUTS));
      for (let length = bytes.length - 1; length > 0; length -= step) {
        const cut = bytes.slice(0, length);
        const report = await scanBytes(cut, nameOf(sample));
        expect(report.verdict, `cut to ${length} of ${bytes.length}`).not.toBe('noFindings');
        holds(report, length);
      }
    },
  );

  test.each(CASES)('bent anywhere, $file ends in an answer with places inside', async (sample) => {
    const bytes = read(sample);
    const step = Math.max(1, Math.floor(bytes.length / 40));
    for (let at = 0; at < bytes.length; at += step) {
      const bent = bytes.slice();
      bent[at] = (bent[at] as number) ^ (1 << (at % 8));
      holds(await scanBytes(bent, nameOf(sample)), bent.length);
      await factsInside(bent, nameOf(sample));
    }
  });

  test.each(CASES)('every entry of $file opens again', async (sample) => {
    const bytes = read(sample);
    const { collector, streams } = await inspectBytes(bytes, undefined, nameOf(sample));
    const paths = new Map([...collector.facts, ...streams].map(({ entryPath }) => [entryPath.join('\0'), entryPath]));
    for (const entryPath of paths.values())
      expect(await openEntry(new MemorySource(bytes), entryPath, NODE_PORTS), entryPath.join(' › ')).not.toBeNull();
  });

  test.each(BENIGN)('read in small pieces, $file is the same', async (sample) => {
    const bytes = read(sample);
    const whole = await scanBytes(bytes, nameOf(sample));
    const pieces = await scanBytes(new ShortReadSource(bytes, 7), nameOf(sample));
    expect(pieces.coverage).toEqual(whole.coverage);
    expect(pieces.verdict).toBe(whole.verdict);
    expect(pieces.findings).toEqual(whole.findings);
  });
});

describe('random bytes behind a mark', () => {
  const marks: readonly (readonly [name: string, mark: readonly number[]])[] = [
    ['a.npy', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]],
    ['a.npy', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 3, 0, 20, 0, 0, 0, 0x7b, 0x27]],
    ['a.safetensors', [40, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x22]],
    ['a.gguf', [0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0]],
    [
      'a.gguf',
      [0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
    ],
    ['a.gguf', [0x47, 0x47, 0x55, 0x46, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['a.jinja', [0x7b, 0x25]],
  ];
  test.each(marks)('%s %j', async (name, mark) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (rest) => {
        const bytes = Uint8Array.from([...mark, ...rest]);
        holds(await scanBytes(bytes, name), bytes.length);
        await factsInside(bytes, name);
      }),
      { numRuns: 200, seed: 3 },
    );
  });
});
