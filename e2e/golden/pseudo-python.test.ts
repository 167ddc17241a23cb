import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemorySource } from '../../electron/engine/byte-source';
import { pseudoPython } from '../../electron/engine/formats/pickle/pseudo-python';
import { inspectBytes } from '../../electron/scanner/testing/scan-bytes';
import { formatOffset } from '../../shared/text/hex';
import { CORPUS, readCorpus } from './corpus';

const LIMITS = { lines: 5000, opcodes: 1_000_000, width: 200 };

async function tell(file: string) {
  const bytes = new Uint8Array(readFileSync(path.join(CORPUS, file)));
  const { streams } = await inspectBytes(bytes);
  const own = streams.filter(({ entryPath }) => entryPath.length === 0);
  return Promise.all(own.map((index) => pseudoPython(new MemorySource(bytes), index, LIMITS, () => false)));
}

describe('streams told as Python', () => {
  test.each([
    'joblib/iris_aws_exfil_arrays.joblib',
    'joblib/sklearn-pipeline-new.joblib',
    'pickle/build-setstate-late.pkl',
    'pickle/chain-attrgetter.pkl',
    'pickle/newobj-map-new.pkl',
    'pickle/plain-nested-p0.pkl',
  ])('%s', async (file) => {
    const programs = await tell(file);
    const text = programs.map(({ lines }) =>
      lines.map((line) => `${formatOffset(line.start)}  ${line.text}\n`).join(''),
    );
    await expect(text.join('\n')).toMatchFileSnapshot(path.join(import.meta.dirname, 'pseudo-python', `${file}.txt`));
  });

  test('every line of every file points at its own opcodes', async () => {
    for (const { file } of readCorpus().filter((one) => /^(pickle|joblib)\//.test(one.file))) {
      for (const { lines } of await tell(file)) {
        for (const { start, end, text } of lines) {
          expect(end, `${file}: ${text}`).toBeGreaterThan(start);
          expect(text).not.toMatch(/\n/);
          expect(text.length).toBeLessThanOrEqual(LIMITS.width);
        }
      }
    }
  });

  test('a bound on lines and opcodes is said', async () => {
    const bytes = new Uint8Array(readFileSync(path.join(CORPUS, 'joblib/sklearn-pipeline-new.joblib')));
    const [index] = (await inspectBytes(bytes)).streams;
    if (index === undefined) throw new Error('no stream');
    const short = await pseudoPython(new MemorySource(bytes), index, { ...LIMITS, lines: 5 }, () => false);
    expect(short).toMatchObject({ truncated: true });
    expect(short.lines.length).toBeLessThanOrEqual(6);
    const few = await pseudoPython(new MemorySource(bytes), index, { ...LIMITS, opcodes: 10 }, () => false);
    expect(few.truncated).toBe(true);
  });
});
