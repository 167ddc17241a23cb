import { ByteCursor } from '../../byte-cursor';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { ReadError } from '../../read-error';
import { openRest } from '../../rest';
import { noteTemplate } from '../../templates/note-template';
import { GgufReader, type GgufValue } from './reader';
import { type GgufTensor, placeTensors, readTensor } from './tensors';
import { FILE_TYPES, VALUE } from './types';

const MAGIC = [0x47, 0x47, 0x55, 0x46];

/** The formats before GGUF, by their magic as it stands in the file. */
const ANCESTORS: readonly { readonly label: string; readonly bytes: readonly number[] }[] = [
  { label: 'GGML', bytes: [0x6c, 0x6d, 0x67, 0x67] },
  { label: 'GGMF', bytes: [0x66, 0x6d, 0x67, 0x67] },
  { label: 'GGJT', bytes: [0x74, 0x6a, 0x67, 0x67] },
  { label: 'GGLA', bytes: [0x61, 0x6c, 0x67, 0x67] },
];

const ancestorOf = (head: Uint8Array) => ANCESTORS.find(({ bytes }) => hasBytes(head, 0, bytes))?.label ?? null;

const DEFAULT_ALIGNMENT = 32n;

/** What was read of a file, kept also when it breaks off. */
interface Reading {
  readonly values: Map<string, GgufValue>;
  readonly tensors: GgufTensor[];
  unreadable: number;
  alignment: bigint;
}

/** Structure, metadata, templates and tensors of a GGUF file (ggml's docs/gguf.md, `gguf.cpp`). */
async function inspectGguf(context: EntryContext, content: Content): Promise<readonly string[]> {
  const { note, coverage, tick } = context;
  const { head } = content;
  // The version tells the byte order: a small number read in the wrong one is a large one.
  const littleEndian = !(head[4] === 0 && head[5] === 0 && head[7] !== 0);
  const cursor = new ByteCursor(streamOf(content), littleEndian);
  await cursor.skip(MAGIC.length);
  const reading: Reading = { values: new Map(), tensors: [], unreadable: 0, alignment: DEFAULT_ALIGNMENT };
  const sieve = note.sieve('metadata');
  let version = 0;
  try {
    version = await new GgufReader(cursor, 2, tick, sieve).u32('the header');
    if (version < 1 || version > 3)
      throw new ReadError('headerInvalid', `version ${version} is none that is known`, MAGIC.length);
    await readHeader(context, new GgufReader(cursor, version, tick, sieve), cursor, reading);
    coverage.size = Math.max(coverage.size, cursor.position);
    note.explain(0, cursor.position, 'data');
    await placeTensors(context, content, cursor, reading.tensors, reading.unreadable, reading.alignment);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const size = await cursor.end(tick);
    coverage.size = Math.max(coverage.size, size);
    note.explain(0, Math.min(error.offset, size), 'data');
    note.malformed(error.code, error.message, error.offset, Math.max(size, error.offset + 1));
  }
  summarise(context, version, littleEndian, reading);
  noteTemplates(context, reading.values);
  return ['GGUF'];
}

async function readHeader(
  context: EntryContext,
  reader: GgufReader,
  cursor: ByteCursor,
  reading: Reading,
): Promise<void> {
  const { note, limits, coverage } = context;
  const tensorCount = await reader.count('the header');
  const valueCount = await reader.count('the header');
  const grow = () => {
    coverage.size = Math.max(coverage.size, cursor.position);
  };
  const most = BigInt(limits.entries);
  if (tensorCount > most || valueCount > most)
    throw new ReadError(
      'headerInvalid',
      `the header counts ${tensorCount} tensors and ${valueCount} values, more than are followed`,
      8,
    );
  for (let i = 0n; i < valueCount; i++) {
    const start = cursor.position;
    const key = await reader.name('the key of a value');
    const shown = key.slice(0, 100);
    const value = await reader.value(`the value of ${shown}`, await reader.u32(`the type of ${shown}`));
    grow();
    context.tick(cursor.position);
    if (reading.values.has(key))
      note.oddity(
        'duplicateKey',
        `the key ${shown} stands more than once, and readers take different ones`,
        start,
        cursor.position,
      );
    // Every template counts, also one that a second of the same key would hide.
    reading.values.set(reading.values.has(key) ? `${key} (${i})` : key, value);
  }
  readAlignment(reading);
  const names = new Set<string>();
  for (let i = 0n; i < tensorCount; i++) {
    const tensor = await readTensor(context, reader, cursor);
    grow();
    context.tick(cursor.position);
    if (tensor === null) {
      reading.unreadable++;
      continue;
    }
    if (names.has(tensor.name))
      note.oddity('duplicateKey', `two tensors are called ${tensor.name.slice(0, 100)}`, tensor.start, tensor.end);
    names.add(tensor.name);
    reading.tensors.push(tensor);
  }
}

