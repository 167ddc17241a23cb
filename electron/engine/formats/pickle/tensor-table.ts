import { readDimensions } from './array-plan';
import { CALL, DICT, LIST, OBJECT, PERSISTENT_ID, SET, TUPLE } from './heap';
import type { Machine } from './machine';
import type { Value } from './values';
import * as V from './values';

/** A tensor over a storage, as a pickle puts it together; sizes, offsets and strides count elements (torch/_utils.py, `_rebuild_tensor`). */
export interface RebuiltTensor {
  /** Keys and attributes on the way from the root, with dots; null when the way is not known any more. */
  readonly name: string | null;
  readonly storage: { readonly key: string; readonly className: string; readonly elements: number };
  readonly offset: number;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  /** Where the call says it (`_rebuild_tensor_v3`); else the storage class does. */
  readonly dtype: string | null;
  /** The place of the call. */
  readonly start: number;
  readonly end: number;
}

/** Tensors kept of one entry, objects looked at to find their names, and the longest name. */
const TENSORS = 100_000;
const NAMED_OBJECTS = 1_000_000;
const NAME_CHARACTERS = 1024;
const KEY_BYTES = 512;
/** Attributes of `nn.Module` that hold children by name: no part of a tensor's name (torch/nn/modules/module.py). */
const INNER: ReadonlySet<string> = new Set(['_parameters', '_buffers', '_modules']);

interface Pending extends Omit<RebuiltTensor, 'name'> {
  name: string | null;
}

/**
 * Collects the tensors of one entry while a machine runs. With a table the machine keeps what honest calls return as objects on its
 * heap, so that the way to each tensor can be read off at STOP; without one it does not, and costs nothing.
 */
export class TensorTable {
  private readonly tensors: Pending[] = [];
  /** From the object that a call returned to its tensor. */
  private readonly byObject = new Map<Value, number>();
  omitted = 0;

  /** A call of one of the rebuild functions returned `object`. */
  add(m: Machine, object: Value, args: Value, start: number, end: number): void {
    const tensor = readRebuild(m, args, start, end);
    if (tensor === null) return;
    if (this.tensors.length >= TENSORS) {
      this.omitted++;
      return;
    }
    this.byObject.set(object, this.tensors.length);
    this.tensors.push(tensor);
  }

  /** Names what can be reached from the root of a stream that is at its end. The first way found is the name. */
  name(m: Machine, root: Value): void {
    const seen = new Set<Value>();
    const todo: { readonly value: Value; readonly path: string }[] = [{ value: root, path: '' }];
    while (todo.length > 0 && seen.size < NAMED_OBJECTS) {
      const { value, path } = todo.pop() as (typeof todo)[number];
      if (!V.isHeap(value) || seen.has(value) || !m.heap.holds(value)) continue;
      seen.add(value);
      const tensor = this.byObject.get(value);
      if (tensor !== undefined) {
        if (this.tensors[tensor].name === null && path !== '') this.tensors[tensor].name = path;
        continue;
      }
      const children = childrenOf(m, value);
      // Last in, first out: backwards, so that the first child is the first to be named.
      for (let i = children.length - 1; i >= 0; i--) {
        const { key, child } = children[i];
        if (!V.isHeap(child)) continue;
        const longer = key === '' ? path : path === '' ? key : `${path}.${key}`;
        if (longer.length <= NAME_CHARACTERS) todo.push({ value: child, path: longer });
      }
    }
  }

  /** Hands out what was collected since the last time. */
  take(): readonly RebuiltTensor[] {
    this.byObject.clear();
    return this.tensors.splice(0);
  }
}

interface Child {
  readonly key: string;
  readonly child: Value;
}

function childrenOf(m: Machine, value: Value): Child[] {
  const { heap } = m;
  const kind = heap.kind(value);
  const items = heap.items(value, 65_536);
  switch (kind) {
    case DICT:
      return pairs(m, items, 0);
    case OBJECT:
      // The first pair is the call itself: its arguments may hold a tensor (`_rebuild_parameter`).
      return [...argumentsOf(m, items[1]), ...pairs(m, items, 2)];
    case CALL:
      return argumentsOf(m, items[1]);
    case TUPLE:
      if (items.length === 1) return [{ key: '', child: items[0] }];
      return items.map((child, i) => ({ key: String(i), child }));
    case LIST:
    case SET:
      return items.map((child, i) => ({ key: String(i), child }));
    default:
      return [];
  }
}

/** Arguments of a call stand for what it returned. */
function argumentsOf(m: Machine, args: Value | undefined): Child[] {
  if (args === undefined) return [];
  return (tupleItems(m, args, 64) ?? []).map((child) => ({ key: '', child }));
}

function pairs(m: Machine, items: readonly Value[], from: number): Child[] {
  const children: Child[] = [];
  for (let i = from; i + 1 < items.length; i += 2) {
    if (!V.isHeap(items[i + 1])) continue;
    children.push({ key: keyOf(m, items[i]), child: items[i + 1] });
  }
  return children;
}

function keyOf(m: Machine, value: Value): string {
  if (V.isInt(value)) return String(value - V.INT_ZERO);
  if (!V.isText(value)) return '';
  const text = m.textOf(value, KEY_BYTES) ?? '?';
  return INNER.has(text) ? '' : text;
}

/** `(storage, offset, size, stride, …)`; `_rebuild_tensor_v3` has the element type behind requires_grad and hooks. */
function readRebuild(m: Machine, args: Value, start: number, end: number): Pending | null {
  const items = tupleItems(m, args, 8);
  if (items === null || items.length < 4) return null;
  const storage = readStorage(m, items[0]);
  const offset = items[1];
  const shape = readDimensions(m, items[2]);
  const stride = readDimensions(m, items[3]);
  if (storage === null || !V.isInt(offset) || offset < V.INT_ZERO || shape === null || stride === null) return null;
  if (shape.length !== stride.length) return null;
  const named = items[6];
  const row = named !== undefined && V.isGlobal(named) ? m.shared.globals.rows[V.globalIdOf(named)] : undefined;
  const dtype = row?.module === 'torch' ? row.name : null;
  return { name: null, storage, offset: offset - V.INT_ZERO, shape, stride, dtype, start, end };
}

/** A persistent id `('storage', class, key, location, elements[, view])`. */
function readStorage(m: Machine, value: Value): RebuiltTensor['storage'] | null {
  if (!V.isHeap(value) || !m.heap.holds(value) || m.heap.kind(value) !== PERSISTENT_ID) return null;
  const id = tupleItems(m, m.heap.items(value, 1)[0], 6);
  if (id === null || id.length < 5 || !V.isGlobal(id[1]) || !V.isInt(id[4])) return null;
  const key = V.isInt(id[2]) ? String(id[2] - V.INT_ZERO) : m.textOf(id[2], KEY_BYTES);
  if (key === null) return null;
  return { key, className: m.shared.globals.rows[V.globalIdOf(id[1])].name, elements: id[4] - V.INT_ZERO };
}

function tupleItems(m: Machine, value: Value, maximum: number): Value[] | null {
  if (!V.isHeap(value) || !m.heap.holds(value) || m.heap.kind(value) !== TUPLE) return null;
  return m.heap.items(value, maximum);
}
