import { lstat, opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CuvetteError } from '../../shared/domain/error';
import { toSourceError } from '../adapters/file-source';

/** A path to scan, or one that cannot be and why. */
export type Listed =
  | { readonly path: string; readonly error: null }
  | { readonly path: string; readonly error: CuvetteError };

/**
 * The files that the given paths mean, one after the other, without holding a list: folders of any size stream. Inside folders
 * symbolic links are not followed and special files are left out; a path given by hand is always answered for.
 */
export async function* listFiles(paths: readonly string[], recursive: boolean): AsyncGenerator<Listed> {
  for (const path of paths) {
    try {
      const info = await stat(path);
      if (!info.isDirectory()) yield { path, error: null };
      else if (recursive) yield* walk(path);
      else yield { path, error: { code: 'notAFile', message: `${path} is a folder; --recursive goes into it.` } };
    } catch (error) {
      yield { path, error: toSourceError(error, path).error };
    }
  }
}

async function* walk(folder: string): AsyncGenerator<Listed> {
  const pending: string[] = [folder];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const names: string[] = [];
    try {
      for await (const entry of await opendir(next)) names.push(entry.name);
    } catch (error) {
      yield { path: next, error: toSourceError(error, next).error };
      continue;
    }
    const folders: string[] = [];
    for (const name of names.sort()) {
      const path = join(next, name);
      try {
        const info = await lstat(path);
        if (info.isDirectory()) folders.push(path);
        else if (info.isFile()) yield { path, error: null };
      } catch (error) {
        yield { path, error: toSourceError(error, path).error };
      }
    }
    pending.push(...folders.reverse());
  }
}
