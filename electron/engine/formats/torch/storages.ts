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

/** The size a storage should have. */
export function storageBytes(className: string, elements: number): number | null {
  const size = ELEMENT_BYTES[className];
  return size === undefined ? null : size * elements;
}
