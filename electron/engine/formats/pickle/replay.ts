import { DEFAULT_LIMITS } from '../../../../shared/domain/limits';
import type { MachineStep, StackItem } from '../../../../shared/domain/machine-step';
import { formatSymbol } from '../../../../shared/text/symbol';
import type { ByteSource } from '../../byte-source';
import { CHUNK_BYTES } from '../../byte-stream';
import { DtypeTable } from './dtype-table';
import { GlobalTable } from './global-table';
import { Heap } from './heap';
import { Machine, type Shared } from './machine';
import type { Recorder } from './recorder';
import { run } from './run';
import type { StreamIndex } from './stream-index';
import { describe } from './symbols';
import { TextArena } from './text-arena';
import * as V from './values';
import { Window } from './window';

/** Stack items shown of one moment. */
const SHOWN_ITEMS = 40;
const ITEM_CHARACTERS = 160;

/** Runs a stream from its beginning to the opcode at `offset` (row `row`) and over it: the stack before and after. */
export async function replayStep(
  source: ByteSource,
  index: StreamIndex,
  row: number,
  offset: number,
  shouldStop: () => boolean,
): Promise<MachineStep> {
  const m = new Machine(silent(source), index.start, null);
  m.shared.window.restart(index.start);
  await runTo(m, source, index, offset, shouldStop);
  const before = picture(m);
  const memoBefore = m.memoCount;
  await runTo(m, source, index, offset + 1, shouldStop);
  const after = picture(m);
  const written = m.memoCount > memoBefore;
  return {
    row,
    before,
    after,
    memoWrite: written ? { index: memoBefore, text: after.stack[0]?.text ?? '' } : null,
    memoSize: m.memoCount,
  };
}

async function runTo(
  m: Machine,
  source: ByteSource,
  index: StreamIndex,
  goal: number,
  shouldStop: () => boolean,
): Promise<void> {
  const { window } = m.shared;
  let final = false;
  while (m.position < goal && !m.stopped && !m.stuck) {
    if (shouldStop()) return;
    const outcome = run(m, goal, final);
    if (outcome === 'array') {
      m.array = null;
      m.position = index.jumps.get(m.position) ?? goal;
      if (m.sp > 0) m.stack[m.sp - 1] = V.UNKNOWN;
      m.settle();
      window.restart(m.position);
    } else if (outcome === 'beyond') {
      m.settle();
      window.restart(m.position);
    } else if (outcome === 'more' || (outcome === 'goal' && m.position < goal)) {
      if (final) return;
      const chunk = await source.read(window.end, CHUNK_BYTES);
      if (chunk.length === 0) final = true;
      else {
        m.settle();
        window.append(chunk, m.position);
      }
    } else if (outcome === 'invalid') return;
  }
}

function picture(m: Machine): MachineStep['before'] {
  const stack: StackItem[] = [];
  let mark = m.mp - 1;
  for (let i = m.sp - 1; i >= 0 && stack.length < SHOWN_ITEMS; i--) {
    for (; mark >= 0 && m.marks[mark] > i; mark--) stack.push({ text: 'MARK', kind: 'mark' });
    const value = describe(m, m.stack[i]);
    stack.push({ text: formatSymbol(value, ITEM_CHARACTERS), kind: value.kind });
  }
  if (stack.length < SHOWN_ITEMS) for (; mark >= 0; mark--) stack.push({ text: 'MARK', kind: 'mark' });
  return { stack, hidden: Math.max(0, m.sp + m.mp - stack.length), marks: m.mp };
}

/** Machines that show keep no facts. */
function silent(source: ByteSource): Shared {
  const limits = { ...DEFAULT_LIMITS, symbolNodes: 60, symbolText: 256 };
  const globals = new GlobalTable(() => ({ judged: true, dangerous: false, calls: 0 }), limits.globals);
  const nothing = () => {};
  const readNow =
    source.readNow === undefined
      ? null
      : (offset: number, length: number) => (source.readNow as NonNullable<ByteSource['readNow']>)(offset, length);
  const recorder: Recorder = {
    globals,
    call: nothing,
    unresolvedGlobal: nothing,
    extension: nothing,
    persistentId: nothing,
    neighbour: nothing,
    malformed: nothing,
    oddity: nothing,
    limit: nothing,
  };
  const window = new Window();
  return {
    window,
    recorder,
    globals,
    dtypes: new DtypeTable(),
    arena: new TextArena(limits.textArenaBytes),
    heap: new Heap(),
    limits,
    readNow,
  };
}
