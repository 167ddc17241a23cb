import type { YamlNode } from '../../ports';

/** The text of a scalar, also by way of an alias; null for everything else. */
export function scalarText(node: YamlNode | null | undefined): string | null {
  const plain = node?.kind === 'alias' ? node.target : node;
  return plain?.kind === 'scalar' ? plain.text : null;
}

/** The mapping that a node is or stands for; null for everything else. */
export function mappingOf(node: YamlNode | null | undefined): YamlNode | null {
  const plain = node?.kind === 'alias' ? node.target : node;
  return plain?.kind === 'map' ? plain : null;
}

/** The last value of a key, as loaders that keep the last see it. */
export function valueFor(map: YamlNode | null, key: string): YamlNode | null {
  let found: YamlNode | null = null;
  if (map !== null) for (const entry of map.entries) if (scalarText(entry.key) === key) found = entry.value;
  return found;
}

/** Every node that is written in a document, in the order of the text. Aliases are met and not followed, so each node comes once. */
export function* nodesOf(root: YamlNode): Generator<YamlNode> {
  const waiting: YamlNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    const children: YamlNode[] = [...node.items];
    for (const { key, value } of node.entries) {
      children.push(key);
      if (value !== null) children.push(value);
    }
    for (let i = children.length - 1; i >= 0; i--) waiting.push(children[i] as YamlNode);
  }
}

/** Characters and nodes of a rendering: it is shown in one line. */
const RENDERED_TEXT = 400;
const RENDERED_DEPTH = 6;

/** A node as one line in flow style, shortened. */
export function renderNode(node: YamlNode | null, depth = 0): string {
  if (node === null) return 'null';
  if (node.kind === 'alias') return `*${node.text}`;
  if (node.kind === 'scalar') return node.text.slice(0, RENDERED_TEXT);
  if (depth >= RENDERED_DEPTH) return '…';
  const parts: string[] = [];
  let length = 0;
  const add = (part: string) => {
    parts.push(part);
    length += part.length;
    return length < RENDERED_TEXT;
  };
  if (node.kind === 'sequence') {
    for (const item of node.items) if (!add(renderNode(item, depth + 1))) break;
    return `[${parts.join(', ')}]`.slice(0, RENDERED_TEXT);
  }
  for (const { key, value } of node.entries)
    if (!add(`${renderNode(key, depth + 1)}: ${renderNode(value, depth + 1)}`)) break;
  return `{${parts.join(', ')}}`.slice(0, RENDERED_TEXT);
}
