import { OP } from '../../../../shared/pickle/opcodes';
import { BAD_LENGTH } from '../../little-endian';
import { NEED_MORE, READER_BY_CODE } from './argument-readers';
import { CHECKPOINT_EVERY } from './checkpoints';
import { TUPLE } from './heap';
import { FIRST_OF_BYTES, FIRST_OF_TEXT, SHORTEST } from './literal-index';
import { IS_PRINTABLE, SHORTEST_TEXT_OPCODE } from './literal-texts';
import type { Machine } from './machine';
import { STEP_BY_CODE } from './steps';
import * as V from './values';

/** Why `run` came back. */
export type RunOutcome =
  /** The next opcode needs bytes that are not in memory. */
  | 'more'
  /** Everything up to the goal was read. */
  | 'goal'
  /** STOP was read. */
  | 'stopped'
  /** The next byte is no opcode, or its length is absurd. */
  | 'invalid'
  /** The opcode before was a literal that ends beyond the window; the position stands behind it. */
  | 'beyond'
  /** A FRAME was read. */
  | 'frame'
  /** A joblib array follows. */
  | 'array'
  /** The machine cannot go on. */
  | 'stuck';

/** No byte: sends every opcode through its step. */
const COLD = 256;
/** A payload that ends further out than this is passed over instead of read. */
const PASS_OVER_BYTES = 64 * 1024;
/** Room that the widest fixed argument may need beyond the limit. */
const MARGIN = 16;

/**
 * Runs the machine over the bytes in memory, up to stream offset `goal` at most. `final` says that no bytes follow the window.
 *
 * The switch below writes the effects of the hottest opcodes a second time, on local variables and without a call: on pickles dense
 * with opcodes this is four times as fast as the steps alone (`npm run bench`, decoder row). Every other opcode goes through `STEPS`.
 * With `hot` false all of them do; a law in the tests holds the two to the same results.
 */
