import { readSchema } from '../../protobuf/schema';

/** Messages and fields as onnx 1.23.2 declares them. Written by build/policy/protobuf_schemas.py, never by hand. */
export const ONNX_SCHEMA = readSchema(`
AttributeProto
  1 string name
  2 float f
  3 int64 i
  4 bytes s
  5 TensorProto t
  6 GraphProto g
  7 float* floats
  8 int64* ints
  9 bytes* strings
  10 TensorProto* tensors
  11 GraphProto* graphs
  13 string doc_string
  14 TypeProto tp
  15 TypeProto* type_protos
  20 enum type
  21 string ref_attr_name
  22 SparseTensorProto sparse_tensor
  23 SparseTensorProto* sparse_tensors
DeviceConfigurationProto
  1 string name
  2 int32 num_devices
  3 string* device
FunctionProto
  1 string name
  4 string* input
  5 string* output
  6 string* attribute
  7 NodeProto* node
  8 string doc_string
  9 OperatorSetIdProto* opset_import
  10 string domain
  11 AttributeProto* attribute_proto
  12 ValueInfoProto* value_info
  13 string overload
  14 StringStringEntryProto* metadata_props
GraphProto
  1 NodeProto* node
  2 string name
  5 TensorProto* initializer
  10 string doc_string
  11 ValueInfoProto* input
  12 ValueInfoProto* output
  13 ValueInfoProto* value_info
  14 TensorAnnotation* quantization_annotation
  15 SparseTensorProto* sparse_initializer
  16 StringStringEntryProto* metadata_props
IntIntListEntryProto
  1 int64 key
  2 int64* value
ModelProto
  1 int64 ir_version
  2 string producer_name
  3 string producer_version
  4 string domain
  5 int64 model_version
  6 string doc_string
  7 GraphProto graph
  8 OperatorSetIdProto* opset_import
  14 StringStringEntryProto* metadata_props
  20 TrainingInfoProto* training_info
  25 FunctionProto* functions
  26 DeviceConfigurationProto* configuration
NodeDeviceConfigurationProto
  1 string configuration_id
  2 ShardingSpecProto* sharding_spec
  3 int32 pipeline_stage
NodeProto
  1 string* input
  2 string* output
  3 string name
  4 string op_type
  5 AttributeProto* attribute
  6 string doc_string
  7 string domain
  8 string overload
  9 StringStringEntryProto* metadata_props
  10 NodeDeviceConfigurationProto* device_configurations
OperatorSetIdProto
  1 string domain
  2 int64 version
ShardedDimProto
  1 int64 axis
  2 SimpleShardedDimProto* simple_sharding
ShardingSpecProto
  1 string tensor_name
  2 int64* device
  3 IntIntListEntryProto* index_to_device_group_map
  4 ShardedDimProto* sharded_dim
SimpleShardedDimProto
  1 int64 dim_value |dim
  2 string dim_param |dim
  3 int64 num_shards
SparseTensorProto
  1 TensorProto values
  2 TensorProto indices
  3 int64* dims
StringStringEntryProto
  1 string key
  2 string value
TensorAnnotation
  1 string tensor_name
  2 StringStringEntryProto* quant_parameter_tensor_names
TensorProto
  1 int64* dims
  2 int32 data_type
  3 TensorProto.Segment segment
  4 float* float_data
  5 int32* int32_data
  6 bytes* string_data
  7 int64* int64_data
  8 string name
  9 bytes raw_data
  10 double* double_data
  11 uint64* uint64_data
  12 string doc_string
  13 StringStringEntryProto* external_data
  14 enum data_location
  16 StringStringEntryProto* metadata_props
TensorProto.Segment
  1 int64 begin
  2 int64 end
TensorShapeProto
  1 TensorShapeProto.Dimension* dim
TensorShapeProto.Dimension
  1 int64 dim_value |value
  2 string dim_param |value
  3 string denotation
TrainingInfoProto
  1 GraphProto initialization
  2 GraphProto algorithm
  3 StringStringEntryProto* initialization_binding
  4 StringStringEntryProto* update_binding
TypeProto
  1 TypeProto.Tensor tensor_type |value
  4 TypeProto.Sequence sequence_type |value
  5 TypeProto.Map map_type |value
  6 string denotation
  7 TypeProto.Opaque opaque_type |value
  8 TypeProto.SparseTensor sparse_tensor_type |value
  9 TypeProto.Optional optional_type |value
TypeProto.Map
  1 int32 key_type
  2 TypeProto value_type
TypeProto.Opaque
  1 string domain
  2 string name
TypeProto.Optional
  1 TypeProto elem_type
TypeProto.Sequence
  1 TypeProto elem_type
TypeProto.SparseTensor
  1 int32 elem_type
  2 TensorShapeProto shape
TypeProto.Tensor
  1 int32 elem_type
  2 TensorShapeProto shape
ValueInfoProto
  1 string name
  2 TypeProto type
  3 string doc_string
  4 StringStringEntryProto* metadata_props
`);
