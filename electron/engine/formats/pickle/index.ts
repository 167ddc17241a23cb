import type { FormatId } from '../../../../shared/formats';
import type { ByteStream } from '../../byte-stream';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { openRest } from '../../rest';
import { isTorchLegacy } from '../torch-legacy/magic';
import type { LiteralIndex } from './literal-index';
import { inspectPayloads, openPayload } from './payloads';
import type { StreamIndex } from './stream-index';
import { hasProto, tryPickle } from './trial';
import { PickleWalker } from './walker';

/** What walking an entry as pickle came to. */
interface PickleOutcome {
  /** `joblib` when arrays stood between the opcodes or in files beside this one, which only joblib writes. */
  readonly format: FormatId;
  readonly formatPath: readonly string[];
  readonly streams: readonly StreamIndex[];
  readonly literals: LiteralIndex;
}

/** Opcodes that must make sense in a row before bytes without the PROTO mark, cut off by the end of what is in memory, pass as pickle. */
const CONVINCING_OPCODES = 64;

/** A PROTO mark, or opcodes that lead somewhere: to STOP, to a call, or on and on. A text file gets to none of these. */
function isPickle(content: Content): boolean {
  const { head } = content;
  // PyTorch's old format is five pickles and raw storages: its own inspector walks them.
  if (isTorchLegacy(head)) return false;
  if (hasProto(head)) return true;
  if (head.length === 0) return false;
  // `P` asks for a persistent id, here one that begins with a member's header: plain unpicklers stop there, and those that answer such ids
  // read archives as archives. The line it takes ends where a NumPy header does, so honest arrays of objects would seem to go on.
  if (hasBytes(head, 0, [0x50, 0x4b, 3, 4])) return false;
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
    const { streams, format, formatPath, literals } = await inspectPickle(context, streamOf(content));
    for (const stream of streams) context.streams.push(stream);
    await inspectPayloads(context, content.kind === 'source' ? content.source : null, literals);
    return { format, formatPath };
  },
  open: async (source, name) => (await openPayload(source, name)) ?? openRest(source, name),
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
    literals: walker.literals,
  };
}
