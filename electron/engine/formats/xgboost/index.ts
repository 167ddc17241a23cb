import { decodeUtf8, latin1 } from '../../decode-text';
import { readDocument } from '../../document';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { openRest } from '../../rest';
import { inspectRestOfStream } from '../../rest-of-stream';
import { StreamCursor } from '../../stream-cursor';
import { walkBinary } from './binary';
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
    const notation = notationOf(content.head);
    if (notation === 'JSON') await inspectJson(context, content);
    else await inspectStream(context, content, notation === 'binary');
    return { format: 'xgboost', formatPath: [`XGBoost ${notation}`] };
  },
  open: openRest,
};

async function inspectStream(context: EntryContext, content: Content, isBinary: boolean): Promise<void> {
  const cursor = new StreamCursor(streamOf(content));
  const summary = new BoosterSummary();
  const understood = isBinary ? await walkBinary(context, cursor) : await walkUbjson(context, cursor, summary);
  if (!isBinary) summary.write(context);
  const end = cursor.position;
  context.coverage.size = Math.max(context.coverage.size, end);
  context.note.explain(0, end, 'data');
  if (understood) return inspectRestOfStream(context, cursor, 'bytes behind the booster');
  const size = await cursor.drain(context.tick);
  context.coverage.size = Math.max(context.coverage.size, size);
  if (end < size) context.note.gap(end, size, 'the booster was not understood up to here');
}

async function inspectJson(context: EntryContext, content: Content): Promise<void> {
  const bytes = await readDocument(context, content);
  if (bytes === null) return;
  let root: unknown;
  try {
    root = JSON.parse(decodeUtf8(bytes));
  } catch (error) {
    // A document nested too deep runs out of stack.
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    context.note.malformed('badArgument', 'not valid JSON', 0, bytes.length);
    return;
  }
  const summary = new BoosterSummary();
  const waiting: (readonly [path: string, value: unknown])[] = [['', root]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, value] = next;
    if (typeof value === 'string') summary.text(path, value);
    else if (typeof value === 'number') summary.number(path, value);
    else if (Array.isArray(value)) {
      const below = `${path}/[]`;
      // Lists of numbers are passed over, but for the version, which is short.
      if (typeof value[0] === 'number' && value.length > 3) continue;
      for (let i = value.length - 1; i >= 0; i--) waiting.push([below, value[i]]);
    } else if (typeof value === 'object' && value !== null) {
      summary.open(path);
      for (const [key, child] of Object.entries(value).reverse())
        waiting.push([path === '' ? key : `${path}/${key}`, child]);
    }
  }
  summary.write(context);
  context.note.explain(0, bytes.length, 'text');
}
