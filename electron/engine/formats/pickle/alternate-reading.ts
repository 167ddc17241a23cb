import { OP } from '../../../../shared/pickle/opcodes';
import type { ByteStream } from '../../byte-stream';
import { BAD_LENGTH } from '../../little-endian';
import { NEED_MORE, READER_BY_CODE } from './argument-readers';
import { DtypeTable } from './dtype-table';
import { type GlobalRow, type GlobalTable, JUDGED } from './global-table';
import type { Machine, Shared } from './machine';
import { LOADERS_MASK } from './readers';
import type { Recorder } from './recorder';
import { run } from './run';
import { isImportable } from './trial';
import { takeUnendedLine } from './unended-line';
import * as V from './values';
import { Window } from './window';

/** Bytes read, not counting those passed over, while following one alternate reading. */
const READ_BYTES = 64 * 1024 * 1024;

/** What another reading of the same bytes needs. `bytes` are those in memory from `at` on; `reopen` reads on behind them where it can. */
export interface AlternateReading {
  readonly at: number;
  readonly readers: number;
  readonly why: string;
  readonly bytes: Uint8Array;
  readonly complete: boolean;
  readonly reopen: ((offset: number) => ByteStream) | null;
  readonly maximumOpcodes: number;
  /**
   * `JUDGED`: any name that nobody vouches for counts. `DANGEROUS`: only names known to do harm; for bytes that are opcodes in every
   * reading, where honest strings meet in the wrong memo slots and make up names that do not exist.
   */
  readonly counts: number;
}

/**
 * Follows what some reader would do from another offset on, in the machine's present state. Random array bytes are mostly nonsense as
 * opcodes, so the reading counts only when it gets to a global that can be a name and that nobody vouches for; then its facts are recorded.
 * Trusted names that a reading without such a global reaches are listed all the same: a policy may trust fewer.
 */
export async function followAlternate(machine: Machine, reading: AlternateReading, recorder: Recorder): Promise<void> {
  if (!mayAct(reading.bytes)) return;
  const rehearsal = new Rehearsal(recorder.globals.fork(), reading.counts);
  await play(machine, reading, rehearsal);
  if (!rehearsal.acted()) {
    if (reading.counts === JUDGED) rehearsal.noteTrusted(recorder.globals);
    return;
  }
  recorder.oddity(machine, 'alternateReading', reading.why, reading.at, reading.at + 1);
  await play(machine, reading, new CallsOnly(recorder, reading.counts));
}

/** False when the bytes stop being opcodes before one that imports, calls or changes anything: then no reading of them can act. */
function mayAct(bytes: Uint8Array): boolean {
  let at = 0;
  while (at < bytes.length) {
    const code = bytes[at];
    const end = READER_BY_CODE[code]?.(bytes, at + 1, bytes.length) ?? BAD_LENGTH;
    if (end === BAD_LENGTH || code === OP.STOP) return false;
    if (ACTS.has(code) || end === NEED_MORE) return true;
    at = end;
  }
  return true;
}

const ACTS: ReadonlySet<number> = new Set([
  OP.GLOBAL,
  OP.STACK_GLOBAL,
  OP.INST,
  OP.OBJ,
  OP.REDUCE,
  OP.NEWOBJ,
  OP.NEWOBJ_EX,
  OP.BUILD,
  OP.EXT1,
  OP.EXT2,
  OP.EXT4,
  OP.PERSID,
  OP.BINPERSID,
  OP.APPEND,
  OP.APPENDS,
  OP.ADDITEMS,
  OP.SETITEM,
  OP.SETITEMS,
]);

