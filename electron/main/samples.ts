import path from 'node:path';
import { app } from 'electron';
import { SAMPLES } from './sample-set';

/** Where the sample files lie: beside the app when it is packaged, in the corpus otherwise. */
function samplesFolder(): string {
  return app.isPackaged ? path.join(process.resourcesPath, 'samples') : path.join(app.getAppPath(), 'e2e', 'corpus');
}

/** The paths of the sample set. */
export function samplePaths(): readonly string[] {
  return SAMPLES.map((file) => path.join(samplesFolder(), file));
}

/** The sample that a tour of pictures looks at first: arrays, opcodes and the command in one small file. */
export const tourSample = 'iris_aws_exfil_arrays.joblib';
