import { ByteCursor } from '../../byte-cursor';
import { MemorySource } from '../../byte-source';
import { SourceStream } from '../../byte-stream';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { ReadError } from '../../read-error';
import { inspectRest, openRest } from '../../rest';
import { MsgpackWalker, type PackedArray } from './walker';

const PROBED_BYTES = 64 * 1024;

/** True for a map whose first bytes lead to an array as Flax packs it. MessagePack without one may be anything. */
async function isFlax({ head }: Content): Promise<boolean> {
  const first = head[0] ?? 0;
  if (!((first > 0x80 && first <= 0x8f) || first === 0xde || first === 0xdf)) return false;
  let found = false;
  const cursor = new ByteCursor(new SourceStream(new MemorySource(head.subarray(0, PROBED_BYTES))), false);
  const walker = new MsgpackWalker(cursor, {
    array: () => {
      found = true;
      return true;
    },
    wrong: () => {},
    tick: () => {},
  });
  try {
    await walker.walk();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    // The first array may be larger than what is looked at, or than what is there.
    return found || (error.code === 'truncated' && walker.isInArray);
  }
  return found;
}

/** A tree of parameters as `flax.serialization.to_bytes` packs it: every array with its place, everything between as structure. */
async function inspectFlax(context: EntryContext, content: Content): Promise<readonly string[]> {
  const { note, coverage } = context;
  const cursor = new ByteCursor(streamOf(content), false);
  const arrays = { count: 0, elements: 0, dtypes: new Set<string>() };
  let explained = 0;
  const grow = () => {
    coverage.size = Math.max(coverage.size, cursor.position);
  };
  const walker = new MsgpackWalker(cursor, {
    array: ({ path, dtype, shape, start, end }: PackedArray) => {
      grow();
      note.explain(explained, start, 'data');
      note.array({ name: path === '' ? null : path, dtype, shape, order: 'C' }, start, end);
      explained = end;
      arrays.count++;
      arrays.elements += shape.reduce((product, size) => product * size, 1);
      arrays.dtypes.add(dtype);
      return false;
    },
    wrong: (code, detail, start, end) => {
      grow();
      if (code === 'duplicateKey') note.oddity('duplicateKey', detail, start, end);
      else if (code === 'unknownExtension') note.gap(start, end, detail);
      else note.malformed('headerInvalid', detail, start, end);
    },
    tick: context.tick,
  });
  try {
    await walker.walk();
    grow();
    note.explain(explained, cursor.position, 'data');
    const start = cursor.position;
    const size = await cursor.end(context.tick);
    coverage.size = Math.max(coverage.size, size);
    await inspectRest(context, content, start, size, 'bytes follow the outermost value');
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const size = await cursor.end(context.tick);
    coverage.size = Math.max(coverage.size, size);
    note.explain(explained, Math.min(error.offset, size), 'data');
    note.malformed(error.code, error.message, error.offset, Math.max(size, error.offset + 1));
  }
  note.metadata('framework', 'Flax, MessagePack');
  note.metadata('tensors', String(arrays.count));
  note.metadata('parameters', String(arrays.elements));
  if (arrays.dtypes.size > 0) note.metadata('dtypes', [...arrays.dtypes].sort().join(', '));
  return ['Flax', 'MessagePack'];
}

/** Parameters of Flax models, in MessagePack. */
export const flaxMsgpackFormat: Format = {
  certainty: 'structure',
  probe: isFlax,
  inspect: async (context, content) => ({ format: 'flax-msgpack', formatPath: await inspectFlax(context, content) }),
  open: async (source, name) => openRest(source, name),
};
