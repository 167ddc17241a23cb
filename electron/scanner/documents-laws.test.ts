import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/domain/report';
import { ShortReadSource } from '../engine/testing/sources';
import { scanBytes } from './testing/scan-bytes';

const corpus = (file: string) =>
  new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../e2e/corpus', file)));

function expectToHold(report: Report, size: number): void {
  for (const finding of report.findings)
    if (finding.entryPath.length === 0)
      expect(finding.byteOffset + finding.byteLength).toBeLessThanOrEqual(Math.max(size, 2));
  for (const region of report.regions) expect(region.end).toBeLessThanOrEqual(size);
  expect(report.coverage.explainedBytes).toBeLessThanOrEqual(report.coverage.totalBytes);
  if (report.verdict === 'noFindings') expect(report.coverage.gaps).toEqual([]);
}

/** Real files, with how many bytes of their end nobody would miss. */
const FILES: readonly (readonly [file: string, tail: number])[] = [
  ['xgboost/trees-new.ubj', 0],
  ['xgboost/dart-new.json', 0],
  ['xgboost/trees-old.bin', 0],
  ['xgboost/linear-old.bin', 0],
  ['lightgbm/binary-new.txt', 60],
  ['catboost/categories-new.cbm', 0],
  ['catboost/classifier-new.cbm', 0],
  ['rds/lm.rds', 0],
  ['rds/lm-native.rds', 0],
  ['rds/lm-ascii.rds', 4],
  ['rds/compiled.rds', 0],
  ['rds/environment.rds', 0],
  ['rds/all.RData', 0],
  ['openvino/small-new.xml', 2],
  ['pmml/tree.pmml', 2],
];

describe('laws of documents, boosters and R objects', () => {
  test.each(FILES)('a cut %s is never without findings', async (file, tail) => {
    const whole = corpus(file);
    expect((await scanBytes(whole, path.basename(file))).verdict).toBe('noFindings');
    const step = Math.max(1, Math.floor(whole.length / 120));
    for (let length = 0; length < whole.length - tail; length += step) {
      const report = await scanBytes(whole.slice(0, length), path.basename(file));
      expectToHold(report, length);
      expect(report.verdict, `cut at ${length}`).not.toBe('noFindings');
    }
  });

  test.each(FILES)('a bent %s ends in an answer that holds together', async (file) => {
    const whole = corpus(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
        const bent = whole.slice();
        bent[at] = (bent[at] as number) ^ mask;
        expectToHold(await scanBytes(bent, path.basename(file)), bent.length);
      }),
      { numRuns: 80, seed: 46 },
    );
  });

  test.each([
    ...FILES.map(([file]) => file),
    'yaml/model_config-new.yaml',
    'text/README.md',
    'yaml/hydra.yaml',
    'rds/promise.rds',
  ])('%s is the same whole, in pieces, and compressed', async (file) => {
    const whole = corpus(file);
    const name = path.basename(file);
    const report = await scanBytes(whole, name);
    const pieces = await scanBytes(new ShortReadSource(whole, 7), name);
    expect(pieces.findings).toEqual(report.findings);
    expect(pieces.coverage).toEqual(report.coverage);
    const compressed = await scanBytes(new Uint8Array(deflateSync(whole)));
    // Inside another file nothing says what the document is called.
    if (!name.endsWith('.md')) expect(compressed.verdict).toBe(report.verdict);
  });

  const heads = [
    'binf',
    '{L\0\0\0\0\0\0\0\x07learner{',
    '{"learner":{',
    'CBM1',
    'X\n\0\0\0\x02\0\x04\x02\x02\0\x02\x03\0',
    'A\n2\n262657\n131840\n',
    'RDX3\nX\n\0\0\0\x03',
    '<PMML>',
    '<net version="11">',
    '<?xml version="1.0"?>',
    'tree\nversion=v4\n',
    'a: 1\nb: ',
    '\x7fELF',
    'MZ',
    '#!/bin/sh\n',
    'import os\n',
  ];
  test.each(heads)('%j and any bytes end in an answer that holds together', async (head) => {
    const start = Uint8Array.from(head, (character) => character.charCodeAt(0));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.string({ maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
        ),
        async (rest) => {
          const bytes = new Uint8Array(start.length + rest.length);
          bytes.set(start);
          bytes.set(rest, start.length);
          expectToHold(await scanBytes(bytes), bytes.length);
        },
      ),
      { numRuns: 150, seed: 47 },
    );
  });

  test('random items of R end in an answer that holds together', async () => {
    const types = [
      1, 2, 3, 4, 5, 6, 9, 10, 13, 14, 16, 19, 20, 21, 22, 23, 24, 25, 238, 239, 240, 241, 243, 244, 248, 249, 250, 251,
      252, 253, 254, 255,
    ];
    const word = fc.oneof(
      fc.constantFrom(...types),
      fc
        .constantFrom(...types)
        .chain((type) => fc.constantFrom(type | 0x200, type | 0x400, type | 0x600, type | 0x8000000)),
      fc.integer({ min: -2, max: 4 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 60 }), async (words) => {
        const bytes = new Uint8Array(14 + 4 * words.length);
        bytes.set(Uint8Array.from('X\n\0\0\0\x02\0\x04\x02\x02\0\x02\x03\0', (character) => character.charCodeAt(0)));
        const view = new DataView(bytes.buffer);
        for (const [i, value] of words.entries()) view.setInt32(14 + 4 * i, value);
        expectToHold(await scanBytes(bytes), bytes.length);
      }),
      { numRuns: 500, seed: 48 },
    );
  });

  test('a text is no-findings and stays readable; a broken pickle is no text', async () => {
    const text = (value: string) => new TextEncoder().encode(value);
    expect((await scanBytes(text('Dear reader,\nthese are the weights.\n'), 'README')).verdict).toBe('noFindings');
    expect((await scanBytes(text("(dp0\nS'weights'\np1\nF1.5\n"), 'weights')).verdict).not.toBe('noFindings');
    expect((await scanBytes(text('cposix\nsystem\n'), 'weights')).verdict).not.toBe('noFindings');
    expect((await scanBytes(new Uint8Array(0), 'README.md')).verdict).toBe('inconclusive');
  });
});
