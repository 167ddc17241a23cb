import { readSchema } from '../../protobuf/schema';

/** Messages and fields as tensorflow 2.21.0 declares them. Written by build/policy/protobuf_schemas.py, never by hand. */
export const TENSORFLOW_SCHEMA = readSchema(`
Any
  1 string type_url
  2 bytes value
AssetFileDef
  1 TensorInfo tensor_info
  2 string filename
AttrValue
  1 AttrValue.ListValue list |value
  2 bytes s |value
  3 int64 i |value
  4 float f |value
  5 bool b |value
  6 enum type |value
  7 TensorShapeProto shape |value
  8 TensorProto tensor |value
  9 string placeholder |value
  10 NameAttrList func |value
AttrValue.ListValue
  2 bytes* s
  3 int64* i
  4 float* f
  5 bool* b
  6 enum* type
  7 TensorShapeProto* shape
  8 TensorProto* tensor
  9 NameAttrList* func
BoolValue
  1 bool value
BoundedTensorSpecProto
  1 string name
  2 TensorShapeProto shape
  3 enum dtype
  4 TensorProto minimum
  5 TensorProto maximum
BundleEntryProto
  1 enum dtype
  2 TensorShapeProto shape
  3 int32 shard_id
  4 int64 offset
  5 int64 size
  6 fixed32 crc32c
  7 TensorSliceProto* slices
BundleHeaderProto
  1 int32 num_shards
  2 enum endianness
  3 VersionDef version
CapturedTensor
  1 string name
  2 string concrete_function
CollectionDef
  1 CollectionDef.NodeList node_list |kind
  2 CollectionDef.BytesList bytes_list |kind
  3 CollectionDef.Int64List int64_list |kind
  4 CollectionDef.FloatList float_list |kind
  5 CollectionDef.AnyList any_list |kind
CollectionDef.AnyList
  1 Any* value
CollectionDef.BytesList
  1 bytes* value
CollectionDef.FloatList
  1 float* value
CollectionDef.Int64List
  1 int64* value
CollectionDef.NodeList
  1 string* value
DictValue
  1 DictValue.FieldsEntry* fields
DictValue.FieldsEntry
  1 string key
  2 StructuredValue value
FingerprintDef
  1 uint64 saved_model_checksum
  2 uint64 graph_def_program_hash
  3 uint64 signature_def_hash
  4 uint64 saved_object_graph_hash
  5 uint64 checkpoint_hash
  6 VersionDef version
  7 string uuid
FullTypeDef
  1 enum type_id
  2 FullTypeDef* args
  3 string s |attr
  4 int64 i |attr
FunctionDef
  1 OpDef signature
  3 NodeDef* node_def
  4 FunctionDef.RetEntry* ret
  5 FunctionDef.AttrEntry* attr
  6 FunctionDef.ControlRetEntry* control_ret
  7 FunctionDef.ArgAttrEntry* arg_attr
  8 FunctionDef.ResourceArgUniqueIdEntry* resource_arg_unique_id
FunctionDef.ArgAttrEntry
  1 uint32 key
  2 FunctionDef.ArgAttrs value
FunctionDef.ArgAttrs
  1 FunctionDef.ArgAttrs.AttrEntry* attr
FunctionDef.ArgAttrs.AttrEntry
  1 string key
  2 AttrValue value
FunctionDef.AttrEntry
  1 string key
  2 AttrValue value
FunctionDef.ControlRetEntry
  1 string key
  2 string value
FunctionDef.ResourceArgUniqueIdEntry
  1 uint32 key
  2 uint32 value
FunctionDef.RetEntry
  1 string key
  2 string value
FunctionDefLibrary
  1 FunctionDef* function
  2 GradientDef* gradient
  3 RegisteredGradient* registered_gradients
FunctionSpec
  1 StructuredValue fullargspec
  2 bool is_method
  5 StructuredValue input_signature
  6 enum jit_compile
GradientDef
  1 string function_name
  2 string gradient_func
GraphDebugInfo
  1 string* files
  2 GraphDebugInfo.TracesEntry* traces
  4 GraphDebugInfo.FramesByIdEntry* frames_by_id
  5 GraphDebugInfo.NameToTraceIdEntry* name_to_trace_id
  6 GraphDebugInfo.TracesByIdEntry* traces_by_id
GraphDebugInfo.FileLineCol
  1 int32 file_index
  2 int32 line
  3 int32 col
  4 string func
  5 string code
GraphDebugInfo.FramesByIdEntry
  1 fixed64 key
  2 GraphDebugInfo.FileLineCol value
GraphDebugInfo.NameToTraceIdEntry
  1 string key
  2 fixed64 value
GraphDebugInfo.StackTrace
  1 GraphDebugInfo.FileLineCol* file_line_cols
  2 fixed64* frame_id
GraphDebugInfo.TracesByIdEntry
  1 fixed64 key
  2 GraphDebugInfo.StackTrace value
GraphDebugInfo.TracesEntry
  1 string key
  2 GraphDebugInfo.StackTrace value
GraphDef
  1 NodeDef* node
  2 FunctionDefLibrary library
  3 int32 version
  4 VersionDef versions
  5 GraphDebugInfo debug_info
ListValue
  1 StructuredValue* values
MetaGraphDef
  1 MetaGraphDef.MetaInfoDef meta_info_def
  2 GraphDef graph_def
  3 SaverDef saver_def
  4 MetaGraphDef.CollectionDefEntry* collection_def
  5 MetaGraphDef.SignatureDefEntry* signature_def
  6 AssetFileDef* asset_file_def
  7 SavedObjectGraph object_graph_def
MetaGraphDef.CollectionDefEntry
  1 string key
  2 CollectionDef value
MetaGraphDef.MetaInfoDef
  1 string meta_graph_version
  2 OpList stripped_op_list
  3 Any any_info
  4 string* tags
  5 string tensorflow_version
  6 string tensorflow_git_version
  7 bool stripped_default_attrs
  8 MetaGraphDef.MetaInfoDef.FunctionAliasesEntry* function_aliases
MetaGraphDef.MetaInfoDef.FunctionAliasesEntry
  1 string key
  2 string value
MetaGraphDef.SignatureDefEntry
  1 string key
  2 SignatureDef value
NameAttrList
  1 string name
  2 NameAttrList.AttrEntry* attr
NameAttrList.AttrEntry
  1 string key
  2 AttrValue value
NamedTupleValue
  1 string name
  2 PairValue* values
NodeDef
  1 string name
  2 string op
  3 string* input
  4 string device
  5 NodeDef.AttrEntry* attr
  6 NodeDef.ExperimentalDebugInfo experimental_debug_info
  7 FullTypeDef experimental_type
NodeDef.AttrEntry
  1 string key
  2 AttrValue value
NodeDef.ExperimentalDebugInfo
  1 string* original_node_names
  2 string* original_func_names
NoneValue
OpDef
  1 string name
  2 OpDef.ArgDef* input_arg
  3 OpDef.ArgDef* output_arg
  4 OpDef.AttrDef* attr
  5 string summary
  6 string description
  8 OpDeprecation deprecation
  16 bool is_aggregate
  17 bool is_stateful
  18 bool is_commutative
  19 bool allows_uninitialized_input
  20 string* control_output
  21 bool is_distributed_communication
OpDef.ArgDef
  1 string name
  2 string description
  3 enum type
  4 string type_attr
  5 string number_attr
  6 string type_list_attr
  7 ResourceHandleProto.DtypeAndShape* handle_data
  16 bool is_ref
  17 FullTypeDef experimental_full_type
OpDef.AttrDef
  1 string name
  2 string type
  3 AttrValue default_value
  4 string description
  5 bool has_minimum
  6 int64 minimum
  7 AttrValue allowed_values
OpDeprecation
  1 int32 version
  2 string explanation
OpList
  1 OpDef* op
PairValue
  1 string key
  2 StructuredValue value
RegisteredGradient
  1 string gradient_func
  2 string registered_op_type
RegisteredSaver
  1 string name
  2 string object_name
ResourceHandleProto
  1 string device
  2 string container
  3 string name
  4 uint64 hash_code
  5 string maybe_type_name
  6 ResourceHandleProto.DtypeAndShape* dtypes_and_shapes
ResourceHandleProto.DtypeAndShape
  1 enum dtype
  2 TensorShapeProto shape
SaveableObject
  2 int32 save_function
  3 int32 restore_function
SavedAsset
  1 int32 asset_file_def_index
SavedBareConcreteFunction
  1 string concrete_function_name
  2 string* argument_keywords
  3 int64 allowed_positional_arguments
  4 FunctionSpec function_spec
SavedConcreteFunction
  2 int32* bound_inputs
  3 StructuredValue canonicalized_input_signature
  4 StructuredValue output_signature
SavedConstant
  1 string operation
SavedFunction
  1 string* concrete_functions
  2 FunctionSpec function_spec
SavedMetadata
  1 third_party.tensorflow.python.keras.protobuf.SavedObject* nodes
SavedModel
  1 int64 saved_model_schema_version
  2 MetaGraphDef* meta_graphs
SavedObject
  1 TrackableObjectGraph.TrackableObject.ObjectReference* children
  3 TrackableObjectGraph.TrackableObject.SlotVariableReference* slot_variables
  4 SavedUserObject user_object |kind
  5 SavedAsset asset |kind
  6 SavedFunction function |kind
  7 SavedVariable variable |kind
  8 SavedBareConcreteFunction bare_concrete_function |kind
  9 SavedConstant constant |kind
  10 SavedResource resource |kind
  11 SavedObject.SaveableObjectsEntry* saveable_objects
  12 CapturedTensor captured_tensor |kind
  13 string registered_name
  14 Any serialized_user_proto
  15 TrackableObjectGraph.TrackableObject.ObjectReference* dependencies
  16 string registered_saver
SavedObject.SaveableObjectsEntry
  1 string key
  2 SaveableObject value
SavedObjectGraph
  1 SavedObject* nodes
  2 SavedObjectGraph.ConcreteFunctionsEntry* concrete_functions
SavedObjectGraph.ConcreteFunctionsEntry
  1 string key
  2 SavedConcreteFunction value
SavedResource
  1 string device
SavedUserObject
  1 string identifier
  2 VersionDef version
  3 string metadata
SavedVariable
  1 enum dtype
  2 TensorShapeProto shape
  3 bool trainable
  4 enum synchronization
  5 enum aggregation
  6 string name
  7 string device
  8 SavedVariable* experimental_distributed_variable_components
SaverDef
  1 string filename_tensor_name
  2 string save_tensor_name
  3 string restore_op_name
  4 int32 max_to_keep
  5 bool sharded
  6 float keep_checkpoint_every_n_hours
  7 enum version
SignatureDef
  1 SignatureDef.InputsEntry* inputs
  2 SignatureDef.OutputsEntry* outputs
  3 string method_name
  4 SignatureDef.DefaultsEntry* defaults
SignatureDef.DefaultsEntry
  1 string key
  2 TensorProto value
SignatureDef.InputsEntry
  1 string key
  2 TensorInfo value
SignatureDef.OutputsEntry
  1 string key
  2 TensorInfo value
StructuredValue
  1 NoneValue none_value |kind
  11 double float64_value |kind
  12 sint64 int64_value |kind
  13 string string_value |kind
  14 bool bool_value |kind
  31 TensorShapeProto tensor_shape_value |kind
  32 enum tensor_dtype_value |kind
  33 TensorSpecProto tensor_spec_value |kind
  34 TypeSpecProto type_spec_value |kind
  35 BoundedTensorSpecProto bounded_tensor_spec_value |kind
  51 ListValue list_value |kind
  52 TupleValue tuple_value |kind
  53 DictValue dict_value |kind
  54 NamedTupleValue named_tuple_value |kind
  55 TensorProto tensor_value |kind
  56 TensorProto numpy_value |kind
TensorInfo
  1 string name |encoding
  2 enum dtype
  3 TensorShapeProto tensor_shape
  4 TensorInfo.CooSparse coo_sparse |encoding
  5 TensorInfo.CompositeTensor composite_tensor |encoding
TensorInfo.CompositeTensor
  1 TypeSpecProto type_spec
  2 TensorInfo* components
TensorInfo.CooSparse
  1 string values_tensor_name
  2 string indices_tensor_name
  3 string dense_shape_tensor_name
TensorProto
  1 enum dtype
  2 TensorShapeProto tensor_shape
  3 int32 version_number
  4 bytes tensor_content
  5 float* float_val
  6 double* double_val
  7 int32* int_val
  8 bytes* string_val
  9 float* scomplex_val
  10 int64* int64_val
  11 bool* bool_val
  12 double* dcomplex_val
  13 int32* half_val
  14 ResourceHandleProto* resource_handle_val
  15 VariantTensorDataProto* variant_val
  16 uint32* uint32_val
  17 uint64* uint64_val
  18 bytes float8_val
TensorShapeProto
  2 TensorShapeProto.Dim* dim
  3 bool unknown_rank
TensorShapeProto.Dim
  1 int64 size
  2 string name
TensorSliceProto
  1 TensorSliceProto.Extent* extent
TensorSliceProto.Extent
  1 int64 start
  2 int64 length |has_length_hack
TensorSpecProto
  1 string name
  2 TensorShapeProto shape
  3 enum dtype
TrackableObjectGraph
  1 TrackableObjectGraph.TrackableObject* nodes
TrackableObjectGraph.TrackableObject
  1 TrackableObjectGraph.TrackableObject.ObjectReference* children
  2 TrackableObjectGraph.TrackableObject.SerializedTensor* attributes
  3 TrackableObjectGraph.TrackableObject.SlotVariableReference* slot_variables
  4 RegisteredSaver registered_saver
  5 BoolValue has_checkpoint_values
TrackableObjectGraph.TrackableObject.ObjectReference
  1 int32 node_id
  2 string local_name
TrackableObjectGraph.TrackableObject.SerializedTensor
  1 string name
  2 string full_name
  3 string checkpoint_key
TrackableObjectGraph.TrackableObject.SlotVariableReference
  1 int32 original_variable_node_id
  2 string slot_name
  3 int32 slot_variable_node_id
TupleValue
  1 StructuredValue* values
TypeSpecProto
  1 enum type_spec_class
  2 StructuredValue type_state
  3 string type_spec_class_name
  4 int32 num_flat_components
VariantTensorDataProto
  1 string type_name
  2 bytes metadata
  3 TensorProto* tensors
VersionDef
  1 int32 producer
  2 int32 min_consumer
  3 int32* bad_consumers
third_party.tensorflow.python.keras.protobuf.SavedObject
  2 int32 node_id
  3 string node_path
  4 string identifier
  5 string metadata
  6 third_party.tensorflow.python.keras.protobuf.VersionDef version
third_party.tensorflow.python.keras.protobuf.VersionDef
  1 int32 producer
  2 int32 min_consumer
  3 int32* bad_consumers
`);
