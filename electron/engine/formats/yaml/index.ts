import { ByteOffsets } from '../../byte-offsets';
import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { EntryContext } from '../../entry-context';
import type { Format } from '../../format';
import type { YamlNode } from '../../ports';
import { noteTemplate, TEMPLATE_KEYS } from '../../templates/note-template';
import { TextCheck } from '../../text-check';
import { resolverOf, targetsOf } from './hydra';
import { namesInText } from './lexical';
import { isEnvironment, isMlModel, readEnvironment, readMlModel } from './mlflow';
import { isYamlContent } from './probe';
import { requestOfTag } from './python-tags';
import { mappingOf, nodesOf, scalarText, valueFor } from './walk';

/** Documents up to this length are read as a tree, which takes some hundred times as much memory; longer ones by their spelling alone. */
const TREE_BYTES = 512 * 1024;

/**
 * YAML documents. Data for whoever loads them safely; a program for PyYAML’s unsafe loaders (tags), Hydra, NeMo and Lightning (targets)
 * and MLflow (`loader_module`). All of that is told as facts; nothing is resolved and no alias is expanded.
 */
export const yamlFormat: Format = {
  certainty: 'text',
  probe: isYamlContent,
  inspect: async (context, content) => {
    const bytes = await readDocument(context, content, { source: 'document', spelling: 'plain' });
    if (bytes === null) return { format: 'yaml', formatPath: ['YAML'] };
    const check = new TextCheck();
    check.feed(bytes);
    context.note.explain(0, check.textBytes, 'text');
    if (check.textBytes < bytes.length)
      context.note.malformed('badArgument', 'bytes that are no text', check.textBytes, bytes.length);
    const text = decodeUtf8(bytes.subarray(0, check.textBytes));
    return { format: 'yaml', formatPath: await readYamlText(context, text, check.textBytes) };
  },
};

/** Reads a whole document as text and notes what its loaders would do; answers what it is, outermost first. */
async function readYamlText(context: EntryContext, text: string, byteLength: number): Promise<readonly string[]> {
  const { note } = context;
  const offsets = new ByteOffsets(text, byteLength);
  const place = ({ start, end }: { readonly start: number; readonly end: number }) =>
    [offsets.at(start), offsets.at(Math.max(start, end))] as const;
  if (byteLength > TREE_BYTES) {
    for (const named of namesInText(text)) note.namedObject(named.object, ...place(named));
    note.limit('documentBytes', 'a YAML document longer than is read as a tree', TREE_BYTES, byteLength);
    return ['YAML'];
  }
  const { documents, problems } = await context.ports.readYaml(text);
  for (const problem of problems)
    note.malformed('badArgument', `not valid YAML: ${problem.message}`, ...place(problem));
  if (problems.length > 0) for (const named of namesInText(text)) note.namedObject(named.object, ...place(named));
  let label = 'YAML';
  for (const root of documents) {
    if (root === null) continue;
    readNodes(context, root, place);
    const map = mappingOf(root);
    if (map === null) continue;
    if (isMlModel(map)) {
      label = 'MLflow model';
      readMlModel(context, map, place);
    } else if (isEnvironment(map)) {
      label = 'YAML, Python environment';
      readEnvironment(context, map, place);
    }
  }
  if (documents.length > 1) note.metadata('documents', String(documents.length));
  return [label];
}

/** What stands at any depth: tags, targets and resolvers. */
function readNodes(
  context: EntryContext,
  root: YamlNode,
  place: (node: { readonly start: number; readonly end: number }) => readonly [number, number],
): void {
  const { note } = context;
  let visited = 0;
  const resolvers = new Set<string>();
  for (const node of nodesOf(root)) {
    if ((++visited & 0xfff) === 0) context.tick(place(node)[0]);
    const request = node.tag === '' ? null : requestOfTag(node.tag, node);
    if (request?.kind === 'object') note.namedObject(request.object, ...place(node));
    if (request?.kind === 'code') note.oddity('codeTag', request.detail, ...place(node));
    if (node.kind === 'map') for (const target of targetsOf(node)) note.namedObject(target.object, ...place(target));
    if (node.kind === 'map') noteTemplates(context, node, place);
    if (node.kind === 'scalar' && node.text.includes('${')) {
      const resolver = resolverOf(node.text);
      if (resolver !== null && !resolvers.has(resolver.detail)) {
        resolvers.add(resolver.detail);
        note.oddity(resolver.code, resolver.detail, ...place(node));
      }
    }
  }
}

/** Chat templates of a configuration that is written in YAML instead of JSON: a text, or a list or table of them. */
function noteTemplates(
  context: EntryContext,
  map: YamlNode,
  place: (node: { readonly start: number; readonly end: number }) => readonly [number, number],
): void {
  for (const { key, value } of map.entries) {
    const title = scalarText(key);
    if (value === null || title === null || !(TEMPLATE_KEYS as readonly string[]).includes(title)) continue;
    const held = value.kind === 'alias' ? (value.target ?? value) : value;
    const texts = held.kind === 'scalar' ? [held] : [...held.items, ...held.entries.map((entry) => entry.value)];
    for (const node of texts) {
      const template = node?.kind === 'map' ? valueFor(node, 'template') : node;
      const text = scalarText(template);
      if (template !== null && text !== null) noteTemplate(context, text, { title }, ...place(template));
    }
  }
}
