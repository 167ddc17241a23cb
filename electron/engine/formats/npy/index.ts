import { ByteCursor } from '../../byte-cursor';
import { type ByteSource, SliceSource } from '../../byte-source';
import { SourceStream } from '../../byte-stream';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { inspectRest, openRest } from '../../rest';
import { silentContext } from '../../silent-context';
import { product } from './descr';
import { readHeader } from './header';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** Arrays in one file, as `numpy.save` writes them one after the other into a file that is open. */
const MOST_ARRAYS = 10_000;
/** What the pickle of an object array is called among the members. */
const PICKLE = 'pickle';

/** An array as `numpy.save` writes it, or several in a row: header, then raw numbers or one pickle (NEP 1). */
async function inspectNpy(context: EntryContext, content: Content): Promise<readonly string[]> {
  const { note, coverage } = context;
  const cursor = new ByteCursor(streamOf(content));
  const size = () => (content.kind === 'source' ? content.source.size : cursor.position);
  let name = content.name.endsWith('.npy') && context.depth > 0 ? content.name.slice(0, -4) : null;
  for (let index = 0; ; index++) {
    const start = cursor.position;
    const header = await readHeader(context, cursor);
    if (index === 0 && header !== null) note.metadata('framework', `NumPy, format ${header.version}`);
    if (header === null) {
      // Loaders that do not read the header as this one does may still find a pickle behind it.
      await inspectBehind(context, content, cursor);
      return ['NumPy array'];
    }
    const { descr, shape, order } = header;
    if (descr.hasObject) return ['NumPy array', ...(await inspectPickle(context, content, cursor, index))];
    const bytes = product(shape) * descr.itemBytes;
    const dataStart = cursor.position;
    const skipped = await skipUpTo(cursor, bytes, context.tick);
    coverage.size = Math.max(coverage.size, cursor.position);
    if (skipped < bytes) {
      const detail = `the array should have ${bytes} bytes of ${descr.text} and has ${skipped}`;
      const end = await cursor.end(context.tick);
      coverage.size = Math.max(coverage.size, end);
      note.malformed('truncated', detail, dataStart, Math.max(end, dataStart + 1));
      return ['NumPy array'];
    }
    note.array({ name, dtype: descr.text, shape: shape.map(Number), order }, dataStart, cursor.position);
    if (!(await cursor.need(1))) break;
    if (index + 1 < MOST_ARRAYS && (await isMagic(cursor))) {
      name = `array ${index + 2}`;
      continue;
    }
    const restStart = cursor.position;
    const end = await cursor.end(context.tick);
    coverage.size = Math.max(coverage.size, end);
    await inspectRest(
      context,
      content,
      restStart,
      end,
      start === 0 ? 'bytes follow the end of the array' : 'bytes follow the end of the last array',
    );
    break;
  }
  coverage.size = Math.max(coverage.size, size());
  return ['NumPy array'];
}

/** Passes over as many bytes as a product of hostile numbers says, or as there are. */
async function skipUpTo(cursor: ByteCursor, bytes: bigint, tick: (position: number) => void): Promise<bigint> {
  let left = bytes;
  while (left > 0n) {
    const step = Number(left > STEP ? STEP : left);
    const skipped = await cursor.skip(step);
    left -= BigInt(skipped);
    tick(cursor.position);
    if (skipped < step) break;
  }
  return bytes - left;
}

const STEP = 1n << 40n;

async function isMagic(cursor: ByteCursor): Promise<boolean> {
  return (await cursor.need(MAGIC.length)) && hasBytes(cursor.peek(MAGIC.length), 0, MAGIC);
}

/** An object array is one pickle, whatever its shape: `numpy.lib.format.read_array`. */
async function inspectPickle(
  context: EntryContext,
  content: Content,
  cursor: ByteCursor,
  index: number,
): Promise<readonly string[]> {
  const { note, coverage, absoluteBase } = context;
  const start = cursor.position;
  note.metadata('elements', 'Python objects, pickled');
  if (!(await cursor.need(1))) {
    note.malformed('truncated', 'an array of objects without the pickle that holds them', start, start + 1);
    return [];
  }
  const rest =
    content.kind === 'source'
      ? { source: new SliceSource(content.source, start, content.source.size) }
      : { stream: cursor.rest() };
  const base = absoluteBase === null ? null : absoluteBase + start;
  const name = index === 0 ? PICKLE : `(from byte ${start})`;
  const outcome = await context.member({ name, absoluteBase: base, content: rest });
  const end = start + outcome.sizeBytes;
  coverage.size = Math.max(coverage.size, end);
  coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
  return outcome.formatPath;
}

/** What stands behind a header that could not be read: inspected where it is recognised, else a gap. */
async function inspectBehind(context: EntryContext, content: Content, cursor: ByteCursor): Promise<void> {
  const start = cursor.position;
  const end = await cursor.end(context.tick);
  context.coverage.size = Math.max(context.coverage.size, end);
  await inspectRest(context, content, start, end, 'bytes stand behind a header that cannot be read');
}

/** Finds the pickle of an object array again. */
async function openMember(
  source: ByteSource,
  name: string,
  ports: Parameters<NonNullable<Format['open']>>[2],
): Promise<ByteSource | null> {
  if (name !== PICKLE) return openRest(source, name);
  const cursor = new ByteCursor(new SourceStream(source, 64 * 1024));
  const header = await readHeader(silentContext(source, ports), cursor);
  return header?.descr.hasObject === true ? new SliceSource(source, cursor.position, source.size) : null;
}

/** NumPy's array files. */
export const npyFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => hasBytes(head, 0, MAGIC),
  inspect: async (context, content) => ({ format: 'npy', formatPath: await inspectNpy(context, content) }),
  open: openMember,
};
