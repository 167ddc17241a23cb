import { ALPHANUMERIC, LETTER, lowerWord, startsWith } from './byte-classes';

/** First steps of paths that exist on computers. Anything else with slashes is a route, a name of a layer or an expression. */
const ROOTS: ReadonlySet<string> = new Set(
  'etc usr bin sbin var tmp home root opt dev proc sys mnt media lib lib64 boot run srv private users library applications volumes system workspace content kaggle scratch gpfs lustre nfs dbfs databricks sagemaker'.split(
    ' ',
  ),
);
const LONGEST_ROOT = 16;
/** Steps of a path below an unknown root that make it one, when its last step has the ending of a file. */
const TELLING_STEPS = 3;

/** What a path is, and where it ends. */
export interface PathFound {
  readonly type: 'unixPath' | 'homePath' | 'windowsPath' | 'uncPath' | 'registryKey';
  readonly end: number;
}

/** The path of a Unix system that begins at `start`: absolute, or from a home folder. Null when there is none. */
export function unixPath(bytes: Uint8Array, start: number, limit: number): PathFound | null {
  let end = start;
  while (end < limit && bytes[end] !== 0x3a && bytes[end] !== 0x3f && bytes[end] !== 0x2a) end++;
  while (end > start && (bytes[end - 1] === 0x2e || bytes[end - 1] === 0x21 || bytes[end - 1] === 0x5c)) end--;
  if (bytes[start] === 0x7e || bytes[start] === 0x24) {
    const home = bytes[start] === 0x7e ? '~/' : '$HOME/';
    return startsWith(bytes, start, end, home) && end - start > home.length + 1 ? { type: 'homePath', end } : null;
  }
  if (bytes[start] !== 0x2f || end - start < 4 || bytes[start + 1] === 0x2f) return null;
  let slash = start + 1;
  while (slash < end && bytes[slash] !== 0x2f) slash++;
  if (slash >= end - 1 || slash - start > LONGEST_ROOT + 1) return null;
  const root = lowerWord(bytes, start + 1, slash);
  if (!ROOTS.has(root)) return isFile(bytes, start, end) ? { type: 'unixPath', end } : null;
  if (!isStep(bytes[slash + 1])) return null;
  const isHome = root === 'home' || root === 'users' || root === 'root';
  return { type: isHome ? 'homePath' : 'unixPath', end };
}

const isStep = (byte: number): boolean =>
  ALPHANUMERIC[byte] !== 0 || byte === 0x2e || byte === 0x5f || byte === 0x2d || byte === 0x7e || byte >= 0x80;

/** `/data/models/a.bin`: some steps of plain names and an ending. */
function isFile(bytes: Uint8Array, start: number, end: number): boolean {
  let steps = 0;
  let dot = -1;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === 0x2f) {
      if (at + 1 >= end || !isStep(bytes[at + 1])) return false;
      steps++;
      dot = -1;
    } else if (byte === 0x2e) dot = at;
    else if (!isStep(byte)) return false;
  }
  const ending = end - dot - 1;
  if (steps < TELLING_STEPS || dot < 0 || bytes[dot - 1] === 0x2f || ending < 1 || ending > 11) return false;
  for (let at = dot + 1; at < end; at++) if (ALPHANUMERIC[bytes[at]] === 0) return false;
  return LETTER[bytes[dot + 1]] !== 0;
}

/** Variables of Windows that stand for a folder, and whether it is somebody’s own. */
const FOLDERS: ReadonlyMap<string, 'windowsPath' | 'homePath'> = new Map([
  ['userprofile', 'homePath'],
  ['homepath', 'homePath'],
  ['appdata', 'homePath'],
  ['localappdata', 'homePath'],
  ['temp', 'windowsPath'],
  ['tmp', 'windowsPath'],
  ['windir', 'windowsPath'],
  ['systemroot', 'windowsPath'],
  ['programdata', 'windowsPath'],
  ['programfiles', 'windowsPath'],
  ['public', 'windowsPath'],
]);
const HIVES = /^(?:hklm|hkcu|hkcr|hku|hkcc|hkey_(?:local_machine|current_user|classes_root|users|current_config)):?$/;

