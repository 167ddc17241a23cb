import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { flaxMsgpackFormat } from './flax-msgpack';
import { ggufFormat } from './gguf';
import { jinjaFormat } from './jinja';
import { npyFormat } from './npy';
import { npzFlavour } from './npz';
import { pickleFormat } from './pickle';
import { safetensorsFormat } from './safetensors';
import { skopsFlavour } from './skops';
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
  zip: zipFormat([torchFlavour, skopsFlavour, npzFlavour]),
  zlib: zlibFormat,
  skops: { partOf: 'zip' },
  npz: { partOf: 'zip' },
  npy: npyFormat,
  safetensors: safetensorsFormat,
  gguf: ggufFormat,
  'flax-msgpack': flaxMsgpackFormat,
  jinja: jinjaFormat,
  unknown: unknownFormat,
};
