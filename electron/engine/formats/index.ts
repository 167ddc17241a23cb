import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { sevenZipFormat } from './7z';
import { catboostFormat } from './catboost';
import { wrapperFormat } from './compressed';
import { coremlFormat } from './coreml';
import { flatGraphFormat } from './flat-graph';
import { flaxMsgpackFormat } from './flax-msgpack';
import { ggufFormat } from './gguf';
import { hdf5Format } from './hdf5';
import { jinjaFormat } from './jinja';
import { joblibFormat } from './joblib';
import { jsonFormat } from './json';
import { kerasFlavour } from './keras';
import { lightgbmFormat } from './lightgbm';
import { npyFormat } from './npy';
import { npzFlavour } from './npz';
import { onnxFormat } from './onnx';
import { openvinoFormat } from './openvino';
import { paddleFormat } from './paddle';
import { paddleParametersFormat } from './paddle-parameters';
import { pickleFormat } from './pickle';
import { pmmlFormat } from './pmml';
import { programFormat } from './program';
import { pythonBytecodeFormat } from './python-bytecode';
import { pythonSourceFormat } from './python-source';
import { rdsFormat } from './rds';
import { safetensorsFormat } from './safetensors';
import { skopsFlavour } from './skops';
import { tarFormat } from './tar';
import { tensorflowFormat } from './tensorflow';
import { tensorflowCheckpointFormat } from './tensorflow-checkpoint';
import { tensorflowShardFormat } from './tensorflow-shard';
import { tensorflowTextFormat } from './tensorflow-text';
import { textFormat } from './text';
import { tfliteFormat } from './tflite';
import { torchFlavour } from './torch';
import { torchLegacyFormat } from './torch-legacy';
import { torchserveFlavour } from './torchserve';
import { unknownFormat } from './unknown';
import { xgboostFormat } from './xgboost';
import { xmlFormat } from './xml';
import { yamlFormat } from './yaml';
import { zipFormat } from './zip';

/** A row of the format table that another format's inspector finds: PyTorch among zip archives. */
interface PartOf {
  readonly partOf: FormatId;
}

/** THE formats: one module per row of `shared/formats.ts`. To add one, add a row there and follow the compiler here. */
export const FORMAT_MODULES: Readonly<Record<FormatId, Format | PartOf>> = {
  pickle: pickleFormat,
  joblib: joblibFormat,
  torch: { partOf: 'zip' },
  'torch-legacy': torchLegacyFormat,
  torchserve: { partOf: 'zip' },
  'torch-tar': { partOf: 'tar' },
  tar: tarFormat,
  zip: zipFormat([torchFlavour, skopsFlavour, npzFlavour, kerasFlavour, torchserveFlavour]),
  '7z': sevenZipFormat,
  zlib: wrapperFormat('zlib'),
  gzip: wrapperFormat('gzip'),
  bz2: wrapperFormat('bz2'),
  xz: wrapperFormat('xz'),
  lzma: wrapperFormat('lzma'),
  lz4: wrapperFormat('lz4'),
  zstd: wrapperFormat('zstd'),
  'python-bytecode': pythonBytecodeFormat,
  skops: { partOf: 'zip' },
  npz: { partOf: 'zip' },
  npy: npyFormat,
  safetensors: safetensorsFormat,
  gguf: ggufFormat,
  'flax-msgpack': flaxMsgpackFormat,
  jinja: jinjaFormat,
  keras: { partOf: 'zip' },
  hdf5: hdf5Format,
  json: jsonFormat,
  rds: rdsFormat,
  catboost: catboostFormat,
  xgboost: xgboostFormat,
  lightgbm: lightgbmFormat,
  pmml: pmmlFormat,
  openvino: openvinoFormat,
  xml: xmlFormat,
  yaml: yamlFormat,
  program: programFormat,
  'python-source': pythonSourceFormat,
  text: textFormat,
  onnx: onnxFormat,
  coreml: coremlFormat,
  tensorflow: tensorflowFormat,
  paddle: paddleFormat,
  tflite: tfliteFormat,
  'flat-graph': flatGraphFormat,
  'paddle-parameters': paddleParametersFormat,
  'tensorflow-checkpoint': tensorflowCheckpointFormat,
  'tensorflow-text': tensorflowTextFormat,
  'tensorflow-shard': tensorflowShardFormat,
  unknown: unknownFormat,
};
