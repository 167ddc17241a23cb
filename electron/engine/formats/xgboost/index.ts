import { latin1 } from '../../decode-text';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { openRest } from '../../rest';
import { inspectRestOfStream } from '../../rest-of-stream';
import { StreamCursor } from '../../stream-cursor';
import { walkBinary } from './binary';
import { walkJson } from './json';
import { BoosterSummary } from './summary';
import { walkUbjson } from './ubjson';

type Notation = 'JSON' | 'UBJSON' | 'binary';

/** The notation of a booster, told by its head: JSON and UBJSON begin with the key `learner`, at times behind `version`. */
function notationOf(head: Uint8Array): Notation | null {
  if (hasBytes(head, 0, [0x62, 0x69, 0x6e, 0x66])) return 'binary';
  const first = latin1(head.subarray(0, 256));
  if (/^\s{0,16}\{\s{0,16}"(?:version"\s*:\s*\[[\d, \s]*\]\s*,\s*")?learner"\s*:\s*\{/.test(first)) return 'JSON';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: lengths are binary numbers
  return /^\{(?:L\0{7}\x07|[iU]\x07|I\0\x07|l\0\0\0\x07)(?:learner\{|version\[)/.test(first) ? 'UBJSON' : null;
}

/** Boosters of XGBoost in the three notations it has written them in. They hold numbers and texts; nothing in them is called. */
export const xgboostFormat: Format = {
  certainty: 'structure',
  probe: ({ head }) => notationOf(head) !== null,
  inspect: async (context, content) => {
    const notation = notationOf(content.head) ?? 'JSON';
    await inspectBooster(context, content, notation);
    return { format: 'xgboost', formatPath: [`XGBoost ${notation}`] };
  },
  open: openRest,
};

async function inspectBooster(context: EntryContext, content: Content, notation: Notation): Promise<void> {
  const cursor = new StreamCursor(streamOf(content));
  const summary = new BoosterSummary();
  const understood =
    notation === 'binary'
      ? await walkBinary(context, cursor)
      : await (notation === 'JSON' ? walkJson : walkUbjson)(context, cursor, summary);
  if (notation !== 'binary') summary.write(context);
  const end = cursor.position;
  context.coverage.size = Math.max(context.coverage.size, end);
  context.note.explain(0, end, 'data');
  if (understood) return inspectRestOfStream(context, cursor, 'bytes behind the booster');
  const size = await cursor.drain(context.tick);
  context.coverage.size = Math.max(context.coverage.size, size);
  if (end < size) context.note.gap(end, size, 'the booster was not understood up to here');
}
