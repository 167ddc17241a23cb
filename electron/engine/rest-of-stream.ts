import { MemorySource } from './byte-source';
import type { EntryContext } from './entry-context';
import { joinBytes } from './join-bytes';
import { inspectAsMember } from './rest';
import type { StreamCursor } from './stream-cursor';

/** Bytes behind the end of a format that are held to be inspected. */
const HELD_BYTES = 64 * 1024 * 1024;

/**
 * What stands behind the end of a format that was read whole: nothing, as it should be, or bytes that its loader does not read. They may be another
 * file, so they are inspected as a member; what is not recognised is a gap.
 */
export async function inspectRestOfStream(context: EntryContext, cursor: StreamCursor, reason: string): Promise<void> {
  const start = cursor.position;
  const parts: Uint8Array[] = [];
  let held = 0;
  while (held <= HELD_BYTES && (await cursor.fill(1))) {
    parts.push(cursor.take(cursor.available).slice());
    held += parts[parts.length - 1]?.length ?? 0;
    context.tick(cursor.position);
  }
  const end = await cursor.drain(context.tick);
  context.coverage.size = Math.max(context.coverage.size, end);
  if (end === start) return;
  context.note.oddity('trailingBytes', reason, start, end);
  const source = new MemorySource(joinBytes(parts));
  if (held < end - start || !(await context.recognises(source))) {
    context.note.gap(start, end, reason);
    return;
  }
  await inspectAsMember(context, source, start, end);
}
