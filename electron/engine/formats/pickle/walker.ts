import type { EntryPath } from '../../../../shared/domain/artifact';
import type { RegionKind } from '../../../../shared/domain/coverage';
import type { MalformedCode } from '../../../../shared/domain/fact';
import type { ByteStream } from '../../byte-stream';
import type { CoverageMap } from '../../coverage-map';
import type { EntryContext } from '../../entry-context';
import { ForwardReader } from '../../forward-reader';
import { inspectHiddenBytes } from '../../hidden-bytes';
import { joinBytes } from '../../join-bytes';
import { alternateArgumentEnd, isSplitByFrame } from './alternate-argument';
import { followAlternate } from './alternate-reading';
import type { ArrayPlan } from './array-plan';
import { Checkpoints } from './checkpoints';
import { DtypeTable } from './dtype-table';
import { DANGEROUS, JUDGED } from './global-table';
import { ARRAY, Heap } from './heap';
import { type FoundLiteral, LiteralIndex } from './literal-index';
import { LiteralTexts } from './literal-texts';
import { Machine, type Shared } from './machine';
import { C, C_FILE, LOADERS_MASK, PYTHON } from './readers';
import { run } from './run';
import type { StreamIndex } from './stream-index';
import { StreamRecorder } from './stream-recorder';
import { TensorTable } from './tensor-table';
import { TextArena } from './text-arena';
import { hasProto, tryPickle } from './trial';
import { takeUnendedLine } from './unended-line';
import * as V from './values';
import { Window } from './window';

/** A line argument longer than this is passed over by searching for its end instead of being held in memory. */
const LONG_LINE_BYTES = 4 * 1024 * 1024;
/** How far behind a broken or finished stream another one is looked for. */
const SEARCH_BYTES = 16 * 1024 * 1024;
/** Trials of places where a stream might begin, per entry. */
const TRIALS = 2000;
/** Bytes in memory that a trial needs to be worth something. */
const TRIAL_BYTES = 64 * 1024;

/** Bytes looked into in the place of an array that is not there whole. */
const LOOKED_INTO_BYTES = 1024 * 1024;

/** Items kept of one list where tensors are asked for: PyTorch's old format lists all its storages in one. */
const LISTED_STORAGES = 65_536;

const READ_BY_PICKLE = 'the bytes of an array read as opcodes by pickle.load';
const FRAME_TOO_LONG = 'a frame is longer than the file goes on';

/**
 * Walks one entry that holds pickles: every stream in it, the arrays between the opcodes, what is left over. Memory does not depend
 * on the entry's size; bytes that no opcode needs are passed over. Facts go to the context's collector, coverage to its map.
 */
export class PickleWalker {
  readonly streams: StreamIndex[] = [];
  readonly window = new Window();
  /** Literals of the entry that may be a format of their own. */
  readonly literals: LiteralIndex;
  arrays = 0;
  highestProto = 0;
  /** The machine of the last stream that was read to its end. */
  last: Machine | null = null;
  /** Where the next stream is looked for. */
  position = 0;
  private eof = false;
  private farthestFrame: { readonly start: number; readonly end: number } | null = null;
  private trials = 0;
  private alternates = 0;
  private readonly shared: Shared;
  private readonly recorder: StreamRecorder;
  private readonly coverage: CoverageMap;
  private readonly entryPath: EntryPath;
  /** From where on bytes are not yet attributed to a region. */
  private attributed = 0;

  private readonly context: EntryContext;
  private readonly stream: ByteStream;
  /** With `false` every opcode goes through its step: for the law that holds the hot path to the steps. */
  private readonly hot: boolean;

  constructor(context: EntryContext, stream: ByteStream, hot = true) {
    this.context = context;
    this.stream = stream;
    this.hot = hot;
    const { limits, coverage, entryPath } = context;
    this.coverage = coverage;
    this.entryPath = entryPath;
    this.literals = new LiteralIndex(context.readNow === null);
    this.recorder = new StreamRecorder(context, this.literals);
    this.shared = {
      window: this.window,
      recorder: this.recorder,
      globals: this.recorder.globals,
      dtypes: new DtypeTable(),
      arena: new TextArena(limits.textArenaBytes),
      heap: context.onTensor === null ? new Heap() : new Heap(LISTED_STORAGES),
      tensors: context.onTensor === null ? null : new TensorTable(),
      limits,
      literals: this.literals,
      texts: new LiteralTexts(context.note),
      readNow: context.readNow,
    };
  }

