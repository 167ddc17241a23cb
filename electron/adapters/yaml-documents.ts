import { type Document, isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { YamlNode, YamlOutline } from '../engine/ports';

/** Problems told one by one; a damaged document can have as many as lines. */
const PROBLEMS = 50;

/** A node that is still being filled. */
interface Draft extends YamlNode {
  tag: string;
  target: YamlNode | null;
  items: YamlNode[];
  entries: { key: YamlNode; value: YamlNode | null }[];
}

/**
 * YAML by the library `yaml`, with the schema that knows no types: tags are kept as they are written and nothing is made of them.
 * Duplicate keys are all kept; looking for them would be quadratic. The library descends recursively, so
 * nesting is bounded before it sees the text.
 */
export function readYaml(text: string): YamlOutline {
  const problems: { message: string; start: number; end: number }[] = [];
  const tooDeep = nestedDeeperThan(text, DEPTH);
  if (tooDeep >= 0)
    return { documents: [], problems: [{ message: 'nested deeper than is read', start: tooDeep, end: text.length }] };
  try {
    const documents = parseAllDocuments(text, {
      version: '1.1',
      schema: 'failsafe',
      uniqueKeys: false,
      logLevel: 'silent',
      prettyErrors: false,
      strict: true,
    });
    const list = Array.isArray(documents) ? documents : [];
    for (const { errors } of list)
      for (const { message, pos } of errors)
        if (problems.length < PROBLEMS) problems.push({ message: firstLine(message), start: pos[0], end: pos[1] });
    return { documents: list.map((document) => outline(document, problems)), problems } satisfies YamlOutline;
  } catch (error) {
    // The bound on nesting is generous, and stacks differ.
    if (!(error instanceof RangeError)) throw error;
    return { documents: [], problems: [{ message: 'nested deeper than can be read', start: 0, end: text.length }] };
  }
}

/** Collections in each other; people write a dozen. */
const DEPTH = 200;

/**
 * Where brackets, or indented lines and the dashes before them, first stand deeper in each other than `maximum`; -1 where they never do.
 * Brackets in texts are counted, too: that can only make the answer too careful.
 */
function nestedDeeperThan(text: string, maximum: number): number {
  const indents: number[] = [];
  let brackets = 0;
  let column = 0;
  let marks = 0;
  let isIndent = true;
  for (let at = 0; at < text.length; at++, column++) {
    const character = text[at];
    if (character === '\n') {
      column = -1;
      marks = 0;
      isIndent = true;
    } else if (character === '[' || character === '{') brackets++;
    else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
    else if (isIndent && character !== ' ' && character !== '-' && character !== '?' && character !== ':') {
      while ((indents[indents.length - 1] ?? -1) >= column) indents.pop();
      indents.push(column);
      isIndent = false;
    } else if (isIndent && character !== ' ') marks++;
    if (brackets + indents.length + marks > maximum) return at;
  }
  return -1;
}

const firstLine = (message: string) => message.split('\n', 1)[0]?.slice(0, 200) ?? '';

/** The library’s nodes as the engine’s, without recursion. */
function outline(
  document: Document.Parsed,
  problems: { message: string; start: number; end: number }[],
): YamlNode | null {
  if (document.contents === null) return null;
  const anchors = new Map<string, YamlNode>();
  const root = draft(document.contents);
  const waiting: (readonly [source: unknown, draft: Draft])[] = [[document.contents, root]];
  // Depth first and in order, so that an alias finds the last anchor before it.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [source, node] = next;
    if (isAlias(source)) {
      node.target = anchors.get(source.source) ?? null;
      if (node.target === null && problems.length < PROBLEMS)
        problems.push({ message: 'an alias without an anchor', start: node.start, end: node.end });
    }
    const anchor = (source as { anchor?: string } | null)?.anchor;
    if (anchor !== undefined) anchors.set(anchor, node);
    const children: (readonly [unknown, Draft])[] = [];
    if (isSeq(source)) {
      for (const item of source.items) {
        const child = draft(item);
        node.items.push(child);
        children.push([item, child]);
      }
    } else if (isMap(source)) {
      for (const pair of source.items) {
        const key = draft(pair.key);
        const value = pair.value === null || pair.value === undefined ? null : draft(pair.value);
        node.entries.push({ key, value });
        children.push([pair.key, key]);
        if (value !== null) children.push([pair.value, value]);
      }
    }
    for (const child of children.reverse()) waiting.push(child);
  }
  return root;
}

function draft(source: unknown): Draft {
  const node = source as { range?: readonly number[] | null; tag?: string; source?: string } | null;
  const start = node?.range?.[0] ?? 0;
  const shared = {
    tag: node?.tag ?? '',
    start,
    end: node?.range?.[1] ?? start,
    target: null,
    items: [],
    entries: [],
  };
  if (isAlias(source)) return { ...shared, kind: 'alias', text: source.source };
  if (isSeq(source)) return { ...shared, kind: 'sequence', text: '' };
  if (isMap(source)) return { ...shared, kind: 'map', text: '' };
  if (isPair(source)) return { ...shared, kind: 'map', text: '' };
  const value = isScalar(source) ? source.value : source;
  return {
    ...shared,
    kind: 'scalar',
    text: typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value),
  };
}
