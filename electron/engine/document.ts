import { collect } from './collect';
import type { Content, EntryContext } from './entry-context';
import { streamOf } from './format';

/**
 * The whole content in memory, for documents that are parsed as one: JSON, YAML, XML, templates, headers. Null, with the limit noted,
 * when it is longer than `Limits.documentBytes`. The entry's size is booked.
 */
export async function readDocument(context: EntryContext, content: Content): Promise<Uint8Array | null> {
  const { bytes, totalBytes } = await collect(streamOf(content), context.limits.documentBytes, context.tick);
  context.coverage.size = Math.max(context.coverage.size, totalBytes);
  if (totalBytes === bytes.length) return bytes;
  context.note.limit('documentBytes', 'a document longer than is held to be parsed', 0, totalBytes);
  return null;
}