  /** Arrays in files beside this one, as joblib kept them before 0.10. */
  get neighbours(): number {
    return this.recorder.neighbours;
  }

  /**
   * Reads the entry to its end. A format of several pickles in a row says how many it expects: when those are there whole, the answer
   * is true and what stands behind them is left to `rest()`.
   */
  async walk(expected = 0): Promise<boolean> {
    let missing = expected;
    for (let streams = 1; await this.ensure(this.position, 1); streams++) {
      if (this.streams.length >= this.context.limits.streams) {
        this.recorder.limit(
          null,
          'streams',
          'more pickles in one file than are followed',
          this.position,
          this.position,
        );
        await this.giveUpEntry(this.position);
        break;
      }
      const machine = new Machine(this.shared, this.position, new Checkpoints());
      const whole = await this.runStream(machine, 0);
      const { position } = machine;
      this.position = position;
      if (whole) this.last = machine;
      else missing = 0;
      if (whole && streams === missing) return true;
      if (streams < missing) continue;
      if (whole && !(await this.ensure(position, 1))) break;
      if (whole && (await this.beginsStream(position))) {
        this.recorder.oddity(
          machine,
          'severalStreams',
          'another pickle follows in the same file',
          position,
          position + 1,
        );
        continue;
      }
      const next = await this.searchStream(position, whole);
      if (next === null) break;
      this.coverage.declareGap(
        position,
        next,
        whole ? 'bytes between two pickles' : 'not understood after the stream broke off',
      );
      this.attribute('unexplained', next, false);
      this.position = next;
    }
    this.coverage.size = Math.max(this.coverage.size, this.stream.size ?? this.stream.position);
    this.recorder.codes.flush();
    const frame = this.farthestFrame;
    // Inflated bytes show their size only now: the C unpickler would have given up at the frame.
    if (frame !== null && frame.end > this.coverage.size) {
      this.recorder.malformed(null, 'frameTooLong', FRAME_TOO_LONG, C | C_FILE, frame.start, frame.start + 9);
    }
    return false;
  }

  /** Reads one stream from the position on. Null where there is none or it breaks off; `walk` then goes on behind it. */
  async readStream(): Promise<Machine | null> {
    if (!(await this.ensure(this.position, 1))) return null;
    const machine = new Machine(this.shared, this.position, new Checkpoints());
    const whole = await this.runStream(machine, 0);
    this.position = machine.position;
    if (whole) this.last = machine;
    return whole ? machine : null;
  }

  /** A copy of the next few bytes that are no opcodes; null when they are not all there. */
  async readRaw(count: number): Promise<Uint8Array | null> {
    if (!(await this.ensure(this.position, count))) return null;
    const bytes = this.window.view(this.position, this.position + count).slice();
    this.position += count;
    this.attribute('container', this.position, true);
    return bytes;
  }

  /** Passes over elements between two pickles. False when they are not all there. */
  async passRaw(count: number): Promise<boolean> {
    const end = this.position + count;
    if (end > this.window.end) {
      const skipped = await this.stream.skip(end - this.window.end);
      this.context.tick(this.stream.position);
      this.window.restart(this.window.end + skipped);
    }
    this.position = Math.min(end, this.window.end);
    this.attribute('array', this.position, true);
    return this.position === end;
  }

  /** What stands behind the last stream that was read. */
  rest(): ForwardReader {
    const { window } = this;
    const position = this.last?.position ?? 0;
    return new ForwardReader(this.stream, position, window.view(position, window.end).slice());
  }

