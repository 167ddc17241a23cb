import type { EntryPath } from '../../../../shared/domain/artifact';
import type { CallOpcode, GlobalFact, GlobalUse, MalformedCode, OddityCode } from '../../../../shared/domain/fact';
import type { Limits } from '../../../../shared/domain/limits';
import { isUnsafeName } from '../../archive/members';
import type { Collector } from '../../collector';
import type { CoverageMap } from '../../coverage-map';
import type { EntryContext } from '../../entry-context';
import { READER_BY_CODE } from './argument-readers';
import { CarriedCodes } from './carried-codes';
import { GlobalTable } from './global-table';
import { CALL, TUPLE } from './heap';
import type { LiteralIndex } from './literal-index';
import { isRawLiteral } from './literal-payload';
import type { Machine } from './machine';
import { payloadName } from './payloads';
import { readersOf } from './readers';
import type { Recorder } from './recorder';
import { describe } from './symbols';
import type { Value } from './values';
import * as V from './values';

/** Longest line argument that a loader's text is looked for in. */
const LONGEST_LINE = 1024 * 1024;

/** Turns what the machine reports into facts of one entry. */
export class StreamRecorder implements Recorder {
  readonly globals: GlobalTable;
  /** Arrays in files beside this one. */
  neighbours = 0;
  /** Code objects that the streams of the entry build. */
  readonly codes: CarriedCodes;
  private persistentIds = 0;

  private readonly literals: LiteralIndex;
  private readonly collector: Collector;
  private readonly coverage: CoverageMap;
  private readonly entryPath: EntryPath;
  private readonly limits: Limits;
  private readonly onPersistentId: EntryContext['onPersistentId'];

  constructor(context: EntryContext, literals: LiteralIndex) {
    this.literals = literals;
    this.collector = context.collector;
    this.coverage = context.coverage;
    this.entryPath = context.entryPath;
    this.limits = context.limits;
    this.onPersistentId = context.onPersistentId;
    this.globals = new GlobalTable(context.callDetail, context.limits.globals);
    this.codes = new CarriedCodes(context.note, context.coverage);
    context.collector.addGlobals(() => this.globalFacts());
  }

  private place(start: number, end: number) {
    return { entryPath: this.entryPath, range: { start, end } };
  }

  call(machine: Machine, via: CallOpcode, callee: Value, args: Value, start: number, end: number): void {
    const described = describe(machine, args);
    const { globals } = this;
    if (!V.isGlobal(callee) || globals.judged[V.globalIdOf(callee)] !== 0)
      this.codes.see(machine, via, callee, args, start, end);
    const payload = V.isGlobal(callee) && globals.loads[V.globalIdOf(callee)] !== 0 ? this.loaded(machine, args) : null;
    if (V.isGlobal(callee)) {
      const id = V.globalIdOf(callee);
      if (globals.keep[id]?.(described) === false) return;
      if (--globals.detailLeft[id] === 0 && globals.judged[id] !== 0) {
        const { module, name } = globals.rows[id];
        this.limit(machine, 'judgedCallsPerCallee', `more calls of ${module}.${name} than are kept`, start, end);
      }
    }
    const readers = readersOf(machine.alive);
    this.collector.add({
      kind: 'call',
      ...this.place(start, end),
      via,
      callee: describe(machine, callee),
      arguments: described,
      readers,
      ...(payload === null ? {} : { payload }),
    });
  }

  built(machine: Machine, target: Value, state: Value): void {
    this.codes.makers.built(machine, target, state);
  }