export function run(m: Machine, goal: number, final: boolean, hot = true): RunOutcome {
  const { window } = m.shared;
  const { bytes, base, length } = window;
  const stop = Math.min(length, goal - base);
  const hotLimit = hot ? Math.min(stop, length - MARGIN) : -1;
  const memoCap = () => m.memo.length;
  const { globals } = m.shared;
  const copiesText = m.shared.readNow === null;
  const { literals, texts, readNow } = m.shared;
  const sieve = texts?.plain;
  const opcodeBudget = m.shared.limits.opcodes;

  let pos = m.position - base;
  let { stack, memo, marks, sp, mp, floor, memoCount, opcodes } = m;
  let lastStart = pos;
  let cap = memoCap();
  let { followed } = globals;
  let outcome: RunOutcome = 'goal';

  while (pos < stop) {
    if ((opcodes & (CHECKPOINT_EVERY - 1)) === 0) {
      m.position = base + pos;
      m.sp = sp;
      m.mp = mp;
      m.floor = floor;
      m.memoCount = memoCount;
      m.opcodes = opcodes;
      m.checkpoint();
      ({ stack, memo, marks } = m);
      cap = memoCap();
      if (m.stuck || opcodes > opcodeBudget) {
        outcome = 'stuck';
        break;
      }
    }
    const op = bytes[pos];
    lastStart = pos;
    // The codes are numbers, because only numbers make this switch a jump table (four times as fast as names; a test holds them to the table).
    // Each hot case ends in `continue` when it did its work; what it cannot do in place falls to the step below the switch.
    switch (pos < hotLimit ? op : COLD) {
      case 0x4b: // BININT1
        stack[sp++] = V.INT_ZERO + bytes[pos + 1];
        pos += 2;
        opcodes++;
        continue;
      case 0x4d: // BININT2
        stack[sp++] = V.INT_ZERO + (bytes[pos + 1] | (bytes[pos + 2] << 8));
        pos += 3;
        opcodes++;
        continue;
      case 0x4a: // BININT
        stack[sp++] =
          V.INT_ZERO + (bytes[pos + 1] | (bytes[pos + 2] << 8) | (bytes[pos + 3] << 16) | (bytes[pos + 4] << 24));
        pos += 5;
        opcodes++;
        continue;
      case 0x47: // BINFLOAT
        stack[sp++] = V.OTHER + base + pos;
        pos += 9;
        opcodes++;
        continue;
      case 0x4e: // NONE
        stack[sp++] = V.NONE;
        pos++;
        opcodes++;
        continue;
      case 0x88: // NEWTRUE
        stack[sp++] = V.TRUE;
        pos++;
        opcodes++;
        continue;
      case 0x89: // NEWFALSE
        stack[sp++] = V.FALSE;
        pos++;
        opcodes++;
        continue;
      case 0x29: // EMPTY_TUPLE
        stack[sp++] = V.EMPTY_TUPLE;
        pos++;
        opcodes++;
        continue;
      case 0x8c: {
        // SHORT_BINUNICODE
        const end = pos + 2 + bytes[pos + 1];
        if (end > length) break;
        if (end - pos >= SHORTEST && literals !== undefined && FIRST_OF_TEXT[bytes[pos + 2]] !== 0)
          literals.see(window, base + pos, base + end);
        if (sieve !== undefined && end - pos >= SHORTEST_TEXT_OPCODE) sieve.literal(bytes, pos + 2, end, base);
        stack[sp++] = V.TEXT + base + pos;
        pos = end;
        opcodes++;
        continue;
      }
      case 0x58: {
        // BINUNICODE
        const size = bytes[pos + 1] | (bytes[pos + 2] << 8) | (bytes[pos + 3] << 16);
        const end = pos + 5 + size;
        if (bytes[pos + 4] !== 0 || end > length) break;
        if (end - pos >= SHORTEST && literals !== undefined && FIRST_OF_TEXT[bytes[pos + 5]] !== 0)
          literals.see(window, base + pos, base + end);
        if (texts !== undefined && end - pos >= SHORTEST_TEXT_OPCODE)
          texts.see(window, base + pos, base + end, readNow);
        stack[sp++] = V.TEXT + base + pos;
        pos = end;
        opcodes++;
        continue;
      }
      case 0x43: {
        // SHORT_BINBYTES
        const end = pos + 2 + bytes[pos + 1];
        if (end > length) break;
        if (end - pos >= SHORTEST && literals !== undefined && FIRST_OF_BYTES[bytes[pos + 2]] !== 0)
          literals.see(window, base + pos, base + end);
        if (texts !== undefined && end - pos >= SHORTEST_TEXT_OPCODE && IS_PRINTABLE[bytes[pos + 2]] !== 0)
          texts.see(window, base + pos, base + end, readNow);
        stack[sp++] = V.OTHER + base + pos;
        pos = end;
        opcodes++;
        continue;
      }
      case 0x8a: {
        // LONG1
        const size = bytes[pos + 1];
        const end = pos + 2 + size;
        if (end > length || size <= 5) break;
        stack[sp++] = V.OTHER + base + pos;
        pos = end;
        opcodes++;
        continue;
      }
      case 0x94: {
        // MEMOIZE
        if (sp === floor || memo[memoCount] !== V.UNSET) break;
        let value = stack[sp - 1];
        if (copiesText && value >= V.TEXT && value < V.OTHER) {
          value = m.keepText(value);
          stack[sp - 1] = value;
        }
        memo[memoCount++] = value;
        pos++;
        opcodes++;
        continue;
      }
      case 0x71: {
        // BINPUT
        const index = bytes[pos + 1];
        if (sp === floor || memo[index] !== V.UNSET) break;
        let value = stack[sp - 1];
        if (copiesText && value >= V.TEXT && value < V.OTHER) {
          value = m.keepText(value);
          stack[sp - 1] = value;
        }
        memo[index] = value;
        memoCount++;
        pos += 2;
        opcodes++;
        continue;
      }
      case 0x72: {
        // LONG_BINPUT
        const index = (bytes[pos + 1] | (bytes[pos + 2] << 8) | (bytes[pos + 3] << 16) | (bytes[pos + 4] << 24)) >>> 0;
        if (sp === floor || index >= cap || memo[index] !== V.UNSET) break;
        let value = stack[sp - 1];
        if (copiesText && value >= V.TEXT && value < V.OTHER) {
          value = m.keepText(value);
          stack[sp - 1] = value;
        }
        memo[index] = value;
        memoCount++;
        pos += 5;
        opcodes++;
        continue;
      }
      case 0x68: {
        // BINGET
        const value = memo[bytes[pos + 1]];
        if (value === V.UNSET || value === followed) break;
        stack[sp++] = value;
        pos += 2;
        opcodes++;
        continue;
      }
      case 0x6a: {
        // LONG_BINGET
        const index = (bytes[pos + 1] | (bytes[pos + 2] << 8) | (bytes[pos + 3] << 16) | (bytes[pos + 4] << 24)) >>> 0;
        const value = index < cap ? memo[index] : V.UNSET;
        if (value === V.UNSET || value === followed) break;
        stack[sp++] = value;
        pos += 5;
        opcodes++;
        continue;
      }
      case 0x30: // POP
        if (sp === floor) break;
        sp--;
        pos++;
        opcodes++;
        continue;
      case 0x28: // MARK
        marks[mp++] = sp;
        floor = sp;
        pos++;
        opcodes++;
        continue;
      case 0x85: // TUPLE1
        if (sp < floor + 1) break;
        stack[sp - 1] = m.heap.fixed(TUPLE, stack, sp - 1, sp);
        pos++;
        opcodes++;
        continue;
      case 0x86: // TUPLE2
        if (sp < floor + 2) break;
        sp -= 2;
        stack[sp] = m.heap.fixed(TUPLE, stack, sp, sp + 2);
        sp++;
        pos++;
        opcodes++;
        continue;
      case 0x87: // TUPLE3
        if (sp < floor + 3) break;
        sp -= 3;
        stack[sp] = m.heap.fixed(TUPLE, stack, sp, sp + 3);
        sp++;
        pos++;
        opcodes++;
        continue;
      case 0x74: {
        // TUPLE
        if (mp === 0) break;
        const from = marks[--mp];
        floor = mp > 0 ? marks[mp - 1] : 0;
        stack[from] = sp > from ? m.heap.fixed(TUPLE, stack, from, sp) : V.EMPTY_TUPLE;
        sp = from + 1;
        pos++;
        opcodes++;
        continue;
      }
      case 0x65: // APPENDS
      case 0x75: {
        // SETITEMS
        if (mp === 0) break;
        const from = marks[mp - 1];
        const below = mp > 1 ? marks[mp - 2] : 0;
        if (from <= below || stack[from - 1] < V.HEAP) break;
        mp--;
        floor = below;
        m.sp = sp;
        m.addTo(op === 0x65 ? 'APPENDS' : 'SETITEMS', stack[from - 1], from, base + pos, base + pos + 1);
        sp = from;
        pos++;
        opcodes++;
        continue;
      }
    }

    const argumentEnd = READER_BY_CODE[op]?.(bytes, pos + 1, length) ?? BAD_LENGTH;
    if (argumentEnd === BAD_LENGTH) {
      outcome = 'invalid';
      break;
    }
    if (argumentEnd === NEED_MORE) {
      outcome = 'more';
      break;
    }
    const beyond = argumentEnd > length;
    if (beyond && (final || argumentEnd - length < PASS_OVER_BYTES)) {
      outcome = 'more';
      break;
    }
    m.position = base + pos;
    m.sp = sp;
    m.mp = mp;
    m.floor = floor;
    m.memoCount = memoCount;
    m.opcodes = opcodes;
    m.stepStart = base + pos;
    m.aliveBefore = m.alive;
    (STEP_BY_CODE[op] as NonNullable<(typeof STEP_BY_CODE)[number]>)(m, base + pos, base + argumentEnd);
    ({ stack, memo, marks, sp, mp, floor, memoCount } = m);
    ({ followed } = globals);
    cap = memoCap();
    pos = argumentEnd;
    opcodes++;
    if (beyond) {
      outcome = 'beyond';
      break;
    }
    if (m.stopped || m.array !== null || m.stuck) {
      outcome = m.stopped ? 'stopped' : m.stuck ? 'stuck' : 'array';
      break;
    }
    if (op === OP.FRAME) {
      outcome = 'frame';
      break;
    }
  }

  m.position = base + pos;
  m.lastStart = base + lastStart;
  m.sp = sp;
  m.mp = mp;
  m.floor = floor;
  m.memoCount = memoCount;
  m.opcodes = opcodes;
  return outcome;
}
