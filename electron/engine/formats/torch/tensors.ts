import type { EntryContext } from '../../entry-context';
import type { RebuiltTensor } from '../pickle/tensor-table';
import { storageDtype, storageElementBytes } from './storages';

/**
 * Notes tensors as arrays over their storages. A tensor that reaches beyond its storage is a lie that loaders must catch. The bytes are
 * the storage's to explain: tensors share them, leave some out, and may be any order of them.
 */
export function noteTensors<T extends RebuiltTensor>(
  context: EntryContext,
  tensors: readonly T[],
  placeOf: (tensor: T) => { readonly start: number; readonly end: number } | undefined,
): void {
  const { collector, entryPath, note } = context;
  for (const tensor of tensors) {
    const place = placeOf(tensor);
    const elementBytes = storageElementBytes(tensor.storage.className);
    if (place === undefined || elementBytes === null) continue;
    const dtype = tensor.dtype ?? storageDtype(tensor.storage.className);
    const itemBytes = tensor.storage.className === 'UntypedStorage' ? (DTYPE_BYTES[dtype] ?? 1) : elementBytes;
    const start = place.start + tensor.offset * itemBytes;
    const end = start + extent(tensor) * itemBytes;
    if (!(end <= place.end)) {
      const name = tensor.name ?? `a tensor over storage ${tensor.storage.key}`;
      note.malformed('arrayUnreadable', `${name} reaches beyond its storage`, place.start, place.end);
      continue;
    }
    const { name, shape } = tensor;
    collector.add({
      kind: 'array',
      entryPath,
      range: { start, end },
      name,
      dtype,
      shape,
      order: orderOf(tensor),
    });
  }
}

/** Elements from the first to the last that a tensor reads. */
function extent({ shape, stride }: RebuiltTensor): number {
  if (shape.some((size) => size === 0)) return 0;
  return shape.reduce((sum, size, i) => sum + (size - 1) * stride[i], 1);
}

/** Column by column where the first stride is the smallest and the last is not. */
function orderOf({ shape, stride }: RebuiltTensor): 'C' | 'F' {
  const long = stride.filter((_, i) => shape[i] > 1);
  return long.length > 1 && long.every((step, i) => i === 0 || step >= long[i - 1]) ? 'F' : 'C';
}

/** Bytes of the element types that only `_rebuild_tensor_v3` names, over untyped storages. */
const DTYPE_BYTES: Readonly<Record<string, number>> = {
  float8_e4m3fn: 1,
  float8_e4m3fnuz: 1,
  float8_e5m2: 1,
  float8_e5m2fnuz: 1,
  float8_e8m0fnu: 1,
  uint16: 2,
  uint32: 4,
  uint64: 8,
  complex32: 4,
};
