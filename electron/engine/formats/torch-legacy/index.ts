import type { SymbolicValue } from '../../../../shared/domain/symbol';
import { type ByteSource, readWhole, SliceSource } from '../../byte-source';
import { type ByteStream, SourceStream } from '../../byte-stream';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, type Inspected, streamOf } from '../../format';
import type { ForwardReader } from '../../forward-reader';
import type { Ports } from '../../ports';
import { silentContext } from '../../silent-context';
import { LIST } from '../pickle/heap';
import type { Machine } from '../pickle/machine';
import { opcodeCensus } from '../pickle/opcode-census';
import { inspectPayloads, openPayload } from '../pickle/payloads';
import type { RebuiltTensor } from '../pickle/tensor-table';
import { hasProto, tryPickle } from '../pickle/trial';
import * as V from '../pickle/values';
import { PickleWalker } from '../pickle/walker';
import { noteStorageId, type StorageReference } from '../torch/storages';
import { noteTensors } from '../torch/tensors';
import { isTorchLegacy } from './magic';

/** Magic number, protocol version, system, object, storage keys (torch/serialization.py, `_legacy_save`). */
const PICKLES = 5;
const NAMES = ['magic number', 'protocol version', 'system information', 'object', 'storage keys'];
const KEY_BYTES = 512;
const COUNT_BYTES = 8;
/** Bytes at the beginning of a storage that are looked at for a pickle in disguise. */
const LOOK_BYTES = 64 * 1024;
const TAIL = '(after the storages)';

/** Where the elements of a storage stand in the file. */
interface Place {
  readonly start: number;
  readonly end: number;
}

/**
 * What `torch.save` wrote before PyTorch 1.6: five pickles in a row, all of which run, and then for each storage key an eight-byte
 * count and the raw elements. Where the magic number is made in some other way the file is a plain pickle here.
 */
export const torchLegacyFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => isTorchLegacy(head),
  inspect,
  open: async (source, name, ports) => (await openPayload(source, name)) ?? openApart(source, name, ports),
};

async function inspect(context: EntryContext, content: Content): Promise<Inspected> {
  const storages = new Map<string, StorageReference>();
  const tensors: RebuiltTensor[] = [];
  const walker = new PickleWalker(
    {
      ...context,
      onPersistentId: (id: SymbolicValue) => noteStorageId(storages, id),
      onTensor: (tensor) => tensors.push(tensor),
    },
    streamOf(content),
  );
  const whole = await walker.walk(PICKLES);
  context.streams.push(...walker.streams);
  if (content.kind === 'source' && context.entryPath.length === 0) {
    const first = await opcodeCensus(new SourceStream(content.source), PICKLES, context.tick);
    const range = { start: 0, end: walker.last?.position ?? 0 };
    context.collector.add({ kind: 'opcodeSet', entryPath: context.entryPath, range, first });
  }
  if (whole) {
    const places = await explainStorages(context, walker.rest(), keysOf(walker.last as Machine), storages);
    reportMissing(context, storages, places);
    noteTensors(context, tensors, (tensor) => places.get(tensor.storage.key));
  } else if (walker.streams.length < PICKLES) {
    const { size } = context.coverage;
    context.note.malformed('truncated', `the file ends before its ${NAMES[walker.streams.length]}`, size, size);
  }
  await inspectPayloads(context, content.kind === 'source' ? content.source : null, walker.literals);
  summarise(context, storages, tensors.length);
  return { format: 'torch-legacy', formatPath: ['PyTorch', 'legacy', `pickle ${walker.highestProto}`] };
}

/** The texts of the list that the last pickle is; null when it is anything else. */
function keysOf(m: Machine): readonly string[] | null {
  const list = m.result;
  if (!V.isHeap(list) || !m.heap.holds(list) || m.heap.kind(list) !== LIST) return null;
  const items = m.heap.items(list, Number.POSITIVE_INFINITY);
  if (items.length !== m.heap.count(list)) return null;
  const keys = items.map((item) => (V.isText(item) ? m.textOf(item, KEY_BYTES) : null));
  return keys.every((key) => key !== null) ? keys : null;
}

