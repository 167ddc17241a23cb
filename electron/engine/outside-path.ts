/**
 * True for a path that leaves the folder of the file that names it: absolute, a drive, another computer, a home folder, or a step upward
 * in any component. Both slashes separate: what one system takes for a name is a path on the other.
 */
export function leavesFolder(path: string): boolean {
  if (/^([/\\~]|[a-zA-Z]:|file:)/i.test(path.trimStart()) || path.includes('\0')) return true;
  return path.split(/[/\\]/).some((component) => component.trim() === '..');
}

/** True for an address: a scheme of letters and `://`. Drives (`C:\`) are none. */
export function isAddress(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(text) && !/^file:/i.test(text);
}

/** True for whatever is not a place below the folder: a path that leaves it, or an address. */
export function leadsOutside(target: string): boolean {
  return leavesFolder(target) || isAddress(target);
}
