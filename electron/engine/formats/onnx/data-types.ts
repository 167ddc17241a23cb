/** One row of `TensorProto.DataType`: its name, bits an element takes in `raw_data`, and the typed field that may hold it instead. */
interface DataTypeRow {
  readonly name: string;
  readonly bits: number;
  readonly field: string;
  /** Values of the typed field per element. */
  readonly perElement: number;
}

const row = (name: string, bits: number, field: string, perElement = 1): DataTypeRow => ({
  name,
  bits,
  field,
  perElement,
});

/** `TensorProto.DataType` by number (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto). Strings have no bits. */
export const DATA_TYPES: ReadonlyMap<number, DataTypeRow> = new Map([
  [1, row('float32', 32, 'float_data')],
  [2, row('uint8', 8, 'int32_data')],
  [3, row('int8', 8, 'int32_data')],
  [4, row('uint16', 16, 'int32_data')],
  [5, row('int16', 16, 'int32_data')],
  [6, row('int32', 32, 'int32_data')],
  [7, row('int64', 64, 'int64_data')],
  [8, row('string', 0, 'string_data')],
  [9, row('bool', 8, 'int32_data')],
  [10, row('float16', 16, 'int32_data')],
  [11, row('float64', 64, 'double_data')],
  [12, row('uint32', 32, 'uint64_data')],
  [13, row('uint64', 64, 'uint64_data')],
  [14, row('complex64', 64, 'float_data', 2)],
  [15, row('complex128', 128, 'double_data', 2)],
  [16, row('bfloat16', 16, 'int32_data')],
  [17, row('float8e4m3fn', 8, 'int32_data')],
  [18, row('float8e4m3fnuz', 8, 'int32_data')],
  [19, row('float8e5m2', 8, 'int32_data')],
  [20, row('float8e5m2fnuz', 8, 'int32_data')],
  [21, row('uint4', 4, 'int32_data', 0.5)],
  [22, row('int4', 4, 'int32_data', 0.5)],
  [23, row('float4e2m1', 4, 'int32_data', 0.5)],
  [24, row('float8e8m0', 8, 'int32_data')],
  [25, row('uint2', 2, 'int32_data', 0.25)],
  [26, row('int2', 2, 'int32_data', 0.25)],
]);

/** Elements of a shape; null where a dimension is negative or the product is beyond what is counted exactly. */
export function elementsOf(shape: readonly number[]): number | null {
  let product = 1;
  for (const size of shape) {
    if (size < 0) return null;
    product *= size;
  }
  return Number.isSafeInteger(product) ? product : null;
}
