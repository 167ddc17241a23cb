import type { ZipDirectory } from '../../archive/directory';
import { inspectZip, type ZipFlavour } from '../zip';

/** Names beside `config.json` of which one makes it Keras’ (keras/src/saving/saving_lib.py). */
const BESIDE = ['metadata.json', 'model.weights.h5', 'model.weights.npz'] as const;

function isKerasDirectory({ entries }: ZipDirectory): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return names.has('config.json') && BESIDE.some((name) => names.has(name));
}

/** Models of Keras 3: a configuration, weights and assets in a zip archive, each inspected as what it is. */
export const kerasFlavour: ZipFlavour = {
  format: 'keras',
  recognises: isKerasDirectory,
  inspect: async (context, source, directory) => {
    context.note.metadata('framework', 'Keras');
    return ['keras', ...(await inspectZip(context, source, directory))];
  },
};