  // ── one stream ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Runs to STOP (true) or to where the stream breaks off (false). `depth` counts pickles inside arrays. */
  private async runStream(m: Machine, depth: number): Promise<boolean> {
    const index: StreamIndex = {
      entryPath: this.entryPath,
      start: m.position,
      end: m.position,
      rows: 0,
      checkpoints: m.checkpoints as Checkpoints,
      jumps: new Map(),
    };
    this.streams.push(index);
    const streamNumber = this.streams.length - 1;
    const pending: ArrayPlan[] = [];
    let counted = 0;
    let whole = false;
    for (;;) {
      const outcome = run(m, m.frameEnd >= 0 ? m.frameEnd : Number.POSITIVE_INFINITY, this.eof, this.hot);
      this.context.collector.opcodes += m.opcodes - counted;
      counted = m.opcodes;
      if (m.frameEnd >= 0 && m.position >= m.frameEnd && outcome !== 'more') {
        await this.leaveFrame(m, index, pending, depth);
        if (m.stuck) break;
      }
      if (outcome === 'frame') {
        await this.enterFrame(m);
      } else if (outcome === 'more' || (outcome === 'goal' && m.position >= this.window.end)) {
        if (!(await this.fetch(m)) && !(await this.passLongLine(m, outcome))) {
          this.breakOff(m, outcome);
          break;
        }
      } else if (outcome === 'beyond') {
        const payloadStart = this.window.end;
        const literal = this.literals.pending;
        this.literals.pending = null;
        if (!(await (literal === null ? this.passOver(m, m.position) : this.holdOver(m, literal)))) {
          this.recorder.malformed(
            m,
            'truncated',
            'the file ends inside an argument',
            m.alive,
            m.lastStart,
            this.window.end,
          );
          m.position = this.window.end;
          break;
        }
        this.attribute('opcodes', payloadStart, true);
        this.attribute('data', m.position, true);
      } else if (outcome === 'array') {
        const plan = m.array as ArrayPlan;
        m.array = null;
        if (m.frameEnd > m.position) {
          this.recorder.oddity(
            m,
            'frameBeyondArray',
            'a frame goes on behind the opcode after which joblib reads an array from the file',
            m.lastStart,
            m.position,
          );
          pending.push(plan);
        } else if (!(await this.passArray(m, index, plan, depth))) break;
      } else if (outcome === 'stopped') {
        whole = true;
        break;
      } else if (outcome === 'invalid') {
        this.recorder.malformed(m, 'invalidOpcode', 'a byte that is no opcode', m.alive, m.position, m.position + 1);
        break;
      } else if (outcome === 'stuck') {
        this.coverage.declareGap(m.position, m.position + 1, 'reading stopped here');
        break;
      }
    }
    this.attribute('opcodes', m.position, true);
    this.highestProto = Math.max(this.highestProto, m.highestProto);
    index.end = m.position;
    index.rows = m.opcodes;
    if (whole && (m.sp > 0 || m.mp > 0)) {
      this.recorder.oddity(m, 'stackLeftOver', `${m.sp} items are left on the stack at STOP`, m.lastStart, m.position);
    }
    this.context.collector.add({
      kind: 'stream',
      entryPath: this.entryPath,
      range: { start: index.start, end: index.end },
      index: streamNumber,
      opcodes: m.opcodes,
      highestProto: m.highestProto,
      complete: whole,
    });
    if (depth === 0) this.handOutTensors(m);
    if (m.stuck) await this.giveUpEntry(m.position);
    return whole;
  }

  /** Names the tensors of a stream that is at its end, and hands them to who asked. */
  private handOutTensors(m: Machine): void {
    const { tensors } = this.shared;
    if (tensors === null) return;
    tensors.name(m, m.result);
    for (const tensor of tensors.take()) this.context.onTensor?.(tensor);
    if (tensors.omitted > 0) this.recorder.limit(m, 'tensors', 'more tensors than are listed', m.position, m.position);
  }

  /** No bytes are left for the opcode at the position, or for any. */
  private breakOff(m: Machine, outcome: string): void {
    const end = this.window.end;
    if (outcome === 'more') takeUnendedLine(m);
    if (outcome === 'more')
      this.recorder.malformed(m, 'truncated', 'the file ends inside an argument', m.alive, m.position, end);
    else this.recorder.malformed(m, 'missingStop', 'the file ends before STOP', m.alive, end, end);
    if (outcome === 'more') this.attribute('opcodes', m.position, true);
    m.position = end;
    this.attributed = Math.max(this.attributed, end);
  }

  // ── frames ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A FRAME was just read: the readers disagree on frames that overlap or promise more than there is. */
  private async enterFrame(m: Machine): Promise<void> {
    const { window } = this;
    const low = window.view(m.position - 8, m.position);
    let length = 0;
    for (let i = 7; i >= 0; i--) length = length * 256 + low[i];
    const end = m.position + length;
    if (m.frameEnd >= 0 && m.position < m.frameEnd) {
      this.sayFrame(m, 'frameOverlap', 'a frame begins before the last one is used up');
      if (end > m.frameEnd) await this.alternate(m, m.frameEnd, C_FILE, 'a frame inside a frame');
    }
    const { size } = this.stream;
    if (size === null) {
      // Said at the end, for the readers that are still there now.
      if ((m.alive & (C | C_FILE)) !== 0 && (this.farthestFrame === null || end > this.farthestFrame.end))
        this.farthestFrame = { start: m.lastStart, end };
    } else if (end > size) m.giveUp(C | C_FILE, 'frameTooLong', FRAME_TOO_LONG, m.lastStart, m.position);
    m.frameEnd = end;
  }

