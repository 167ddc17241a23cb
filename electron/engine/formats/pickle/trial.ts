import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import { OP } from '../../../../shared/pickle/opcodes';
import { DtypeTable } from './dtype-table';
import { GlobalTable } from './global-table';
import { Heap } from './heap';
import { Machine, type Shared } from './machine';
import { LOADERS_MASK } from './readers';
import type { Recorder } from './recorder';
import { run } from './run';
import { TextArena } from './text-arena';
import { takeUnendedLine } from './unended-line';
import { Window } from './window';

/** What a trial read of some bytes as a pickle came to. */
export interface Trial {
  /** STOP was reached and every step before it made sense to a loader. */
  readonly stopped: boolean;
  /** A loader would have called something, or imported something whose name can be a name, before anything went wrong. */
  readonly acted: boolean;
  /** The same for calls alone. */
  readonly called: boolean;
  /** The same for imports alone. */
  readonly imported: boolean;
  readonly opcodes: number;
  /** Everything so far makes sense, but the bytes ended. */
  readonly openEnded: boolean;
}

const TRIAL_LIMITS = { ...DEFAULT_LIMITS, textArenaBytes: 256 * 1024, globals: 2000, opcodes: 1_000_000 };

/** Module and attribute names that Python can import. */
const IMPORTABLE = /^[\p{ID_Start}_][\p{ID_Continue}.]*$/u;

export function isImportable(module: string, name: string): boolean {
  return IMPORTABLE.test(module) && IMPORTABLE.test(name);
}

/** Reads `bytes` as a pickle from their beginning, without keeping facts, and says whether they are one. Bounded by their length. */
export function tryPickle(bytes: Uint8Array, complete: boolean): Trial {
  const window = new Window();
  window.append(bytes, 0);
  const globals = new GlobalTable(() => ({ judged: false, dangerous: false, calls: 1 }), TRIAL_LIMITS.globals);
  let called = false;
  const recorder: Recorder = {
    globals,
    call: (machine) => {
      called ||= (machine.alive & LOADERS_MASK) !== 0;
    },
    unresolvedGlobal: () => {},
    extension: () => {},
    persistentId: () => {},
    neighbour: () => {},
    malformed: () => {},
    oddity: () => {},
    limit: () => {},
  };
  const shared: Shared = {
    window,
    recorder,
    globals,
    dtypes: new DtypeTable(),
    arena: new TextArena(TRIAL_LIMITS.textArenaBytes),
    heap: new Heap(),
    tensors: null,
    limits: TRIAL_LIMITS,
    readNow: null,
  };
  const machine = new Machine(shared, 0, null);
  let outcome = run(machine, Number.POSITIVE_INFINITY, complete);
  while (outcome === 'frame') outcome = run(machine, Number.POSITIVE_INFINITY, complete);
  if (outcome === 'more' && complete) takeUnendedLine(machine);
  const alive = (machine.alive & LOADERS_MASK) !== 0;
  const imported = globals.rows.some(
    (row, id) =>
      row.opcode !== 'EXT' && (globals.readers[id] & LOADERS_MASK) !== 0 && isImportable(row.module, row.name),
  );
  return {
    stopped: outcome === 'stopped' && alive,
    acted: called || imported,
    called,
    imported,
    opcodes: machine.opcodes,
    openEnded:
      alive && !complete && (outcome === 'more' || outcome === 'goal' || outcome === 'beyond' || outcome === 'array'),
  };
}

/** True for the two bytes that protocol 2 and later pickles begin with. */
export function hasProto(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === OP.PROTO && bytes[1] <= 5;
}
