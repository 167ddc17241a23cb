/**
 * What PyTorch's restricted unpickler takes without being told more: `_get_allowed_globals()` and the branches of `Unpickler.load` in
 * https://github.com/pytorch/pytorch/blob/main/torch/_weights_only_unpickler.py. Names that a program adds with
 * `torch.serialization.add_safe_globals` are its own and not known here.
 */
const STORAGES = ['Double', 'Float', 'Half', 'BFloat16', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool', 'ComplexDouble', 'ComplexFloat'];
const QUANTIZED_STORAGES = ['QInt8', 'QUInt8', 'QInt32', 'QUInt4x2', 'QUInt2x4'];
const TENSORS = ['Double', 'Float', 'Half', 'BFloat16', 'Long', 'Int', 'Short', 'Char', 'Byte', 'Bool'];
const DTYPES = [
  ...['float64', 'float32', 'float16', 'bfloat16', 'complex32', 'complex64', 'complex128', 'bool'],
  ...['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64'],
  ...['float8_e4m3fn', 'float8_e4m3fnuz', 'float8_e5m2', 'float8_e5m2fnuz', 'float8_e8m0fnu', 'float4_e2m1fn_x2'],
  ...['qint8', 'quint8', 'qint32', 'quint4x2', 'quint2x4', 'bits8', 'bits16', 'bits1x8', 'bits2x4', 'bits4x2'],
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((bits) => [`int${bits}`, `uint${bits}`]),
];

/** Names in full, as its table has them. */
export const WEIGHTS_ONLY_NAMES: ReadonlySet<string> = new Set([
  'collections.OrderedDict',
  'collections.Counter',
  'torch.nn.parameter.Parameter',
  'torch.serialization._get_layout',
  'torch.Size',
  'torch.Tensor',
  'torch.device',
  '_codecs.encode',
  'builtins.bytearray',
  'builtins.set',
  'builtins.complex',
  ...DTYPES.map((name) => `torch.${name}`),
  ...['torch', 'torch.cuda', 'torch.sparse', 'torch.cuda.sparse'].flatMap((module) => TENSORS.map((name) => `${module}.${name}Tensor`)),
  ...['torch', 'torch.cuda'].flatMap((module) => STORAGES.map((name) => `${module}.${name}Storage`)),
  ...QUANTIZED_STORAGES.map((name) => `torch.${name}Storage`),
  'torch.storage.TypedStorage',
  'torch.storage.UntypedStorage',
  ...['affine', 'symmetric'].flatMap((scheme) => [`torch.per_tensor_${scheme}`, `torch.per_channel_${scheme}`]),
  'torch.per_channel_affine_float_qparams',
  ...['_rebuild_parameter', '_rebuild_parameter_with_state', '_rebuild_qtensor', '_rebuild_tensor', '_rebuild_tensor_v2', '_rebuild_tensor_v3', '_rebuild_sparse_tensor', '_rebuild_meta_tensor_no_storage', '_rebuild_wrapper_subclass', '_rebuild_device_tensor_from_numpy', '_rebuild_device_tensor_from_cpu_tensor'].map(
    (name) => `torch._utils.${name}`,
  ),
  'torch._tensor._rebuild_from_type_v2',
]);

/** The opcodes it has a branch for; any other ends the load. */
export const WEIGHTS_ONLY_OPCODES: ReadonlySet<string> = new Set([
  ...['GLOBAL', 'NEWOBJ', 'REDUCE', 'BUILD', 'APPEND', 'APPENDS', 'SETITEM', 'SETITEMS', 'MARK', 'TUPLE', 'TUPLE1', 'TUPLE2', 'TUPLE3'],
  ...['NONE', 'NEWFALSE', 'NEWTRUE', 'EMPTY_TUPLE', 'EMPTY_LIST', 'EMPTY_DICT', 'EMPTY_SET', 'BININT', 'BININT1', 'BININT2', 'BINFLOAT'],
  ...['BINUNICODE', 'SHORT_BINSTRING', 'BINPERSID', 'BINGET', 'LONG_BINGET', 'BINPUT', 'LONG_BINPUT', 'LONG1', 'PROTO', 'STOP'],
]);
