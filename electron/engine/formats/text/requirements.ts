import type { ReferenceFact } from '../../../../shared/domain/fact';
import { leadsOutside } from '../../outside-path';

/** A line of a list of requirements that leads outside the package index: pip installs, and so runs, what is there. */
export interface OutsideRequirement extends Pick<ReferenceFact, 'to' | 'target' | 'leavesFolder' | 'purpose'> {
  /** Where the line begins, in characters. */
  readonly start: number;
  readonly end: number;
}

/** The index that pip asks anyway, and those of the publishers of PyTorch and CUDA. */
const PUBLISHERS: ReadonlySet<string> = new Set([
  'pypi.org',
  'files.pythonhosted.org',
  'download.pytorch.org',
  'pypi.nvidia.com',
  'pypi.ngc.nvidia.com',
]);

const OPTION =
  /^(?:-i|--index-url|--extra-index-url|-f|--find-links|-r|--requirement|-c|--constraint|-e|--editable)(?:\s*=\s*|\s+)(\S+)/;
const ADDRESS = /(?:^|[\s@=])((?:(?:git|hg|svn|bzr)\+)?[a-z][a-z+]*:\/\/\S+|git\+\S+)/i;

/** True for the names that pip's requirement files have. */
export function isRequirementsName(name: string): boolean {
  return /^(?:requirements|constraints)[\w.-]*\.(?:txt|in)$/i.test(name);
}

/** One requirement as pip reads it; null for a package of the index. */
export function outsideRequirement(
  line: string,
): Pick<OutsideRequirement, 'to' | 'target' | 'leavesFolder' | 'purpose'> | null {
  const text = line.replace(/(?:^|\s)#.*$/, '').trim();
  if (text === '') return null;
  const option = OPTION.exec(text);
  const address = ADDRESS.exec(text)?.[1] ?? null;
  if (address !== null) {
    if (PUBLISHERS.has(hostOf(address))) return null;
    return { to: 'address', target: address, leavesFolder: false, purpose: 'pip installs packages from there' };
  }
  const path = option?.[1] ?? (/^[./\\~]|^[A-Za-z]:[\\/]/.test(text) ? text : null);
  if (path === null) return null;
  return { to: 'file', target: path, leavesFolder: leadsOutside(path), purpose: 'pip reads or installs it' };
}

/** All lines of a list of requirements that lead outside the index. */
export function outsideRequirements(text: string): readonly OutsideRequirement[] {
  const found: OutsideRequirement[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const requirement = outsideRequirement(line.slice(0, 4096));
    if (requirement !== null) found.push({ ...requirement, start, end: start + line.length });
    start += line.length + 1;
  }
  return found;
}

/** The host of an address, in lower case, without user and port: what is left of a deceiving `https://pypi.org@attacker.example`. */
function hostOf(address: string): string {
  const authority = /^https:\/\/([^/?#\\]*)/i.exec(address)?.[1] ?? '';
  return authority
    .slice(authority.lastIndexOf('@') + 1)
    .replace(/:\d*$/, '')
    .toLowerCase();
}
