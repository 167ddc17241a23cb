import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { pickleFormat } from './pickle';
import { tarFormat } from './tar';
import { torchFlavour } from './torch';
import { torchLegacyFormat } from './torch-legacy';
import { torchserveFlavour } from './torchserve';
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
  'torch-legacy': torchLegacyFormat,
  torchserve: { partOf: 'zip' },
  'torch-tar': { partOf: 'tar' },
  tar: tarFormat,
  zip: zipFormat([torchFlavour, torchserveFlavour]),
  zlib: zlibFormat,
  unknown: unknownFormat,
};
