import { ByteCursor } from '../../byte-cursor';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { inspectRest, openRest } from '../../rest';
import { HEADER_START, readHeader, type SafetensorsHeader, type Tensor } from './header';

/** The most that the reference reader takes (`MAX_HEADER_SIZE`). */
const LONGEST_FOR_READERS = 100_000_000;

/**
 * A length below 2^40, then `{`, then a text or `}`; blanks in between, as lenient readers allow them. Long enough to be no accident:
 * three zero bytes in given places, and JSON behind them.
 */
function isSafetensors(head: Uint8Array): boolean {
  if (head.length < HEADER_START + 2 || head[5] !== 0 || head[6] !== 0 || head[7] !== 0) return false;
  let at = HEADER_START;
  const blank = () => {
    while (at < head.length && (head[at] === 0x20 || head[at] === 0x0a || head[at] === 0x0d || head[at] === 0x09)) at++;
  };
  blank();
  if (head[at++] !== 0x7b) return false;
  blank();
  return head[at] === 0x22 || head[at] === 0x7d || (at >= head.length && at > HEADER_START + 1);
}

/** Header and tensors of a safetensors file, held against every rule of the format (safetensors README, `tensor.rs`). */
async function inspectSafetensors(context: EntryContext, content: Content): Promise<readonly string[]> {
  const { note, coverage, limits } = context;
  const cursor = new ByteCursor(streamOf(content));
  await cursor.need(HEADER_START);
  const length = Number(cursor.u64());
  coverage.size = Math.max(coverage.size, HEADER_START);
  note.explain(0, HEADER_START, 'data');
  const headerEnd = HEADER_START + length;
  const finish = async () => {
    const size = await cursor.end(context.tick);
    coverage.size = Math.max(coverage.size, size);
    return size;
  };
  if (length > LONGEST_FOR_READERS)
    note.malformed(
      'headerInvalid',
      `a header of ${length} bytes, and readers refuse more than ${LONGEST_FOR_READERS}`,
      0,
      HEADER_START,
    );
  if (length > limits.documentBytes) {
    const size = await finish();
    note.limit('documentBytes', 'a header longer than is held to be parsed', HEADER_START, size);
    return ['safetensors'];
  }
  const bytes = await cursor.take(length);
  coverage.size = Math.max(coverage.size, cursor.position);
  if (bytes.length < length)
    note.malformed(
      'truncated',
      `the header should have ${length} bytes and has ${bytes.length}`,
      HEADER_START,
      HEADER_START + Math.max(1, bytes.length),
    );
  note.sieve('metadata', 'escaped').read(bytes, 0, bytes.length, HEADER_START);
  const header = readHeader(context, bytes);
  if (header.whole && bytes.length === length) note.explain(HEADER_START, headerEnd, 'text');
  const size = await finish();
  if (bytes.length === length) await placeTensors(context, content, header, headerEnd, size);
  summarise(context, header);
  return ['safetensors'];
}

/** Tensors must tile the rest of the file: from its beginning to its end, without a hole and without sharing a byte. */
async function placeTensors(
  context: EntryContext,
  content: Content,
  header: SafetensorsHeader,
  base: number,
  size: number,
): Promise<void> {
  const { note } = context;
  const sorted = [...header.tensors].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  let last: Tensor | null = null;
  for (const tensor of sorted) {
    const [start, end] = [base + tensor.begin, base + tensor.end];
    if (tensor.begin > covered)
      note.malformed(
        'rangeHole',
        `no tensor has the bytes before tensor ${tensor.name.slice(0, 100)}`,
        base + covered,
        start,
      );
    if (tensor.begin < covered && last !== null)
      note.malformed(
        'rangeOverlap',
        `tensor ${tensor.name.slice(0, 100)} shares bytes with ${last.name.slice(0, 100)}`,
        start,
        Math.min(end, base + covered),
      );
    if (end > size)
      note.malformed(
        'truncated',
        `tensor ${tensor.name.slice(0, 100)} ends at byte ${end} of a file of ${size}`,
        Math.min(start, size),
        size,
      );
    else note.array({ name: tensor.name, dtype: tensor.dtype, shape: tensor.shape, order: 'C' }, start, end);
    if (tensor.end >= covered) last = tensor;
    covered = Math.max(covered, tensor.end);
    context.tick(Math.min(end, size));
  }
  if (header.whole || sorted.length > 0)
    await inspectRest(
      context,
      content,
      base + covered,
      size,
      header.broken > 0 ? 'bytes belong to no tensor that could be read' : 'bytes follow the last tensor',
    );
}

function summarise(context: EntryContext, { tensors, metadata }: SafetensorsHeader): void {
  const { note } = context;
  note.metadata('framework', 'safetensors');
  note.metadata('tensors', String(tensors.length));
  note.metadata(
    'parameters',
    String(tensors.reduce((sum, { shape }) => sum + shape.reduce((product, n) => product * BigInt(n), 1n), 0n)),
  );
  const dtypes = [...new Set(tensors.map(({ dtype }) => dtype))].sort();
  if (dtypes.length > 0) note.metadata('dtypes', dtypes.join(', '));
  let shown = 0;
  for (const [key, value] of metadata) {
    if (++shown > 50) break;
    note.metadata(METADATA_KEYS.get(key) ?? key.slice(0, 100), value);
  }
}

/** Keys of `__metadata__` that have a name in the Overview. */
const METADATA_KEYS: ReadonlyMap<string, string> = new Map([
  ['license', 'licence'],
  ['modelspec.license', 'licence'],
  ['modelspec.title', 'name'],
  ['modelspec.author', 'producer'],
  ['modelspec.architecture', 'architecture'],
  ['format', 'written for'],
]);

/** safetensors: a JSON header and raw tensors. */
export const safetensorsFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => isSafetensors(head),
  inspect: async (context, content) => ({
    format: 'safetensors',
    formatPath: await inspectSafetensors(context, content),
  }),
  open: async (source, name) => openRest(source, name),
};
