import type { EntryPath } from '../../shared/domain/artifact';
import type { Coverage } from '../../shared/domain/coverage';
import type { Limits } from '../../shared/domain/limits';
import type { FormatId } from '../../shared/formats';
import { Budget } from './budget';
import { type ByteSource, MemorySource, readWhole } from './byte-source';
import { type ByteStream, SourceStream } from './byte-stream';
import { type AbsoluteBase, Collector } from './collector';
import { CoverageMap } from './coverage-map';
import type { CallDetail, Content, EntryContext, MemberOutcome, MemberRequest } from './entry-context';
import { inspectPickle } from './formats/pickle';
import type { StreamIndex } from './formats/pickle/stream-index';
import { inspectTorch } from './formats/torch';
import { inspectUnknown } from './formats/unknown';
import { inspectZip } from './formats/zip';
import { inspectZlib } from './formats/zlib';
import { identify } from './identify';
import { PeekedStream } from './peeked-stream';
import type { Ports } from './ports';

/** What a format's inspector answers: what the bytes turned out to be, outermost first. */
interface Inspected {
  readonly format: FormatId;
  readonly formatPath: readonly string[];
}

type Inspector = (context: EntryContext, content: Content, inspection: Inspection) => Promise<Inspected>;

const streamOf = (content: Content): ByteStream =>
  content.kind === 'source' ? new SourceStream(content.source) : content.stream;

const inspectPickles: Inspector = async (context, content, inspection) => {
  const { streams, format, formatPath } = await inspectPickle(context, streamOf(content));
  inspection.streams.push(...streams);
  return { format, formatPath };
};

/** THE inspectors: one per row of the format table. */
const INSPECTORS = {
  pickle: inspectPickles,
  joblib: inspectPickles,
  zlib: async (context, content) => {
    const inner = await inspectZlib(context, streamOf(content));
    const isJoblib = inner.format === 'pickle' || inner.format === 'joblib';
    const rest = inner.formatPath[0] === 'joblib' ? inner.formatPath.slice(1) : inner.formatPath;
    return {
      format: isJoblib ? 'joblib' : 'zlib',
      formatPath: isJoblib ? ['joblib', 'zlib', ...rest] : ['zlib', ...rest],
    };
  },
  zip: async (context, content) => ({
    format: 'zip',
    formatPath: await inspectZip(context, await wholeSource(context, content)),
  }),
  torch: async (context, content) => ({
    format: 'torch',
    formatPath: await inspectTorch(context, await wholeSource(context, content)),
  }),
  unknown: async (context, content) => ({
    format: 'unknown',
    formatPath: await inspectUnknown(context, streamOf(content), content.head),
  }),
} as const satisfies Record<FormatId, Inspector>;

/** Bytes of an archive inside compressed data that are held in memory to be read in any order. */
const HELD_ARCHIVE_BYTES = 128 * 1024 * 1024;
/** Bytes looked at to recognise a format. */
const HEAD_BYTES = 256 * 1024;