/**
 * A path or registry key of Windows that begins at `start`; `limit` is the end of its word. `escaped`: backslashes are written
 * twice, as in JSON and in source code. A path goes on over blanks while the next word has a backslash.
 */
export function windowsPath(
  bytes: Uint8Array,
  start: number,
  limit: number,
  textEnd: number,
  escaped: boolean,
): PathFound | null {
  const first = bytes[start];
  if (first === 0x5c) return uncPath(bytes, start, limit, escaped);
  if (LETTER[first] !== 0 && bytes[start + 1] === 0x3a) {
    const width = separator(bytes, start + 2, limit, escaped);
    if (width === 0 || ALPHANUMERIC[bytes[start + 2 + width]] === 0 || start + 3 + width >= limit) return null;
    const end = overBlanks(bytes, start, limit, textEnd);
    const isHome = lowerWord(bytes, start + 2 + width, Math.min(end, start + 7 + width)) === 'users';
    return { type: isHome ? 'homePath' : 'windowsPath', end };
  }
  let stop = start;
  while (stop < limit && stop - start < 32 && bytes[stop] !== 0x5c) stop++;
  if (stop === start || separator(bytes, stop, limit, escaped) === 0 || stop + 2 >= limit) return null;
  const word = lowerWord(bytes, start, stop);
  if (HIVES.test(word)) return { type: 'registryKey', end: overBlanks(bytes, start, limit, textEnd) };
  const folder = word.startsWith('%') && word.endsWith('%') ? FOLDERS.get(word.slice(1, -1)) : undefined;
  return folder === undefined ? null : { type: folder, end: overBlanks(bytes, start, limit, textEnd) };
}

/** Bytes of the separator at `at`; 0 for none. Slashes pass behind a drive. */
function separator(bytes: Uint8Array, at: number, limit: number, escaped: boolean): number {
  if (at >= limit) return 0;
  if (bytes[at] === 0x2f) return bytes[at + 1] === 0x2f ? 0 : 1;
  if (bytes[at] !== 0x5c) return 0;
  if (bytes[at + 1] === 0x5c) return 2;
  return escaped ? 0 : 1;
}

/** `\\host\share`. Two backslashes also begin formulas and patterns: the host must look like one. */
function uncPath(bytes: Uint8Array, start: number, limit: number, escaped: boolean): PathFound | null {
  const lead = escaped ? 4 : 2;
  for (let i = 0; i < lead; i++) if (bytes[start + i] !== 0x5c) return null;
  let at = start + lead;
  let telling = false;
  while (
    at < limit &&
    at - start < 256 &&
    (ALPHANUMERIC[bytes[at]] !== 0 || bytes[at] === 0x2e || bytes[at] === 0x2d || bytes[at] === 0x40)
  ) {
    telling ||= bytes[at] === 0x2e || bytes[at] === 0x2d || (bytes[at] >= 0x30 && bytes[at] <= 0x39);
    at++;
  }
  const width = separator(bytes, at, limit, escaped);
  if (!telling || at - start - lead < 3 || width === 0 || bytes[at] !== 0x5c) return null;
  return ALPHANUMERIC[bytes[at + width]] !== 0 ? { type: 'uncPath', end: trimmed(bytes, start, limit) } : null;
}

/** Words behind a blank that a path of Windows goes on with: `C:\Program Files\a.exe`. */
function overBlanks(bytes: Uint8Array, start: number, limit: number, textEnd: number): number {
  let end = limit;
  for (let words = 0; words < 6 && end < textEnd && bytes[end] === 0x20; words++) {
    let at = end + 1;
    let hasSeparator = false;
    while (at < textEnd && at - end < 256 && bytes[at] > 0x20 && !STOPS.has(bytes[at])) {
      hasSeparator ||= bytes[at] === 0x5c;
      at++;
    }
    if (!hasSeparator || bytes[at] === 0x3a || bytes[end + 1] === 0x5c) break;
    end = at;
  }
  return trimmed(bytes, start, end);
}

const STOPS: ReadonlySet<number> = new Set([...'"\'`<>|:*?,;'].map((character) => character.charCodeAt(0)));

function trimmed(bytes: Uint8Array, start: number, end: number): number {
  let last = end;
  while (last > start + 3 && (bytes[last - 1] === 0x2e || bytes[last - 1] === 0x5c)) last--;
  return last;
}
