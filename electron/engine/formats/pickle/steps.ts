import { OPCODES, type OpcodeName } from '../../../../shared/pickle/opcodes';
import { latin1 } from '../../decode-text';
import { readInt4, readUnsigned } from '../../little-endian';
import { DICT, FROZENSET, LIST, PERSISTENT_ID, SET, TUPLE } from './heap';
import { parseIntegerLine } from './integer-line';
import type { Machine } from './machine';
import { makeGlobal, makeGlobalFromStack } from './name-resolution';
import { EVERYONE, PICKLETOOLS, PYTHON } from './readers';
import * as V from './values';

/**
 * What an opcode does to the machine. `start` is the offset of its byte, `end` the offset behind its argument; the argument's payload
 * is in memory unless it is a long literal, which no step looks into.
 */
export type Step = (machine: Machine, start: number, end: number) => void;

const constant =
  (value: V.Value): Step =>
  (m) =>
    m.push(value);

/** A literal whose value the machine does not need: its place is enough. */
const otherLiteral: Step = (m, start) => m.push(V.OTHER + start);
const bytesLiteral: Step = (m, start, end) => {
  m.seeLiteral(start, end);
  m.push(V.OTHER + start);
};
const textLiteral: Step = (m, start, end) => {
  m.seeLiteral(start, end);
  m.push(V.TEXT + start);
};

const tupleOf =
  (count: number): Step =>
  (m, start, end) => {
    for (let missing = count - (m.sp - m.floor); missing > 0; missing--) {
      m.giveUp(EVERYONE, 'stackUnderflow', 'an opcode needs an item that is not on the stack', start, end);
      m.push(V.UNKNOWN);
    }
    m.sp -= count;
    m.push(m.heap.fixed(TUPLE, m.stack, m.sp, m.sp + count));
  };

/** Everything above the mark becomes one value. */
const collect =
  (make: (m: Machine, from: number) => V.Value): Step =>
  (m, start, end) => {
    const from = m.popMark(start, end);
    const value = make(m, from);
    m.sp = from;
    m.push(value);
  };

const grown = (kind: typeof LIST | typeof DICT) => (m: Machine, from: number) => {
  const value = m.heap.growing(kind);
  m.heap.add(value, m.stack, from, m.sp);
  return value;
};

/** Everything above the mark goes into the container below it. */
const addAll =
  (via: 'APPENDS' | 'SETITEMS' | 'ADDITEMS'): Step =>
  (m, start, end) => {
    const from = m.popMark(start, end);
    const target = from > m.floor ? m.stack[from - 1] : V.UNKNOWN;
    if (from > m.floor) m.addTo(via, target, from, start, end);
    m.sp = from;
    m.top(start, end);
  };

const argumentLine = (m: Machine, start: number, end: number): string =>
  latin1(m.shared.window.view(start + 1, end)).replace(/\n$/, '');

const integerLine: Step = (m, start, end) => {
  const long = m.shared.window.at(start) === 0x4c;
  if (!m.shared.window.has(start, end)) {
    m.push(V.OTHER + start);
    return;
  }
  const { value, accepts } = parseIntegerLine(argumentLine(m, start, end), long);
  m.giveUp(EVERYONE & ~accepts & ~PICKLETOOLS, 'badArgument', 'an integer that is none', start, end);
  if ((accepts & PICKLETOOLS) === 0 && accepts !== 0) {
    m.alive &= ~PICKLETOOLS;
    m.shared.recorder.oddity(
      m,
      'nonCanonicalInteger',
      'an integer that loaders take and pickletools refuses',
      start,
      end,
    );
  }
  m.push(value ?? V.OTHER + start);
};

const memoIndexLine = (m: Machine, start: number, end: number): number => {
  const text = argumentLine(m, start, end).trim();
  // `int(text)`: leading zeros and single underscores are fine.
  if (/^\+?[0-9](?:_?[0-9]){0,30}$/.test(text)) {
    const index = Number(text.replaceAll('_', ''));
    if (Number.isSafeInteger(index)) return index;
  }
  m.giveUp(EVERYONE, 'badArgument', 'a memo index that is no number', start, end);
  return Number.MAX_SAFE_INTEGER;
};

const smallLong: Step = (m, start, end) => {
  const { window } = m.shared;
  const length = window.at(start + 1);
  if (length > 5) return m.push(V.OTHER + start);
  if (length === 0) return m.push(V.intValue(0));
  const bytes = window.view(start + 2, end);
  const unsigned = readUnsigned(bytes, 0, length);
  m.push(V.intValue(bytes[length - 1] & 0x80 ? unsigned - 2 ** (8 * length) : unsigned));
};

