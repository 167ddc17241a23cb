import { DICT, TUPLE } from './heap';
import type { Machine } from './machine';
import type { Value } from './values';
import * as V from './values';

/**
 * What follows a joblib `NumpyArrayWrapper` in the file (joblib/numpy_pickle.py, `NumpyArrayWrapper.read_array`):
 * with an object dtype a whole pickle, else an optional padding (one length byte, then that many filler bytes) and the raw elements.
 */
export interface ArrayPlan {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly order: 'C' | 'F';
  readonly rawBytes: number;
  readonly nestedPickle: boolean;
  readonly padded: boolean;
}

const KEY_BYTES = 64;

/** Reads the wrapper's state; null when anything that the size depends on is not plainly there. */
export function planArray(machine: Machine, state: Value): ArrayPlan | null {
  const { heap, shared } = machine;
  if (!V.isHeap(state) || !heap.holds(state) || heap.kind(state) !== DICT) return null;
  const items = heap.items(state, 64);
  if (items.length !== heap.count(state)) return null;
  const fields = new Map<string, Value>();
  for (let i = 0; i + 1 < items.length; i += 2) {
    const key = machine.textOf(items[i], KEY_BYTES);
    if (key === null) return null;
    fields.set(key, items[i + 1]);
  }
  machine.seeArrayClass(state, fields.get('subclass'));
  const dtypeValue = fields.get('dtype') ?? V.UNKNOWN;
  const shape = readDimensions(machine, fields.get('shape') ?? V.UNKNOWN);
  const dtype = V.isDtype(dtypeValue) ? shared.dtypes.rows[dtypeValue - V.DTYPE] : undefined;
  if (dtype === undefined || shape === null) return null;
  const order = machine.textOf(fields.get('order') ?? V.UNKNOWN, KEY_BYTES) === 'F' ? 'F' : 'C';
  const alignment = fields.get('numpy_array_alignment_bytes') ?? V.NONE;
  if (dtype.hasObject) return { dtype: dtype.text, shape, order, rawBytes: 0, nestedPickle: true, padded: false };
  if (dtype.itemBytes === null) return null;
  const rawBytes = shape.reduce((product, length) => product * length, dtype.itemBytes);
  if (!Number.isSafeInteger(rawBytes)) return null;
  return { dtype: dtype.text, shape, order, rawBytes, nestedPickle: false, padded: alignment !== V.NONE };
}

/** A tuple of sizes that are all shown; null for anything else. */
export function readDimensions(machine: Machine, value: Value): number[] | null {
  if (value === V.EMPTY_TUPLE) return [];
  const { heap } = machine;
  if (!V.isHeap(value) || !heap.holds(value) || heap.kind(value) !== TUPLE) return null;
  const items = heap.items(value, 64);
  if (items.length !== heap.count(value)) return null;
  const shape: number[] = [];
  for (const item of items) {
    if (!V.isInt(item) || item < V.INT_ZERO) return null;
    shape.push(item - V.INT_ZERO);
  }
  return shape;
}
