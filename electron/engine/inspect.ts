import type { EntryPath } from '../../shared/domain/artifact';
import type { Coverage } from '../../shared/domain/coverage';
import type { Limits } from '../../shared/domain/limits';
import { type FormatId, formatRow } from '../../shared/formats';
import { Budget } from './budget';
import { type ByteSource, MemorySource, readWhole } from './byte-source';
import { SourceStream } from './byte-stream';
import { collect } from './collect';
import { type AbsoluteBase, Collector } from './collector';
import { CoverageMap } from './coverage-map';
import type { CallDetail, Content, EntryContext, MemberOutcome, MemberRequest, MemberRole } from './entry-context';
import type { Inspected } from './format';
import { FORMAT_MODULES } from './formats';
import type { StreamIndex } from './formats/pickle/stream-index';
import { answering, HEAD_BYTES, identify, needsAnywhere } from './identify';
import { Notes } from './notes';
import { PeekedStream } from './peeked-stream';
import type { Ports } from './ports';

/** Bytes of compressed content that are held in memory to be read in any order. */
const HELD_BYTES = 128 * 1024 * 1024;

/** Everything that was found in an artifact. */
export interface InspectionResult extends Inspected {
  readonly collector: Collector;
  readonly streams: readonly StreamIndex[];
  readonly coverage: Coverage;
}

export interface InspectionOptions {
  /** What the artifact is called, without folders. */
  readonly fileName: string;
  readonly ports: Ports;
  readonly limits: Limits;
  readonly callDetail: CallDetail;
  /** Tried on encrypted members. */
  readonly passwords?: readonly string[];
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
    const inspected = await this.entry([], 0, 0, { source }, coverage, {});
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
    asked: Pick<MemberRequest, 'onPersistentId' | 'onTensor' | 'role'>,
  ): Promise<Inspected> {
    const source = 'source' in bytes ? bytes.source : null;
    const name = baseName(entryPath[entryPath.length - 1] ?? this.options.fileName);
    const context: EntryContext = {
      entryPath,
      absoluteBase,
      depth,
      limits: this.options.limits,
      budget: this.budget,
      ports: this.options.ports,
      collector: this.collector,
      coverage,
      note: new Notes(entryPath, absoluteBase, this.collector, coverage, this.options.limits),
      streams: this.streams,
      callDetail: this.options.callDetail,
      passwords: this.options.passwords ?? [],
      onPersistentId: asked.onPersistentId ?? null,
      onTensor: asked.onTensor ?? null,
      member: (request) => this.member(request, entryPath, depth),
      recognises: (bytes) => this.recognises(bytes),
      reopen: source === null ? null : (offset) => new SourceStream(new Tail(source, offset), 64 * 1024),
      readNow:
        source?.readNow === undefined
          ? null
          : (offset, length) => (source.readNow as NonNullable<ByteSource['readNow']>)(offset, length),
      tick: this.options.tick,
    };
    const content = await this.open(bytes, name, context);
    const exhausted =
      depth > this.options.limits.depth
        ? { limit: 'depth', detail: 'archives nested deeper than are followed' }
        : depth > 0 && !this.budget.takeMember()
          ? { limit: 'entries', detail: 'more members in all than are followed' }
          : depth > 0 && source !== null && !this.budget.takeMemberBytes(source.size)
            ? { limit: 'overlap', detail: 'members of archives overlap more often than is followed' }
            : null;
    if (exhausted !== null) {
      context.note.limit(exhausted.limit, exhausted.detail, 0, 0);
      return this.inspectAs('unknown', context, content);
    }
    const { role } = asked;
    if (role !== undefined && (await this.isFree(role, content))) return role.inspect(context, content);
    const [first = 'unknown', ...others] = await identify(content);
    if (others.length > 0) {
      const labels = [first, ...others].map((id) => formatRow(id).label);
      context.note.oddity('polyglot', `can be read as ${labels.join(' and as ')}`, 0, 1);
    }
    const inspected = await this.inspectAs(first, context, content);
    // The same bytes in another reading. A stream that came by once cannot be read again: that is a gap.
    for (const other of others) {
      if (content.kind === 'source') await this.inspectAs(other, context, content);
      else coverage.declareGap(0, coverage.size, `not read as ${other}`);
    }
    return inspected;
  }

  /** True when no format goes before the role. */
  private async isFree({ yieldsTo }: MemberRole, content: Content): Promise<boolean> {
    if (yieldsTo === 'none') return true;
    const found = yieldsTo === 'magic' ? await answering(content, 'magic', 1) : await identify(content);
    return found.length === 0;
  }

  private inspectAs(id: FormatId, context: EntryContext, content: Content): Promise<Inspected> {
    const format = FORMAT_MODULES[id];
    if ('partOf' in format) throw new Error(`${id} is found by ${format.partOf} and is no inspector of its own`);
    return format.inspect(context, content);
  }

  private async open(bytes: MemberRequest['content'], name: string, context: EntryContext): Promise<Content> {
    if ('source' in bytes) return openSource(bytes.source, name);
    const { head, stream } = await PeekedStream.peek(bytes.stream);
    if (!needsAnywhere(head)) return { kind: 'stream', stream, head, name };
    const held = await collect(stream, HELD_BYTES, context.tick);
    context.coverage.size = Math.max(context.coverage.size, held.totalBytes);
    if (held.totalBytes > held.bytes.length) {
      const detail = 'compressed content that must be held to be read is larger than is held';
      context.note.limit('held', detail, held.bytes.length, held.totalBytes);
    }
    return openSource(new MemorySource(held.bytes), name);
  }

  /** True when some format takes these bytes for its own by magic or structure. Anything can be text. */
  private async recognises(source: ByteSource): Promise<boolean> {
    const [first] = await identify(await openSource(source, ''));
    if (first === undefined) return false;
    const format = FORMAT_MODULES[first];
    return !('partOf' in format) && format.certainty !== 'text';
  }

  private async member(request: MemberRequest, parent: EntryPath, depth: number): Promise<MemberOutcome> {
    const entryPath = [...parent, request.name];
    const known = 'source' in request.content ? request.content.source.size : 0;
    const coverage = new CoverageMap(entryPath, known);
    const inspected = await this.entry(entryPath, request.absoluteBase, depth + 1, request.content, coverage, request);
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

async function openSource(source: ByteSource, name: string): Promise<Content> {
  return { kind: 'source', source, head: await readWhole(source, 0, HEAD_BYTES), name };
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
