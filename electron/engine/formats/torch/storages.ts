import type { SymbolicValue } from '../../../../shared/domain/symbol';

/** Bytes per element of the storage classes that `torch.save` names in its persistent ids; untyped storages count bytes. */
const ELEMENT_BYTES: Readonly<Record<string, number>> = {
  DoubleStorage: 8,
  FloatStorage: 4,
  HalfStorage: 2,
  BFloat16Storage: 2,
  LongStorage: 8,
  IntStorage: 4,
  ShortStorage: 2,
  CharStorage: 1,
  ByteStorage: 1,
  BoolStorage: 1,
  ComplexDoubleStorage: 16,
  ComplexFloatStorage: 8,
  QInt8Storage: 1,
  QUInt8Storage: 1,
  QInt32Storage: 4,
  QUInt4x2Storage: 1,
  QUInt2x4Storage: 1,
  UntypedStorage: 1,
};

/** A storage that `data.pkl` asks for: `('storage', torch.FloatStorage, '0', 'cpu', 400)` (torch/serialization.py, `persistent_id`). */
export interface StorageReference {
  readonly key: string;
  readonly className: string;
  readonly elements: number;
  /** Null for storage classes that are not known. */
  readonly bytes: number | null;
}

/** Bytes of one element of a storage class; null for classes that are not known. */
export function storageElementBytes(className: string): number | null {
  return Object.hasOwn(ELEMENT_BYTES, className) ? ELEMENT_BYTES[className] : null;
}

/** Element types as PyTorch names them. */
const DTYPES: Readonly<Record<string, string>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
  ComplexDoubleStorage: 'complex128',
  ComplexFloatStorage: 'complex64',
  QInt8Storage: 'qint8',
  QUInt8Storage: 'quint8',
  QInt32Storage: 'qint32',
  QUInt4x2Storage: 'quint4x2',
  QUInt2x4Storage: 'quint2x4',
};

/** The element type of a storage class; `uint8` for bytes of no type. */
export function storageDtype(className: string): string {
  return Object.hasOwn(DTYPES, className) ? DTYPES[className] : 'uint8';
}

/** Remembers the storage that a persistent id `('storage', class, key, location, elements[, view])` names. */
export function noteStorageId(storages: Map<string, StorageReference>, id: SymbolicValue, prefix = ''): void {
  if (id.kind !== 'tuple' || id.items.length < 5) return;
  const [tag, type, key, , elements] = id.items;
  if (
    tag?.kind !== 'str' ||
    tag.value !== 'storage' ||
    type?.kind !== 'global' ||
    // torch.package numbers its storages, everything else gives them texts.
    (key?.kind !== 'str' && key?.kind !== 'int') ||
    elements?.kind !== 'int'
  )
    return;
  const count = Number(elements.value);
  storages.set(prefix + key.value, {
    key: key.value,
    className: type.name,
    elements: count,
    bytes: storageBytes(type.name, count),
  });
}

/** The size a storage should have. */
export function storageBytes(className: string, elements: number): number | null {
  const size = storageElementBytes(className);
  const bytes = size === null ? Number.NaN : size * elements;
  return Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
}
