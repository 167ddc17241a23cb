import { LOADERS, type Reader } from '../../shared/domain/fact';

/** What a person calls each reader. */
export const READER_NAMES: Readonly<Record<Reader, string>> = {
  c: 'pickle.load and torch.load',
  cFile: 'pickle.load, unbuffered file',
  python: 'joblib.load and dill',
  pickletools: 'pickletools',
};

/** One sentence on who gets as far as this. */
export function readersSentence(readers: readonly Reader[]): string {
  const loaders = LOADERS.filter((loader) => readers.includes(loader));
  const others = LOADERS.filter((loader) => !readers.includes(loader));
  if (loaders.length === 0) return 'No Python loader reaches it; pickletools lists it.';
  if (others.length === 0) return 'Every Python loader reaches it.';
  return `Reached by ${loaders.map((loader) => READER_NAMES[loader]).join('; ')}; not by ${others.map((loader) => READER_NAMES[loader]).join('; ')}.`;
}
