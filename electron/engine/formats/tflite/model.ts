import { type ByteSource, readWhole, SliceSource } from '../../byte-source';
import type { EntryContext } from '../../entry-context';
import { OperationTally } from '../../operation-tally';
import { leavesFolder } from '../../outside-path';
import { collectFlat, type FlatBuffer, type FlatModel } from './collect-flat';
import { BUILTIN_OPERATORS, TENSOR_TYPES } from './enums';
import { flexOperation } from './flex-options';

/** What the archive behind the flatbuffer is called. */
export const ASSOCIATED = 'associated files';

const CUSTOM = 32;
/** Bytes between two parts that only align the next one. */
const PADDING = 64;
/** Options of a custom operator that are read whole. */
const OPTIONS_BYTES = 1024 * 1024;

/** Bits of an element by type; zero for what has no fixed width. */
const BITS: Readonly<Record<string, number>> = {
  FLOAT32: 32,
  FLOAT16: 16,
  INT32: 32,
  UINT8: 8,
  INT64: 64,
  BOOL: 8,
  INT16: 16,
  COMPLEX64: 64,
  INT8: 8,
  FLOAT64: 64,
  COMPLEX128: 128,
  UINT64: 64,
  UINT32: 32,
  UINT16: 16,
  INT4: 4,
  BFLOAT16: 16,
  INT2: 2,
  UINT4: 4,
};

/** Takes a TensorFlow Lite model apart. Answers where the archive behind it begins; null for none. */
export async function inspectModel(context: EntryContext, source: ByteSource): Promise<number | null> {
  const { note, coverage } = context;
  coverage.size = Math.max(coverage.size, source.size);
  note.metadata('framework', 'TensorFlow Lite');
  const model = await collectFlat(context, source);
  await noteOperators(context, model);
  const used = noteTensors(context, source, model);
  noteBuffers(source, model, used);
  for (const { name, at, end } of model.sideFiles)
    note.reference(
      { to: 'file', target: name, leavesFolder: leavesFolder(name), purpose: 'buffers of tensors' },
      at,
      end,
    );
  summarise(context, model);
  return bookSpans(context, source, model);
}

async function noteOperators(context: EntryContext, model: FlatModel): Promise<void> {
  const { note } = context;
  const builtin = new OperationTally();
  const tensorflow = new OperationTally();
  for (const { code, options, at, end } of model.operators) {
    const opcode = model.codes[code];
    if (opcode === undefined) {
      model.walker.broken('an operator of a kind that is not listed', at, end);
      continue;
    }
    if (opcode.builtin !== CUSTOM) {
      builtin.add('', BUILTIN_OPERATORS.get(opcode.builtin) ?? `operator ${opcode.builtin}`, at, end);
      continue;
    }
    if (!opcode.custom.startsWith('Flex')) {
      builtin.add('custom', opcode.custom, at, end);
      continue;
    }
    const named = opcode.custom.slice('Flex'.length);
    tensorflow.add('', named, at, end, 'by the Flex delegate');
    if (options === null) continue;
    const run = flexOperation(
      await model.walker.bytes(options.start, Math.min(OPTIONS_BYTES, options.end - options.start)),
    );
    if (run === null) model.walker.broken(`the options of ${opcode.custom} cannot be read`, options.start, options.end);
    else if (run !== named) tensorflow.add('', run, at, end, `behind the name ${opcode.custom}`);
  }
  builtin.flush(note, 'TFLite', () => false);
  tensorflow.flush(note, 'TensorFlow', () => false);
  note.metadata('operations', String(model.operators.length));
}