  /** `pickle.py` raises at such a frame; where it is gone already, the C unpickler over a file still reads something else than others do. */
  private sayFrame(m: Machine, code: MalformedCode, detail: string): void {
    if ((m.alive & PYTHON) !== 0) m.giveUp(PYTHON, code, detail, m.lastStart, m.position);
    else if ((m.alive & C_FILE) !== 0) this.recorder.oddity(m, 'alternateReading', detail, m.lastStart, m.position);
  }

  /** The position reached or passed the end of the current frame. */
  private async leaveFrame(m: Machine, index: StreamIndex, pending: ArrayPlan[], depth: number): Promise<void> {
    const frameEnd = m.frameEnd;
    m.frameEnd = -1;
    if (m.position > frameEnd && isSplitByFrame(this.window, m.lastStart, frameEnd)) {
      // What the step said of the argument is not true for the reader that takes another one.
      if (m.stepStart === m.lastStart) m.alive |= m.aliveBefore & C_FILE;
      this.sayFrame(m, 'frameStraddled', 'an argument goes on beyond the end of its frame');
      const other = alternateArgumentEnd(this.window, m.lastStart, frameEnd);
      if (other !== null && other !== m.position)
        await this.alternate(m, other, C_FILE, 'an argument that goes on beyond its frame');
    }
    for (const plan of pending.splice(0)) if (!(await this.passArray(m, index, plan, depth))) m.stuck = true;
  }

  /** Follows what some reader would read instead; what it reaches counts. */
  private async alternate(m: Machine, at: number, readers: number, why: string, counts = JUDGED): Promise<void> {
    if ((m.alive & readers) === 0) return;
    if (this.alternates++ >= this.context.limits.alternateReadings) {
      this.recorder.limit(m, 'alternateReadings', 'more readings of these bytes than are followed', at, at);
      return;
    }
    await this.hold(at, TRIAL_BYTES);
    if (!this.window.has(at, at)) return;
    m.settle();
    const bytes = this.window.view(at, this.window.end).slice();
    const { reopen, limits } = this.context;
    await followAlternate(
      m,
      {
        at,
        readers: readers & m.alive,
        why,
        bytes,
        complete: this.eof,
        reopen,
        maximumOpcodes: limits.alternateOpcodes,
        counts,
      },
      this.recorder,
    );
  }

  // ── arrays ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Passes over the bytes of an array, or walks the pickle that an object array holds. False when they are not all there. */
  private async passArray(m: Machine, index: StreamIndex, plan: ArrayPlan, depth: number): Promise<boolean> {
    const wrapperEnd = m.position;
    this.attribute('opcodes', wrapperEnd, true);
    // `pickle.load` knows nothing of joblib's arrays: it goes on reading opcodes at the first one, and never comes back to this line.
    if (!m.passedArray) {
      await this.alternate(m, wrapperEnd, LOADERS_MASK, READ_BY_PICKLE, plan.nestedPickle ? DANGEROUS : JUDGED);
    }
    m.passedArray = true;
    m.alive &= PYTHON;
    let dataStart = wrapperEnd;
    if (plan.padded) {
      if (!(await this.ensure(wrapperEnd, 1))) return this.truncatedArray(m, wrapperEnd);
      const padding = this.window.at(wrapperEnd);
      dataStart = wrapperEnd + 1 + padding;
      if (!(await this.ensure(wrapperEnd, 1 + padding))) return this.truncatedArray(m, wrapperEnd);
      const filler = this.window.view(wrapperEnd + 1, dataStart);
      if (filler.some((byte) => byte !== 0xff)) {
        this.recorder.oddity(m, 'paddingNotFilled', 'the padding before an array is not 0xff', wrapperEnd, dataStart);
        await inspectHiddenBytes(this.context, filler.slice(), wrapperEnd + 1, 'padding that holds something');
      }
      m.position = dataStart;
      this.attribute('container', dataStart, true);
    }
    let end = dataStart + plan.rawBytes;
    if (plan.nestedPickle) {
      if (depth >= this.context.limits.depth) {
        this.recorder.limit(m, 'depth', 'pickles nested deeper than are followed', dataStart, dataStart);
        m.stuck = true;
        return false;
      }
      m.settle();
      const nested = new Machine(this.shared, dataStart, new Checkpoints());
      nested.alive = m.alive;
      nested.passedArray = true;
      const whole = await this.runStream(nested, depth + 1);
      end = nested.position;
      m.position = end;
      if (!whole) return false;
    } else {
      m.position = end;
      if (!(await this.passOver(m, end))) {
        await this.lookIntoCutArray(dataStart);
        return this.truncatedArray(m, dataStart);
      }
      this.attribute('array', end, true);
    }
    this.arrays++;
    this.context.collector.add({
      kind: 'array',
      name: null,
      entryPath: this.entryPath,
      range: { start: dataStart, end },
      dtype: plan.dtype,
      shape: plan.shape,
      order: plan.order,
    });
    index.jumps.set(wrapperEnd, end);
    if (m.sp > 0) m.stack[m.sp - 1] = m.heap.pair(ARRAY, V.UNKNOWN, V.UNKNOWN);
    return true;
  }

