import { readWhole, SliceSource } from '../../byte-source';
import { type ByteStream, SourceStream } from '../../byte-stream';
import type { Codec } from '../../codecs/codec';
import { collectInflated } from '../../collect-inflated';
import type { Content } from '../../entry-context';
import type { Format } from '../../format';
import { inflatedStream } from '../../inflated-stream';
import { inspectWrapped, looksLikeZlib } from '../compressed';
import { readZfHeader } from './zf-header';

const CODEC: Codec = 'zlibOnce';
const MEMBER = 'zlib';

/**
 * The container of joblib before 0.10 (joblib/numpy_pickle_compat.py, `read_zfile`): `ZF`, a length, one zlib stream. joblib.load
 * still reads it. All other joblib files are pickles, or pickles in one of the compressed wrappers, and are found there.
 */
export const joblibFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => readZfHeader(head) !== null,
  inspect: async (context, content) => {
    const header = readZfHeader(content.head);
    if (header === null) throw new Error('inspected as what it was not recognised as');
    const { bytes, length } = header;
    const compressed = await behind(content, bytes);
    if (!looksLikeZlib(content.head.subarray(bytes)))
      context.note.malformed('inflateFailed', 'no zlib stream begins behind the header', bytes, bytes + 2);
    const inflated = inflatedStream(context, CODEC, compressed);
    const inner = await inspectWrapped(context, compressed, MEMBER, inflated, bytes);
    const { inflatedBytes, failure, limit } = inflated.end;
    if (failure === null && limit === null && length !== inflatedBytes)
      context.note.malformed('inflateFailed', 'the container does not hold as many bytes as it says', 0, bytes);
    else context.note.explain(0, bytes, 'container');
    const rest = inner.formatPath[0] === 'joblib' ? inner.formatPath.slice(1) : inner.formatPath;
    return { format: 'joblib', formatPath: ['joblib', 'ZF', ...rest] };
  },
  open: async (source, name, ports) => {
    const header = readZfHeader(await readWhole(source, 0, 64));
    if (header === null || name !== MEMBER) return null;
    return collectInflated(new SliceSource(source, header.bytes, source.size), CODEC, ports);
  },
};

async function behind(content: Content, bytes: number): Promise<ByteStream> {
  if (content.kind === 'source') return new SourceStream(new SliceSource(content.source, bytes, content.source.size));
  await content.stream.skip(bytes);
  return content.stream;
}