/** A compressed archive has to be held whole: its directory stands at its end. */
async function wholeSource(context: EntryContext, content: Content): Promise<ByteSource> {
  if (content.kind === 'source') return content.source;
  const parts: Uint8Array[] = [];
  let total = 0;
  for (let chunk = await content.stream.pull(); chunk !== null; chunk = await content.stream.pull()) {
    if (total + chunk.length > HELD_ARCHIVE_BYTES) {
      context.collector.add(
        {
          kind: 'limitReached',
          entryPath: context.entryPath,
          range: { start: total, end: total },
          limit: 'inflatedBytes',
          detail: 'a compressed archive inside an archive is larger than is held',
        },
        'held',
      );
      while ((await content.stream.pull()) !== null);
      break;
    }
    parts.push(chunk.slice());
    total += chunk.length;
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  context.coverage.size = Math.max(context.coverage.size, content.stream.position);
  return new MemorySource(bytes);
}

/** Everything that was found in an artifact. */
export interface InspectionResult extends Inspected {
  readonly collector: Collector;
  readonly streams: readonly StreamIndex[];
  readonly coverage: Coverage;
}

export interface InspectionOptions {
  readonly ports: Ports;
  readonly limits: Limits;
  readonly callDetail: CallDetail;
  /** Called with each chunk that was read. Throws to cancel. */
  readonly tick: () => void;
}

/** One run over one artifact. `collector` and `streams` may be looked at while it runs: they only grow. */
export class Inspection {
  readonly collector: Collector;
  readonly streams: StreamIndex[] = [];
  private readonly options: InspectionOptions;
  private budget: Budget;

  constructor(options: InspectionOptions) {
    this.options = options;
    this.collector = new Collector(options.limits);
    this.budget = new Budget(options.limits, 0);
  }

  /** Recognises, takes apart and books every byte of the artifact. Damage is in the result; only cancelling and failing reads throw. */
  async run(source: ByteSource): Promise<InspectionResult> {
    this.budget = new Budget(this.options.limits, source.size);
    const coverage = new CoverageMap([], source.size);
    const inspected = await this.entry([], 0, 0, { source }, coverage, null);
    return {
      ...inspected,
      collector: this.collector,
      streams: this.streams,
      coverage: { explainedBytes: coverage.explainedBytes(), totalBytes: source.size, gaps: coverage.gaps() },
    };
  }

  private async entry(
    entryPath: EntryPath,
    absoluteBase: AbsoluteBase,
    depth: number,
    bytes: MemberRequest['content'],
    coverage: CoverageMap,
    onPersistentId: EntryContext['onPersistentId'],
  ): Promise<Inspected> {
    const source = 'source' in bytes ? bytes.source : null;
    const context: EntryContext = {
      entryPath,
      absoluteBase,
      depth,
      limits: this.options.limits,
      budget: this.budget,
      ports: this.options.ports,
      collector: this.collector,
      coverage,
      callDetail: this.options.callDetail,
      onPersistentId,
      member: (request) => this.member(request, entryPath, depth),
      recognises: async (bytes) => (await identify(await open({ source: bytes }))).length > 0,
      reopen: source === null ? null : (offset) => new SourceStream(new Tail(source, offset), 64 * 1024),
      readNow:
        source?.readNow === undefined
          ? null
          : (offset, length) => (source.readNow as NonNullable<ByteSource['readNow']>)(offset, length),
      tick: this.options.tick,
    };
    const exhausted =
      depth > this.options.limits.depth
        ? { limit: 'depth', detail: 'archives nested deeper than are followed' }
        : depth > 0 && !this.budget.takeMember()
          ? { limit: 'entries', detail: 'more members in all than are followed' }
          : null;
    if (exhausted !== null) {
      this.collector.add(
        { kind: 'limitReached', entryPath, range: { start: 0, end: 0 }, ...exhausted },
        exhausted.limit,
      );
      return INSPECTORS.unknown(context, await open(bytes));
    }
    const content = await open(bytes);
    const formats = await identify(content);
    if (formats.length > 1) {
      this.collector.add(
        {
          kind: 'oddity',
          entryPath,
          range: { start: 0, end: 1 },
          code: 'polyglot',
          detail: `can be read as ${formats.join(' and as ')}`,
        },
        'polyglot',
      );
    }
    const [first = 'unknown', ...others] = formats;
    const inspected = await INSPECTORS[first](context, content, this);
    // The same bytes in another reading. A stream that came by once cannot be read again: that is a gap.
    for (const other of others) {
      if (content.kind === 'source') await INSPECTORS[other](context, content, this);
      else coverage.declareGap(0, coverage.size, `not read as ${other}`);
    }
    return inspected;
  }

  private async member(request: MemberRequest, parent: EntryPath, depth: number): Promise<MemberOutcome> {
    const entryPath = [...parent, request.name];
    const known = 'source' in request.content ? request.content.source.size : 0;
    const coverage = new CoverageMap(entryPath, known);
    const inspected = await this.entry(
      entryPath,
      request.absoluteBase,
      depth + 1,
      request.content,
      coverage,
      request.onPersistentId ?? null,
    );
    return { ...inspected, explainedBytes: coverage.explainedBytes(), sizeBytes: coverage.size, gaps: coverage.gaps() };
  }
}

/** A source from an offset on, for a second look that must not move the digest's frontier along. */
class Tail implements ByteSource {
  readonly size: number;
  private readonly inner: ByteSource;
  private readonly start: number;

  constructor(inner: ByteSource, start: number) {
    this.inner = inner;
    this.start = start;
    this.size = Math.max(0, inner.size - start);
  }

  read(offset: number, length: number): Promise<Uint8Array> {
    return this.inner.read(this.start + offset, length);
  }
}

async function open(bytes: MemberRequest['content']): Promise<Content> {
  if ('source' in bytes) {
    const head = await readWhole(bytes.source, 0, HEAD_BYTES);
    return { kind: 'source', source: bytes.source, head };
  }
  const { head, stream } = await PeekedStream.peek(bytes.stream);
  return { kind: 'stream', stream, head };
}
