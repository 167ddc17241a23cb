import { assemble } from '../../electron/engine/testing/assemble';
import { frame, joined, type Program } from './program';
import type { Random } from './random';
import type { Chunk } from './writer';

const bytes = (...values: number[]): Chunk => Uint8Array.from(values);

/** What breaks a rule of the pickle machine, one chunk each; most loaders raise there. */
const BROKEN: readonly Chunk[] = [
  bytes(0xff),
  assemble(['GET', '4999']),
  assemble(['BINGET', 255]),
  assemble(['PUT', 'x']),
  assemble(['PUT', '-1']),
  assemble(['INT', '1x']),
  assemble(['INT', '0x']),
  assemble(['INT', '1_000']),
  assemble(['INT', '010']),
  assemble(['INT', '1\0junk']),
  assemble(['LONG', '']),
  assemble(['LONG', '1LL']),
  assemble(['FLOAT', 'x']),
  assemble(['FLOAT', ' 1.5 ']),
  assemble(['FLOAT', '1_0.5']),
  assemble(['STRING', 'unquoted']),
  assemble(['STRING', "'x"]),
  assemble(['STRING', "'\\x4'"]),
  assemble(['STRING', "'\\777'"]),
  assemble(['UNICODE', '\\u12']),
  assemble(['BINUNICODE', bytes(0xff, 0xfe)]),
  assemble(['BINUNICODE', bytes(0xed, 0xa0, 0x80)]),
  assemble(['BINSTRING', bytes(0xe9)]),
  assemble(['PROTO', 6]),
  assemble(['PROTO', 255]),
  assemble(['EXT1', 0]),
  assemble(['EXT4', -1]),
  assemble(['TUPLE']),
  assemble(['POP_MARK']),
  assemble(['REDUCE']),
  assemble(['BUILD']),
  assemble(['NEWOBJ']),
  assemble(['NEWOBJ_EX']),
  assemble(['STACK_GLOBAL']),
  assemble(['APPENDS']),
  assemble(['SETITEM']),
  assemble(['SETITEMS']),
  assemble(['ADDITEMS']),
  assemble(['DICT']),
  assemble(['OBJ']),
  assemble(['MARK'], ['OBJ']),
  assemble(['MARK'], ['NONE'], ['DICT']),
  assemble(['EMPTY_DICT'], ['MARK'], ['NONE'], ['SETITEMS']),
  assemble(['GLOBAL', 'a\nb'], ['NONE'], ['REDUCE']),
  assemble(['GLOBAL', 'a\nb'], ['EMPTY_LIST'], ['REDUCE']),
  assemble(['GLOBAL', 'a\nb'], ['BINUNICODE', 'xy'], ['REDUCE']),
  assemble(['GLOBAL', 'a\nb'], ['EMPTY_LIST'], ['NEWOBJ']),
  assemble(['GLOBAL', 'a\nb'], ['EMPTY_TUPLE'], ['NONE'], ['NEWOBJ_EX']),
  assemble(['GLOBAL', 'é\nb']),
  Uint8Array.from([0x63, 0xff, 0x0a, 0x62, 0x0a]),
  assemble(['GLOBAL', '\n']),
  assemble(['NONE'], ['NONE'], ['STACK_GLOBAL']),
  assemble(['BINUNICODE', 'os'], ['BINBYTES', 'system'], ['STACK_GLOBAL']),
  assemble(['NONE'], ['EMPTY_TUPLE'], ['REDUCE']),
  assemble(['NONE'], ['EMPTY_TUPLE'], ['NEWOBJ']),
  assemble(['NONE'], ['EMPTY_DICT'], ['BUILD']),
  assemble(['EMPTY_LIST'], ['EMPTY_DICT'], ['BUILD']),
  assemble(['NONE'], ['NONE'], ['APPEND']),
  assemble(['NONE'], ['NONE'], ['NONE'], ['SETITEM']),
  assemble(['EMPTY_DICT'], ['EMPTY_LIST'], ['NONE'], ['SETITEM']),
  assemble(['EMPTY_SET'], ['MARK'], ['EMPTY_LIST'], ['ADDITEMS']),
  assemble(['MARK'], ['EMPTY_LIST'], ['FROZENSET']),
  assemble(['EMPTY_TUPLE'], ['MARK'], ['NONE'], ['APPENDS']),
  assemble(['NEXT_BUFFER'], ['READONLY_BUFFER'], ['POP']),
  assemble(['NONE'], ['READONLY_BUFFER']),
  assemble(['PERSID', 'some id'], ['POP']),
  Uint8Array.from([0x58, 0xff, 0xff, 0xff, 0xff]),
  Uint8Array.from([0x8b, 0xff, 0xff, 0xff, 0xff]),
  Uint8Array.from([0x54, 0xff, 0xff, 0xff, 0xff]),
  Uint8Array.from([0x8d, 0, 0, 0, 0, 0, 0, 0, 0x80]),
  Uint8Array.from([0x8e, 0xff, 0, 0, 0, 0, 0, 0, 0]),
  frame(0),
  frame(1),
  frame(3),
  frame(20),
  frame(4000),
  Uint8Array.from([0x95, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
  assemble(['STOP']),
  assemble(['POP']),
  assemble(['POP'], ['POP']),
  assemble(['DUP']),
  assemble(['MARK']),
];

/** The program with something wrong put in at one place, or its end cut off. What it does then only a loader can say. */
export function damaged(program: Program, random: Random): Program {
  const chunks = [...program.chunks];
  const times = 1 + random.below(2);
  for (let i = 0; i < times; i++) chunks.splice(random.below(chunks.length + 1), 0, random.pick(BROKEN));
  let all = joined(chunks);
  if (random.chance(0.15)) all = all.slice(0, random.below(all.length + 1));
  if (random.chance(0.15)) all[random.below(all.length)] = random.below(256);
  return { aim: 'open', chunks, bytes: all, sink: program.sink };
}

/** The program with something wrong behind its sink, which has been called by then. */
export function damagedBehind(program: Program, random: Random): Program {
  const call = program.chunks.length - 1;
  const chunks = [...program.chunks.slice(0, call), random.pick(BROKEN), ...program.chunks.slice(call)];
  return { ...program, chunks, bytes: joined(chunks) };
}

/** Opcodes in any order, with arguments that may meet. */
export function jumbled(random: Random, parts: readonly Program[]): Program {
  const all = [...parts.flatMap(({ chunks }) => chunks), ...BROKEN];
  const chunks = Array.from({ length: 2 + random.below(40) }, () => random.pick(all));
  return { aim: 'open', chunks, bytes: joined(chunks), sink: null };
}
