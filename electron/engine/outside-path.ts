/** True for a path that leaves the folder it is read from: absolute, upward, a drive, a home, another computer, or a name that ends early. */
export function leavesFolder(path: string): boolean {
  return /^([/\\~]|[a-zA-Z]:)|(^|[/\\])\.\.([/\\]|$)|\0/.test(path);
}

/** True for `scheme://…`, which a loader opens through a library for addresses; `file:` is one of them. */
export function isAddress(target: string): boolean {
  return /^[a-zA-Z][a-zA-Z0-9+.-]{1,20}:\/\//.test(target);
}
