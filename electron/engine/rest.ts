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
  const { note, coverage, absoluteBase } = context;
  note.oddity('trailingBytes', detail, start, end);
  const slice = content.kind === 'source' ? new SliceSource(content.source, start, end) : null;
  if (slice === null || !(await context.recognises(slice))) {
    note.gap(start, end, `${detail}: not understood`);
    return;
  }
  note.oddity('polyglot', `${detail}, and are a file of their own`, start, end);
  const base = absoluteBase === null ? null : absoluteBase + start;
  const outcome = await context.member({
    name: restName(start),
    absoluteBase: base,
    content: { source: slice },
  });
  coverage.delegate({ start, end }, outcome.explainedBytes, outcome.gaps);
}

/** What the member is called. */
export const restName = (start: number): string => `(from byte ${start})`;

/** Opens what `inspectRest` made a member. */
export async function openRest(source: ByteSource, name: string): Promise<ByteSource | null> {
  const start = Number(NAME.exec(name)?.[1] ?? Number.NaN);
  return start < source.size ? new SliceSource(source, start, source.size) : null;
}
