import { readSchema } from '../../protobuf/schema';

/** Messages and fields as coremltools 9.0 declares them. Written by build/policy/protobuf_schemas.py, never by hand. */
export const COREML_SCHEMA = readSchema(`
AcosLayerParams
AcoshLayerParams
ActivationELU
  1 float alpha
ActivationLeakyReLU
  1 float alpha
ActivationLinear
  1 float alpha
  2 float beta
ActivationPReLU
  1 WeightParams alpha
ActivationParametricSoftplus
  1 WeightParams alpha
  2 WeightParams beta
ActivationParams
  5 ActivationLinear linear |NonlinearityType
  10 ActivationReLU ReLU |NonlinearityType
  15 ActivationLeakyReLU leakyReLU |NonlinearityType
  20 ActivationThresholdedReLU thresholdedReLU |NonlinearityType
  25 ActivationPReLU PReLU |NonlinearityType
  30 ActivationTanh tanh |NonlinearityType
  31 ActivationScaledTanh scaledTanh |NonlinearityType
  40 ActivationSigmoid sigmoid |NonlinearityType
  41 ActivationSigmoidHard sigmoidHard |NonlinearityType
  50 ActivationELU ELU |NonlinearityType
  60 ActivationSoftsign softsign |NonlinearityType
  70 ActivationSoftplus softplus |NonlinearityType
  71 ActivationParametricSoftplus parametricSoftplus |NonlinearityType
ActivationReLU
ActivationScaledTanh
  1 float alpha
  2 float beta
ActivationSigmoid
ActivationSigmoidHard
  1 float alpha
  2 float beta
ActivationSoftplus
ActivationSoftsign
ActivationTanh
ActivationThresholdedReLU
  1 float alpha
AdamOptimizer
  1 DoubleParameter learningRate
  2 Int64Parameter miniBatchSize
  3 DoubleParameter beta1
  4 DoubleParameter beta2
  5 DoubleParameter eps
AddBroadcastableLayerParams
AddLayerParams
  1 float alpha
ArgMaxLayerParams
  1 int64 axis
  2 bool removeDim
ArgMinLayerParams
  1 int64 axis
  2 bool removeDim
ArgSortLayerParams
  1 int64 axis
  2 bool descending
Argument
  1 Argument.Binding* arguments
Argument.Binding
  1 string name |binding
  2 Value value |binding
ArrayFeatureExtractor
  1 uint64* extractIndex
ArrayFeatureType
  1 int64* shape
  2 enum dataType
  21 ArrayFeatureType.EnumeratedShapes enumeratedShapes |ShapeFlexibility
  31 ArrayFeatureType.ShapeRange shapeRange |ShapeFlexibility
  41 int32 intDefaultValue |defaultOptionalValue
  51 float floatDefaultValue |defaultOptionalValue
  61 double doubleDefaultValue |defaultOptionalValue
ArrayFeatureType.EnumeratedShapes
  1 ArrayFeatureType.Shape* shapes
ArrayFeatureType.Shape
  1 int64* shape
ArrayFeatureType.ShapeRange
  1 SizeRange* sizeRanges
AsinLayerParams
AsinhLayerParams
AtanLayerParams
AtanhLayerParams
AudioFeaturePrint
  20 AudioFeaturePrint.Sound sound |AudioFeaturePrintType
AudioFeaturePrint.Sound
  1 enum version
AverageLayerParams
BatchedMatMulLayerParams
  1 bool transposeA
  2 bool transposeB
  5 uint64 weightMatrixFirstDimension
  6 uint64 weightMatrixSecondDimension
  7 bool hasBias
  8 WeightParams weights
  9 WeightParams bias
  10 bool int8DynamicQuantize
BatchnormLayerParams
  1 uint64 channels
  5 bool computeMeanVar
  6 bool instanceNormalization
  10 float epsilon
  15 WeightParams gamma
  16 WeightParams beta
  17 WeightParams mean
  18 WeightParams variance
BayesianProbitRegressor
  1 uint32 numberOfFeatures
  2 BayesianProbitRegressor.Gaussian bias
  3 BayesianProbitRegressor.FeatureWeight* features
  10 string regressionInputFeatureName
  11 string optimismInputFeatureName
  12 string samplingScaleInputFeatureName
  13 string samplingTruncationInputFeatureName
  20 string meanOutputFeatureName
  21 string varianceOutputFeatureName
  22 string pessimisticProbabilityOutputFeatureName
  23 string sampledProbabilityOutputFeatureName
BayesianProbitRegressor.FeatureValueWeight
  1 uint32 featureValue
  2 BayesianProbitRegressor.Gaussian featureWeight
BayesianProbitRegressor.FeatureWeight
  1 uint32 featureId
  2 BayesianProbitRegressor.FeatureValueWeight* weights
BayesianProbitRegressor.Gaussian
  1 double mean
  2 double precision
BiDirectionalLSTMLayerParams
  1 uint64 inputVectorSize
  2 uint64 outputVectorSize
  10 ActivationParams* activationsForwardLSTM
  11 ActivationParams* activationsBackwardLSTM
  15 LSTMParams params
  20 LSTMWeightParams* weightParams
BiasLayerParams
  1 uint64* shape
  2 WeightParams bias
Block
  1 NamedValueType* inputs
  2 string* outputs
  3 Operation* operations
  4 Block.AttributesEntry* attributes
Block.AttributesEntry
  1 string key
  2 Value value
BoolParameter
  1 bool defaultValue
BorderAmounts
  10 BorderAmounts.EdgeSizes* borderAmounts
BorderAmounts.EdgeSizes
  1 uint64 startEdgeSize
  2 uint64 endEdgeSize
BoxCoordinatesMode
  1 enum boxMode
BranchLayerParams
  1 NeuralNetwork ifBranch
  2 NeuralNetwork elseBranch
BroadcastToDynamicLayerParams
BroadcastToLikeLayerParams
BroadcastToStaticLayerParams
  1 uint64* targetShape
CategoricalCrossEntropyLossLayer
  1 string input
  2 string target
CategoricalDistributionLayerParams
  1 int64 seed
  2 int64 numSamples
  3 bool isLogits
  4 float eps
  5 float temperature
CategoricalMapping
  1 StringToInt64Map stringToInt64Map |MappingType
  2 Int64ToStringMap int64ToStringMap |MappingType
  101 string strValue |ValueOnUnknown
  102 int64 int64Value |ValueOnUnknown
CeilLayerParams
ClampedReLULayerParams
  1 float alpha
  2 float beta
ClassConfidenceThresholding
  100 PrecisionRecallCurve* precisionRecallCurves
ClipLayerParams
  1 float minVal
  2 float maxVal
Coefficients
  1 double* alpha
ConcatLayerParams
  100 bool sequenceConcat
ConcatNDLayerParams
  1 int64 axis
  2 bool interleave
ConstantPaddingLayerParams
  1 float value
  2 uint64* padAmounts
  3 bool padToGivenOutputSizeMode
Convolution3DLayerParams
  1 int32 outputChannels
  2 int32 inputChannels
  10 int32 nGroups
  20 int32 kernelDepth
  21 int32 kernelHeight
  22 int32 kernelWidth
  31 int32 strideDepth
  32 int32 strideHeight
  33 int32 strideWidth
  40 int32 dilationDepth
  41 int32 dilationHeight
  42 int32 dilationWidth
  50 bool hasBias
  60 WeightParams weights
  61 WeightParams bias
  70 enum paddingType
  80 int32 customPaddingFront
  81 int32 customPaddingBack
  82 int32 customPaddingTop
  83 int32 customPaddingBottom
  84 int32 customPaddingLeft
  85 int32 customPaddingRight
  86 bool isDeconvolution
  87 uint64* outputShape
ConvolutionLayerParams
  1 uint64 outputChannels
  2 uint64 kernelChannels
  10 uint64 nGroups
  20 uint64* kernelSize
  30 uint64* stride
  40 uint64* dilationFactor
  50 ValidPadding valid |ConvolutionPaddingType
  51 SamePadding same |ConvolutionPaddingType
  60 bool isDeconvolution
  70 bool hasBias
  90 WeightParams weights
  91 WeightParams bias
  100 uint64* outputShape
CopyLayerParams
CosLayerParams
CoshLayerParams
CropLayerParams
  1 BorderAmounts cropAmounts
  5 uint64* offset
CropResizeLayerParams
  1 uint64* targetSize
  2 bool normalizedCoordinates
  3 SamplingMode mode
  4 BoxCoordinatesMode boxIndicesMode
  5 float spatialScale
CumSumLayerParams
  1 int64 axis
  2 bool excludeFinalSum
  3 bool reverse
CustomLayerParams
  10 string className
  20 WeightParams* weights
  30 CustomLayerParams.ParametersEntry* parameters
  40 string description
CustomLayerParams.CustomLayerParamValue
  10 double doubleValue |value
  20 string stringValue |value
  30 int32 intValue |value
  40 int64 longValue |value
  50 bool boolValue |value
CustomLayerParams.ParametersEntry
  1 string key
  2 CustomLayerParams.CustomLayerParamValue value
CustomModel
  10 string className
  30 CustomModel.ParametersEntry* parameters
  40 string description
CustomModel.CustomModelParamValue
  10 double doubleValue |value
  20 string stringValue |value
  30 int32 intValue |value
  40 int64 longValue |value
  50 bool boolValue |value
  60 bytes bytesValue |value
CustomModel.ParametersEntry
  1 string key
  2 CustomModel.CustomModelParamValue value
DenseSupportVectors
  1 DenseVector* vectors
DenseVector
  1 double* values
DictVectorizer
  1 StringVector stringToIndex |Map
  2 Int64Vector int64ToIndex |Map
DictionaryFeatureType
  1 Int64FeatureType int64KeyType |KeyType
  2 StringFeatureType stringKeyType |KeyType
DictionaryType
  1 ValueType keyType
  2 ValueType valueType
DictionaryValue
  1 DictionaryValue.KeyValuePair* values
DictionaryValue.KeyValuePair
  1 Value key
  2 Value value
Dimension
  1 Dimension.ConstantDimension constant |dimension
  2 Dimension.UnknownDimension unknown |dimension
Dimension.ConstantDimension
  1 uint64 size
Dimension.UnknownDimension
  1 bool variadic
DivideBroadcastableLayerParams
DotProductLayerParams
  1 bool cosineSimilarity
DoubleFeatureType
DoubleParameter
  1 double defaultValue
  10 DoubleRange range |AllowedValues
DoubleRange
  1 double minValue
  2 double maxValue
DoubleVector
  1 double* vector
EmbeddingLayerParams
  1 uint64 inputDim
  2 uint64 outputChannels
  10 bool hasBias
  20 WeightParams weights
  21 WeightParams bias
EmbeddingNDLayerParams
  1 uint64 vocabSize
  2 uint64 embeddingSize
  3 bool hasBias
  20 WeightParams weights
  21 WeightParams bias
EqualLayerParams
  1 float alpha
ErfLayerParams
Exp2LayerParams
ExpandDimsLayerParams
  1 int64* axes
FeatureDescription
  1 string name
  2 string shortDescription
  3 FeatureType type
FeatureType
  1 Int64FeatureType int64Type |Type
  2 DoubleFeatureType doubleType |Type
  3 StringFeatureType stringType |Type
  4 ImageFeatureType imageType |Type
  5 ArrayFeatureType multiArrayType |Type
  6 DictionaryFeatureType dictionaryType |Type
  7 SequenceFeatureType sequenceType |Type
  8 StateFeatureType stateType |Type
  1000 bool isOptional
FeatureVectorizer
  1 FeatureVectorizer.InputColumn* inputList
FeatureVectorizer.InputColumn
  1 string inputColumn
  2 uint64 inputDimensions
FillDynamicLayerParams
  1 float value
FillLikeLayerParams
  1 float value
FillStaticLayerParams
  1 float value
  2 uint64* targetShape
FlattenLayerParams
  1 enum mode
FlattenTo2DLayerParams
  1 int64 axis
FloatVector
  1 float* vector
FloorDivBroadcastableLayerParams
FloorLayerParams
Function
  1 NamedValueType* inputs
  2 string opset
  3 Function.BlockSpecializationsEntry* block_specializations
  4 Function.AttributesEntry* attributes
Function.AttributesEntry
  1 string key
  2 Value value
Function.BlockSpecializationsEntry
  1 string key
  2 Block value
FunctionDescription
  1 string name
  2 FeatureDescription* input
  3 FeatureDescription* output
  4 string predictedFeatureName
  5 string predictedProbabilitiesName
  6 FeatureDescription* state
GLMClassifier
  1 GLMClassifier.DoubleArray* weights
  2 double* offset
  3 enum postEvaluationTransform
  4 enum classEncoding
  100 StringVector stringClassLabels |ClassLabels
  101 Int64Vector int64ClassLabels |ClassLabels
GLMClassifier.DoubleArray
  1 double* value
GLMRegressor
  1 GLMRegressor.DoubleArray* weights
  2 double* offset
  3 enum postEvaluationTransform
GLMRegressor.DoubleArray
  1 double* value
GRULayerParams
  1 uint64 inputVectorSize
  2 uint64 outputVectorSize
  10 ActivationParams* activations
  15 bool sequenceOutput
  20 bool hasBiasVectors
  30 WeightParams updateGateWeightMatrix
  31 WeightParams resetGateWeightMatrix
  32 WeightParams outputGateWeightMatrix
  50 WeightParams updateGateRecursionMatrix
  51 WeightParams resetGateRecursionMatrix
  52 WeightParams outputGateRecursionMatrix
  70 WeightParams updateGateBiasVector
  71 WeightParams resetGateBiasVector
  72 WeightParams outputGateBiasVector
  100 bool reverseInput
GatherAlongAxisLayerParams
  1 int64 axis
GatherLayerParams
  1 int64 axis
GatherNDLayerParams
Gazetteer
  1 uint32 revision
  10 string language
  100 bytes modelParameterData
  200 StringVector stringClassLabels |ClassLabels
GeluLayerParams
  1 enum mode
GetShapeLayerParams
GlobalPooling3DLayerParams
  1 enum type
GreaterEqualLayerParams
  2 float alpha
GreaterThanLayerParams
  2 float alpha
Identity
ImageFeatureType
  1 int64 width
  2 int64 height
  3 enum colorSpace
  21 ImageFeatureType.EnumeratedImageSizes enumeratedSizes |SizeFlexibility
  31 ImageFeatureType.ImageSizeRange imageSizeRange |SizeFlexibility
ImageFeatureType.EnumeratedImageSizes
  1 ImageFeatureType.ImageSize* sizes
ImageFeatureType.ImageSize
  1 uint64 width
  2 uint64 height
ImageFeatureType.ImageSizeRange
  1 SizeRange widthRange
  2 SizeRange heightRange
Imputer
  1 double imputedDoubleValue |ImputedValue
  2 int64 imputedInt64Value |ImputedValue
  3 string imputedStringValue |ImputedValue
  4 DoubleVector imputedDoubleArray |ImputedValue
  5 Int64Vector imputedInt64Array |ImputedValue
  6 StringToDoubleMap imputedStringDictionary |ImputedValue
  7 Int64ToDoubleMap imputedInt64Dictionary |ImputedValue
  11 double replaceDoubleValue |ReplaceValue
  12 int64 replaceInt64Value |ReplaceValue
  13 string replaceStringValue |ReplaceValue
InnerProductLayerParams
  1 uint64 inputChannels
  2 uint64 outputChannels
  10 bool hasBias
  20 WeightParams weights
  21 WeightParams bias
  22 bool int8DynamicQuantize
Int64FeatureType
Int64Parameter
  1 int64 defaultValue
  10 Int64Range range |AllowedValues
  11 Int64Set set |AllowedValues
Int64Range
  1 int64 minValue
  2 int64 maxValue
Int64Set
  1 int64* values
Int64ToDoubleMap
  1 Int64ToDoubleMap.MapEntry* map
Int64ToDoubleMap.MapEntry
  1 int64 key
  2 double value
Int64ToStringMap
  1 Int64ToStringMap.MapEntry* map
Int64ToStringMap.MapEntry
  1 int64 key
  2 string value
Int64Vector
  1 int64* vector
InverseDistanceWeighting
ItemSimilarityRecommender
  1 ItemSimilarityRecommender.SimilarItems* itemItemSimilarities
  2 StringVector itemStringIds
  3 Int64Vector itemInt64Ids
  10 string itemInputFeatureName
  11 string numRecommendationsInputFeatureName
  12 string itemRestrictionInputFeatureName
  13 string itemExclusionInputFeatureName
  20 string recommendedItemListOutputFeatureName
  21 string recommendedItemScoreOutputFeatureName
ItemSimilarityRecommender.ConnectedItem
  1 uint64 itemId
  2 double similarityScore
ItemSimilarityRecommender.SimilarItems
  1 uint64 itemId
  2 ItemSimilarityRecommender.ConnectedItem* similarItemList
  3 double itemScoreAdjustment
KNearestNeighborsClassifier
  1 NearestNeighborsIndex nearestNeighborsIndex
  3 Int64Parameter numberOfNeighbors
  100 StringVector stringClassLabels |ClassLabels
  101 Int64Vector int64ClassLabels |ClassLabels
  110 string defaultStringLabel |DefaultClassLabel
  111 int64 defaultInt64Label |DefaultClassLabel
  200 UniformWeighting uniformWeighting |WeightingScheme
  210 InverseDistanceWeighting inverseDistanceWeighting |WeightingScheme
Kernel
  1 LinearKernel linearKernel |kernel
  2 RBFKernel rbfKernel |kernel
  3 PolyKernel polyKernel |kernel
  4 SigmoidKernel sigmoidKernel |kernel
L2NormalizeLayerParams
  1 float epsilon
LRNLayerParams
  1 float alpha
  2 float beta
  3 uint64 localSize
  4 float k
LSTMParams
  10 bool sequenceOutput
  20 bool hasBiasVectors
  30 bool forgetBias
  40 bool hasPeepholeVectors
  50 bool coupledInputAndForgetGate
  60 float cellClipThreshold
LSTMWeightParams
  1 WeightParams inputGateWeightMatrix
  2 WeightParams forgetGateWeightMatrix
  3 WeightParams blockInputWeightMatrix
  4 WeightParams outputGateWeightMatrix
  20 WeightParams inputGateRecursionMatrix
  21 WeightParams forgetGateRecursionMatrix
  22 WeightParams blockInputRecursionMatrix
  23 WeightParams outputGateRecursionMatrix
  40 WeightParams inputGateBiasVector
  41 WeightParams forgetGateBiasVector
  42 WeightParams blockInputBiasVector
  43 WeightParams outputGateBiasVector
  60 WeightParams inputGatePeepholeVector
  61 WeightParams forgetGatePeepholeVector
  62 WeightParams outputGatePeepholeVector
LayerNormalizationLayerParams
  1 int64* normalizedShape
  2 float eps
  3 WeightParams gamma
  4 WeightParams beta
LessEqualLayerParams
  2 float alpha
LessThanLayerParams
  2 float alpha
LinearIndex
LinearKernel
LinearQuantizationParams
  1 float* scale
  2 float* bias
LinkedModel
  1 LinkedModelFile linkedModelFile |LinkType
LinkedModelFile
  1 StringParameter linkedModelFileName
  2 StringParameter linkedModelSearchPath
ListType
  1 ValueType type
  2 Dimension length
ListValue
  1 Value* values
LoadConstantLayerParams
  1 uint64* shape
  2 WeightParams data
LoadConstantNDLayerParams
  1 uint64* shape
  2 WeightParams data
LogicalAndLayerParams
LogicalNotLayerParams
LogicalOrLayerParams
LogicalXorLayerParams
LookUpTableQuantizationParams
  1 float* floatValue
LoopBreakLayerParams
LoopContinueLayerParams
LoopLayerParams
  1 uint64 maxLoopIterations
  2 string conditionVar
  3 NeuralNetwork conditionNetwork
  4 NeuralNetwork bodyNetwork
LossLayer
  1 string name
  10 CategoricalCrossEntropyLossLayer categoricalCrossEntropyLossLayer |LossLayerType
  11 MeanSquaredErrorLossLayer meanSquaredErrorLossLayer |LossLayerType
LowerTriangularLayerParams
  1 int64 k
MatrixBandPartLayerParams
  1 int64 numLower
  2 int64 numUpper
MaxBroadcastableLayerParams
MaxLayerParams
MeanSquaredErrorLossLayer
  1 string input
  2 string target
MeanVarianceNormalizeLayerParams
  1 bool acrossChannels
  2 bool normalizeVariance
  3 float epsilon
Metadata
  1 string shortDescription
  2 string versionString
  3 string author
  4 string license
  100 Metadata.UserDefinedEntry* userDefined
Metadata.UserDefinedEntry
  1 string key
  2 string value
MinBroadcastableLayerParams
MinLayerParams
ModBroadcastableLayerParams
Model
  1 int32 specificationVersion
  2 ModelDescription description
  10 bool isUpdatable
  200 PipelineClassifier pipelineClassifier |Type
  201 PipelineRegressor pipelineRegressor |Type
  202 Pipeline pipeline |Type
  300 GLMRegressor glmRegressor |Type
  301 SupportVectorRegressor supportVectorRegressor |Type
  302 TreeEnsembleRegressor treeEnsembleRegressor |Type
  303 NeuralNetworkRegressor neuralNetworkRegressor |Type
  304 BayesianProbitRegressor bayesianProbitRegressor |Type
  400 GLMClassifier glmClassifier |Type
  401 SupportVectorClassifier supportVectorClassifier |Type
  402 TreeEnsembleClassifier treeEnsembleClassifier |Type
  403 NeuralNetworkClassifier neuralNetworkClassifier |Type
  404 KNearestNeighborsClassifier kNearestNeighborsClassifier |Type
  500 NeuralNetwork neuralNetwork |Type
  501 ItemSimilarityRecommender itemSimilarityRecommender |Type
  502 Program mlProgram |Type
  555 CustomModel customModel |Type
  556 LinkedModel linkedModel |Type
  560 ClassConfidenceThresholding classConfidenceThresholding |Type
  600 OneHotEncoder oneHotEncoder |Type
  601 Imputer imputer |Type
  602 FeatureVectorizer featureVectorizer |Type
  603 DictVectorizer dictVectorizer |Type
  604 Scaler scaler |Type
  606 CategoricalMapping categoricalMapping |Type
  607 Normalizer normalizer |Type
  609 ArrayFeatureExtractor arrayFeatureExtractor |Type
  610 NonMaximumSuppression nonMaximumSuppression |Type
  900 Identity identity |Type
  2000 TextClassifier textClassifier |Type
  2001 WordTagger wordTagger |Type
  2002 VisionFeaturePrint visionFeaturePrint |Type
  2003 SoundAnalysisPreprocessing soundAnalysisPreprocessing |Type
  2004 Gazetteer gazetteer |Type
  2005 WordEmbedding wordEmbedding |Type
  2006 AudioFeaturePrint audioFeaturePrint |Type
  3000 SerializedModel serializedModel |Type
ModelDescription
  1 FeatureDescription* input
  10 FeatureDescription* output
  11 string predictedFeatureName
  12 string predictedProbabilitiesName
  13 FeatureDescription* state
  20 FunctionDescription* functions
  21 string defaultFunctionName
  50 FeatureDescription* trainingInput
  100 Metadata metadata
MultiplyBroadcastableLayerParams
MultiplyLayerParams
  1 float alpha
NamedValueType
  1 string name
  2 ValueType type
NearestNeighborsIndex
  1 int32 numberOfDimensions
  2 FloatVector* floatSamples
  100 LinearIndex linearIndex |IndexType
  110 SingleKdTreeIndex singleKdTreeIndex |IndexType
  200 SquaredEuclideanDistance squaredEuclideanDistance |DistanceFunction
NetworkUpdateParameters
  1 LossLayer* lossLayers
  2 Optimizer optimizer
  3 Int64Parameter epochs
  10 BoolParameter shuffle
  20 Int64Parameter seed
NeuralNetwork
  1 NeuralNetworkLayer* layers
  2 NeuralNetworkPreprocessing* preprocessing
  5 enum arrayInputShapeMapping
  6 enum imageInputShapeMapping
  10 NetworkUpdateParameters updateParams
NeuralNetworkClassifier
  1 NeuralNetworkLayer* layers
  2 NeuralNetworkPreprocessing* preprocessing
  5 enum arrayInputShapeMapping
  6 enum imageInputShapeMapping
  10 NetworkUpdateParameters updateParams
  100 StringVector stringClassLabels |ClassLabels
  101 Int64Vector int64ClassLabels |ClassLabels
  200 string labelProbabilityLayerName
NeuralNetworkImageScaler
  10 float channelScale
  20 float blueBias
  21 float greenBias
  22 float redBias
  30 float grayBias
NeuralNetworkLayer
  1 string name
  2 string* input
  3 string* output
  4 Tensor* inputTensor
  5 Tensor* outputTensor
  10 bool isUpdatable
  100 ConvolutionLayerParams convolution |layer
  120 PoolingLayerParams pooling |layer
  130 ActivationParams activation |layer
  140 InnerProductLayerParams innerProduct |layer
  150 EmbeddingLayerParams embedding |layer
  160 BatchnormLayerParams batchnorm |layer
  165 MeanVarianceNormalizeLayerParams mvn |layer
  170 L2NormalizeLayerParams l2normalize |layer
  175 SoftmaxLayerParams softmax |layer
  180 LRNLayerParams lrn |layer
  190 CropLayerParams crop |layer
  200 PaddingLayerParams padding |layer
  210 UpsampleLayerParams upsample |layer
  211 ResizeBilinearLayerParams resizeBilinear |layer
  212 CropResizeLayerParams cropResize |layer
  220 UnaryFunctionLayerParams unary |layer
  230 AddLayerParams add |layer
  231 MultiplyLayerParams multiply |layer
  240 AverageLayerParams average |layer
  245 ScaleLayerParams scale |layer
  250 BiasLayerParams bias |layer
  260 MaxLayerParams max |layer
  261 MinLayerParams min |layer
  270 DotProductLayerParams dot |layer
  280 ReduceLayerParams reduce |layer
  290 LoadConstantLayerParams loadConstant |layer
  300 ReshapeLayerParams reshape |layer
  301 FlattenLayerParams flatten |layer
  310 PermuteLayerParams permute |layer
  320 ConcatLayerParams concat |layer
  330 SplitLayerParams split |layer
  340 SequenceRepeatLayerParams sequenceRepeat |layer
  345 ReorganizeDataLayerParams reorganizeData |layer
  350 SliceLayerParams slice |layer
  400 SimpleRecurrentLayerParams simpleRecurrent |layer
  410 GRULayerParams gru |layer
  420 UniDirectionalLSTMLayerParams uniDirectionalLSTM |layer
  430 BiDirectionalLSTMLayerParams biDirectionalLSTM |layer
  500 CustomLayerParams custom |layer
  600 CopyLayerParams copy |layer
  605 BranchLayerParams branch |layer
  615 LoopLayerParams loop |layer
  620 LoopBreakLayerParams loopBreak |layer
  625 LoopContinueLayerParams loopContinue |layer
  635 RangeStaticLayerParams rangeStatic |layer
  640 RangeDynamicLayerParams rangeDynamic |layer
  660 ClipLayerParams clip |layer
  665 CeilLayerParams ceil |layer
  670 FloorLayerParams floor |layer
  680 SignLayerParams sign |layer
  685 RoundLayerParams round |layer
  700 Exp2LayerParams exp2 |layer
  710 SinLayerParams sin |layer
  715 CosLayerParams cos |layer
  720 TanLayerParams tan |layer
  730 AsinLayerParams asin |layer
  735 AcosLayerParams acos |layer
  740 AtanLayerParams atan |layer
  750 SinhLayerParams sinh |layer
  755 CoshLayerParams cosh |layer
  760 TanhLayerParams tanh |layer
  770 AsinhLayerParams asinh |layer
  775 AcoshLayerParams acosh |layer
  780 AtanhLayerParams atanh |layer
  790 ErfLayerParams erf |layer
  795 GeluLayerParams gelu |layer
  815 EqualLayerParams equal |layer
  820 NotEqualLayerParams notEqual |layer
  825 LessThanLayerParams lessThan |layer
  827 LessEqualLayerParams lessEqual |layer
  830 GreaterThanLayerParams greaterThan |layer
  832 GreaterEqualLayerParams greaterEqual |layer
  840 LogicalOrLayerParams logicalOr |layer
  845 LogicalXorLayerParams logicalXor |layer
  850 LogicalNotLayerParams logicalNot |layer
  855 LogicalAndLayerParams logicalAnd |layer
  865 ModBroadcastableLayerParams modBroadcastable |layer
  870 MinBroadcastableLayerParams minBroadcastable |layer
  875 MaxBroadcastableLayerParams maxBroadcastable |layer
  880 AddBroadcastableLayerParams addBroadcastable |layer
  885 PowBroadcastableLayerParams powBroadcastable |layer
  890 DivideBroadcastableLayerParams divideBroadcastable |layer
  895 FloorDivBroadcastableLayerParams floorDivBroadcastable |layer
  900 MultiplyBroadcastableLayerParams multiplyBroadcastable |layer
  905 SubtractBroadcastableLayerParams subtractBroadcastable |layer
  920 TileLayerParams tile |layer
  925 StackLayerParams stack |layer
  930 GatherLayerParams gather |layer
  935 ScatterLayerParams scatter |layer
  940 GatherNDLayerParams gatherND |layer
  945 ScatterNDLayerParams scatterND |layer
  950 SoftmaxNDLayerParams softmaxND |layer
  952 GatherAlongAxisLayerParams gatherAlongAxis |layer
  954 ScatterAlongAxisLayerParams scatterAlongAxis |layer
  960 ReverseLayerParams reverse |layer
  965 ReverseSeqLayerParams reverseSeq |layer
  975 SplitNDLayerParams splitND |layer
  980 ConcatNDLayerParams concatND |layer
  985 TransposeLayerParams transpose |layer
  995 SliceStaticLayerParams sliceStatic |layer
  1000 SliceDynamicLayerParams sliceDynamic |layer
  1005 SlidingWindowsLayerParams slidingWindows |layer
  1015 TopKLayerParams topK |layer
  1020 ArgMinLayerParams argMin |layer
  1025 ArgMaxLayerParams argMax |layer
  1040 EmbeddingNDLayerParams embeddingND |layer
  1045 BatchedMatMulLayerParams batchedMatmul |layer
  1065 GetShapeLayerParams getShape |layer
  1070 LoadConstantNDLayerParams loadConstantND |layer
  1080 FillLikeLayerParams fillLike |layer
  1085 FillStaticLayerParams fillStatic |layer
  1090 FillDynamicLayerParams fillDynamic |layer
  1100 BroadcastToLikeLayerParams broadcastToLike |layer
  1105 BroadcastToStaticLayerParams broadcastToStatic |layer
  1110 BroadcastToDynamicLayerParams broadcastToDynamic |layer
  1120 SqueezeLayerParams squeeze |layer
  1125 ExpandDimsLayerParams expandDims |layer
  1130 FlattenTo2DLayerParams flattenTo2D |layer
  1135 ReshapeLikeLayerParams reshapeLike |layer
  1140 ReshapeStaticLayerParams reshapeStatic |layer
  1145 ReshapeDynamicLayerParams reshapeDynamic |layer
  1150 RankPreservingReshapeLayerParams rankPreservingReshape |layer
  1155 ConstantPaddingLayerParams constantPad |layer
  1170 RandomNormalLikeLayerParams randomNormalLike |layer
  1175 RandomNormalStaticLayerParams randomNormalStatic |layer
  1180 RandomNormalDynamicLayerParams randomNormalDynamic |layer
  1190 RandomUniformLikeLayerParams randomUniformLike |layer
  1195 RandomUniformStaticLayerParams randomUniformStatic |layer
  1200 RandomUniformDynamicLayerParams randomUniformDynamic |layer
  1210 RandomBernoulliLikeLayerParams randomBernoulliLike |layer
  1215 RandomBernoulliStaticLayerParams randomBernoulliStatic |layer
  1220 RandomBernoulliDynamicLayerParams randomBernoulliDynamic |layer
  1230 CategoricalDistributionLayerParams categoricalDistribution |layer
  1250 ReduceL1LayerParams reduceL1 |layer
  1255 ReduceL2LayerParams reduceL2 |layer
  1260 ReduceMaxLayerParams reduceMax |layer
  1265 ReduceMinLayerParams reduceMin |layer
  1270 ReduceSumLayerParams reduceSum |layer
  1275 ReduceProdLayerParams reduceProd |layer
  1280 ReduceMeanLayerParams reduceMean |layer
  1285 ReduceLogSumLayerParams reduceLogSum |layer
  1290 ReduceSumSquareLayerParams reduceSumSquare |layer
  1295 ReduceLogSumExpLayerParams reduceLogSumExp |layer
  1313 WhereNonZeroLayerParams whereNonZero |layer
  1315 MatrixBandPartLayerParams matrixBandPart |layer
  1320 LowerTriangularLayerParams lowerTriangular |layer
  1325 UpperTriangularLayerParams upperTriangular |layer
  1330 WhereBroadcastableLayerParams whereBroadcastable |layer
  1350 LayerNormalizationLayerParams layerNormalization |layer
  1400 NonMaximumSuppressionLayerParams NonMaximumSuppression |layer
  1450 OneHotLayerParams oneHot |layer
  1455 CumSumLayerParams cumSum |layer
  1460 ClampedReLULayerParams clampedReLU |layer
  1461 ArgSortLayerParams argSort |layer
  1465 Pooling3DLayerParams pooling3d |layer
  1466 GlobalPooling3DLayerParams globalPooling3d |layer
  1470 SliceBySizeLayerParams sliceBySize |layer
  1471 Convolution3DLayerParams convolution3d |layer
NeuralNetworkMeanImage
  1 float* meanImage
NeuralNetworkPreprocessing
  1 string featureName
  10 NeuralNetworkImageScaler scaler |preprocessor
  11 NeuralNetworkMeanImage meanImage |preprocessor
NeuralNetworkRegressor
  1 NeuralNetworkLayer* layers
  2 NeuralNetworkPreprocessing* preprocessing
  5 enum arrayInputShapeMapping
  6 enum imageInputShapeMapping
  10 NetworkUpdateParameters updateParams
NonMaximumSuppression
  1 NonMaximumSuppression.PickTop pickTop |SuppressionMethod
  100 StringVector stringClassLabels |ClassLabels
  101 Int64Vector int64ClassLabels |ClassLabels
  110 double iouThreshold
  111 double confidenceThreshold
  200 string confidenceInputFeatureName
  201 string coordinatesInputFeatureName
  202 string iouThresholdInputFeatureName
  203 string confidenceThresholdInputFeatureName
  210 string confidenceOutputFeatureName
  211 string coordinatesOutputFeatureName
NonMaximumSuppression.PickTop
  1 bool perClass
NonMaximumSuppressionLayerParams
  1 float iouThreshold
  2 float scoreThreshold
  3 uint64 maxBoxes
  4 bool perClassSuppression
Normalizer
  1 enum normType
NotEqualLayerParams
  1 float alpha
OneHotEncoder
  1 StringVector stringCategories |CategoryType
  2 Int64Vector int64Categories |CategoryType
  10 bool outputSparse
  11 enum handleUnknown
OneHotLayerParams
  1 uint64 oneHotVectorSize
  2 int64 axis
  3 float onValue
  4 float offValue
Operation
  1 string type
  2 Operation.InputsEntry* inputs
  3 NamedValueType* outputs
  4 Block* blocks
  5 Operation.AttributesEntry* attributes
Operation.AttributesEntry
  1 string key
  2 Value value
Operation.InputsEntry
  1 string key
  2 Argument value
Optimizer
  10 SGDOptimizer sgdOptimizer |OptimizerType
  11 AdamOptimizer adamOptimizer |OptimizerType
PaddingLayerParams
  1 PaddingLayerParams.PaddingConstant constant |PaddingType
  2 PaddingLayerParams.PaddingReflection reflection |PaddingType
  3 PaddingLayerParams.PaddingReplication replication |PaddingType
  10 BorderAmounts paddingAmounts
PaddingLayerParams.PaddingConstant
  1 float value
PaddingLayerParams.PaddingReflection
PaddingLayerParams.PaddingReplication
PermuteLayerParams
  1 uint64* axis
Pipeline
  1 Model* models
  2 string* names
PipelineClassifier
  1 Pipeline pipeline
PipelineRegressor
  1 Pipeline pipeline
PolyKernel
  1 int32 degree
  2 double c
  3 double gamma
Pooling3DLayerParams
  1 enum type
  2 int32 kernelDepth
  3 int32 kernelHeight
  4 int32 kernelWidth
  5 int32 strideDepth
  6 int32 strideHeight
  7 int32 strideWidth
  8 int32 customPaddingFront
  9 int32 customPaddingBack
  10 int32 customPaddingTop
  11 int32 customPaddingBottom
  12 int32 customPaddingLeft
  13 int32 customPaddingRight
  14 bool countExcludePadding
  15 enum paddingType
PoolingLayerParams
  1 enum type
  10 uint64* kernelSize
  20 uint64* stride
  30 ValidPadding valid |PoolingPaddingType
  31 SamePadding same |PoolingPaddingType
  32 PoolingLayerParams.ValidCompletePadding includeLastPixel |PoolingPaddingType
  50 bool avgPoolExcludePadding
  60 bool globalPooling
PoolingLayerParams.ValidCompletePadding
  10 uint64* paddingAmounts
PowBroadcastableLayerParams
PrecisionRecallCurve
  1 FloatVector precisionValues
  2 FloatVector precisionConfidenceThresholds
  3 FloatVector recallValues
  4 FloatVector recallConfidenceThresholds
Program
  1 int64 version
  2 Program.FunctionsEntry* functions
  3 string docString
  4 Program.AttributesEntry* attributes
Program.AttributesEntry
  1 string key
  2 Value value
Program.FunctionsEntry
  1 string key
  2 Function value
QuantizationParams
  1 uint64 numberOfBits
  101 LinearQuantizationParams linearQuantization |QuantizationType
  102 LookUpTableQuantizationParams lookupTableQuantization |QuantizationType
RBFKernel
  1 double gamma
RandomBernoulliDynamicLayerParams
  1 int64 seed
  2 float prob
RandomBernoulliLikeLayerParams
  1 int64 seed
  2 float prob
RandomBernoulliStaticLayerParams
  1 int64 seed
  2 float prob
  3 uint64* outputShape
RandomNormalDynamicLayerParams
  1 int64 seed
  2 float mean
  3 float stdDev
RandomNormalLikeLayerParams
  1 int64 seed
  2 float mean
  3 float stdDev
RandomNormalStaticLayerParams
  1 int64 seed
  2 float mean
  3 float stdDev
  4 uint64* outputShape
RandomUniformDynamicLayerParams
  1 int64 seed
  2 float minVal
  3 float maxVal
RandomUniformLikeLayerParams
  1 int64 seed
  2 float minVal
  3 float maxVal
RandomUniformStaticLayerParams
  1 int64 seed
  2 float minVal
  3 float maxVal
  4 uint64* outputShape
RangeDynamicLayerParams
  2 float startValue
  3 float stepSizeValue
RangeStaticLayerParams
  1 float endValue
  2 float startValue
  3 float stepSizeValue
RankPreservingReshapeLayerParams
  1 int64* targetShape
ReduceL1LayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceL2LayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceLayerParams
  1 enum mode
  2 float epsilon
  3 enum axis
ReduceLogSumExpLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceLogSumLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceMaxLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceMeanLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceMinLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceProdLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceSumLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReduceSumSquareLayerParams
  1 int64* axes
  2 bool keepDims
  3 bool reduceAll
ReorganizeDataLayerParams
  1 enum mode
  2 uint64 blockSize
ReshapeDynamicLayerParams
ReshapeLayerParams
  1 int64* targetShape
  2 enum mode
ReshapeLikeLayerParams
ReshapeStaticLayerParams
  1 int64* targetShape
ResizeBilinearLayerParams
  1 uint64* targetSize
  2 SamplingMode mode
ReverseLayerParams
  1 bool* reverseDim
ReverseSeqLayerParams
  1 int64 batchAxis
  2 int64 sequenceAxis
RoundLayerParams
SGDOptimizer
  1 DoubleParameter learningRate
  2 Int64Parameter miniBatchSize
  3 DoubleParameter momentum
SamePadding
  1 enum asymmetryMode
SamplingMode
  1 enum samplingMethod
ScaleLayerParams
  1 uint64* shapeScale
  2 WeightParams scale
  3 bool hasBias
  4 uint64* shapeBias
  5 WeightParams bias
Scaler
  1 double* shiftValue
  2 double* scaleValue
ScatterAlongAxisLayerParams
  1 int64 axis
  2 enum mode
ScatterLayerParams
  1 int64 axis
  2 enum mode
ScatterNDLayerParams
  1 enum mode
SequenceFeatureType
  1 Int64FeatureType int64Type |Type
  3 StringFeatureType stringType |Type
  101 SizeRange sizeRange
SequenceRepeatLayerParams
  1 uint64 nRepetitions
SerializedModel
  1 string identifier
  2 bytes model
SigmoidKernel
  1 double gamma
  2 double c
SignLayerParams
SimpleRecurrentLayerParams
  1 uint64 inputVectorSize
  2 uint64 outputVectorSize
  10 ActivationParams activation
  15 bool sequenceOutput
  20 bool hasBiasVector
  30 WeightParams weightMatrix
  31 WeightParams recursionMatrix
  32 WeightParams biasVector
  100 bool reverseInput
SinLayerParams
SingleKdTreeIndex
  1 int32 leafSize
SinhLayerParams
SizeRange
  1 uint64 lowerBound
  2 int64 upperBound
SliceBySizeLayerParams
  2 int64 size
  3 int64 axis
SliceDynamicLayerParams
  2 bool* beginMasks
  3 int64* endIds
  4 bool* endMasks
  5 int64* strides
  6 bool* squeezeMasks
SliceLayerParams
  1 int64 startIndex
  2 int64 endIndex
  3 uint64 stride
  4 enum axis
SliceStaticLayerParams
  1 int64* beginIds
  2 bool* beginMasks
  3 int64* endIds
  4 bool* endMasks
  5 int64* strides
  6 bool* squeezeMasks
SlidingWindowsLayerParams
  1 int64 axis
  2 uint64 windowSize
  3 uint64 step
SoftmaxLayerParams
SoftmaxNDLayerParams
  1 int64 axis
SoundAnalysisPreprocessing
  20 SoundAnalysisPreprocessing.Vggish vggish |SoundAnalysisPreprocessingType
SoundAnalysisPreprocessing.Vggish
SparseNode
  1 int32 index
  2 double value
SparseSupportVectors
  1 SparseVector* vectors
SparseVector
  1 SparseNode* nodes
SplitLayerParams
  1 uint64 nOutputs
SplitNDLayerParams
  1 int64 axis
  2 uint64 numSplits
  3 uint64* splitSizes
SquaredEuclideanDistance
SqueezeLayerParams
  1 int64* axes
  2 bool squeezeAll
StackLayerParams
  1 int64 axis
StateFeatureType
  1 ArrayFeatureType arrayType |Type
StateType
  1 ValueType wrappedType
StringFeatureType
StringParameter
  1 string defaultValue
StringToDoubleMap
  1 StringToDoubleMap.MapEntry* map
StringToDoubleMap.MapEntry
  1 string key
  2 double value
StringToInt64Map
  1 StringToInt64Map.MapEntry* map
StringToInt64Map.MapEntry
  1 string key
  2 int64 value
StringVector
  1 string* vector
SubtractBroadcastableLayerParams
SupportVectorClassifier
  1 Kernel kernel
  2 int32* numberOfSupportVectorsPerClass
  3 SparseSupportVectors sparseSupportVectors |supportVectors
  4 DenseSupportVectors denseSupportVectors |supportVectors
  5 Coefficients* coefficients
  6 double* rho
  7 double* probA
  8 double* probB
  100 StringVector stringClassLabels |ClassLabels
  101 Int64Vector int64ClassLabels |ClassLabels
SupportVectorRegressor
  1 Kernel kernel
  2 SparseSupportVectors sparseSupportVectors |supportVectors
  3 DenseSupportVectors denseSupportVectors |supportVectors
  4 Coefficients coefficients
  5 double rho
TanLayerParams
TanhLayerParams
Tensor
  1 uint32 rank
  2 int64* dimValue
TensorType
  1 enum dataType
  2 int64 rank
  3 Dimension* dimensions
  4 TensorType.AttributesEntry* attributes
TensorType.AttributesEntry
  1 string key
  2 Value value
TensorValue
  1 TensorValue.RepeatedFloats floats |value
  2 TensorValue.RepeatedInts ints |value
  3 TensorValue.RepeatedBools bools |value
  4 TensorValue.RepeatedStrings strings |value
  5 TensorValue.RepeatedLongInts longInts |value
  6 TensorValue.RepeatedDoubles doubles |value
  7 TensorValue.RepeatedBytes bytes |value
TensorValue.RepeatedBools
  1 bool* values
TensorValue.RepeatedBytes
  1 bytes values
TensorValue.RepeatedDoubles
  1 double* values
TensorValue.RepeatedFloats
  1 float* values
TensorValue.RepeatedInts
  1 int32* values
TensorValue.RepeatedLongInts
  1 int64* values
TensorValue.RepeatedStrings
  1 string* values
TextClassifier
  1 uint32 revision
  10 string language
  100 bytes modelParameterData
  200 StringVector stringClassLabels |ClassLabels
TileLayerParams
  1 uint64* reps
TopKLayerParams
  1 int64 axis
  2 uint64 K
  3 bool useBottomK
TransposeLayerParams
  1 uint64* axes
TreeEnsembleClassifier
  1 TreeEnsembleParameters treeEnsemble
  2 enum postEvaluationTransform
  100 StringVector stringClassLabels |ClassLabels
  101 Int64Vector int64ClassLabels |ClassLabels
TreeEnsembleParameters
  1 TreeEnsembleParameters.TreeNode* nodes
  2 uint64 numPredictionDimensions
  3 double* basePredictionValue
TreeEnsembleParameters.TreeNode
  1 uint64 treeId
  2 uint64 nodeId
  3 enum nodeBehavior
  10 uint64 branchFeatureIndex
  11 double branchFeatureValue
  12 uint64 trueChildNodeId
  13 uint64 falseChildNodeId
  14 bool missingValueTracksTrueChild
  20 TreeEnsembleParameters.TreeNode.EvaluationInfo* evaluationInfo
  30 double relativeHitRate
TreeEnsembleParameters.TreeNode.EvaluationInfo
  1 uint64 evaluationIndex
  2 double evaluationValue
TreeEnsembleRegressor
  1 TreeEnsembleParameters treeEnsemble
  2 enum postEvaluationTransform
TupleType
  1 ValueType* types
TupleValue
  1 Value* values
UnaryFunctionLayerParams
  1 enum type
  2 float alpha
  3 float epsilon
  4 float shift
  5 float scale
UniDirectionalLSTMLayerParams
  1 uint64 inputVectorSize
  2 uint64 outputVectorSize
  10 ActivationParams* activations
  15 LSTMParams params
  20 LSTMWeightParams weightParams
  100 bool reverseInput
UniformWeighting
UpperTriangularLayerParams
  1 int64 k
UpsampleLayerParams
  1 uint64* scalingFactor
  5 enum mode
  6 enum linearUpsampleMode
  7 float* fractionalScalingFactor
ValidPadding
  1 BorderAmounts paddingAmounts
Value
  1 string docString
  2 ValueType type
  3 Value.ImmediateValue immediateValue |value
  5 Value.BlobFileValue blobFileValue |value
Value.BlobFileValue
  1 string fileName
  2 uint64 offset
Value.ImmediateValue
  1 TensorValue tensor |value
  2 TupleValue tuple |value
  3 ListValue list |value
  4 DictionaryValue dictionary |value
ValueType
  1 TensorType tensorType |type
  2 ListType listType |type
  3 TupleType tupleType |type
  4 DictionaryType dictionaryType |type
  5 StateType stateType |type
VisionFeaturePrint
  20 VisionFeaturePrint.Scene scene |VisionFeaturePrintType
  21 VisionFeaturePrint.Objects objects |VisionFeaturePrintType
VisionFeaturePrint.Objects
  1 enum version
  100 string* output
VisionFeaturePrint.Scene
  1 enum version
WeightParams
  1 float* floatValue
  2 bytes float16Value
  30 bytes rawValue
  31 bytes int8RawValue
  40 QuantizationParams quantization
  50 bool isUpdatable
WhereBroadcastableLayerParams
WhereNonZeroLayerParams
WordEmbedding
  1 uint32 revision
  10 string language
  100 bytes modelParameterData
WordTagger
  1 uint32 revision
  10 string language
  20 string tokensOutputFeatureName
  21 string tokenTagsOutputFeatureName
  22 string tokenLocationsOutputFeatureName
  23 string tokenLengthsOutputFeatureName
  100 bytes modelParameterData
  200 StringVector stringTags |Tags
`);
