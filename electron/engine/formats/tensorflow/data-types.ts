/** `DataType` by number with the bytes an element takes in `tensor_content` (types.proto); zero where there is no fixed width. */
const DATA_TYPES: ReadonlyMap<number, readonly [name: string, bytes: number]> = new Map([
  [1, ['float32', 4]],
  [2, ['float64', 8]],
  [3, ['int32', 4]],
  [4, ['uint8', 1]],
  [5, ['int16', 2]],
  [6, ['int8', 1]],
  [7, ['string', 0]],
  [8, ['complex64', 8]],
  [9, ['int64', 8]],
  [10, ['bool', 1]],
  [11, ['qint8', 1]],
  [12, ['quint8', 1]],
  [13, ['qint32', 4]],
  [14, ['bfloat16', 2]],
  [15, ['qint16', 2]],
  [16, ['quint16', 2]],
  [17, ['uint16', 2]],
  [18, ['complex128', 16]],
  [19, ['float16', 2]],
  [20, ['resource', 0]],
  [21, ['variant', 0]],
  [22, ['uint32', 4]],
  [23, ['uint64', 8]],
  [24, ['float8e5m2', 1]],
  [25, ['float8e4m3fn', 1]],
  [26, ['float8e4m3fnuz', 1]],
  [27, ['float8e4m3b11fnuz', 1]],
  [28, ['float8e5m2fnuz', 1]],
  [29, ['int4', 1]],
  [30, ['uint4', 1]],
]);

export const STRING_TYPE = 7;

/** The name of a data type, and how wide it is. */
export function dataType(number: number): { readonly name: string; readonly bytes: number } {
  const [name, bytes] = DATA_TYPES.get(number) ?? [`type ${number}`, 0];
  return { name, bytes };
}