  /** The literal that a loader is given, straight or through decoders: it is inspected whatever it begins with. Its name as a member. */
  private loaded(m: Machine, args: Value): string | null {
    let value = args;
    let straight = true;
    for (let step = 0; step < 8 && V.isHeap(value) && m.heap.holds(value); step++) {
      const kind = m.heap.kind(value);
      if (kind === CALL) {
        straight = false;
        value = m.heap.items(value, 2)[1];
      } else if (kind === TUPLE && m.heap.count(value) > 0) [value] = m.heap.items(value, 1);
      else return null;
    }
    if (value < V.TEXT || value >= V.ARENA) return null;
    const offset = value >= V.OTHER ? value - V.OTHER : value - V.TEXT;
    const { window, readNow } = m.shared;
    // Where the bytes come by only once, a line must be seen whole to be kept.
    const head = m.literalBytes(value, readNow === null ? LONGEST_LINE : 16);
    if (head === null || head.length === 0) return null;
    const length = READER_BY_CODE[head[0]]?.(head, 1, head.length) ?? -1;
    this.literals.force(window, offset, offset + Math.max(length, 1));
    return straight && isRawLiteral(head[0]) ? payloadName('bytes', offset) : null;
  }

  unresolvedGlobal(machine: Machine, module: Value, name: Value, start: number, end: number): void {
    this.collector.add({
      kind: 'unresolvedGlobal',
      ...this.place(start, end),
      module: describe(machine, module),
      name: describe(machine, name),
      readers: readersOf(machine.alive),
    });
  }

  extension(machine: Machine, code: number, start: number, end: number): void {
    this.collector.add({ kind: 'extension', ...this.place(start, end), code, readers: readersOf(machine.alive) });
  }

  persistentId(machine: Machine, id: Value, start: number, end: number): void {
    if (this.onPersistentId !== null) this.onPersistentId(describe(machine, id));
    if (++this.persistentIds <= this.limits.factsPerKind) {
      this.collector.add({ kind: 'persistentId', ...this.place(start, end), id: describe(machine, id), count: 1 });
    } else {
      this.collector.omitted.persistentId = (this.collector.omitted.persistentId ?? 0) + 1;
    }
  }

  neighbour(machine: Machine, fileName: string, inflated: boolean, start: number, end: number): void {
    this.neighbours++;
    const added = this.collector.add(
      {
        kind: 'reference',
        ...this.place(start, end),
        to: 'file',
        target: fileName,
        leavesFolder: isUnsafeName(fileName),
        purpose: inflated
          ? 'joblib.load inflates it into an array'
          : 'joblib.load reads an array from it with numpy.load, which unpickles it if it holds objects',
      },
      'file',
    );
    if (!added) this.limit(machine, 'facts', 'more files beside this one than are listed', start, end);
  }

  malformed(
    _machine: Machine | null,
    code: MalformedCode,
    detail: string,
    stops: number,
    start: number,
    end: number,
  ): void {
    this.collector.add({ kind: 'malformed', ...this.place(start, end), code, detail, stops: readersOf(stops) }, code);
    this.coverage.declareGap(start, end, detail);
  }

  oddity(_machine: Machine | null, code: OddityCode, detail: string, start: number, end: number): void {
    this.collector.add({ kind: 'oddity', ...this.place(start, end), code, detail }, code);
    if (code === 'outOfBandBuffer') this.coverage.declareGap(start, end, 'bytes that are not in the file');
  }

  limit(_machine: Machine | null, limit: string, detail: string, start: number, end: number): void {
    this.collector.add({ kind: 'limitReached', ...this.place(start, end), limit, detail }, limit);
    this.coverage.declareGap(start, end, detail);
  }

  /** One fact per global with its counts as they stand now. */
  globalFacts(): readonly GlobalFact[] {
    const { rows, imports, readers } = this.globals;
    const counts = rows.map((_, id) => this.globals.usesOf(id));
    const times = (id: number, ...wanted: readonly GlobalUse[]) =>
      counts[id].reduce((sum, { use, count }) => sum + (wanted.includes(use) ? count : 0), 0);
    return rows.map((row, id) => ({
      kind: 'global',
      entryPath: this.entryPath,
      range: { start: row.start, end: row.end },
      module: row.module,
      name: row.name,
      writtenModule: row.writtenModule,
      writtenName: row.writtenName,
      opcode: row.opcode,
      dotted: row.dotted,
      imports: imports[id],
      calls: times(id, 'rebuild', 'call'),
      builds: times(id, 'state'),
      uses: counts[id],
      onlyArrayClass: this.globals.isOnlyArrayClass(id),
      readers: readersOf(readers[id]),
    }));
  }
}
