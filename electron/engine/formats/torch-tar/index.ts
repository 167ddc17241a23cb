import type { Content, EntryContext, MemberRole } from '../../entry-context';
import { type Inspected, streamOf } from '../../format';
import { readInt4, readLength8 } from '../../little-endian';
import { TUPLE } from '../pickle/heap';
import type { Machine } from '../pickle/machine';
import { inspectPayloads } from '../pickle/payloads';
import * as V from '../pickle/values';
import { PickleWalker } from '../pickle/walker';
import { storageElementBytes } from '../torch/storages';

/** Axes of a tensor; PyTorch has no more (c10/core/impl/SizesAndStrides.h allows them, no writer made them). */
const AXES = 64;
const ITEMS = 10_000_000;

/** The members that `torch.load` of the time takes out of the archive (torch/serialization.py, `legacy_load`). */
export function isTorchTar(names: ReadonlySet<string>): boolean {
  return ['storages', 'tensors', 'pickle'].every((name) => names.has(name));
}

/** `storages` and `tensors` are pickles with raw numbers between them; `pickle` and `sys_info` are pickles. */
export function torchTarRole(name: string): MemberRole | undefined {
  if (name === 'storages') return { yieldsTo: 'none', inspect: inspectStorages };
  return name === 'tensors' ? { yieldsTo: 'none', inspect: inspectTensors } : undefined;
}

/** A count, then for each storage `(key, location, class)`, eight bytes of count and the elements; then the views of storages. */
function inspectStorages(context: EntryContext, content: Content): Promise<Inspected> {
  return inspectSeries(context, content, async (walker, machine) => {
    const type = globalName(machine, 2);
    const elementBytes = type === null ? null : storageElementBytes(type);
    const head = elementBytes === null ? null : await walker.readRaw(8);
    const elements = head === null ? -1 : readLength8(head, 0);
    if (elementBytes === null || elements < 0) return false;
    const start = walker.position;
    if (!(await walker.passRaw(elements * elementBytes))) return false;
    const dtype = (type as string).replace(/Storage$/, '');
    const { collector, entryPath } = context;
    const range = { start, end: walker.position };
    collector.add({ kind: 'array', entryPath, range, name: null, dtype, shape: [elements], order: 'C' });
    return true;
  });
}

/** A count, then for each tensor `(key, storage, class)`, the number of axes, sizes, strides and an offset. */
function inspectTensors(context: EntryContext, content: Content): Promise<Inspected> {
  return inspectSeries(context, content, async (walker) => {
    const head = await walker.readRaw(8);
    const axes = head === null ? -1 : readInt4(head, 0);
    return axes >= 0 && axes <= AXES && (await walker.readRaw(16 * axes + 8)) !== null;
  });
}

/** Pickles with raw bytes behind each, as many as the first one says; whatever follows is walked as pickles. */
async function inspectSeries(
  context: EntryContext,
  content: Content,
  readBehind: (walker: PickleWalker, machine: Machine) => Promise<boolean>,
): Promise<Inspected> {
  const walker = new PickleWalker(context, streamOf(content));
  const first = await walker.readStream();
  const count = first !== null && V.isInt(first.result) ? first.result - V.INT_ZERO : -1;
  let read = 0;
  if (count >= 0 && count <= ITEMS) {
    for (; read < count; read++) {
      const machine = await walker.readStream();
      if (machine === null || !(await readBehind(walker, machine))) break;
    }
  }
  if (read !== count) {
    const at = walker.position;
    context.note.malformed('entryUnreadable', `${content.name} does not hold what its count says`, at, at);
  }
  await walker.walk();
  context.streams.push(...walker.streams);
  await inspectPayloads(context, content.kind === 'source' ? content.source : null, walker.literals);
  return { format: 'pickle', formatPath: [`pickle ${walker.highestProto}`, 'raw numbers'] };
}

/** The name of the global at a place of the tuple that a pickle holds. */
function globalName(m: Machine, index: number): string | null {
  const tuple = m.result;
  if (!V.isHeap(tuple) || !m.heap.holds(tuple) || m.heap.kind(tuple) !== TUPLE) return null;
  const item = m.heap.items(tuple, index + 1)[index];
  return item !== undefined && V.isGlobal(item) ? m.shared.globals.rows[V.globalIdOf(item)].name : null;
}
