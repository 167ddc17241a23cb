import type { ByteStream } from '../../byte-stream';
import { collectInflated } from '../../collect-inflated';
import type { EntryContext, MemberOutcome } from '../../entry-context';
import { type Format, streamOf } from '../../format';
import { inflatedStream } from '../../inflated-stream';

/** True for the two header bytes of a zlib stream (RFC 1950): method 8, and a check that makes them a multiple of 31. */
export function looksLikeZlib(head: Uint8Array): boolean {
  return head.length >= 2 && head[0] === 0x78 && ((head[0] << 8) | head[1]) % 31 === 0 && (head[1] & 0x20) === 0;
}

/** A zlib stream, or several in a row, as joblib writes and reads them: what it inflates to is inspected as a member called `zlib`. */
export async function inspectZlib(context: EntryContext, compressed: ByteStream): Promise<MemberOutcome> {
  const { coverage, collector, entryPath, absoluteBase } = context;
  const { stream, end } = inflatedStream(context, 'zlib', compressed, true);
  const outcome = await context.member({ name: 'zlib', absoluteBase: null, content: { stream } });
  const size = compressed.size ?? end.consumedBytes;
  coverage.size = Math.max(coverage.size, size);
  if (end.failure !== null) {
    collector.add(
      {
        kind: 'malformed',
        entryPath,
        range: { start: 0, end: size },
        code: 'inflateFailed',
        detail: end.failure,
        stops: [],
      },
      'inflateFailed',
    );
    coverage.declareGap(0, size, end.failure);
  } else if (end.limit !== null) {
    const detail = `inflates to more than is followed: ${end.inflatedBytes} bytes from ${size}`;
    collector.add(
      { kind: 'limitReached', entryPath, range: { start: 0, end: size }, limit: end.limit, detail },
      end.limit,
    );
    coverage.declareGap(0, size, detail);
  } else if (end.consumedBytes < size) {
    collector.add(
      {
        kind: 'oddity',
        entryPath,
        range: { start: end.consumedBytes, end: size },
        code: 'trailingBytes',
        detail: 'bytes follow the end of the compressed data',
      },
      'trailingBytes',
    );
    coverage.declareGap(end.consumedBytes, size, 'bytes after the compressed data');
  }
  const consumed = Math.min(size, end.consumedBytes);
  const whole = end.failure === null && end.limit === null && outcome.gaps.length === 0;
  coverage.delegate({ start: 0, end: consumed }, whole ? consumed : 0, outcome.gaps);
  if (absoluteBase !== null) {
    collector.region(whole ? 'compressed' : 'unexplained', absoluteBase, absoluteBase + consumed);
    collector.region('unexplained', absoluteBase + consumed, absoluteBase + size);
  }
  return outcome;
}

/** A zlib stream; with a pickle inside it is what joblib writes for `compress=3`. */
export const zlibFormat: Format = {
  certainty: 'magic',
  probe: ({ head }) => looksLikeZlib(head),
  inspect: async (context, content) => {
    const inner = await inspectZlib(context, streamOf(content));
    const isJoblib = inner.format === 'pickle' || inner.format === 'joblib';
    const rest = inner.formatPath[0] === 'joblib' ? inner.formatPath.slice(1) : inner.formatPath;
    return {
      format: isJoblib ? 'joblib' : 'zlib',
      formatPath: isJoblib ? ['joblib', 'zlib', ...rest] : ['zlib', ...rest],
    };
  },
  open: async (source, name, ports) => (name === 'zlib' ? collectInflated(source, 'zlib', ports) : null),
};
