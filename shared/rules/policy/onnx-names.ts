/** The operations of onnx 1.23.2 and onnxruntime 1.32.0, as its registry lists them. Written by build/policy/graph_operations.py, never by hand. */
export const ONNX_NAMES: ReadonlySet<string> = new Set(
  `
Abs Acos Acosh Add Affine AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization Bernoulli BitCast BitShift
BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike CausalConvWithState Ceil Celu CenterCropPad Clip Col2Im Compress Concat
ConcatFromSequence Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh Crop CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear
Det DisentangledAttention_TRT Div Dropout DynamicQuantizeLinear DynamicSlice EfficientNMS_TRT Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor
GRU GRUUnit Gather GatherElements GatherND Gelu Gemm GivenTensorFill GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample
GroupNormalization HammingWindow HannWindow HardSigmoid HardSwish Hardmax Identity If ImageDecoder ImageScaler InstanceNormalization IsInf IsNaN LRN
LSTM LayerNormalization LeakyRelu Less LessOrEqual LinearAttention Log LogSoftmax Loop LpNormalization LpPool MatMul MatMulInteger Max MaxPool
MaxRoiPool MaxUnpool Mean MeanVarianceNormalization MelWeightMatrix MemcpyFromHost MemcpyToHost Min Mish Mod Mul MultilevelCropAndResize_TRT
Multinomial Neg NegativeLogLikelihoodLoss NonMaxSuppression NonZero Not OneHot Optional OptionalGetElement OptionalHasElement Or PRelu Pad
ParametricSoftplus Pow PyramidROIAlign_TRT QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN RandomNormal RandomNormalLike RandomUniform
RandomUniformLike Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare
RegexFullMatch Relu Reshape Resize ReverseSequence RoiAlign RotaryEmbedding Round STFT Scale ScaledTanh Scan Scatter ScatterElements ScatterND Selu
SequenceAt SequenceConstruct SequenceEmpty SequenceErase SequenceInsert SequenceLength SequenceMap Shape Shrink Sigmoid Sign
SimplifiedLayerNormalization Sin Sinh Size Slice Softmax SoftmaxCrossEntropyLoss Softplus Softsign SpaceToDepth Split SplitToSequence Sqrt Squeeze
StringConcat StringNormalizer StringSplit Sub Sum SwiGLU Swish Tan Tanh TensorScatter TfIdfVectorizer ThresholdedRelu Tile TopK Transpose Trilu Unique
Unsqueeze Upsample Where Xor ai.onnx.ml::ArrayFeatureExtractor ai.onnx.ml::Binarizer ai.onnx.ml::CastMap ai.onnx.ml::CategoryMapper
ai.onnx.ml::DictVectorizer ai.onnx.ml::FeatureVectorizer ai.onnx.ml::Imputer ai.onnx.ml::LabelEncoder ai.onnx.ml::LinearClassifier
ai.onnx.ml::LinearRegressor ai.onnx.ml::Normalizer ai.onnx.ml::OneHotEncoder ai.onnx.ml::SVMClassifier ai.onnx.ml::SVMRegressor ai.onnx.ml::Scaler
ai.onnx.ml::TreeEnsemble ai.onnx.ml::TreeEnsembleClassifier ai.onnx.ml::TreeEnsembleRegressor ai.onnx.ml::ZipMap ai.onnx.preview.training::Adagrad
ai.onnx.preview.training::Adam ai.onnx.preview.training::Gradient ai.onnx.preview.training::Momentum ai.onnx.preview::FlexAttention
com.microsoft.nchwc::AveragePool com.microsoft.nchwc::Conv com.microsoft.nchwc::GlobalAveragePool com.microsoft.nchwc::GlobalMaxPool
com.microsoft.nchwc::MaxPool com.microsoft.nchwc::ReorderInput com.microsoft.nchwc::ReorderOutput com.microsoft.nchwc::Upsample
com.microsoft::Attention com.microsoft::AttnLSTM com.microsoft::BeamSearch com.microsoft::BiasAdd com.microsoft::BiasDropout com.microsoft::BiasGelu
com.microsoft::BiasSoftmax com.microsoft::BiasSplitGelu com.microsoft::BifurcationDetector com.microsoft::BitmaskBiasDropout
com.microsoft::BitmaskDropout com.microsoft::BranchwiseRMSNorm com.microsoft::CDist com.microsoft::CausalConvWithState com.microsoft::ComplexMul
com.microsoft::ComplexMulConj com.microsoft::ConvStateReplay com.microsoft::ConvTransposeWithDynamicPads com.microsoft::CropAndResize
com.microsoft::DecoderAttention com.microsoft::DecoderMaskedMultiHeadAttention com.microsoft::DecoderMaskedSelfAttention com.microsoft::DequantizeBFP
com.microsoft::DequantizeLinear com.microsoft::DequantizeWithOrder com.microsoft::DynamicQuantizeLSTM com.microsoft::DynamicQuantizeMatMul
com.microsoft::DynamicSparseAttention com.microsoft::DynamicTimeWarping com.microsoft::EPContext com.microsoft::EmbedLayerNormalization
com.microsoft::EngramGate com.microsoft::ExpandDims com.microsoft::FastGelu com.microsoft::FusedConv com.microsoft::FusedGemm
com.microsoft::FusedMatMul com.microsoft::FusedMatMulActivation com.microsoft::GatedAdd com.microsoft::GatedDeltaNet
com.microsoft::GatedDeltaNetStateReplay com.microsoft::GatedRMSNorm com.microsoft::GatedRelativePositionBias com.microsoft::GatherBlockQuantized
com.microsoft::GatherND com.microsoft::GatherPacked com.microsoft::Gelu com.microsoft::GemmFastGelu com.microsoft::GemmFloat8
com.microsoft::GemmaRotaryEmbedding com.microsoft::GreedySearch com.microsoft::GridSample com.microsoft::GroupNorm com.microsoft::GroupQueryAttention
com.microsoft::HyperConnectionLowRankMix com.microsoft::HyperConnectionPostMix com.microsoft::HyperConnectionPreMix com.microsoft::Inverse
com.microsoft::Irfft com.microsoft::IsAllFinite com.microsoft::LinearAttention com.microsoft::LinearAttentionGate com.microsoft::LongformerAttention
com.microsoft::MRotaryEmbedding com.microsoft::Mamba2Verify com.microsoft::MatMulBlockQuantizedFp4Weight com.microsoft::MatMulBlockQuantizedFp8Weight
com.microsoft::MatMulBnb4 com.microsoft::MatMulFpQ4 com.microsoft::MatMulInteger16 com.microsoft::MatMulIntegerToFloat com.microsoft::MatMulNBits
com.microsoft::MatMulNBitsMlp com.microsoft::MatMulNBitsQLoRA com.microsoft::MatMulNBitsQkv com.microsoft::MatMulPacked com.microsoft::MaxpoolWithMask
com.microsoft::MoE com.microsoft::MoEGroupRouter com.microsoft::MoEPacked com.microsoft::MulInteger com.microsoft::MultiHeadAttention
com.microsoft::MurmurHash3 com.microsoft::NGramHashMapping com.microsoft::NGramRepeatBlock com.microsoft::NhwcConv com.microsoft::NhwcFusedConv
com.microsoft::NhwcMaxPool com.microsoft::PackedAttention com.microsoft::PackedMultiHeadAttention com.microsoft::PackedSparseAttentionIndexer
com.microsoft::PackedSparseAttentionIndexerMerge com.microsoft::Pad com.microsoft::PagedAttention com.microsoft::QAttention
com.microsoft::QEmbedLayerNormalization com.microsoft::QGemm com.microsoft::QLinearAdd com.microsoft::QLinearAveragePool com.microsoft::QLinearConcat
com.microsoft::QLinearConv com.microsoft::QLinearGlobalAveragePool com.microsoft::QLinearLeakyRelu com.microsoft::QLinearMul
com.microsoft::QLinearReduceMean com.microsoft::QLinearSigmoid com.microsoft::QLinearSoftmax com.microsoft::QLinearWhere com.microsoft::QMoE
com.microsoft::QOrderedAttention com.microsoft::QOrderedGelu com.microsoft::QOrderedLayerNormalization com.microsoft::QOrderedLongformerAttention
com.microsoft::QOrderedMatMul com.microsoft::QuantizeBFP com.microsoft::QuantizeLinear com.microsoft::QuantizeWithOrder com.microsoft::QuickGelu
com.microsoft::RMSNormRotary com.microsoft::Range com.microsoft::ReduceSumInteger com.microsoft::RelativePositionBias com.microsoft::RemovePadding
com.microsoft::RestorePadding com.microsoft::Rfft com.microsoft::RotaryEmbedding com.microsoft::RouterGateUpProj com.microsoft::SampleOp
com.microsoft::Sampling com.microsoft::ScaledSiLU com.microsoft::SkipGroupNorm com.microsoft::SkipLayerNormalization
com.microsoft::SkipSimplifiedLayerNormalization com.microsoft::Snpe com.microsoft::SparseAttention com.microsoft::SparseAttentionIndexer
com.microsoft::SparsePagedAttention com.microsoft::SparseToDenseMatMul com.microsoft::SpeculativePrefixCommit com.microsoft::SwiGLU
com.microsoft::Tokenizer com.microsoft::TorchEmbedding com.microsoft::TransposeMatMul com.microsoft::Trilu com.microsoft::UnfoldTensor
com.microsoft::Unique com.microsoft::VarlenCausalConvWithState com.microsoft::VarlenNGramHashMapping com.microsoft::WhisperBeamSearch
com.microsoft::WordConvEmbedding com.ms.internal.nhwc::AveragePool com.ms.internal.nhwc::BatchNormalization com.ms.internal.nhwc::Conv
com.ms.internal.nhwc::ConvTranspose com.ms.internal.nhwc::DepthToSpace com.ms.internal.nhwc::GlobalAveragePool com.ms.internal.nhwc::GlobalLpPool
com.ms.internal.nhwc::GlobalMaxPool com.ms.internal.nhwc::GridSample com.ms.internal.nhwc::InstanceNormalization com.ms.internal.nhwc::LRN
com.ms.internal.nhwc::LpPool com.ms.internal.nhwc::MaxPool com.ms.internal.nhwc::MaxUnpool com.ms.internal.nhwc::QLinearAveragePool
com.ms.internal.nhwc::QLinearConv com.ms.internal.nhwc::QLinearConvTranspose com.ms.internal.nhwc::Resize com.ms.internal.nhwc::SpaceToDepth
`
    .trim()
    .split(/\s+/),
);
