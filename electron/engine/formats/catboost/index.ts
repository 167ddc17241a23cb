import type { EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { openRest } from '../../rest';
import { inspectRestOfStream } from '../../rest-of-stream';
import { StreamCursor } from '../../stream-cursor';
import { FlatBuffer, type Table } from './flatbuffer';

/** Fields of `TModelCore` and `TModelTrees` (CatBoost’s `model.fbs`). */
const CORE = { formatVersion: 0, trees: 1, infoMap: 2, partIds: 3 } as const;
const TREES = { approxDimension: 0, treeSizes: 2, catFeatures: 4, floatFeatures: 5, leafValues: 8 } as const;

/** Entries of the map of information that are looked at. */
const INFO_ENTRIES = 200;
/** The part that holds the tables of categorical features, each with its length. */
const STATIC_CTR = 'static_provider_v1';

/** Models of CatBoost: a flatbuffer with trees and a map of information, then parts that it names. Numbers and texts only. */
export const catboostFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => hasBytes(head, 0, [0x43, 0x42, 0x4d, 0x31]),
  inspect: async (context, content) => {
    const cursor = new StreamCursor(streamOf(content));
    const understood = await inspectModel(context, cursor);
    const result = { format: 'catboost', formatPath: ['CatBoost'] } as const;
    const end = cursor.position;
    if (understood) {
      await inspectRestOfStream(context, cursor, 'bytes behind the model');
      return result;
    }
    const size = await cursor.drain(context.tick);
    context.coverage.size = Math.max(context.coverage.size, size);
    if (end < size) context.note.gap(end, size, 'parts of the model that are not read');
    return result;
  },
  open: openRest,
};

async function inspectModel(context: EntryContext, cursor: StreamCursor): Promise<boolean> {
  const { note } = context;
  const cut = (detail: string) => {
    context.coverage.size = Math.max(context.coverage.size, cursor.position);
    note.malformed('truncated', detail, cursor.position, cursor.position);
    return false;
  };
  note.metadata('framework', 'CatBoost');
  if (!(await cursor.fill(8))) return cut('ends inside its header');
  cursor.take(4);
  let size = cursor.uint32(true);
  if (size === 0xffffffff) {
    if (!(await cursor.fill(8))) return cut('ends inside its header');
    size = Number(cursor.int64(true));
  }
  const start = cursor.position;
  if (size < 0 || size > context.limits.documentBytes) {
    context.coverage.size = Math.max(context.coverage.size, await cursor.drain(context.tick));
    note.limit('documentBytes', 'a core longer than is held to be read', start, cursor.position);
    return false;
  }
  if (!(await cursor.fill(size))) return cut('the core is shorter than the header says');
  context.coverage.size = Math.max(context.coverage.size, start + size);
  note.explain(0, start, 'container');
  const partIds = readCore(context, new FlatBuffer(cursor.take(size).slice()), start);
  if (partIds === null) return false;
  note.explain(start, start + size, 'data');
  for (const part of partIds) if (part !== STATIC_CTR || !(await readTables(context, cursor))) return false;
  return true;
}

/** The core’s version, trees and information, noted; the ids of the parts behind it, or null where it cannot be read. */
function readCore(context: EntryContext, buffer: FlatBuffer, start: number): readonly string[] | null {
  const { note } = context;
  const bad = (detail: string) => {
    note.malformed('badArgument', `CatBoost: ${detail}`, start, start + buffer.size);
    return null;
  };
  const root = buffer.root();
  if (root === null) return bad('the core has no root');
  const version = textOf(buffer, root, CORE.formatVersion);
  if (version === null) return bad('the core says no version');
  note.metadata('version', version);
  if (version !== 'FlabuffersModel_v1') return bad('a version of the core that is not known');
  const treesField = buffer.field(root, CORE.trees);
  const trees = treesField === null ? null : buffer.tableAt(treesField);
  if (trees === null) return bad('the core has no trees');
  for (const [label, field, width] of [
    ['trees', TREES.treeSizes, 4],
    ['numeric features', TREES.floatFeatures, 4],
    ['categorical features', TREES.catFeatures, 4],
    ['leaf values', TREES.leafValues, 8],
  ] as const) {
    const place = buffer.field(trees, field);
    const vector = place === null ? { count: 0 } : buffer.vector(place, width);
    if (vector === null) return bad(`the list of ${label} leaves the core`);
    if (vector.count > 0) note.metadata(label, String(vector.count));
  }
  const dimension = buffer.field(trees, TREES.approxDimension);
  if (dimension !== null) note.metadata('outputs', String(buffer.int32(dimension)));
  if (!readInfo(context, buffer, root, start)) return bad('the map of information leaves the core');
  return partsOf(buffer, root) ?? bad('the list of parts leaves the core');
}

function textOf(buffer: FlatBuffer, table: Table, index: number): string | null {
  const place = buffer.field(table, index);
  return place === null ? null : buffer.text(place);
}

/** `params` is JSON; the loss and the version of the writer are shown from it. */
function readInfo({ note }: EntryContext, buffer: FlatBuffer, root: Table, start: number): boolean {
  const sieve = note.sieve('metadata', 'escaped');
  const place = buffer.field(root, CORE.infoMap);
  if (place === null) return true;
  const vector = buffer.vector(place, 4);
  if (vector === null) return false;
  for (let i = 0; i < Math.min(vector.count, INFO_ENTRIES); i++) {
    const entry = buffer.tableAt(vector.start + 4 * i);
    const key = entry === null ? null : textOf(buffer, entry, 0);
    const value = entry === null ? null : textOf(buffer, entry, 1);
    if (key === null || value === null) return false;
    const text = entry === null ? null : buffer.textBytes(buffer.field(entry, 1) ?? -1);
    if (text !== null) sieve.read(text.bytes, 0, text.bytes.length, start + text.start);
    if (key === 'params' || key === 'training') {
      const loss = /"loss_function":\{[^{}]{0,300}"type":"([^"]{1,100})"/.exec(value)?.[1];
      if (loss !== undefined) note.metadata('objective', loss);
    } else if (/^(?:catboost_version_info|model_guid|train_finish_time|class_params)$/.test(key))
      note.metadata(key.replaceAll('_', ' '), value.split('\n').slice(0, 3).join(' '));
  }
  return true;
}

function partsOf(buffer: FlatBuffer, root: Table): readonly string[] | null {
  const place = buffer.field(root, CORE.partIds);
  if (place === null) return [];
  const vector = buffer.vector(place, 4);
  if (vector === null) return null;
  const ids: string[] = [];
  for (let i = 0; i < Math.min(vector.count, INFO_ENTRIES); i++) ids.push(buffer.text(vector.start + 4 * i) ?? '');
  return ids;
}

/** A count of tables of categorical features, each a flatbuffer with its length before it (`TStaticCtrProvider::Save`). */
async function readTables(context: EntryContext, cursor: StreamCursor): Promise<boolean> {
  const start = cursor.position;
  const cut = () => {
    context.coverage.size = Math.max(context.coverage.size, cursor.position);
    context.note.malformed(
      'truncated',
      'ends inside the tables of categorical features',
      cursor.position,
      cursor.position,
    );
    return false;
  };
  if (!(await cursor.fill(4))) return cut();
  const count = cursor.uint32(true);
  for (let i = 0; i < count; i++) {
    context.tick(cursor.position);
    if (!(await cursor.fill(4))) return cut();
    const size = cursor.uint32(true);
    if ((await cursor.skip(size)) < size) return cut();
  }
  context.coverage.size = Math.max(context.coverage.size, cursor.position);
  context.note.explain(start, cursor.position, 'data');
  return true;
}
