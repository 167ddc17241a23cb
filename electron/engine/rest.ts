import { type ByteSource, SliceSource } from './byte-source';
import type { Content, EntryContext } from './entry-context';

const NAME = /^\(from byte (\d{1,15})\)$/;

/**
 * Bytes behind the end of what a format's reader takes: noted, inspected as whatever they are recognised as, else a gap. Where they come
 * by only once they are a gap.
 */
export async function inspectRest(
  context: EntryContext,
  content: Content,
  start: number,
  end: number,
  detail: string,
): Promise<void> {
  if (end <= start) return;
  const { note } = context;
  note.oddity('trailingBytes', detail, start, end);
  const slice = content.kind === 'source' ? new SliceSource(content.source, start, end) : null;
  if (slice === null || !(await context.recognises(slice))) {
    note.gap(start, end, `${detail}: not understood`);
    return;
  }
  note.oddity('polyglot', `${detail}, and are a file of their own`, start, end);
  await inspectAsMember(context, slice, start, end);
}

/** Inspects `source`, the bytes from `start` to `end`, as a member named by where it begins. */
export async function inspectAsMember(
  context: EntryContext,
  source: ByteSource,
  start: number,
  end: number,
): Promise<void> {
  const outcome = await context.member({
    name: `(from byte ${start})`,
    absoluteBase: context.absoluteBase === null ? null : context.absoluteBase + start,
    content: { source },
  });
  context.coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
}

/** Opens what `inspectRest` made a member. */
export async function openRest(source: ByteSource, name: string): Promise<ByteSource | null> {
  const start = Number(NAME.exec(name)?.[1] ?? Number.NaN);
  return start < source.size ? new SliceSource(source, start, source.size) : null;
}
