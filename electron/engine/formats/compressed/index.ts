import type { FormatId } from '../../../../shared/formats';
import type { ByteStream } from '../../byte-stream';
import { beginsBzip2 } from '../../codecs/bzip2';
import type { Codec } from '../../codecs/codec';
import { collectInflated } from '../../collect-inflated';
import type { Content, EntryContext, MemberOutcome } from '../../entry-context';
import { type Format, hasBytes, type Inspected, streamOf } from '../../format';
import { type InflatedStream, inflatedStream } from '../../inflated-stream';

/** Formats that are one stream of compressed bytes around one thing. The codec of the same name is the name of the member. */
type Wrapper = Extract<FormatId, Codec>;

/** How each one is told. joblib goes by fewer bytes (`x`, `BZ`, `5d 00`); with those alone its decompressor fails at once. */
const MARKS: Readonly<Record<Wrapper, (content: Content) => boolean>> = {
  zlib: ({ head }) => looksLikeZlib(head),
  gzip: ({ head }) => hasBytes(head, 0, [0x1f, 0x8b]),
  bz2: ({ head }) => beginsBzip2(head) && (hasBytes(head, 4, BZ2_BLOCK) || hasBytes(head, 4, BZ2_END)),
  xz: ({ head }) => hasBytes(head, 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]),
  lzma: looksLikeLzma,
  lz4: ({ head }) => hasBytes(head, 0, [0x04, 0x22, 0x4d, 0x18]) || hasBytes(head, 0, [0x02, 0x21, 0x4c, 0x18]),
  zstd: ({ head }) => hasBytes(head, 0, [0x28, 0xb5, 0x2f, 0xfd]),
};

const BZ2_BLOCK = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];
const BZ2_END = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/** What joblib.load unwraps for itself: with a pickle inside such a file is a joblib file. Zstandard is not among them. */
const READ_BY_JOBLIB: ReadonlySet<FormatId> = new Set(['zlib', 'gzip', 'bz2', 'xz', 'lzma', 'lz4']);

/** True for the two header bytes of a zlib stream (RFC 1950): method 8, and a check that makes them a multiple of 31. */
export function looksLikeZlib(head: Uint8Array): boolean {
  return head.length >= 2 && head[0] === 0x78 && ((head[0] << 8) | head[1]) % 31 === 0 && (head[1] & 0x20) === 0;
}

/** lzma-alone has no magic: the properties that all writers use, or a name that says so, and fields that make sense. */
function looksLikeLzma({ head, name }: Content): boolean {
  if (head.length < 14 || head[0] >= 225 || head[13] !== 0) return false;
  if (head[0] !== 0x5d && !name.toLowerCase().endsWith('.lzma')) return false;
  const unknownSize = head.subarray(5, 13).every((byte) => byte === 0xff);
  // Dictionaries are powers of two, or half as much again; sizes below a terabyte.
  return head[1] === 0 && (unknownSize || (head[10] === 0 && head[11] === 0 && head[12] === 0));
}

/** The format of a wrapper: what it inflates to is inspected as a member that has the codec’s name. */
export function wrapperFormat(codec: Wrapper): Format {
  return {
    certainty: 'magic',
    probe: MARKS[codec],
    inspect: async (context, content) => {
      const compressed = streamOf(content);
      return named(codec, await inspectWrapped(context, compressed, codec, inflatedStream(context, codec, compressed)));
    },
    open: async (source, name, ports) => (name === codec ? collectInflated(source, codec, ports) : null),
  };
}

/** `joblib` where a pickle is inside, else the wrapper’s own name with what is inside. */
function named(codec: Wrapper, inner: Inspected): Inspected {
  const isJoblib = READ_BY_JOBLIB.has(codec) && (inner.format === 'pickle' || inner.format === 'joblib');
  if (!isJoblib) return { format: codec, formatPath: [codec, ...inner.formatPath] };
  const rest = inner.formatPath[0] === 'joblib' ? inner.formatPath.slice(1) : inner.formatPath;
  return { format: 'joblib', formatPath: ['joblib', codec, ...rest] };
}

/**
 * Inspects what a stream inflates to as the member `name`, and books the compressed bytes from `start` on, where the stream begins.
 * What lies behind the compressed data, frames that readers pass over, damage and bounds are noted.
 */
export async function inspectWrapped(
  context: EntryContext,
  compressed: ByteStream,
  name: string,
  inflated: InflatedStream,
  start = 0,
): Promise<MemberOutcome> {
  const { coverage, note } = context;
  const { stream, end } = inflated;
  const from = compressed.position;
  const outcome = await context.member({ name, absoluteBase: null, content: { stream } });
  // Where the size is not known, what lies behind the compressed data shows only by reading on.
  if (compressed.size === null && end.limit === null)
    while ((await compressed.pull()) !== null) context.tick(compressed.position);
  const size = start + (compressed.size ?? compressed.position - from);
  coverage.size = Math.max(coverage.size, size);
  const consumed = Math.min(size, start + end.consumedBytes);
  if (!end.reached) note.gap(start, size, 'not read to its end');
  else if (end.failure !== null) note.malformed('inflateFailed', end.failure, start, size);
  else if (end.limit !== null) note.limit(end.limit, end.limitDetail, start, size);
  else if (consumed < size) {
    note.oddity('trailingBytes', 'bytes follow the end of the compressed data', consumed, size);
    note.gap(consumed, size, 'bytes after the compressed data');
  }
  for (const span of end.passedOver)
    coverage.declareGap(start + span.start, start + span.end, 'a frame that readers pass over');
  const whole = end.reached && end.failure === null && end.limit === null && outcome.gaps.length === 0;
  coverage.delegate({ start, end: consumed }, whole ? consumed - start : 0, outcome.gaps);
  note.region(whole ? 'compressed' : 'unexplained', start, consumed);
  return outcome;
}
