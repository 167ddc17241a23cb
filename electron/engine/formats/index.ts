import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { hdf5Format } from './hdf5';
import { jsonFormat } from './json';
import { kerasFlavour } from './keras';
import { pickleFormat } from './pickle';
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
  zip: zipFormat([torchFlavour, kerasFlavour]),
  zlib: zlibFormat,
  keras: { partOf: 'zip' },
  hdf5: hdf5Format,
  json: jsonFormat,
  unknown: unknownFormat,
};
