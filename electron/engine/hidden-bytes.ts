import { type ByteSource, MemorySource, readWhole, SliceSource } from './byte-source';
import type { EntryContext } from './entry-context';
import { hasProto, tryPickle } from './formats/pickle/trial';
import { inspectAsMember } from './rest';

/** Bytes looked through for the beginning of a pickle, and beginnings that are tried. */
const SEARCHED_BYTES = 1024 * 1024;
const TRIALS = 64;

/**
 * Bytes that no reader of the format looks at and that hold something all the same: padding that is not empty, data that no member owns.
 * What can be recognised in them is inspected as a member and judged like one; the rest is a gap. `source` holds just these bytes,
 * which lie from `start` to `end` of the entry. `byDamage`: an accident can be why nobody looks at them, so that alone is not odd.
 */
export async function inspectHidden(
  context: EntryContext,
  source: ByteSource,
  start: number,
  end: number,
  reason: string,
  byDamage = false,
): Promise<void> {
  const { note } = context;
  const at = await beginningIn(context, source);
  if (at === null) {
    note.gap(start, end, reason);
    return;
  }
  if (!byDamage) note.oddity('hiddenMember', `${reason}: it can be read as a file of its own`, start + at, end);
  if (at > 0) note.gap(start, start + at, reason);
  await inspectAsMember(context, new SliceSource(source, at, source.size), start + at, end);
}

/** The same for bytes that are in memory. */
export function inspectHiddenBytes(
  context: EntryContext,
  bytes: Uint8Array,
  start: number,
  reason: string,
  byDamage = false,
): Promise<void> {
  return inspectHidden(context, new MemorySource(bytes), start, start + bytes.length, reason, byDamage);
}

/** Where something begins that a loader could read: at the first byte whatever is recognised, later a pickle that leads somewhere. */
async function beginningIn(context: EntryContext, source: ByteSource): Promise<number | null> {
  const bytes = await readWhole(source, 0, SEARCHED_BYTES);
  const complete = bytes.length === source.size;
  if (bytes.length === 0) return null;
  if (!hasProto(bytes) && (await context.recognises(source))) return 0;
  let trials = 0;
  for (let at = bytes.indexOf(0x80); at >= 0 && trials < TRIALS; at = bytes.indexOf(0x80, at + 1)) {
    if (bytes[at + 1] < 2 || bytes[at + 1] > 5) continue;
    trials++;
    const trial = tryPickle(bytes.subarray(at), complete);
    if (!trial.acted && !(trial.stopped && trial.opcodes > 2)) continue;
    if (await context.recognises(new SliceSource(source, at, source.size))) return at;
  }
  return null;
}