async function play(machine: Machine, reading: AlternateReading, recorder: Recorder): Promise<void> {
  const window = new Window();
  window.restart(reading.at);
  window.append(reading.bytes, reading.at);
  const limits = { ...machine.shared.limits, opcodes: reading.maximumOpcodes };
  const shared: Shared = {
    window,
    recorder,
    globals: recorder.globals,
    dtypes: cloneDtypes(machine.shared.dtypes),
    arena: machine.shared.arena,
    heap: machine.heap.clone(),
    tensors: null,
    limits,
    readNow: machine.shared.readNow,
  };
  const m = machine.fork(shared);
  m.position = reading.at;
  m.alive = reading.readers;
  let stream: ByteStream | null = null;
  let complete = reading.complete;
  let readBytes = 0;
  for (;;) {
    const outcome = run(m, Number.POSITIVE_INFINITY, complete);
    if (
      (m.alive & LOADERS_MASK) === 0 ||
      outcome === 'stopped' ||
      outcome === 'invalid' ||
      outcome === 'stuck' ||
      outcome === 'array'
    )
      return;
    if (outcome === 'frame' || (outcome === 'goal' && m.position < window.end)) continue;
    if (complete && outcome === 'more') takeUnendedLine(m);
    if (complete || reading.reopen === null || readBytes > READ_BYTES) return;
    if (outcome === 'beyond') {
      m.settle();
      window.restart(m.position);
      stream = reading.reopen(m.position);
    } else stream ??= reading.reopen(window.end);
    const chunk = await stream.pull();
    if (chunk === null) {
      complete = true;
      continue;
    }
    readBytes += chunk.length;
    m.settle();
    window.append(chunk, m.position);
  }
}

function cloneDtypes(from: DtypeTable): DtypeTable {
  const copy = new DtypeTable();
  for (const row of from.rows) copy.add({ ...row });
  return copy;
}

/** Watches a reading without keeping anything. */
class Rehearsal implements Recorder {
  readonly globals: GlobalTable;
  private readonly known: number;
  private readonly counts: number;
  private called = false;

  constructor(globals: GlobalTable, counts: number) {
    this.globals = globals;
    this.counts = counts;
    this.known = globals.rows.length;
  }

  /** True when the reading names something new that is not vouched for, or calls it. */
  acted(): boolean {
    const { rows, readers, judged } = this.globals;
    return (
      this.called ||
      rows.some(
        (row, id) =>
          id >= this.known && judged[id] >= this.counts && (readers[id] & LOADERS_MASK) !== 0 && canBeNamed(row),
      )
    );
  }
  /** Lists the new names of the reading in the table of the entry, as reached by its readers and imported by no other. */
  noteTrusted(table: GlobalTable): void {
    const { rows, readers } = this.globals;
    for (let id = this.known; id < rows.length; id++) {
      if ((readers[id] & LOADERS_MASK) === 0 || !canBeNamed(rows[id])) continue;
      const listed = table.idOf(rows[id]);
      if (listed >= 0) table.readers[listed] |= readers[id];
    }
  }

  call(machine: Machine, _via: unknown, callee: V.Value): void {
    if ((machine.alive & LOADERS_MASK) !== 0) this.called ||= isCounted(this.globals, callee, this.counts);
  }
  unresolvedGlobal(): void {}
  extension(): void {}
  persistentId(): void {}
  neighbour(): void {}
  malformed(): void {}
  oddity(): void {}
  limit(): void {}
}

const canBeNamed = (row: GlobalRow): boolean => row.opcode !== 'EXT' && isImportable(row.module, row.name);

/** A callee that is a plain global, can be a name, and is not vouched for. */
function isCounted(globals: GlobalTable, callee: V.Value, counts: number): boolean {
  if (!V.isGlobal(callee)) return false;
  const id = V.globalIdOf(callee);
  return globals.judged[id] >= counts && canBeNamed(globals.rows[id]);
}

/** Keeps the judged calls of a reading; how it breaks, and what makes no sense in it, says nothing: it is only one of several readings. */
class CallsOnly implements Recorder {
  readonly globals: GlobalTable;
  private readonly inner: Recorder;
  private readonly counts: number;

  constructor(inner: Recorder, counts: number) {
    this.inner = inner;
    this.counts = counts;
    this.globals = inner.globals;
  }
  call(...args: Parameters<Recorder['call']>): void {
    if (isCounted(this.globals, args[2], this.counts)) this.inner.call(...args);
  }
  unresolvedGlobal(): void {}
  extension(...args: Parameters<Recorder['extension']>): void {
    this.inner.extension(...args);
  }
  persistentId(): void {}
  neighbour(...args: Parameters<Recorder['neighbour']>): void {
    this.inner.neighbour(...args);
  }
  malformed(): void {}
  oddity(): void {}
  limit(...args: Parameters<Recorder['limit']>): void {
    this.inner.limit(...args);
  }
}
