import { readSchema } from '../../protobuf/schema';

/** Messages and fields as paddlepaddle 3.3.1 declares them. Written by build/policy/protobuf_schemas.py, never by hand. */
export const PADDLE_SCHEMA = readSchema(`
BlockDesc
  1 int32 idx
  2 int32 parent_idx
  3 VarDesc* vars
  4 OpDesc* ops
  5 int32 forward_block_idx
Complex
  1 double r
  2 double i
OpDesc
  1 OpDesc.Var* inputs
  2 OpDesc.Var* outputs
  3 string type
  4 OpDesc.Attr* attrs
  5 bool is_target
OpDesc.Attr
  1 string name
  2 enum type
  3 int32 i
  4 float f
  5 string s
  6 int32* ints
  7 float* floats
  8 string* strings
  10 bool b
  11 bool* bools
  12 int32 block_idx
  13 int64 l
  14 int32* blocks_idx
  15 int64* longs
  16 double* float64s
  17 string var_name
  18 string* vars_name
  19 double float64
  20 Scalar scalar
  21 Scalar* scalars
OpDesc.Var
  1 string parameter
  2 string* arguments
OpVersion
  1 int32 version
OpVersionMap
  1 OpVersionMap.OpVersionPair* pair
OpVersionMap.OpVersionPair
  1 string op_name
  2 OpVersion op_version
ProgramDesc
  1 BlockDesc* blocks
  4 Version version
  5 OpVersionMap op_version_map
Scalar
  1 enum type
  2 bool b
  3 int64 i
  4 double r
  5 Complex c
VarDesc
  1 string name
  2 VarType type
  3 bool persistable
  4 bool need_check_feed
  5 bool is_parameter
  6 bool stop_gradient
  7 VarDesc.Attr* attrs
VarDesc.Attr
  1 string name
  2 enum type
  3 int32 i
  4 string s
  5 int32* ints
VarType
  1 enum type
  2 VarType.TensorDesc selected_rows
  3 VarType.DenseTensorDesc dense_tensor
  4 VarType.DenseTensorArrayDesc tensor_array
  5 VarType.ReaderDesc reader
  7 VarType.Tuple tuple
  8 VarType.TensorDesc string
  9 VarType.TensorDesc strings
  10 VarType.TensorDesc vocab
  11 VarType.TensorDesc sparse_coo
  12 VarType.TensorDesc sparse_csr
VarType.DenseTensorArrayDesc
  1 VarType.TensorDesc tensor
  2 int32 legacy_lod_level
VarType.DenseTensorDesc
  1 VarType.TensorDesc tensor
  2 int32 legacy_lod_level
VarType.ReaderDesc
  1 VarType.DenseTensorDesc* dense_tensor
VarType.TensorDesc
  1 enum data_type
  2 int64* dims
VarType.Tuple
  1 enum* element_type
Version
  1 int64 version
`);
