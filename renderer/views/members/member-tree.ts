import type { EntryFact } from '../../../shared/domain/fact';

/** One line of the tree: a member, or a folder that only its members' names speak of. */
export interface MemberRow {
  readonly key: string;
  readonly name: string;
  readonly level: number;
  readonly entry: EntryFact | null;
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
}

const makeNode = (key: string, name: string): Node => ({ key, name, entry: null, children: new Map(), duplicates: 0 });

/** Folders shown of one name; what is deeper stands together as one step, since a name may hold thousands of slashes. */
const MAXIMUM_FOLDERS = 16;

function stepsOf(name: string): readonly string[] {
  const parts = name.split('/').filter((part) => part !== '');
  if (parts.length === 0) return [name];
  return parts.length <= MAXIMUM_FOLDERS
    ? parts
    : [...parts.slice(0, MAXIMUM_FOLDERS), parts.slice(MAXIMUM_FOLDERS).join('/')];
}

/** Members as a tree: containers by their paths, folders by the slashes in names. */
export function memberTree(entries: readonly EntryFact[], closed: ReadonlySet<string>): readonly MemberRow[] {
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
        node = child;
      });
    });
    node.entry = entry;
  }
  const rows: MemberRow[] = [];
  const walk = (node: Node, level: number) => {
    for (const child of node.children.values()) {
      const open = child.children.size === 0 ? null : !closed.has(child.key);
      rows.push({ key: child.key, name: child.name, level, entry: child.entry, open });
      if (open) walk(child, level + 1);
    }
  };
  walk(root, 0);
  return rows;
}
