import type { ZipDirectory } from '../../archive/directory';
import { inspectZip, type ZipFlavour } from '../zip';

/** `numpy.savez` writes arrays and nothing else, one member an array. What a member is, is told by its content all the same. */
function isNpzDirectory(directory: ZipDirectory): boolean {
  return directory.entries.length > 0 && directory.entries.every(({ name }) => name.endsWith('.npy'));
}

/** Archives of arrays that `numpy.savez` and `numpy.savez_compressed` write. Members with a pickle inside are inspected as such. */
export const npzFlavour: ZipFlavour = {
  format: 'npz',
  recognises: isNpzDirectory,
  inspect: async (context, source, directory) => {
    context.note.metadata('framework', 'NumPy');
    context.note.metadata('arrays', String(directory.entries.length));
    await inspectZip(context, source, directory);
    return ['NumPy archive', 'zip'];
  },
};
