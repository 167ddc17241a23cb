import type { FormatId } from '../../../../shared/formats';
import { type ByteSource, SliceSource } from '../../byte-source';
import { type ByteStream, SourceStream } from '../../byte-stream';
import type { Content, EntryContext } from '../../entry-context';
import { type Format, hasBytes, streamOf } from '../../format';
import { openRest } from '../../rest';
import { isTorchLegacy } from '../torch-legacy/magic';
import type { LiteralIndex } from './literal-index';
import { opcodeCensus } from './opcode-census';
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

/** Bytes of the first pickle whose opcodes are counted. */
const CENSUS_BYTES = 64 * 1024;

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
    if (content.kind === 'source' && context.entryPath.length === 0) await countOpcodes(context, content.source);
    await inspectPayloads(context, content.kind === 'source' ? content.source : null, literals);
    return { format, formatPath };
  },
  open: async (source, name) => (await openPayload(source, name)) ?? openRest(source, name),
};

/**
 * What the beginning of the first pickle is made of: `torch.load` tries a file of this kind as a pickle, and its restricted unpickler stops
 * at the first opcode that it does not know. A long run of opcodes that it knows all is not followed to its end: it fails all the same.
 */
async function countOpcodes(context: EntryContext, source: ByteSource): Promise<void> {
  const end = Math.min(source.size, CENSUS_BYTES);
  const first = await opcodeCensus(new SourceStream(new SliceSource(source, 0, end)), 1, context.tick);
  context.collector.add({ kind: 'opcodeSet', entryPath: context.entryPath, range: { start: 0, end }, first });
}

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