  /** An array that says it is longer than the file is none: what stands in its place may be something else. */
  private async lookIntoCutArray(start: number): Promise<void> {
    const { reopen } = this.context;
    if (reopen === null) return;
    const stream = reopen(start);
    const parts: Uint8Array[] = [];
    for (let held = 0; held < LOOKED_INTO_BYTES; ) {
      const chunk = await stream.pull();
      if (chunk === null) break;
      parts.push(chunk.slice());
      held += chunk.length;
    }
    await inspectHiddenBytes(this.context, joinBytes(parts), start, 'the file ends inside an array', true);
  }

  private truncatedArray(m: Machine, start: number): false {
    const end = this.window.end;
    this.recorder.malformed(m, 'truncated', 'the file ends inside an array', m.alive, start, end);
    this.attributed = Math.max(this.attributed, end);
    m.position = end;
    return false;
  }

  // ── between streams ──────────────────────────────────────────────────────────────────────────────────────────────────

  private async beginsStream(position: number): Promise<boolean> {
    await this.hold(position, TRIAL_BYTES);
    const bytes = this.window.view(position, this.window.end);
    if (hasProto(bytes)) return true;
    const trial = this.trial(position);
    return trial.stopped || trial.called;
  }

  private trial(position: number) {
    this.trials++;
    return tryPickle(
      this.window.view(position, Math.min(this.window.end, position + 4 * TRIAL_BYTES)),
      this.eof && this.window.end <= position + 4 * TRIAL_BYTES,
    );
  }

  /** Looks for a later stream behind one that ended or broke off; null, with the rest a gap, when there is none near. */
  private async searchStream(from: number, whole: boolean): Promise<number | null> {
    if (whole) this.recorder.oddity(null, 'trailingBytes', 'bytes follow the end of the pickle', from, from + 1);
    let at = from;
    while (at < from + SEARCH_BYTES && this.trials < TRIALS && (await this.hold(at, TRIAL_BYTES))) {
      const found = this.window.bytes.indexOf(0x80, at - this.window.base);
      if (found < 0 || found >= this.window.length) {
        at = this.window.end;
        continue;
      }
      at = this.window.base + found;
      await this.hold(at, TRIAL_BYTES);
      if (this.window.has(at, at + 2) && this.window.at(at + 1) >= 2 && this.window.at(at + 1) <= 5) {
        const trial = this.trial(at);
        if (trial.stopped || trial.acted) return at;
      }
      at++;
    }
    this.coverage.declareGap(
      from,
      Number.MAX_SAFE_INTEGER,
      whole ? 'bytes after the end of the pickle' : 'not understood after the stream broke off',
    );
    await this.giveUpEntry(Math.min(Math.max(at, from), this.window.end));
    return null;
  }

  /** Passes over the rest of the entry: its size is then known. */
  private async giveUpEntry(position: number): Promise<void> {
    if (this.stream.size === null) while ((await this.stream.pull()) !== null);
    else await this.stream.skip(this.stream.size - this.stream.position);
    this.attribute('unexplained', Math.max(position, this.stream.position), false);
    this.window.restart(this.stream.position);
    this.eof = true;
  }

  // ── bytes ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Everything up to `end` that has no region yet is of this kind; `explained` bytes count as understood. */
  private attribute(kind: RegionKind, end: number, explained: boolean): void {
    if (end <= this.attributed) return;
    if (explained) this.coverage.explain(this.attributed, end);
    const { absoluteBase } = this.context;
    if (absoluteBase !== null) this.context.collector.region(kind, absoluteBase + this.attributed, absoluteBase + end);
    this.attributed = end;
  }