function readAlignment(reading: Reading): void {
  const value = reading.values.get('general.alignment');
  if (value === undefined) return;
  const alignment = value.type === VALUE.u32 ? BigInt(value.shown) : 0n;
  if (alignment === 0n || (alignment & (alignment - 1n)) !== 0n)
    throw new ReadError(
      'headerInvalid',
      `the key general.alignment is ${value.shown.slice(0, 100)}, which is no power of two`,
      value.start,
    );
  reading.alignment = alignment;
}

/** Keys of the metadata that have a line in the Overview. */
const SUMMARY: readonly (readonly [key: string, label: string])[] = [
  ['general.architecture', 'architecture'],
  ['general.name', 'name'],
  ['general.author', 'author'],
  ['general.organization', 'organisation'],
  ['general.license', 'licence'],
  ['general.license.link', 'licence text'],
  ['general.source.url', 'source'],
  ['general.source.huggingface.repository', 'source'],
  ['general.base_model.0.repo_url', 'base model'],
  ['general.size_label', 'size'],
  ['general.languages', 'languages'],
  ['tokenizer.ggml.model', 'tokenizer'],
  ['tokenizer.ggml.tokens', 'tokens'],
  ['general.type', 'kind of file'],
  ['split.count', 'parts'],
];

function summarise(context: EntryContext, version: number, littleEndian: boolean, { values, tensors }: Reading): void {
  const { note } = context;
  note.metadata('framework', `GGUF, version ${version}${littleEndian ? '' : ', big-endian'}`);
  const add = (label: string, value: GgufValue | undefined, shown = value?.shown) => {
    if (value !== undefined && shown !== undefined && shown !== '') note.metadata(label, shown, value.start, value.end);
  };
  for (const [key, label] of SUMMARY) add(label, values.get(key));
  const architecture = values.get('general.architecture')?.text;
  add('context length', values.get(`${architecture}.context_length`));
  add('layers', values.get(`${architecture}.block_count`));
  const fileType = values.get('general.file_type');
  add('quantisation', fileType, FILE_TYPES.get(Number(fileType?.shown)) ?? fileType?.shown);
  note.metadata('values', String(values.size));
  note.metadata('tensors', String(tensors.length));
  note.metadata('parameters', String(tensors.reduce((sum, { elements }) => sum + elements, 0n)));
  const types = [...new Set(tensors.map(({ typeName }) => typeName))].sort();
  if (types.length > 0) note.metadata('dtypes', types.join(', '));
}

/** Programs that chat render these where the model is used. */
function noteTemplates(context: EntryContext, values: ReadonlyMap<string, GgufValue>): void {
  for (const [key, { text, whole, start, end }] of values) {
    if (text === null || !(key.includes('chat_template') || text.includes('{%') || text.includes('{{'))) continue;
    noteTemplate(context, text, { title: key.slice(0, 200) }, start, end);
    if (!whole) context.note.limit('template', 'a template longer than is kept to be judged', start, end);
  }
}

/** GGUF, and by name alone the formats it came from. */
export const ggufFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => hasBytes(head, 0, MAGIC) || ancestorOf(head) !== null,
  inspect: async (context, content) => {
    const ancestor = ancestorOf(content.head);
    if (ancestor === null) return { format: 'gguf', formatPath: await inspectGguf(context, content) };
    const size = await new ByteCursor(streamOf(content)).end(context.tick);
    context.coverage.size = Math.max(context.coverage.size, size);
    context.note.gap(0, size, `${ancestor}, a format before GGUF: not taken apart`);
    return { format: 'gguf', formatPath: [ancestor] };
  },
  open: async (source, name) => openRest(source, name),
};
