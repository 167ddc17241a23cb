import type { FormatId } from '../../../shared/formats';
import type { Format } from '../format';
import { sevenZipFormat } from './7z';
import { catboostFormat } from './catboost';
import { wrapperFormat } from './compressed';
import { joblibFormat } from './joblib';
import { lightgbmFormat } from './lightgbm';
import { openvinoFormat } from './openvino';
import { pickleFormat } from './pickle';
import { pmmlFormat } from './pmml';
import { programFormat } from './program';
import { pythonSourceFormat } from './python-source';
import { rdsFormat } from './rds';
import { textFormat } from './text';
import { torchFlavour } from './torch';
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
  zip: zipFormat([torchFlavour]),
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
  '7z': sevenZipFormat,
  zlib: wrapperFormat('zlib'),
  gzip: wrapperFormat('gzip'),
  bz2: wrapperFormat('bz2'),
  xz: wrapperFormat('xz'),
  lzma: wrapperFormat('lzma'),
  lz4: wrapperFormat('lz4'),
  zstd: wrapperFormat('zstd'),
  unknown: unknownFormat,
};