  /** The next chunk into the window. False at the end. */
  private async fetch(m: Machine | null): Promise<boolean> {
    if (this.eof) return false;
    if (m !== null && m.position < this.window.end && this.window.end - m.position > LONG_LINE_BYTES) return false;
    this.context.tick(this.stream.position);
    const chunk = await this.stream.pull();
    if (chunk === null) {
      this.eof = true;
      // One more run with what is there, now that it is known to be all.
      return m !== null && m.position < this.window.end;
    }
    m?.settle();
    this.window.append(chunk, m === null ? this.window.end : Math.min(m.position, this.window.end));
    if (this.stream.size !== null && this.window.end >= this.stream.size) this.eof = true;
    return true;
  }

  /** True when `count` bytes from `position` on are in memory. */
  private async ensure(position: number, count: number): Promise<boolean> {
    while (this.window.end < position + count) if (!(await this.fetchAt(position))) return false;
    return true;
  }

  /** Brings up to `count` bytes from `position` on into memory; true when there is at least one. */
  private async hold(position: number, count: number): Promise<boolean> {
    while (this.window.end < position + count) if (!(await this.fetchAt(position))) break;
    return this.window.end > position;
  }

  private async fetchAt(position: number): Promise<boolean> {
    if (this.eof) return false;
    const chunk = await this.stream.pull();
    if (chunk === null) {
      this.eof = true;
      return false;
    }
    this.window.append(chunk, position);
    if (this.stream.size !== null && this.window.end >= this.stream.size) this.eof = true;
    return true;
  }

  /** Moves on to `offset` without reading what lies between. False when the entry ends before it. */
  private async passOver(m: Machine, offset: number): Promise<boolean> {
    if (offset <= this.window.end) return true;
    m.settle();
    const wanted = offset - this.window.end;
    const skipped = await this.stream.skip(wanted);
    this.context.tick(this.stream.position);
    this.window.restart(this.window.end + skipped);
    if (skipped < wanted) this.eof = true;
    else if (this.stream.size !== null && this.window.end >= this.stream.size) this.eof = true;
    return skipped === wanted;
  }

  /** Moves on over a literal whose bytes come by only once and keeps them. */
  private async holdOver(m: Machine, literal: FoundLiteral): Promise<boolean> {
    m.settle();
    const bytes = new Uint8Array(m.position - literal.offset);
    let filled = this.window.end - literal.offset;
    bytes.set(this.window.view(literal.offset, this.window.end));
    let rest: Uint8Array | null = null;
    while (filled < bytes.length) {
      const chunk = await this.stream.pull();
      if (chunk === null) {
        this.eof = true;
        this.window.restart(this.stream.position);
        return false;
      }
      this.context.tick(this.stream.position);
      const part = chunk.subarray(0, bytes.length - filled);
      bytes.set(part, filled);
      filled += part.length;
      if (part.length < chunk.length) rest = chunk.subarray(part.length);
    }
    this.literals.hold(literal, bytes);
    this.window.restart(m.position);
    if (rest !== null) this.window.append(rest, m.position);
    return true;
  }

  /** A line argument without an end in sight: its line feed is searched chunk by chunk and the value kept as a place. */
  private async passLongLine(m: Machine, outcome: string): Promise<boolean> {
    if (this.eof || outcome !== 'more') return false;
    const start = m.position;
    if (!LONG_LINE_OPCODES.has(this.window.at(start))) return false;
    m.settle();
    for (;;) {
      const chunk = await this.stream.pull();
      if (chunk === null) {
        this.eof = true;
        return false;
      }
      this.context.tick(this.stream.position);
      const feed = chunk.indexOf(0x0a);
      const chunkStart = this.stream.position - chunk.length;
      if (feed < 0) {
        this.window.restart(this.stream.position);
        continue;
      }
      m.position = chunkStart + feed + 1;
      m.opcodes++;
      m.push(V.OTHER + start);
      this.window.restart(chunkStart);
      this.window.append(chunk, chunkStart);
      this.attribute('opcodes', m.position, true);
      return true;
    }
  }
}

/** INT, LONG, FLOAT, STRING, UNICODE: lines that only push a literal. */
const LONG_LINE_OPCODES: ReadonlySet<number> = new Set([0x49, 0x4c, 0x46, 0x53, 0x56]);
