import { isUnsafeName } from '../../archive/members';

/** What is wrong with where a member would be written: a phrase for each, in order of appearance. */
export class WrittenNames {
  private readonly files = new Set<string>();
  private readonly links = new Set<string>();

  /** Looks at one more member, as something that extracts front to back would write it. */
  look(
    name: string,
    type: string,
    linkName: string,
  ): { readonly code: 'unsafeMemberName' | 'duplicateMember'; readonly detail: string }[] {
    const found: { code: 'unsafeMemberName' | 'duplicateMember'; detail: string }[] = [];
    const unsafe = (detail: string) => found.push({ code: 'unsafeMemberName', detail });
    if (isUnsafeName(name)) unsafe(`${name} would be written outside the folder it is extracted to`);
    const plain = normal(name);
    if (type === '2' && leadsOut(plain.slice(0, -1), linkName))
      unsafe(`${name} is a symbolic link to ${linkName}, outside the folder`);
    if (type === '1' && isUnsafeName(linkName)) unsafe(`${name} is a hard link to ${linkName}, outside the folder`);
    if (type === '3' || type === '4' || type === '6') unsafe(`${name} is a device or a pipe`);
    for (let depth = 1; depth < plain.length; depth++) {
      if (!this.links.has(plain.slice(0, depth).join('/'))) continue;
      unsafe(`${name} would be written through a symbolic link of the archive`);
      break;
    }
    const path = plain.join('/');
    const folded = path.toLowerCase();
    if (type !== '5') {
      if (this.files.has(folded))
        found.push({ code: 'duplicateMember', detail: `more than one member is called ${name}` });
      this.files.add(folded);
    }
    if (type === '2') this.links.add(path);
    return found;
  }
}

/** Steps of a path without empty ones and dots. */
function normal(path: string): string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}

/** True when a link target, read from a folder of the archive, is absolute or climbs above the archive's root. */
function leadsOut(folder: readonly string[], target: string): boolean {
  if (/^([/\\]|[a-zA-Z]:)|\0/.test(target)) return true;
  let depth = folder.length;
  for (const step of target.split(/[/\\]/)) {
    if (step === '..') depth--;
    else if (step !== '' && step !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
