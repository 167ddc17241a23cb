import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NODE_PORTS } from '../adapters/node-ports';
import { MemorySource, readWhole } from '../engine/byte-source';
import { FORMAT_MODULES } from '../engine/formats';
import { ShortReadSource } from '../engine/testing/sources';
import { inspectBytes, scanBytes } from './testing/scan-bytes';

const CORPUS = path.resolve(import.meta.dirname, '../../e2e/corpus');
const read = (file: string) => new Uint8Array(readFileSync(path.join(CORPUS, file)));
const FOLDERS = ['onnx', 'tensorflow', 'tflite', 'coreml', 'paddle'];
const HONEST = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(CORPUS, folder))
    .filter((name) => /-new\./.test(name))
    .map((name) => `${folder}/${name}`),
);
/** Formats whose files are a row of parts with nothing behind them: a cut between two is a whole file. */
const ROWS = /\.pdiparams$|\.data-00000-of-00001$/;

/** Where a message’s outermost fields end: up to there it is a whole message of its own. */
function boundaries(bytes: Uint8Array): Set<number> {
  const found = new Set<number>();
  const varint = (at: number): [number, number] => {
    let value = 0;
    for (let i = 0; ; i++) {
      const byte = bytes[at + i];
      if (byte === undefined) return [0, bytes.length];
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return [value, at + i + 1];
    }
  };
  for (let at = 0; at < bytes.length; ) {
    const [tag, behind] = varint(at);
    const [value, end] = varint(behind);
    at = tag % 8 === 2 ? end + value : end;
    found.add(at);
  }
  return found;
}

async function isAnswered(bytes: Uint8Array, name: string): Promise<string> {
  const report = await scanBytes(bytes, name);
  for (const finding of report.findings)
    if (finding.entryPath.length === 0)
      expect(finding.byteOffset + finding.byteLength).toBeLessThanOrEqual(bytes.length);
  for (const gap of report.coverage.gaps)
    if (gap.entryPath.length === 0) expect(gap.end).toBeLessThanOrEqual(bytes.length);
  for (const region of report.regions) expect(region.end).toBeLessThanOrEqual(bytes.length);
  expect(report.coverage.explainedBytes).toBeLessThanOrEqual(report.coverage.totalBytes);
  return report.verdict;
}

describe.each(HONEST)('%s', (file) => {
  const whole = read(file);
  const name = path.basename(file);

  test('is the same in small pieces', async () => {
    const plain = await scanBytes(whole, name);
    const pieces = await scanBytes(new ShortReadSource(whole, 7), name);
    expect(pieces.verdict).toBe(plain.verdict);
    expect(pieces.coverage).toEqual(plain.coverage);
    expect(pieces.findings.map(({ message }) => message)).toEqual(plain.findings.map(({ message }) => message));
  });

  test.skipIf(ROWS.test(file))('cut anywhere it is never without findings', async () => {
    const step = Math.max(1, Math.floor(whole.length / 120));
    const ends = boundaries(whole);
    for (let length = 0; length < whole.length; length += step) {
      const verdict = await isAnswered(whole.slice(0, length), name);
      if (!ends.has(length)) expect(verdict, `cut at ${length}`).not.toBe('noFindings');
    }
  });

  test('with a bent byte it is answered', async () => {
    const step = Math.max(1, Math.floor(whole.length / 100));
    for (let at = 0; at < whole.length; at += step) {
      const bent = whole.slice();
      bent[at] = (bent[at] as number) ^ (1 << (at % 8));
      await isAnswered(bent, name);
    }
  });
});

describe('random bytes', () => {
  const heads: readonly (readonly [string, readonly number[]])[] = [
    ['ONNX', [0x08, 0x0a, 0x3a]],
    ['a graph', [0x0a, 0x08, 0x0a, 0x01, 0x78, 0x12, 0x03, 0x41, 0x64, 0x64]],
    ['a SavedModel', [0x08, 0x01, 0x12]],
    ['Core ML', [0x08, 0x04, 0x12]],
    ['a program', [0x0a, 0x10, 0x08, 0x00, 0x10, 0x00]],
    ['TensorFlow Lite', [0x08, 0x00, 0x00, 0x00, 0x54, 0x46, 0x4c, 0x33]],
    ['parameters', [...new Array(16).fill(0), 4, 0, 0, 0, 8, 5, 16, 8]],
  ];
  test.each(heads)('behind the beginning of %s are answered', async (_, head) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (tail) => {
        await isAnswered(Uint8Array.from([...head, ...tail]), 'test');
      }),
      { numRuns: 200, seed: 31 },
    );
  });

  test('bytes written over a real model are answered', async () => {
    const models = HONEST.map(read);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...models),
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 12 }),
        async (model, where, patch) => {
          const bytes = model.slice();
          bytes.set(
            patch.slice(0, bytes.length),
            Math.min(where % bytes.length, Math.max(0, bytes.length - patch.length)),
          );
          await isAnswered(bytes, 'test');
        },
      ),
      { numRuns: 300, seed: 32 },
    );
  });
});

/** Files of one kind are not taken for another: protobuf has no magic, and what tells them apart is their fields. */
describe('telling apart', () => {
  const EXPECTED: Readonly<Record<string, string>> = {
    'onnx/kinds-new.onnx': 'onnx',
    'tensorflow/saved-model-new.pb': 'tensorflow',
    'tensorflow/frozen-new.pb': 'tensorflow',
    'tensorflow/first.ckpt-new.meta': 'tensorflow',
    'tensorflow/frozen-new.pbtxt': 'tensorflow-text',
    'tensorflow/variables-new.index': 'tensorflow-checkpoint',
    'tflite/control-flow-new.tflite': 'tflite',
    'coreml/network-new.mlmodel': 'coreml',
    'coreml/program-new.mlmodel': 'coreml',
    'paddle/network-new.pdmodel': 'paddle',
    'paddle/network-new.pdiparams': 'paddle-parameters',
  };
  test.each(Object.entries(EXPECTED))('%s is %s', async (file, format) => {
    expect((await scanBytes(read(file), 'without-extension')).format).toBe(format);
  });
});

describe('members', () => {
  test.each<['tensorflow' | 'tflite', string]>([
    ['tensorflow', 'tensorflow/write-file-in-data.pb'],
    ['tflite', 'tflite/associated-new.tflite'],
  ])('of %s are opened again under the names they were inspected as', async (format, file) => {
    const bytes = read(file);
    const names = new Set<string>();
    const module = FORMAT_MODULES[format];
    if ('partOf' in module || module.open === undefined) throw new Error('no members');
    const inspected = await inspectBytes(bytes);
    for (const { entryPath } of inspected.collector.facts) if (entryPath[0] !== undefined) names.add(entryPath[0]);
    expect(names.size).toBe(1);
    for (const name of names) {
      const member = await module.open(new MemorySource(bytes), name, NODE_PORTS, []);
      expect(member?.size).toBeGreaterThan(10);
      expect((await scanBytes(await readWhole(member as MemorySource, 0, bytes.length))).format).not.toBe('unknown');
    }
    expect(await module.open(new MemorySource(bytes), 'something else', NODE_PORTS, [])).toBeNull();
  });
});