const extension =
  (count: number): Step =>
  (m, start) => {
    const { bytes, base } = m.shared.window;
    const at = start + 1 - base;
    const code = count === 4 ? readInt4(bytes, at) : readUnsigned(bytes, at, count);
    const end = start + 1 + count;
    if (code <= 0)
      m.giveUp(EVERYONE & ~PICKLETOOLS, 'badArgument', 'an extension code that is not positive', start, end);
    m.effects++;
    m.shared.recorder.extension(m, code, start, end);
    makeGlobal(m, 'EXT', 'copyreg extension', String(code), start, end);
  };

/** `collections` of items above the mark as call arguments. */
const markedArguments = (m: Machine, from: number): V.Value =>
  m.sp > from ? m.heap.fixed(TUPLE, m.stack, from, m.sp) : V.EMPTY_TUPLE;

/** INST: the items above the mark are the arguments of the class it names. `pickle.py` imports before it looks for the mark. */
export function callInstance(m: Machine, module: string, name: string, start: number, end: number): void {
  if (m.mp === 0) m.giveUp(EVERYONE & ~PYTHON, 'markMissing', 'an opcode needs a mark and none is open', start, end);
  makeGlobal(m, 'INST', module, name, start, end);
  const callee = m.stack[--m.sp];
  const from = m.popMark(start, end);
  const args = markedArguments(m, from);
  m.sp = from;
  m.push(m.call('INST', callee, args, start, end));
}

const ignore: Step = () => {};