/** Reads storage after storage in the order of the keys. Where the bytes of one cannot be told, nothing behind it can. */
async function explainStorages(
  context: EntryContext,
  rest: ForwardReader,
  keys: readonly string[] | null,
  storages: ReadonlyMap<string, StorageReference>,
): Promise<Map<string, Place>> {
  const { note } = context;
  const places = new Map<string, Place>();
  const start = rest.position;
  if (keys === null) {
    await giveUp(context, rest, start, 'the list of storage keys is not shown as plain texts');
    return places;
  }
  for (const key of keys) {
    context.tick(rest.position);
    const at = rest.position;
    const storage = storages.get(key);
    if (storage === undefined || storage.bytes === null) {
      await giveUp(context, rest, at, `the size of storage ${key} is not known`);
      return places;
    }
    const count = await rest.take(COUNT_BYTES);
    if (count.length < COUNT_BYTES || storage.bytes > Number.MAX_SAFE_INTEGER)
      return truncated(context, rest, at, places);
    const stated = new DataView(count.buffer).getBigInt64(0, true);
    if (stated !== BigInt(storage.elements)) {
      await giveUp(context, rest, at, `storage ${key} counts ${stated} elements, its pickle ${storage.elements}`);
      return places;
    }
    note.explain(at, at + COUNT_BYTES, 'container');
    const place = { start: at + COUNT_BYTES, end: at + COUNT_BYTES + storage.bytes };
    const head = await rest.take(Math.min(LOOK_BYTES, storage.bytes));
    if (hasProto(head) && tryPickle(head, head.length === storage.bytes).acted) {
      rest.giveBack(head);
      await inspectApart(context, rest, `storage ${key}`, storage.bytes);
    } else await rest.pass(storage.bytes - head.length);
    if (rest.position < place.end) return truncated(context, rest, place.start, places);
    note.explain(place.start, place.end, 'array');
    places.set(key, place);
  }
  await inspectTail(context, rest);
  return places;
}

/** Bytes behind the last storage: `torch.load` does not read them. */
async function inspectTail(context: EntryContext, rest: ForwardReader): Promise<void> {
  const start = rest.position;
  const first = await rest.pull(1);
  if (first === null) {
    context.coverage.size = Math.max(context.coverage.size, start);
    return;
  }
  rest.giveBack(first.slice());
  await inspectApart(context, rest, TAIL, Number.POSITIVE_INFINITY);
  context.note.oddity('trailingBytes', 'bytes follow the last storage', start, rest.position);
}

/** Inspects the next bytes as what they are: a storage that is a pickle, or what nobody reads. */
async function inspectApart(context: EntryContext, rest: ForwardReader, name: string, bytes: number): Promise<void> {
  const start = rest.position;
  const { absoluteBase, coverage } = context;
  const base = absoluteBase === null ? null : absoluteBase + start;
  const stream = Number.isFinite(bytes) ? rest.part(bytes) : rest.rest();
  const outcome = await context.member({ name, absoluteBase: base, content: { stream } });
  coverage.size = Math.max(coverage.size, rest.position);
  coverage.delegate({ start, end: rest.position }, outcome.explainedBytes, outcome.gaps);
  if (Number.isFinite(bytes))
    coverage.declareGap(start, rest.position, `${name} is a pickle: nothing loads it by itself`);
}

/** What was inspected apart, to be shown: found by reading the file again. */
async function openApart(source: ByteSource, name: string, ports: Ports): Promise<ByteSource | null> {
  let found: ByteSource | null = null;
  const member: EntryContext['member'] = async (request) => {
    const { stream } = request.content as { readonly stream: ByteStream };
    let sizeBytes = 0;
    for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) sizeBytes += chunk.length;
    const start = request.absoluteBase ?? 0;
    if (request.name === name) found = new SliceSource(source, start, start + sizeBytes);
    return { format: 'unknown', formatPath: [], explainedBytes: 0, sizeBytes, gaps: [] };
  };
  const content: Content = { kind: 'source', source, head: await readWhole(source, 0, LOOK_BYTES), name: '' };
  await inspect({ ...silentContext(source, ports), absoluteBase: 0, member }, content);
  return found;
}

async function giveUp(context: EntryContext, rest: ForwardReader, start: number, why: string): Promise<void> {
  await passAll(rest);
  context.coverage.size = Math.max(context.coverage.size, rest.position);
  context.note.malformed('entryUnreadable', why, start, rest.position);
  context.note.region('unexplained', start, rest.position);
}

function truncated(
  context: EntryContext,
  rest: ForwardReader,
  start: number,
  places: Map<string, Place>,
): Map<string, Place> {
  context.coverage.size = Math.max(context.coverage.size, rest.position);
  context.note.malformed('truncated', 'the file ends inside a storage', start, rest.position);
  context.note.region('unexplained', start, rest.position);
  return places;
}

async function passAll(rest: ForwardReader): Promise<void> {
  while ((await rest.pull(Number.MAX_SAFE_INTEGER)) !== null);
}

/** The object asks for storages that the list does not name: `torch.load` fails. */
function reportMissing(
  context: EntryContext,
  storages: ReadonlyMap<string, StorageReference>,
  places: ReadonlyMap<string, Place>,
): void {
  const missing = [...storages.keys()].filter((key) => !places.has(key));
  if (missing.length === 0) return;
  const { size } = context.coverage;
  const detail = `${missing.length} storages are named and not in the file, the first is ${missing[0]}`;
  context.note.malformed('entryUnreadable', detail, size, size);
}

function summarise(context: EntryContext, storages: ReadonlyMap<string, StorageReference>, tensors: number): void {
  const { note } = context;
  note.metadata('framework', 'PyTorch');
  note.metadata('container', 'five pickles and raw storages, as before PyTorch 1.6');
  if (tensors > 0) note.metadata('tensors', String(tensors));
  let elements = 0;
  for (const storage of storages.values()) elements += storage.elements;
  if (storages.size > 0) note.metadata('storages', `${storages.size}, ${elements} elements`);
}
