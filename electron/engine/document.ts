import type { IndicatorSource } from '../../shared/domain/indicator';
import { collect } from './collect';
import type { Content, EntryContext } from './entry-context';
import { streamOf } from './format';
import type { Spelling } from './indicators/sieve';

/**
 * The whole content in memory, for documents that are parsed as one: JSON, YAML, XML, templates, headers. Null, with the limit noted,
 * when it is longer than `Limits.documentBytes`. The entry's size is booked. `text` says how it is written, so that what it points at is found.
 */
export async function readDocument(
  context: EntryContext,
  content: Content,
  text: { readonly source: IndicatorSource; readonly spelling: Spelling } | null,
): Promise<Uint8Array | null> {
  const { bytes, totalBytes } = await collect(streamOf(content), context.limits.documentBytes, context.tick);
  context.coverage.size = Math.max(context.coverage.size, totalBytes);
  if (text !== null) context.note.sieve(text.source, text.spelling).read(bytes, 0, bytes.length, 0);
  if (totalBytes === bytes.length) return bytes;
  context.note.limit('documentBytes', 'a document longer than is held to be parsed', 0, totalBytes);
  return null;
}
