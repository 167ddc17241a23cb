import type { FormatId } from '../../../../shared/formats';
import type { ByteStream } from '../../byte-stream';
import type { EntryContext } from '../../entry-context';
import type { StreamIndex } from './stream-index';
import { PickleWalker } from './walker';

/** What walking an entry as pickle came to. */
export interface PickleOutcome {
  /** `joblib` when arrays stood between the opcodes, which only joblib writes. */
  readonly format: FormatId;
  readonly formatPath: readonly string[];
  readonly streams: readonly StreamIndex[];
}

/** Walks an entry that holds pickles, with or without joblib's arrays between the opcodes. */
export async function inspectPickle(context: EntryContext, stream: ByteStream): Promise<PickleOutcome> {
  const walker = new PickleWalker(context, stream);
  await walker.walk();
  const pickle = `pickle ${walker.highestProto}`;
  const isJoblib = walker.arrays > 0;
  return {
    format: isJoblib ? 'joblib' : 'pickle',
    formatPath: isJoblib ? ['joblib', pickle] : [pickle],
    streams: walker.streams,
  };
}
