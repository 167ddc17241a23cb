import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import { OPCODES, type OpcodeName } from '../../../../shared/pickle/opcodes';
import { assemble, type Instruction } from '../../testing/assemble';
import { Checkpoints } from './checkpoints';
import { DtypeTable } from './dtype-table';
import { GlobalTable } from './global-table';
import { Heap } from './heap';
import { LiteralIndex } from './literal-index';
import { Machine, type Shared } from './machine';
import type { Recorder } from './recorder';
import { run } from './run';
import { TextArena } from './text-arena';
import { Window } from './window';

/** Runs bytes to the end and notes everything the machine does and becomes. */
function record(bytes: Uint8Array, hot: boolean) {
  const log: unknown[] = [];
  const globals = new GlobalTable(() => ({ judged: true, dangerous: false, calls: 10 }), 1000);
  const note =
    (what: string) =>
    (...args: unknown[]) => {
      log.push([what, ...args.filter((value) => typeof value !== 'object')]);
    };
  const recorder: Recorder = {
    globals,
    call: note('call'),
    unresolvedGlobal: note('unresolved'),
    extension: note('extension'),
    persistentId: note('persistentId'),
    neighbour: note('neighbour'),
    malformed: note('malformed'),
    oddity: note('oddity'),
    limit: note('limit'),
  };
  const window = new Window();
  window.append(bytes, 0);
  const literals = new LiteralIndex(false);
  const shared: Shared = {
    window,
    literals,
    recorder,
    globals,
    dtypes: new DtypeTable(),
    arena: new TextArena(1 << 20),
    heap: new Heap(),
    tensors: null,
    limits: DEFAULT_LIMITS,
    readNow: null,
  };
  const m = new Machine(shared, 0, new Checkpoints());
  let outcome = run(m, Number.POSITIVE_INFINITY, true, hot);
  while (outcome === 'frame') outcome = run(m, Number.POSITIVE_INFINITY, true, hot);
  return {
    outcome,
    log,
    position: m.position,
    opcodes: m.opcodes,
    sp: m.sp,
    mp: m.mp,
    floor: m.floor,
    memoCount: m.memoCount,
    alive: m.alive,
    stack: [...m.stack.slice(0, m.sp)],
    marks: [...m.marks.slice(0, m.mp)],
    memo: [...m.memo.slice(0, 300)],
    literals: literals.found,
    globals: globals.rows.map(({ module, name }) => `${module}.${name}`),
    uses: [...globals.uses.slice(0, 40)],
    recalled: globals.recalled,
  };
}

describe('the hot path of the machine', () => {
  // The hot switch writes two dozen steps a second time: nothing may tell the two apart.
  test('does what the steps do, on any bytes', () => {
    const byte = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...OPCODES.map((row) => row.code as number)) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) },
    );
    fc.assert(
      fc.property(fc.array(byte, { minLength: 1, maxLength: 300 }), (codes) => {
        const bytes = Uint8Array.from(codes);
        expect(record(bytes, true)).toEqual(record(bytes, false));
      }),
      { numRuns: 3000, seed: 21 },
    );
  });

  test('notes the literals that the steps note', () => {
    const texts = ['gAJ', 'UEsDB', 'H4sI', 'eJw', '789c', 'short', 'a text like many others'];
    const literal = fc
      .tuple(
        fc.constantFrom<OpcodeName>('SHORT_BINUNICODE', 'BINUNICODE', 'SHORT_BINBYTES', 'BINBYTES', 'SHORT_BINSTRING'),
        fc.oneof(
          fc.constantFrom(...texts).map((text) => new TextEncoder().encode(`${text}${'A'.repeat(12)}`)),
          fc
            .constantFrom([0x80, 4], [0x78, 0x9c], [0x1f, 0x8b, 8])
            .map((start) => Uint8Array.from([...start, ...new Array(20).fill(0)])),
        ),
      )
      .map(([name, bytes]): Instruction => [name, bytes]);
    fc.assert(
      fc.property(fc.array(literal, { minLength: 1, maxLength: 30 }), (instructions) => {
        const bytes = assemble(['PROTO', 4], ...instructions, ['STOP'], ['PROTO', 4], ['PROTO', 4]);
        const hot = record(bytes, true);
        expect(hot).toEqual(record(bytes, false));
      }),
      { numRuns: 300, seed: 22 },
    );
    expect(record(assemble(['SHORT_BINUNICODE', `gAJ${'A'.repeat(20)}`], ['STOP']), true).literals).toHaveLength(1);
  });

  test('does what the steps do, on long sensible pickles', () => {
    const parts = Array.from(
      { length: 3000 },
      (_, i) =>
        [
          ['MARK'],
          ['SHORT_BINUNICODE', `k${i}`],
          ['MEMOIZE'],
          ['BININT2', i],
          ['BINFLOAT', i / 3],
          ['TUPLE2'],
          ['MEMOIZE'],
          ['BINGET', i % 200],
          ['NONE'],
          ['SETITEMS'],
        ] as const,
    ).flat();
    const bytes = assemble(['PROTO', 4], ['EMPTY_DICT'], ['MEMOIZE'], ...parts, ['STOP']);
    const hot = record(bytes, true);
    expect(hot).toEqual(record(bytes, false));
    expect(hot.outcome).toBe('stopped');
    expect(hot.opcodes).toBe(30_004);
  });
});
