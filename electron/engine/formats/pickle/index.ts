import type { FormatId } from '../../../../shared/formats';
import type { ByteStream } from '../../byte-stream';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import type { StreamIndex } from './stream-index';
import { hasProto, tryPickle } from './trial';
import { PickleWalker } from './walker';

/** What walking an entry as pickle came to. */
interface PickleOutcome {
  /** `joblib` when arrays stood between the opcodes or in files beside this one, which only joblib writes. */
  readonly format: FormatId;
  readonly formatPath: readonly string[];
  readonly streams: readonly StreamIndex[];
}

/** Opcodes that must make sense in a row before bytes without the PROTO mark, cut off by the end of what is in memory, pass as pickle. */
const CONVINCING_OPCODES = 64;

/** A PROTO mark, or opcodes that lead somewhere: to STOP, to a call, or on and on. A text file gets to none of these. */
function isPickle(content: Content): boolean {
  const { head } = content;
  if (hasProto(head)) return true;
  if (head.length === 0) return false;
  const size = content.kind === 'source' ? content.source.size : content.stream.size;
  const trial = tryPickle(head, size !== null && head.length >= size);
  if (trial.called) return true;
  if (trial.stopped) return trial.opcodes > 1;
  return trial.openEnded && trial.opcodes >= CONVINCING_OPCODES;
}

/** Pickles, with or without joblib's arrays between the opcodes. */
export const pickleFormat: Format = {
  certainty: 'magic',
  probe: isPickle,
  inspect: async (context, content) => {
    const { streams, format, formatPath } = await inspectPickle(context, streamOf(content));
    context.streams.push(...streams);
    return { format, formatPath };
  },
};

/** Walks an entry that holds pickles, with or without joblib's arrays between the opcodes. */
async function inspectPickle(context: EntryContext, stream: ByteStream): Promise<PickleOutcome> {
  const walker = new PickleWalker(context, stream);
  await walker.walk();
  const pickle = `pickle ${walker.highestProto}`;
  const isJoblib = walker.arrays > 0 || walker.neighbours > 0;
  return {
    format: isJoblib ? 'joblib' : 'pickle',
    formatPath: isJoblib ? ['joblib', pickle] : [pickle],
    streams: walker.streams,
  };
}
