import type { Reader } from '../../shared/domain/fact';

/** What a person calls each reader. */
export const READER_NAMES: Readonly<Record<Reader, string>> = {
  c: 'pickle.load and torch.load',
  cFile: 'pickle.load, unbuffered file',
  python: 'joblib.load and dill',
  pickletools: 'pickletools',
};
