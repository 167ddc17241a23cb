import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NODE_PORTS } from '../../../adapters/node-ports';
import { inspectBytes, scanBytes } from '../../../scanner/testing/scan-bytes';
import { MemorySource, readWhole } from '../../byte-source';
import { openEntry } from '../../entry-reader';
import { readHeader } from './header';
import { BrokenHeader, HeaderCursor } from './header-cursor';

const CORPUS = path.resolve(import.meta.dirname, '../../../../e2e/corpus/7z');
const corpus = (file: string) => new Uint8Array(readFileSync(path.join(CORPUS, file)));
const BOUNDS = { most: 1000, nameLength: 100, base: 32, size: 10_000 };

/** An archive around a list, with right sums: what is wrong is the list. */
function around(list: Uint8Array, packed = new Uint8Array(0)): Uint8Array {
  const bytes = new Uint8Array(32 + packed.length + list.length);
  bytes.set([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4]);
  bytes.set(packed, 32);
  bytes.set(list, 32 + packed.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(12, BigInt(packed.length), true);
  view.setBigUint64(20, BigInt(list.length), true);
  view.setUint32(28, NODE_PORTS.crc32(list, 0), true);
  view.setUint32(8, NODE_PORTS.crc32(bytes.slice(12, 32), 0), true);
  return bytes;
}

describe('numbers', () => {
  const number = (...bytes: number[]) => new HeaderCursor(Uint8Array.from(bytes)).number();

  test('of one to nine bytes', () => {
    expect(number(0x7f)).toBe(0x7f);
    expect(number(0x80, 0x80)).toBe(0x80);
    expect(number(0xbf, 0xff)).toBe(0x3fff);
    expect(number(0xc1, 0x34, 0x12)).toBe(0x11234);
    expect(number(0xff, 1, 0, 0, 0, 0, 0, 0, 0)).toBe(1);
  });

  test('that cannot be counted or are cut are refused', () => {
    expect(() => number(0xff, 0, 0, 0, 0, 0, 0, 0, 1)).toThrow(BrokenHeader);
    expect(() => number(0xff, 1)).toThrow(BrokenHeader);
    expect(() => number()).toThrow(BrokenHeader);
  });
});

describe('the list', () => {
  test.each([
    ['an unknown part', [1, 0x44]],
    ['no list at all', [9]],
    ['a list that ends', [1, 4]],
    ['streams behind the end', [1, 4, 6, 0, 1, 9, 0xff, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]],
    ['a folder without coders', [1, 4, 7, 0x0b, 1, 0, 0]],
    ['a folder with a thousand coders', [1, 4, 7, 0x0b, 1, 0, 0x83, 0xe8]],
    ['a folder whose streams are not there', [1, 4, 7, 0x0b, 1, 0, 1, 1, 0x21, 0x0c, 5, 0, 0, 0]],
    ['more files than bits', [1, 5, 0xc0, 0xff, 0xff, 0]],
    ['a part that comes twice', [1, 5, 1, 0x0f, 0, 0x0f, 0, 0, 0]],
    ['names outside the header', [1, 5, 1, 0x11, 1, 1, 0, 0]],
  ])('%s is refused', (_, bytes) => {
    expect(() => readHeader(Uint8Array.from(bytes), BOUNDS)).toThrow(BrokenHeader);
  });

  test('any bytes are a list or are refused', () => {
    const part = fc.constantFrom(
      0,
      1,
      2,
      4,
      5,
      6,
      7,
      8,
      9,
      0x0a,
      0x0b,
      0x0c,
      0x0d,
      0x0e,
      0x11,
      0x15,
      0x17,
      0x21,
      0x80,
      0xff,
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: part }, fc.integer({ min: 0, max: 255 })), { maxLength: 80 }),
        (bytes) => {
          for (const start of [
            [1, 4],
            [1, 4, 6, 0, 1, 9, 5, 0],
            [1, 5, 2],
            [0x17, 6, 0, 1, 9, 5, 0, 7, 0x0b, 1, 0, 1],
          ]) {
            try {
              readHeader(Uint8Array.from([...start, ...bytes]), BOUNDS);
            } catch (error) {
              if (!(error instanceof BrokenHeader)) throw error;
            }
          }
        },
      ),
      { numRuns: 300, seed: 41 },
    );
  });

  test('a bent list in an archive with right sums ends in an answer', async () => {
    const whole = corpus('plain-list-new.7z');
    const view = new DataView(whole.buffer);
    const start = 32 + Number(view.getBigUint64(12, true));
    const list = whole.slice(start);
    for (let at = 0; at < list.length; at++) {
      for (const bits of [0x01, 0x80, 0xff]) {
        const bent = list.slice();
        bent[at] = (bent[at] as number) ^ bits;
        const bytes = around(bent, whole.slice(32, start));
        const report = await scanBytes(bytes);
        expect(report.coverage.explainedBytes).toBeLessThanOrEqual(bytes.length);
      }
    }
  });

  test('a list that is packed in itself ends', async () => {
    // An encoded header whose packed data is an encoded header of the same kind, without end.
    const layer = Uint8Array.from([0x17, 6, 0, 1, 9, 21, 0, 7, 0x0b, 1, 0, 1, 1, 0, 0x0c, 21, 0, 0, 0, 0, 0]);
    expect((await scanBytes(around(layer, layer))).verdict).toBe('inconclusive');
  });
});

describe('members', () => {
  test('packed together are inspected one by one, and opened again', async () => {
    const source = new MemorySource(corpus('pickles-new.7z'));
    const { collector } = await inspectBytes(source);
    const names = collector.facts.flatMap((fact) => (fact.kind === 'entry' ? [fact.path.join('/')] : []));
    expect(names).toEqual(['model/model.pkl', 'model/other.pkl', 'model/empty']);
    const other = await openEntry(source, ['model/other.pkl'], NODE_PORTS);
    expect(other?.size).toBe(33);
    expect(Array.from(await readWhole(other as MemorySource, 0, 2))).toEqual([0x80, 2]);
    expect(await openEntry(source, ['nothing'], NODE_PORTS)).toBeNull();
  });
});
