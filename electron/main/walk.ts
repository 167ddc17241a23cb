import { lstat, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** A regular file that was found. */
export interface FoundFile {
  readonly path: string;
  readonly sizeBytes: number;
}

const sizeOf = async (file: string): Promise<FoundFile | null> => {
  const found = await lstat(file).catch(() => null);
  return found?.isFile() ? { path: file, sizeBytes: found.size } : null;
};

/**
 * All regular files under a folder, in the order of their names, as they are found. Links are not followed: a folder may not
 * lead out of itself, nor in a circle. What may not be read, or has a
 * name that no text can hold, is reported to `onSkipped` and passed over.
 */
async function* filesUnder(folder: string, onSkipped: (place: string) => void): AsyncGenerator<FoundFile> {
  const waiting = [folder];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const entries = await readdir(here, { withFileTypes: true }).catch(() => null);
    if (entries === null) {
      onSkipped(here);
      continue;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = await sizeOf(path.join(here, entry.name));
      if (file === null) onSkipped(path.join(here, entry.name));
      else yield file;
    }
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => path.join(here, entry.name));
    waiting.push(...folders.reverse());
  }
}

/**
 * The regular files that a path stands for: itself, or everything under it. A path that a person named is followed when it is a
 * link; what is found under it is not.
 */
export async function* filesAt(named: string, onSkipped: (place: string) => void): AsyncGenerator<FoundFile> {
  const found = await stat(named).catch(() => null);
  if (found?.isFile()) yield { path: path.resolve(named), sizeBytes: found.size };
  else if (found?.isDirectory()) yield* filesUnder(path.resolve(named), onSkipped);
  else onSkipped(named);
}
