import { DICT } from './heap';
import type { Machine } from './machine';
import type { Value } from './values';
import * as V from './values';

const KEY_BYTES = 64;

/** The file beside the pickle that a wrapper of joblib before 0.10 stands for (joblib/numpy_pickle_compat.py). */
export interface Neighbour {
  readonly fileName: string;
  /** True for `ZNDArrayWrapper`: the file is a `ZF` container of raw elements. False for `NDArrayWrapper`: `numpy.load` reads it. */
  readonly inflated: boolean;
}

/** Reads the wrapper’s state; null when the name is not plainly there. */
export function neighbourOf(machine: Machine, state: Value): Neighbour | null {
  const { heap, shared } = machine;
  if (!V.isHeap(state) || !heap.holds(state) || heap.kind(state) !== DICT) return null;
  const items = heap.items(state, 64);
  if (items.length !== heap.count(state)) return null;
  let fileName: string | null = null;
  let inflated = false;
  for (let i = 0; i + 1 < items.length; i += 2) {
    const key = machine.textOf(items[i], KEY_BYTES);
    if (key === null) return null;
    if (key === 'filename') fileName = machine.textOf(items[i + 1], shared.limits.textBytes);
    if (key === 'init_args') inflated = true;
    if (key === 'subclass') machine.seeArrayClass(state, items[i + 1]);
  }
  return fileName === null ? null : { fileName, inflated };
}
