import type { EntryFact } from '../../../shared/domain/fact';
import { type FlagWords, memberFlags } from '../../state/member-flags';

/** One line of the tree: a member, or a folder that only its members' names speak of. */
export interface MemberRow {
  readonly key: string;
  readonly name: string;
  readonly level: number;
  /** Place among the rows of the same parent, from 1, and how many there are. */
  readonly position: number;
  readonly siblings: number;
  readonly entry: EntryFact | null;
  readonly flags: readonly FlagWords[];
  /** Members below it and their size, for a folder. */
  readonly inside: { readonly count: number; readonly bytes: number };
  /** Null for a member that holds nothing. */
  readonly open: boolean | null;
}

interface Node {
  readonly key: string;
  readonly name: string;
  entry: EntryFact | null;
  readonly children: Map<string, Node>;
  /** A second member with the same name is a node of its own: hiding it would hide the trick. */
  duplicates: number;
  count: number;
  bytes: number;
}

const makeNode = (key: string, name: string): Node => ({
  key,
  name,
  entry: null,
  children: new Map(),
  duplicates: 0,
  count: 0,
  bytes: 0,
});

/** Folders shown of one name; what is deeper stands together as one step, since a name may hold thousands of slashes. */
const MAXIMUM_FOLDERS = 16;

function stepsOf(name: string): readonly string[] {
  const parts = name.split('/').filter((part) => part !== '');
  if (parts.length === 0) return [name];
  // A name that leaves its folder is not taken apart: the tree would make it look like one that stays.
  if (parts.includes('..') || name.startsWith('/')) return [name];
  return parts.length <= MAXIMUM_FOLDERS
    ? parts
    : [...parts.slice(0, MAXIMUM_FOLDERS), parts.slice(MAXIMUM_FOLDERS).join('/')];
}

function plant(entries: readonly EntryFact[]): Node {
  const root = makeNode('', '');
  for (const entry of entries) {
    let node = root;
    entry.path.forEach((name, depth) => {
      const isMember = depth === entry.path.length - 1;
      const steps = stepsOf(name);
      steps.forEach((part, index) => {
        const ends = index === steps.length - 1;
        // The key of a whole member is its path, so that the shared selection finds it.
        const key = ends ? entry.path.slice(0, depth + 1).join('\0') : `${node.key}\u0001${part}`;
        let child = node.children.get(part);
        if (child && ends && isMember && child.entry) {
          child.duplicates++;
          child = makeNode(`${key}\u0001${child.duplicates}`, part);
          node.children.set(`${part}\u0001${child.key}`, child);
        } else if (!child) {
          child = makeNode(key, part);
          node.children.set(part, child);
        }
        // Only members of this very container count: what is packed inside one is not beside it.
        if (isMember && !ends && entry.format !== 'folder') {
          child.count++;
          child.bytes += entry.inflatedBytes;
        }
        node = child;
      });
    });
    node.entry = entry;
  }
  return root;
}

/** Folders with nothing in them but one folder stand in one line: `code/__torch__/torch/nn`. */
function throughFolders(from: Node): { readonly child: Node; readonly name: string } {
  let child = from;
  let { name } = from;
  while (child.entry === null && child.children.size === 1) {
    const only = child.children.values().next().value as Node;
    if (only.entry !== null || only.children.size === 0) break;
    name = `${name}/${only.name}`;
    child = only;
  }
  return { child, name };
}

/** Members as a tree: containers by their paths, folders by the slashes in names. */
export function memberTree(entries: readonly EntryFact[], closed: ReadonlySet<string>): readonly MemberRow[] {
  const rows: MemberRow[] = [];
  const walk = (node: Node, level: number) => {
    let position = 0;
    for (const step of node.children.values()) {
      const { child, name } = throughFolders(step);
      const open = child.children.size === 0 ? null : !closed.has(child.key);
      rows.push({
        key: child.key,
        name,
        level,
        position: ++position,
        siblings: node.children.size,
        entry: child.entry,
        flags: child.entry ? memberFlags(child.entry) : [],
        inside: { count: child.count, bytes: child.bytes },
        open,
      });
      if (open) walk(child, level + 1);
    }
  };
  walk(plant(entries), 0);
  return rows;
}

/** Members whose path has the text, or that have a flag, with the containers around them. */
export function narrowMembers(entries: readonly EntryFact[], text: string, onlyFlagged: boolean): readonly EntryFact[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '' && !onlyFlagged) return entries;
  const kept = new Set<string>();
  for (const entry of entries) {
    if (wanted !== '' && !entry.path.join(' › ').toLowerCase().includes(wanted)) continue;
    if (onlyFlagged && entry.flags.length === 0) continue;
    for (let depth = 1; depth <= entry.path.length; depth++) kept.add(entry.path.slice(0, depth).join('\0'));
  }
  return entries.filter((entry) => kept.has(entry.path.join('\0')));
}
