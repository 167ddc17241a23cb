import path from 'node:path';
import { app } from 'electron';

/** The sample files that come with Cuvette. */
export function samplesFolder(): string {
  return app.isPackaged ? path.join(process.resourcesPath, 'samples') : path.join(app.getAppPath(), 'e2e', 'corpus');
}

/** The samples lie beside what is expected of them; only the samples are artifacts. */
export const isSample = (file: string) => !/\.(expected\.json|md)$/.test(file);

/** The sample that a tour of pictures looks at: it has something for every view. */
export const tourSample = 'torch-zip-reduce.pt';
