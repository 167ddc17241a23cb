import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../shared/domain/limits';
import { MemorySource } from '../byte-source';
import { Collector } from '../collector';
import { CoverageMap } from '../coverage-map';
import type { EntryContext } from '../entry-context';
import { Notes } from '../notes';
import { readTables } from './schema';
import { Spans } from './spans';
import { FlatWalker } from './walker';

const SCHEMA = readTables(`
Root
  0 4 Number
  1 string Text
  2 Leaf* Leaves
  3 1 ChoiceType
  4 union Choice Choice
  5 8* Wide
Leaf
  0 1 Small
  1 Root Back
union Choice
  1 Leaf
`);

/** A root with a number, a text and one leaf that leads back to the root. */
function sample(): Uint8Array {
  const bytes = new Uint8Array(80);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 20, true);
  // The root's vtable: three slots, a table of 16 bytes.
  for (const [i, value] of [10, 16, 4, 8, 12].entries()) view.setUint16(8 + 2 * i, value, true);
  view.setInt32(20, 12, true);
  view.setUint32(24, 7, true);
  view.setUint32(28, 8, true);
  view.setUint32(32, 12, true);
  view.setUint32(36, 2, true);
  bytes.set([0x68, 0x69, 0], 40);
  view.setUint32(44, 1, true);
  view.setUint32(48, 16, true);
  // The leaf's vtable at 52, its table at 64: a byte and an offset that is set by the tests.
  for (const [i, value] of [8, 12, 4, 8].entries()) view.setUint16(52 + 2 * i, value, true);
  view.setInt32(64, 12, true);
  bytes[68] = 5;
  view.setUint32(72, 1, true);
  return bytes;
}

async function walk(bytes: Uint8Array) {
  const collector = new Collector(DEFAULT_LIMITS);
  const coverage = new CoverageMap([], bytes.length);
  const note = new Notes([], 0, collector, coverage, DEFAULT_LIMITS);
  const context = { limits: DEFAULT_LIMITS, note, coverage, collector, tick: () => {} } as unknown as EntryContext;
  const seen: string[] = [];
  const leaves: number[] = [];
  const walker: FlatWalker = new FlatWalker(context, new MemorySource(bytes), SCHEMA, {
    Root: async (table) => {
      leaves.push(...(await walker.targets(table, 'Leaves')));
      seen.push(`root ${await walker.scalar(table, 'Number')} ${await walker.text(table, 'Text')}`);
    },
    Leaf: async (table) => {
      seen.push(`leaf ${await walker.scalar(table, 'Small')} ${await walker.scalar(table, 'Missing', 9)}`);
    },
  });
  await walker.walk('Root');
  return { seen, leaves, codes: collector.facts.map((fact) => ('code' in fact ? fact.code : fact.kind)) };
}

describe('a flatbuffer', () => {
  test('is walked from its root', async () => {
    const bytes = sample();
    new DataView(bytes.buffer).setUint16(58, 0, true);
    expect(await walk(bytes)).toEqual({ seen: ['root 7 hi', 'leaf 5 9'], leaves: [64], codes: [] });
  });

  test.each<[string, (view: DataView) => void]>([
    ['the root leads out', (view) => view.setUint32(0, 1 << 30, true)],
    ['the root is zero', (view) => view.setUint32(0, 0, true)],
    ['the vtable lies outside', (view) => view.setInt32(20, 1 << 28, true)],
    ['the vtable is odd', (view) => view.setUint16(8, 7, true)],
    ['the vtable is longer than the file', (view) => view.setUint16(8, 0xfffe, true)],
    ['the table is longer than the file', (view) => view.setUint16(10, 0xffff, true)],
    ['a field stands outside its table', (view) => view.setUint16(12, 14, true)],
    ['a text is longer than the file', (view) => view.setUint32(36, 1 << 30, true)],
    ['a text does not end', (view) => view.setUint8(42, 1)],
    ['a vector is longer than the file', (view) => view.setUint32(44, 1 << 30, true)],
    ['an offset of a vector leads out', (view) => view.setUint32(48, 1 << 30, true)],
  ])('%s: said, and nothing thrown', async (_, bend) => {
    const bytes = sample();
    new DataView(bytes.buffer).setUint16(58, 0, true);
    bend(new DataView(bytes.buffer));
    expect((await walk(bytes)).codes).toContain('badTable');
  });

  test('elements that share a table are all counted, in their order', async () => {
    const bytes = new Uint8Array(128);
    bytes.set(sample());
    const view = new DataView(bytes.buffer);
    // The vector moves behind the rest: three elements that lead to two leaves.
    view.setUint32(32, 80 - 32, true);
    view.setUint32(80, 3, true);
    for (const [i, target] of [112, 120, 112].entries()) view.setUint32(84 + 4 * i, target - (84 + 4 * i), true);
    for (const [i, value] of [8, 5, 4, 0].entries()) view.setUint16(100 + 2 * i, value, true);
    for (const at of [112, 120]) {
      view.setInt32(at, at - 100, true);
      view.setUint8(at + 4, at);
    }
    const { seen, leaves } = await walk(bytes);
    expect(leaves).toEqual([112, 120, 112]);
    expect(seen).toEqual(['root 7 hi', 'leaf 112 9', 'leaf 120 9']);
  });

  test('an offset that leads back to a table is followed once', async () => {
    const bytes = sample();
    const view = new DataView(bytes.buffer);
    // Offsets only lead forward: the leaf leads to itself read as a root.
    view.setUint32(72, 4, true);
    expect((await walk(bytes)).seen.length).toBeLessThan(10);
  });
});

describe('spans', () => {
  test('are merged, and holes are left out', () => {
    const spans = new Spans();
    spans.add(10, 20);
    spans.add(0, 5);
    spans.add(18, 30);
    spans.exclude(12, 14);
    spans.exclude(28, 40);
    expect(spans.merged()).toEqual([
      { start: 0, end: 5 },
      { start: 10, end: 30 },
    ]);
    expect(spans.understood()).toEqual([
      { start: 0, end: 5 },
      { start: 10, end: 12 },
      { start: 14, end: 28 },
    ]);
  });

  test('holes that overlap hide nothing behind them', () => {
    const spans = new Spans();
    spans.add(0, 100);
    spans.exclude(10, 60);
    spans.exclude(20, 30);
    expect(spans.understood()).toEqual([
      { start: 0, end: 10 },
      { start: 60, end: 100 },
    ]);
  });
});
