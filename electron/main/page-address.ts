import path from 'node:path';

/** The origin of the app's own page. Nothing else is ever loaded into a window. */
export const ORIGIN = 'app://cuvette';

/** The file that an address names, or null when it names none inside `folder`. */
export function fileForUrl(folder: string, address: string): string | null {
  const url = new URL(address);
  if (`${url.protocol}//${url.host}` !== ORIGIN) return null;
  let name: string;
  try {
    name = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\') || name.split('/').includes('..')) return null;
  const file = path.join(folder, name === '/' ? 'index.html' : name);
  return file.startsWith(folder + path.sep) ? file : null;
}