/** THE effects: one step per opcode. The hot ones are written a second time in `run.ts`, held to these by a law. */
export const STEPS: Readonly<Record<OpcodeName, Step>> = {
  INT: integerLine,
  LONG: integerLine,
  BININT: (m, start) => m.push(V.intValue(readInt4(m.shared.window.bytes, start + 1 - m.shared.window.base))),
  BININT1: (m, start) => m.push(V.intValue(m.shared.window.at(start + 1))),
  BININT2: (m, start) => m.push(V.intValue(readUnsigned(m.shared.window.bytes, start + 1 - m.shared.window.base, 2))),
  LONG1: smallLong,
  LONG4: otherLiteral,
  STRING: (m, start, end) => {
    if (m.shared.window.has(start, end) && !isQuoted(argumentLine(m, start, end))) {
      m.giveUp(EVERYONE, 'badArgument', 'a STRING argument without quotes', start, end);
    }
    m.seeLiteral(start, end);
    m.push(V.TEXT + start);
  },
  BINSTRING: textLiteral,
  SHORT_BINSTRING: textLiteral,
  BINBYTES: bytesLiteral,
  SHORT_BINBYTES: bytesLiteral,
  BINBYTES8: bytesLiteral,
  BYTEARRAY8: bytesLiteral,
  NEXT_BUFFER: (m, start, end) => {
    m.shared.recorder.oddity(
      m,
      'outOfBandBuffer',
      'a buffer that the loading program supplies: its bytes are not in the file',
      start,
      end,
    );
    m.push(V.UNKNOWN);
  },
  READONLY_BUFFER: (m, start, end) => {
    m.top(start, end);
  },
  NONE: constant(V.NONE),
  NEWTRUE: constant(V.TRUE),
  NEWFALSE: constant(V.FALSE),
  UNICODE: textLiteral,
  SHORT_BINUNICODE: textLiteral,
  BINUNICODE: textLiteral,
  BINUNICODE8: textLiteral,
  FLOAT: otherLiteral,
  BINFLOAT: otherLiteral,
  EMPTY_LIST: (m) => m.push(m.heap.growing(LIST)),
  EMPTY_DICT: (m) => m.push(m.heap.growing(DICT)),
  EMPTY_SET: (m) => m.push(m.heap.growing(SET)),
  EMPTY_TUPLE: constant(V.EMPTY_TUPLE),
  APPEND: (m, start, end) => {
    m.pop(start, end);
    const target = m.top(start, end);
    m.sp++;
    m.addTo('APPEND', target, m.sp - 1, start, end);
    m.sp--;
  },
  APPENDS: addAll('APPENDS'),
  LIST: collect(grown(LIST)),
  TUPLE: collect((m, from) => (m.sp > from ? m.heap.fixed(TUPLE, m.stack, from, m.sp) : V.EMPTY_TUPLE)),
  TUPLE1: tupleOf(1),
  TUPLE2: tupleOf(2),
  TUPLE3: tupleOf(3),
  DICT: collect(grown(DICT)),
  SETITEM: (m, start, end) => {
    const value = m.pop(start, end);
    const key = m.pop(start, end);
    const target = m.top(start, end);
    m.stack[m.sp] = key;
    m.stack[m.sp + 1] = value;
    m.sp += 2;
    m.addTo('SETITEM', target, m.sp - 2, start, end);
    m.sp -= 2;
  },
  SETITEMS: addAll('SETITEMS'),
  ADDITEMS: addAll('ADDITEMS'),
  FROZENSET: collect((m, from) => m.heap.fixed(FROZENSET, m.stack, from, m.sp)),
  POP: (m, start, end) => {
    if (m.sp > m.floor) m.sp--;
    else if (m.mp > 0) m.popMark(start, end);
    else m.pop(start, end);
  },
  DUP: (m, start, end) => {
    const value = m.top(start, end);
    m.seeAgain(value);
    m.push(value);
  },
  MARK: (m) => m.pushMark(),
  POP_MARK: (m, start, end) => {
    m.sp = m.popMark(start, end);
  },
  GET: (m, start, end) => m.push(m.memoGet(memoIndexLine(m, start, end), start, end)),
  BINGET: (m, start, end) => m.push(m.memoGet(m.shared.window.at(start + 1), start, end)),
  LONG_BINGET: (m, start, end) =>
    m.push(m.memoGet(readUnsigned(m.shared.window.bytes, start + 1 - m.shared.window.base, 4), start, end)),
  PUT: (m, start, end) => {
    const index = memoIndexLine(m, start, end);
    if (index < Number.MAX_SAFE_INTEGER) m.memoPut(index, start, end);
  },
  BINPUT: (m, start, end) => m.memoPut(m.shared.window.at(start + 1), start, end),
  LONG_BINPUT: (m, start, end) =>
    m.memoPut(readUnsigned(m.shared.window.bytes, start + 1 - m.shared.window.base, 4), start, end),
  MEMOIZE: (m, start, end) => m.memoPut(m.memoCount, start, end),
  EXT1: extension(1),
  EXT2: extension(2),
  EXT4: extension(4),
  GLOBAL: (m, start, end) => {
    const [module, name] = argumentLine(m, start, end).split('\n');
    makeGlobal(m, 'GLOBAL', module, name ?? '', start, end);
  },
  STACK_GLOBAL: (m, start, end) => {
    const name = m.pop(start, end);
    const module = m.pop(start, end);
    makeGlobalFromStack(m, module, name, start, end);
  },
  REDUCE: (m, start, end) => {
    const args = m.pop(start, end);
    const callee = m.pop(start, end);
    m.checkArguments(args, start, end);
    m.push(m.call('REDUCE', callee, args, start, end));
  },
  BUILD: (m, start, end) => m.build(start, end),
  INST: (m, start, end) => {
    const [module, name] = argumentLine(m, start, end).split('\n');
    callInstance(m, module, name ?? '', start, end);
  },
  OBJ: (m, start, end) => {
    const from = m.popMark(start, end);
    if (m.sp <= from) m.giveUp(EVERYONE, 'stackUnderflow', 'OBJ without a class on its mark', start, end);
    const callee = m.sp > from ? m.stack[from] : V.UNKNOWN;
    const args = markedArguments(m, Math.min(m.sp, from + 1));
    m.sp = from;
    m.push(m.call('OBJ', callee, args, start, end));
  },
  NEWOBJ: (m, start, end) => {
    const args = m.pop(start, end);
    const callee = m.pop(start, end);
    m.checkArguments(args, start, end);
    m.push(m.call('NEWOBJ', callee, args, start, end));
  },
  NEWOBJ_EX: (m, start, end) => {
    const keywords = m.pop(start, end);
    const args = m.pop(start, end);
    const callee = m.pop(start, end);
    m.stack[m.sp] = args;
    m.stack[m.sp + 1] = keywords;
    m.push(m.call('NEWOBJ_EX', callee, m.heap.fixed(TUPLE, m.stack, m.sp, m.sp + 2), start, end));
  },
  PROTO: (m, start, end) => {
    const proto = m.shared.window.at(start + 1);
    m.proto = proto;
    if (proto > 5) m.giveUp(EVERYONE & ~PICKLETOOLS, 'unsupportedProtocol', `protocol ${proto}`, start, end);
    else m.highestProto = Math.max(m.highestProto, proto);
  },
  STOP: (m, start, end) => {
    m.result = m.pop(start, end);
    m.stopped = true;
  },
  FRAME: ignore,
  PERSID: (m, start, end) => {
    m.effects++;
    const id = V.OTHER + start;
    m.shared.recorder.persistentId(m, id, start, end);
    m.push(m.heap.pair(PERSISTENT_ID, id, V.UNKNOWN));
  },
  BINPERSID: (m, start, end) => {
    m.effects++;
    const id = m.pop(start, end);
    m.shared.recorder.persistentId(m, id, start, end);
    m.push(m.answerPersistentId(id, start, end));
  },
};

/** The steps by opcode byte; undefined for bytes that are no opcode. */
export const STEP_BY_CODE: readonly (Step | undefined)[] = (() => {
  const steps: (Step | undefined)[] = new Array(256).fill(undefined);
  for (const row of OPCODES) steps[row.code] = STEPS[row.name];
  return steps;
})();

/** CPython: the line, stripped, must begin and end with the same quote. */
function isQuoted(line: string): boolean {
  const text = line.trimEnd();
  const quote = text[0];
  return text.length >= 2 && (quote === "'" || quote === '"') && text.endsWith(quote);
}
