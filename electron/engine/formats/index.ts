import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { coremlFormat } from './coreml';
import { flatGraphFormat } from './flat-graph';
import { onnxFormat } from './onnx';
import { paddleFormat } from './paddle';
import { paddleParametersFormat } from './paddle-parameters';
import { pickleFormat } from './pickle';
import { tensorflowFormat } from './tensorflow';
import { tensorflowCheckpointFormat } from './tensorflow-checkpoint';
import { tensorflowShardFormat } from './tensorflow-shard';
import { tensorflowTextFormat } from './tensorflow-text';
import { tfliteFormat } from './tflite';
import { torchFlavour } from './torch';
import { unknownFormat } from './unknown';
import { zipFormat } from './zip';
import { zlibFormat } from './zlib';

/** A row of the format table that another format's inspector finds: joblib among pickles, PyTorch among zip archives. */
interface PartOf {
  readonly partOf: FormatId;
}

/** THE formats: one module per row of `shared/formats.ts`. To add one, add a row there and follow the compiler here. */
export const FORMAT_MODULES: Readonly<Record<FormatId, Format | PartOf>> = {
  pickle: pickleFormat,
  joblib: { partOf: 'pickle' },
  torch: { partOf: 'zip' },
  zip: zipFormat([torchFlavour]),
  zlib: zlibFormat,
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
