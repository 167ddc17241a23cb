/** Bytes of one element by the name of its dtype: numpy's, and those of `ml_dtypes` that JAX brings. */
const ITEM_BYTES: ReadonlyMap<string, number> = new Map([
  ['bool', 1],
  ['int8', 1],
  ['uint8', 1],
  ['int16', 2],
  ['uint16', 2],
  ['int32', 4],
  ['uint32', 4],
  ['int64', 8],
  ['uint64', 8],
  ['float16', 2],
  ['float32', 4],
  ['float64', 8],
  ['complex64', 8],
  ['complex128', 16],
  ['bfloat16', 2],
  ['int2', 1],
  ['uint2', 1],
  ['int4', 1],
  ['uint4', 1],
  ['float4_e2m1fn', 1],
  ['float6_e2m3fn', 1],
  ['float6_e3m2fn', 1],
  ['float8_e3m4', 1],
  ['float8_e4m3', 1],
  ['float8_e4m3b11fnuz', 1],
  ['float8_e4m3fn', 1],
  ['float8_e4m3fnuz', 1],
  ['float8_e5m2', 1],
  ['float8_e5m2fnuz', 1],
  ['float8_e8m0fnu', 1],
]);

/** Null for a dtype that is not known; texts have their length in bits in their name (`str96`, `bytes24`). */
export function itemBytesOf(name: string): number | null {
  const sized = /^(?:str|bytes|void)(\d{1,6})$/.exec(name)?.[1];
  return sized !== undefined && Number(sized) % 8 === 0 ? Number(sized) / 8 : (ITEM_BYTES.get(name) ?? null);
}
