import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import { MemorySource, readWhole } from '../../byte-source';
import { decodeUtf8 } from '../../decode-text';
import { readDocument } from '../../document';
import type { EntryContext } from '../../entry-context';
import type { Format } from '../../format';
import { duplicateKeys, JsonDocument } from '../../json/json-document';
import { torchMemberBytes } from '../keras/torch-module';
import { JSON_READERS } from './readers';

/** Bytes looked at to tell JSON from other text. */
const PROBED = 4096;
/** Lines of the summary of a document that no reader knows. */
const SUMMARY_LINES = 12;

/**
 * True for an object that begins with a key and for an array that begins with a value. INI sections and Markdown links begin with a bracket
 * too, so behind an array nothing may follow but a further line of JSON.
 */
function looksLikeJson(head: Uint8Array): boolean {
  const probed = head.subarray(0, PROBED);
  const document = JsonDocument.read(probed);
  const [root] = document.roots;
  if (root === undefined || (root.kind !== 'object' && root.kind !== 'array')) return false;
  const { problem, count } = document;
  if (problem === null) return true;
  if (root.kind === 'array') return count > 1 && (root.end > problem.offset || problem.offset >= probed.length);
  // A first key that is cut off, or is followed by what is none.
  return count > 1 || /^\s*"/.test(decodeUtf8(probed.subarray(root.start + 1, root.start + 64)));
}

async function inspectJson(context: EntryContext, bytes: Uint8Array): Promise<readonly string[]> {
  const { note } = context;
  const document = JsonDocument.read(bytes, context.tick);
  const { problem } = document;
  const end = problem?.offset ?? bytes.length;
  note.explain(0, end, 'text');
  if (problem?.limited) note.limit('jsonValues', problem.detail, end, bytes.length);
  else if (problem !== null) note.malformed('invalidDocument', `as JSON, ${problem.detail}`, end, bytes.length);
  for (const key of duplicateKeys(document))
    note.oddity('duplicateKey', `the key ${key.written(100)} stands twice in one object`, key.start, key.end);
  const readers = JSON_READERS.filter((reader) => reader.recognises(document));
  for (const reader of readers) await reader.read(context, document);
  if (readers.length === 0) summarise(context, document);
  const kind = document.roots.length > 1 ? 'json lines' : 'json';
  return [kind, ...readers.slice(0, 1).map(({ label }) => label)];
}

/** The plain values at the top of a document that no reader knows. */
function summarise({ note }: EntryContext, document: JsonDocument): void {
  let lines = 0;
  for (const [key, value] of document.roots[0]?.entries() ?? []) {
    if (value.kind === 'object' || value.kind === 'array') continue;
    if (++lines > SUMMARY_LINES) return;
    note.metadata(key.text() as string, value.text() ?? value.written(100), key.start, value.end);
  }
}

/** JSON documents, read by what they contain. */
export const jsonFormat: Format = {
  certainty: 'text',
  // By its name alone where only a bracket is left of it: cut JSON is no prose.
  probe: ({ head, name }) =>
    looksLikeJson(head) || (/\.jsonl?$/i.test(name) && /^\s*[[{]/.test(decodeUtf8(head.subarray(0, 64)))),
  inspect: async (context, content) => {
    const bytes = await readDocument(context, content, { source: 'document', spelling: 'escaped' });
    return { format: 'json', formatPath: bytes === null ? ['json'] : await inspectJson(context, bytes) };
  },
  open: async (source, name) => {
    const bytes = torchMemberBytes(JsonDocument.read(await readWhole(source, 0, DEFAULT_LIMITS.documentBytes)), name);
    return bytes === null ? null : new MemorySource(bytes);
  },
};
