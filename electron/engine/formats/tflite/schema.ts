import { readTables } from '../../flatbuffers/schema';

/** Tables and fields as tensorflow 2.21.0 declares them. Written by build/policy/flatbuffer_schema.py, never by hand. */
export const TFLITE_SCHEMA = readTables(`
ATan2Options
AbsOptions
AddNOptions
AddOptions
  0 1 FusedActivationFunction
  1 1 PotScaleInt16
ArgMaxOptions
  0 1 OutputType
ArgMinOptions
  0 1 OutputType
AssignVariableOptions
BatchMatMulOptions
  0 1 AdjX
  1 1 AdjY
  2 1 AsymmetricQuantizeInputs
BatchToSpaceNDOptions
BidirectionalSequenceLSTMOptions
  0 1 FusedActivationFunction
  1 4 CellClip
  2 4 ProjClip
  3 1 MergeOutputs
  4 1 TimeMajor
  5 1 AsymmetricQuantizeInputs
BidirectionalSequenceRNNOptions
  0 1 TimeMajor
  1 1 FusedActivationFunction
  2 1 MergeOutputs
  3 1 AsymmetricQuantizeInputs
BitcastOptions
BitwiseXorOptions
BlockwiseQuantization
  0 4 Scales
  1 4 ZeroPoints
  2 4 BlockSize
BroadcastToOptions
BucketizeOptions
  0 4* Boundaries
Buffer
  0 1* Data
  1 8 Offset
  2 8 Size
CallOnceOptions
  0 4 InitSubgraphIndex
CallOptions
  0 4 Subgraph
CastOptions
  0 1 InDataType
  1 1 OutDataType
ConcatEmbeddingsOptions
  0 4 NumChannels
  1 4* NumColumnsPerChannel
  2 4* EmbeddingDimPerChannel
ConcatenationOptions
  0 4 Axis
  1 1 FusedActivationFunction
Conv2DOptions
  0 1 Padding
  1 4 StrideW
  2 4 StrideH
  3 1 FusedActivationFunction
  4 4 DilationWFactor
  5 4 DilationHFactor
  6 1 QuantizedBiasType
Conv3DOptions
  0 1 Padding
  1 4 StrideD
  2 4 StrideW
  3 4 StrideH
  4 1 FusedActivationFunction
  5 4 DilationDFactor
  6 4 DilationWFactor
  7 4 DilationHFactor
CosOptions
CumsumOptions
  0 1 Exclusive
  1 1 Reverse
CustomQuantization
  0 1* Custom
DensifyOptions
DepthToSpaceOptions
  0 4 BlockSize
DepthwiseConv2DOptions
  0 1 Padding
  1 4 StrideW
  2 4 StrideH
  3 4 DepthMultiplier
  4 1 FusedActivationFunction
  5 4 DilationWFactor
  6 4 DilationHFactor
DequantizeOptions
DilateOptions
DimensionMetadata
  0 1 Format
  1 4 DenseSize
  2 1 ArraySegmentsType
  3 union SparseIndexVector ArraySegments
  4 1 ArrayIndicesType
  5 union SparseIndexVector ArrayIndices
DivOptions
  0 1 FusedActivationFunction
DynamicUpdateSliceOptions
EmbeddingLookupSparseOptions
  0 1 Combiner
EqualOptions
ExpOptions
ExpandDimsOptions
ExternalBuffer
  0 4 Id
  1 4 Group
  2 8 Offset
  3 8 Length
  4 string Packing
ExternalBufferGroup
  0 string Name
FakeQuantOptions
  0 4 Min
  1 4 Max
  2 4 NumBits
  3 1 NarrowRange
FillOptions
FloorDivOptions
FloorModOptions
FullyConnectedOptions
  0 1 FusedActivationFunction
  1 1 WeightsFormat
  2 1 KeepNumDims
  3 1 AsymmetricQuantizeInputs
  4 1 QuantizedBiasType
GatherNdOptions
GatherOptions
  0 4 Axis
  1 4 BatchDims
GeluOptions
  0 1 Approximate
GreaterEqualOptions
GreaterOptions
HardSwishOptions
HashtableFindOptions
HashtableImportOptions
HashtableOptions
  0 4 TableId
  1 1 KeyDtype
  2 1 ValueDtype
HashtableSizeOptions
IfOptions
  0 4 ThenSubgraphIndex
  1 4 ElseSubgraphIndex
Int32Vector
  0 4* Values
L2NormOptions
  0 1 FusedActivationFunction
LSHProjectionOptions
  0 1 Type
LSTMOptions
  0 1 FusedActivationFunction
  1 4 CellClip
  2 4 ProjClip
  3 1 KernelType
  4 1 AsymmetricQuantizeInputs
LeakyReluOptions
  0 4 Alpha
LessEqualOptions
LessOptions
LocalResponseNormalizationOptions
  0 4 Radius
  1 4 Bias
  2 4 Alpha
  3 4 Beta
LogSoftmaxOptions
LogicalAndOptions
LogicalNotOptions
LogicalOrOptions
MatrixDiagOptions
MatrixSetDiagOptions
MaximumMinimumOptions
Metadata
  0 string Name
  1 4 Buffer
MirrorPadOptions
  0 1 Mode
Model
  0 4 Version
  1 OperatorCode* OperatorCodes
  2 SubGraph* Subgraphs
  3 string Description
  4 Buffer* Buffers
  5 4* MetadataBuffer
  6 Metadata* Metadata
  7 SignatureDef* SignatureDefs
  8 ExternalBufferGroup* ExternalBufferGroups
  9 ExternalBuffer* ExternalBuffers
MulOptions
  0 1 FusedActivationFunction
NegOptions
NonMaxSuppressionV4Options
NonMaxSuppressionV5Options
NotEqualOptions
OneHotOptions
  0 4 Axis
Operator
  0 4 OpcodeIndex
  1 4* Inputs
  2 4* Outputs
  3 1 BuiltinOptionsType
  4 union BuiltinOptions BuiltinOptions
  5 1* CustomOptions
  6 1 CustomOptionsFormat
  7 1* MutatingVariableInputs
  8 4* Intermediates
  9 8 LargeCustomOptionsOffset
  10 8 LargeCustomOptionsSize
  11 1 BuiltinOptions2Type
  12 union BuiltinOptions2 BuiltinOptions2
  13 4 DebugMetadataIndex
OperatorCode
  0 1 DeprecatedBuiltinCode
  1 string CustomCode
  2 4 Version
  3 4 BuiltinCode
PackOptions
  0 4 ValuesCount
  1 4 Axis
PadOptions
PadV2Options
Pool2DOptions
  0 1 Padding
  1 4 StrideW
  2 4 StrideH
  3 4 FilterWidth
  4 4 FilterHeight
  5 1 FusedActivationFunction
PowOptions
QuantizationParameters
  0 4* Min
  1 4* Max
  2 4* Scale
  3 8* ZeroPoint
  4 1 DetailsType
  5 union QuantizationDetails Details
  6 4 QuantizedDimension
QuantizeOptions
RNNOptions
  0 1 FusedActivationFunction
  1 1 AsymmetricQuantizeInputs
RandomOptions
  0 8 Seed
  1 8 Seed2
RangeOptions
RankOptions
ReadVariableOptions
ReduceWindowOptions
  0 4 ReduceFunction
ReducerOptions
  0 1 KeepDims
ReshapeOptions
  0 4* NewShape
ResizeBilinearOptions
  2 1 AlignCorners
  3 1 HalfPixelCenters
ResizeNearestNeighborOptions
  0 1 AlignCorners
  1 1 HalfPixelCenters
ReverseSequenceOptions
  0 4 SeqDim
  1 4 BatchDim
ReverseV2Options
Rfft2dOptions
RightShiftOptions
SVDFOptions
  0 4 Rank
  1 1 FusedActivationFunction
  2 1 AsymmetricQuantizeInputs
ScatterNdOptions
SegmentSumOptions
SelectOptions
SelectV2Options
SequenceRNNOptions
  0 1 TimeMajor
  1 1 FusedActivationFunction
  2 1 AsymmetricQuantizeInputs
ShapeOptions
  0 1 OutType
SignOptions
SignatureDef
  0 TensorMap* Inputs
  1 TensorMap* Outputs
  2 string SignatureKey
  4 4 SubgraphIndex
SkipGramOptions
  0 4 NgramSize
  1 4 MaxSkipSize
  2 1 IncludeAllNgrams
SliceOptions
SoftmaxOptions
  0 4 Beta
SpaceToBatchNDOptions
SpaceToDepthOptions
  0 4 BlockSize
SparseToDenseOptions
  0 1 ValidateIndices
SparsityParameters
  0 4* TraversalOrder
  1 4* BlockMap
  2 DimensionMetadata* DimMetadata
SplitOptions
  0 4 NumSplits
SplitVOptions
  0 4 NumSplits
SquareOptions
SquaredDifferenceOptions
SqueezeOptions
  0 4* SqueezeDims
StableHLOCompositeOptions
  0 string Name
  1 4 DecompositionSubgraphIndex
  2 1* CompositeAttributes
  3 1 CompositeAttributesFormat
  4 4 Version
StablehloBroadcastInDimOptions
  0 8* BroadcastDimensions
StablehloCaseOptions
  0 4* BranchSubgraphIndices
StablehloCompareOptions
  0 4 ComparisonDirection
  1 4 CompareType
StablehloConcatenateOptions
  0 8 Dimension
StablehloConvolutionOptions
  0 8* WindowStrides
  1 8* Padding
  2 8* LhsDilation
  3 8* RhsDilation
  4 1* WindowReversal
  5 8 InputBatchDimension
  6 8 InputFeatureDimension
  7 8* InputSpatialDimensions
  8 8 KernelInputFeatureDimension
  9 8 KernelOutputFeatureDimension
  10 8* KernelSpatialDimensions
  11 8 OutputBatchDimension
  12 8 OutputFeatureDimension
  13 8* OutputSpatialDimensions
  14 8 FeatureGroupCount
  15 8 BatchGroupCount
  16 4* PrecisionConfig
StablehloCustomCallOptions
  0 string CallTargetName
  1 1 HasSideEffect
  2 string BackendConfig
  3 4 ApiVersion
  4 4* CalledComputations
  5 1* CustomAttributes
StablehloDotGeneralOptions
  0 8* LhsBatchingDimensions
  1 8* RhsBatchingDimensions
  2 8* LhsContractingDimensions
  3 8* RhsContractingDimensions
  4 4* PrecisionConfig
StablehloDynamicSliceOptions
  0 8* SliceSizes
StablehloGatherOptions
  0 8* OffsetDims
  1 8* CollapsedSliceDims
  2 8* StartIndexMap
  3 8 IndexVectorDim
  4 8* SliceSizes
  5 1 IndicesAreSorted
StablehloIotaOptions
  0 8 IotaDimension
StablehloPadOptions
  0 8* EdgePaddingLow
  1 8* EdgePaddingHigh
  2 8* InteriorPadding
StablehloReduceOptions
  0 8* Dimensions
  1 4 BodySubgraphIndex
StablehloReduceWindowOptions
  0 8* WindowDimensions
  1 8* WindowStrides
  2 8* BaseDilations
  3 8* WindowDilations
  4 8* Padding
  5 4 BodySubgraphIndex
StablehloRngBitGeneratorOptions
  0 1 Algorithm
StablehloScatterOptions
  0 1 IndicesAreSorted
  1 8* UpdateWindowDims
  2 8* InsertedWindowDims
  3 8* ScatterDimsToOperandDims
  4 8 IndexVectorDim
  5 1 UniqueIndices
  6 4 UpdateComputationSubgraphIndex
StablehloShiftLeftOptions
StablehloSliceOptions
  0 8* StartIndices
  1 8* LimitIndices
  2 8* Strides
StablehloSortOptions
  0 8 Dimension
  1 1 IsStable
  2 4 ComparatorSubgraphIndex
StablehloTransposeOptions
  0 8* Permutation
StablehloWhileOptions
  0 4 CondSubgraphIndex
  1 4 BodySubgraphIndex
StridedSliceOptions
  0 4 BeginMask
  1 4 EndMask
  2 4 EllipsisMask
  3 4 NewAxisMask
  4 4 ShrinkAxisMask
  5 1 Offset
SubGraph
  0 Tensor* Tensors
  1 4* Inputs
  2 4* Outputs
  3 Operator* Operators
  4 string Name
  5 4 DebugMetadataIndex
SubOptions
  0 1 FusedActivationFunction
  1 1 PotScaleInt16
Tensor
  0 4* Shape
  1 1 Type
  2 4 Buffer
  3 string Name
  4 QuantizationParameters Quantization
  5 1 IsVariable
  6 SparsityParameters Sparsity
  7 4* ShapeSignature
  8 1 HasRank
  9 VariantSubType* VariantTensors
  10 4 ExternalBuffer
TensorMap
  0 string Name
  1 4 TensorIndex
TileOptions
TopKV2Options
TransposeConvOptions
  0 1 Padding
  1 4 StrideW
  2 4 StrideH
  3 1 FusedActivationFunction
  4 1 QuantizedBiasType
TransposeOptions
Uint16Vector
  0 2* Values
Uint8Vector
  0 1* Values
UnidirectionalSequenceLSTMOptions
  0 1 FusedActivationFunction
  1 4 CellClip
  2 4 ProjClip
  3 1 TimeMajor
  4 1 AsymmetricQuantizeInputs
  5 1 DiagonalRecurrentTensors
UniqueOptions
  0 1 IdxOutType
UnpackOptions
  0 4 Num
  1 4 Axis
UnsortedSegmentMaxOptions
UnsortedSegmentMinOptions
UnsortedSegmentProdOptions
UnsortedSegmentSumOptions
VarHandleOptions
  0 string Container
  1 string SharedName
VariantSubType
  0 4* Shape
  1 1 Type
  2 1 HasRank
WhereOptions
WhileOptions
  0 4 CondSubgraphIndex
  1 4 BodySubgraphIndex
ZerosLikeOptions
union BuiltinOptions
  1 Conv2DOptions
  2 DepthwiseConv2DOptions
  3 ConcatEmbeddingsOptions
  4 LSHProjectionOptions
  5 Pool2DOptions
  6 SVDFOptions
  7 RNNOptions
  8 FullyConnectedOptions
  9 SoftmaxOptions
  10 ConcatenationOptions
  11 AddOptions
  12 L2NormOptions
  13 LocalResponseNormalizationOptions
  14 LSTMOptions
  15 ResizeBilinearOptions
  16 CallOptions
  17 ReshapeOptions
  18 SkipGramOptions
  19 SpaceToDepthOptions
  20 EmbeddingLookupSparseOptions
  21 MulOptions
  22 PadOptions
  23 GatherOptions
  24 BatchToSpaceNDOptions
  25 SpaceToBatchNDOptions
  26 TransposeOptions
  27 ReducerOptions
  28 SubOptions
  29 DivOptions
  30 SqueezeOptions
  31 SequenceRNNOptions
  32 StridedSliceOptions
  33 ExpOptions
  34 TopKV2Options
  35 SplitOptions
  36 LogSoftmaxOptions
  37 CastOptions
  38 DequantizeOptions
  39 MaximumMinimumOptions
  40 ArgMaxOptions
  41 LessOptions
  42 NegOptions
  43 PadV2Options
  44 GreaterOptions
  45 GreaterEqualOptions
  46 LessEqualOptions
  47 SelectOptions
  48 SliceOptions
  49 TransposeConvOptions
  50 SparseToDenseOptions
  51 TileOptions
  52 ExpandDimsOptions
  53 EqualOptions
  54 NotEqualOptions
  55 ShapeOptions
  56 PowOptions
  57 ArgMinOptions
  58 FakeQuantOptions
  59 PackOptions
  60 LogicalOrOptions
  61 OneHotOptions
  62 LogicalAndOptions
  63 LogicalNotOptions
  64 UnpackOptions
  65 FloorDivOptions
  66 SquareOptions
  67 ZerosLikeOptions
  68 FillOptions
  69 BidirectionalSequenceLSTMOptions
  70 BidirectionalSequenceRNNOptions
  71 UnidirectionalSequenceLSTMOptions
  72 FloorModOptions
  73 RangeOptions
  74 ResizeNearestNeighborOptions
  75 LeakyReluOptions
  76 SquaredDifferenceOptions
  77 MirrorPadOptions
  78 AbsOptions
  79 SplitVOptions
  80 UniqueOptions
  81 ReverseV2Options
  82 AddNOptions
  83 GatherNdOptions
  84 CosOptions
  85 WhereOptions
  86 RankOptions
  87 ReverseSequenceOptions
  88 MatrixDiagOptions
  89 QuantizeOptions
  90 MatrixSetDiagOptions
  91 HardSwishOptions
  92 IfOptions
  93 WhileOptions
  94 DepthToSpaceOptions
  95 NonMaxSuppressionV4Options
  96 NonMaxSuppressionV5Options
  97 ScatterNdOptions
  98 SelectV2Options
  99 DensifyOptions
  100 SegmentSumOptions
  101 BatchMatMulOptions
  102 CumsumOptions
  103 CallOnceOptions
  104 BroadcastToOptions
  105 Rfft2dOptions
  106 Conv3DOptions
  107 HashtableOptions
  108 HashtableFindOptions
  109 HashtableImportOptions
  110 HashtableSizeOptions
  111 VarHandleOptions
  112 ReadVariableOptions
  113 AssignVariableOptions
  114 RandomOptions
  115 BucketizeOptions
  116 GeluOptions
  117 DynamicUpdateSliceOptions
  118 UnsortedSegmentProdOptions
  119 UnsortedSegmentMaxOptions
  120 UnsortedSegmentMinOptions
  121 UnsortedSegmentSumOptions
  122 ATan2Options
  123 SignOptions
  124 BitcastOptions
  125 BitwiseXorOptions
  126 RightShiftOptions
union BuiltinOptions2
  1 StablehloConcatenateOptions
  2 StablehloBroadcastInDimOptions
  3 StablehloSliceOptions
  4 StablehloConvolutionOptions
  5 StablehloCustomCallOptions
  6 StablehloReduceOptions
  7 StablehloScatterOptions
  8 StablehloCompareOptions
  9 StablehloDynamicSliceOptions
  10 StablehloPadOptions
  11 StablehloIotaOptions
  12 StablehloDotGeneralOptions
  13 StablehloReduceWindowOptions
  14 StablehloSortOptions
  15 StablehloWhileOptions
  16 StablehloGatherOptions
  17 StablehloTransposeOptions
  18 DilateOptions
  19 StablehloRngBitGeneratorOptions
  20 ReduceWindowOptions
  21 StableHLOCompositeOptions
  22 StablehloShiftLeftOptions
  23 StablehloCaseOptions
union QuantizationDetails
  1 CustomQuantization
  2 BlockwiseQuantization
union SparseIndexVector
  1 Int32Vector
  2 Uint16Vector
  3 Uint8Vector
`);