/** Notes tensors with their bytes; answers which buffers are theirs. */
function noteTensors(context: EntryContext, source: ByteSource, model: FlatModel): Set<number> {
  const used = new Set<number>();
  let parameters = 0;
  for (const { name, type, shape, buffer, sparse, at, end } of model.tensors) {
    used.add(buffer);
    const range = model.buffers[buffer];
    if (range === undefined && buffer !== 0) {
      model.walker.broken(`tensor ${name} asks for a buffer that is not there`, at, end);
      continue;
    }
    if (range === undefined || range.end <= range.start || range.end > source.size) continue;
    const dtype = TENSOR_TYPES.get(type) ?? `type ${type}`;
    const bits = BITS[dtype] ?? 0;
    const elements = shape.reduce((product, size) => product * size, 1);
    if (bits > 0 && !sparse && Math.ceil((elements * bits) / 8) !== range.end - range.start) {
      model.walker.broken(`tensor ${name} does not have the bytes that its shape asks for`, range.start, range.end);
      continue;
    }
    parameters += elements;
    context.note.array(
      { name: name === '' ? null : name, dtype: dtype.toLowerCase(), shape, order: 'C' },
      range.start,
      range.end,
    );
  }
  context.note.metadata('tensors', String(model.tensors.length));
  context.note.metadata('constant elements', String(parameters));
  return used;
}

/** Buffers that lie outside the flatbuffer, and those that nothing asks for. */
function noteBuffers(source: ByteSource, model: FlatModel, used: ReadonlySet<number>): void {
  const metadata = new Set(model.metadata.map(({ buffer }) => buffer));
  const wanted = new Set([...used, ...metadata].map((index) => model.buffers[index]));
  const done = new Set<FlatBuffer>();
  for (const buffer of model.buffers) {
    if (buffer === undefined || done.has(buffer)) continue;
    done.add(buffer);
    const { start, end, outside, at, tableEnd } = buffer;
    if (outside && (end > source.size || end <= start)) {
      model.walker.broken('a buffer lies outside the file', at, tableEnd);
      continue;
    }
    if (outside) model.walker.spans.add(start, end);
    if (end > start && !wanted.has(buffer))
      model.walker.gap(start, end, 'a buffer that no tensor and no metadata asks for');
  }
}

function summarise(context: EntryContext, model: FlatModel): void {
  const { note } = context;
  note.metadata('schema version', String(model.version));
  if (model.description !== '') note.metadata('description', model.description);
  if (model.signatures.length > 0) note.metadata('signatures', model.signatures.slice(0, 50).join(', '));
  if (model.metadata.length > 0)
    note.metadata(
      'metadata',
      model.metadata
        .slice(0, 50)
        .map(({ name }) => name)
        .join(', '),
    );
  note.metadata('subgraphs', String(model.subgraphs));
}

/** Books what was walked, the zeros that align it, and an archive behind it. */
async function bookSpans(context: EntryContext, source: ByteSource, model: FlatModel): Promise<number | null> {
  const { note, coverage } = context;
  let cursor = 0;
  for (const { start, end } of model.walker.spans.merged()) {
    if (start > cursor && (await isPadding(source, cursor, start))) note.explain(cursor, start, 'container');
    cursor = Math.max(cursor, end);
  }
  for (const { start, end } of model.walker.spans.understood()) note.explain(start, end, 'data');
  if (cursor >= source.size) return null;
  const archive = await archiveStart(source, cursor);
  if (archive === null) {
    if (await isPadding(source, cursor, source.size)) note.explain(cursor, source.size, 'container');
    else {
      note.oddity('trailingBytes', 'bytes follow the end of the model', cursor, source.size);
      note.gap(cursor, source.size, 'bytes behind the model');
    }
    return null;
  }
  if (archive > cursor) note.explain(cursor, archive, 'container');
  const outcome = await context.member({
    name: `${ASSOCIATED} at ${archive}`,
    absoluteBase: context.absoluteBase === null ? null : context.absoluteBase + archive,
    content: { source: new SliceSource(source, archive, source.size) },
  });
  coverage.delegate({ start: archive, end: source.size }, outcome.explainedBytes, outcome.gaps);
  return archive;
}

/** A local header of a zip archive right there, or behind zeros that align it. */
async function archiveStart(source: ByteSource, from: number): Promise<number | null> {
  const bytes = await readWhole(source, from, PADDING + 4);
  let at = 0;
  while (at < bytes.length && bytes[at] === 0) at++;
  const isLocalHeader = bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 3 && bytes[at + 3] === 4;
  return isLocalHeader ? from + at : null;
}

async function isPadding(source: ByteSource, start: number, end: number): Promise<boolean> {
  if (end - start > PADDING) return false;
  return (await readWhole(source, start, end - start)).every((byte) => byte === 0);
}
