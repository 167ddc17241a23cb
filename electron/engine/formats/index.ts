import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { coremlFormat } from './coreml';
import { onnxFormat } from './onnx';
import { paddleFormat } from './paddle';
import { pickleFormat } from './pickle';
import { tensorflowFormat } from './tensorflow';
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
  unknown: unknownFormat,
};
