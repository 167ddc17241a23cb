import type { Random } from './random';
import { type Chunk, Writer } from './writer';

/** A module and a name in it. */
export type Name = readonly [module: string, name: string];

/**
 * What a program was built to be, and so what is right to say of it.
 * - `benign`: as honest picklers write, of names that are vouched for
 * - `sink`: every loader gets to the call of `sink`
 * - `open`: anything may be in it; only the laws hold, and what CPython does
 */
export type Aim = 'benign' | 'sink' | 'open';

export interface Program {
  readonly aim: Aim;
  readonly chunks: readonly Chunk[];
  readonly bytes: Uint8Array;
  readonly sink: Name | null;
}

/** Functions that run commands or code: a call of one that every loader reaches is dangerous. */
export const SINKS: readonly Name[] = [
  ['posix', 'system'],
  ['os', 'system'],
  ['nt', 'system'],
  ['subprocess', 'Popen'],
  ['subprocess', 'check_output'],
  ['builtins', 'eval'],
  ['builtins', 'exec'],
  ['runpy', '_run_code'],
  ['pty', 'spawn'],
  ['timeit', 'timeit'],
  ['pip', 'main'],
];

/** Names that nobody vouches for, Python's old spellings among them. */
const STRANGERS: readonly Name[] = [
  ['attacker_pkg', 'Thing'],
  ['attacker_pkg.inner', 'make'],
  ['__main__', 'Model'],
  ['some.other.pkg', 'load'],
  ['importlib', 'import_module'],
  ['operator', 'attrgetter'],
  ['__builtin__', 'getattr'],
  ['copy_reg', '_reconstructor'],
  ['urllib2', 'urlopen'],
  ['pathlib', 'os.system'],
  ['json', 'decoder.JSONDecoder'],
];

const TRUSTED: readonly Name[] = [
  ['collections', 'OrderedDict'],
  ['builtins', 'set'],
  ['numpy', 'ndarray'],
];

const COMMAND = 'echo attacker.example';

/** Grammar of programs: every method leaves one value more on the stack than there was. */
class Grammar {
  readonly w: Writer;
  readonly random: Random;

  constructor(random: Random, honest: boolean) {
    this.w = new Writer(random, honest);
    this.random = random;
  }

  /** Values, containers and calls, nested. */
  value(depth: number): void {
    const { w, random } = this;
    const way = depth <= 0 ? 0 : random.below(10);
    if (way < 3) w.scalar();
    else if (way === 3) this.list(depth);
    else if (way === 4) this.dict(depth);
    else if (way === 5) this.tuple(random.below(5), () => this.value(depth - 1));
    else if (w.honest) this.honestObject(depth);
    else if (way === 6) this.set(depth);
    else if (way === 7) this.recall();
    else if (way === 8) this.global(random.pick([...TRUSTED, ...STRANGERS]));
    else this.call(random.pick([...TRUSTED, ...STRANGERS]), random.below(4), depth);
    if (!w.honest && random.chance(0.15)) this.noise(depth);
    if (random.chance(w.honest ? 0.3 : 0.15)) w.put('value', w.honest ? undefined : w.freeSlot());
  }

  /** Opcodes that leave the stack as it was. */
  noise(depth: number): void {
    const { w, random } = this;
    switch (random.below(9)) {
      case 0:
        this.value(depth - 1);
        w.op('POP');
        break;
      case 1:
        w.op('MARK');
        for (let i = random.below(3); i > 0; i--) w.scalar();
        w.op('POP_MARK');
        break;
      case 2:
        w.op('MARK');
        w.op('POP');
        break;
      case 3:
        w.scalar();
        w.op('DUP');
        w.op('POP');
        w.op('POP');
        break;
      case 4:
        w.setProto(random.pick([0, 1, 2, 3, 4, 5]));
        break;
      case 5:
        // A slot is written twice: the second value counts.
        w.scalar();
        w.put('noise', random.below(Math.max(1, w.memo.size)));
        w.op('POP');
        break;
      case 6:
        w.op('MARK');
        w.op('MARK');
        w.scalar();
        w.op('POP_MARK');
        w.op('POP_MARK');
        break;
      case 7:
        w.text('persistent');
        w.op('BINPERSID');
        w.op('POP');
        break;
      default:
        w.op(random.pick(['EXT1', 'EXT2', 'EXT4'] as const), 1 + random.below(3));
        w.op('POP');
    }
  }

  list(depth: number): void {
    const { w, random } = this;
    if (w.proto === 0 || (!w.honest && random.chance(0.3))) {
      w.op('MARK');
      for (let i = random.below(3); i > 0; i--) this.value(depth - 1);
      w.op('LIST');
    } else w.op('EMPTY_LIST');
    if (random.chance(0.5)) {
      this.value(depth - 1);
      w.op('APPEND');
    }
    if (w.proto >= 1 && random.chance(0.5)) {
      w.op('MARK');
      for (let i = random.below(4); i > 0; i--) this.value(depth - 1);
      w.op('APPENDS');
    }
  }

  dict(depth: number): void {
    const { w, random } = this;
    const pair = () => {
      w.text(random.pick(['weight', 'bias', 'coef_', 'classes_']));
      this.value(depth - 1);
    };
    if (w.proto === 0 || (!w.honest && random.chance(0.3))) {
      w.op('MARK');
      for (let i = random.below(3); i > 0; i--) pair();
      w.op('DICT');
    } else w.op('EMPTY_DICT');
    if (random.chance(0.5)) {
      pair();
      w.op('SETITEM');
    }
    if (w.proto >= 1 && random.chance(0.5)) {
      w.op('MARK');
      for (let i = random.below(3); i > 0; i--) pair();
      w.op('SETITEMS');
    }
  }

  set(_depth: number): void {
    const { w, random } = this;
    if (random.chance(0.5)) {
      w.op('EMPTY_SET');
      w.op('MARK');
      for (let i = random.below(3); i > 0; i--) w.text('a');
      w.op('ADDITEMS');
    } else {
      w.op('MARK');
      for (let i = random.below(3); i > 0; i--) w.text('b');
      w.op('FROZENSET');
    }
  }

  tuple(count: number, item: (index: number) => void): void {
    const { w, random } = this;
    const marks = count > 3 || w.proto < 2 || (!w.honest && random.chance(0.3));
    if (count === 0 && (w.honest ? w.proto >= 1 : random.chance(0.7))) {
      w.op('EMPTY_TUPLE');
      return;
    }
    if (marks || count === 0) w.op('MARK');
    for (let i = 0; i < count; i++) item(i);
    if (marks || count === 0) w.op('TUPLE');
    else w.op(count === 1 ? 'TUPLE1' : count === 2 ? 'TUPLE2' : 'TUPLE3');
  }

  /** A value out of the memo, where one is. */
  recall(): void {
    const { w, random } = this;
    const slots = [...w.memo.keys()];
    if (slots.length === 0) w.scalar();
    else w.get(random.pick(slots));
  }

  /** A text on the stack that went the long way round: through slots that held and will hold something else. */
  obscureText(value: string): void {
    const { w, random } = this;
    if (w.honest || random.chance(0.6)) {
      w.text(value);
      return;
    }
    const slot = w.freeSlot();
    if (random.chance(0.5)) {
      w.text('decoy');
      w.put('decoy', slot);
      w.op('POP');
    }
    w.text(value);
    w.put('text', slot);
    w.op('POP');
    if (random.chance(0.3)) {
      w.text('decoy');
      w.put('decoy', w.freeSlot());
      w.op('POP');
    }
    w.get(slot);
  }

  global([module, name]: Name): void {
    const { w, random } = this;
    if (w.honest ? w.proto < 4 : random.chance(0.4)) w.op('GLOBAL', `${module}\n${name}`);
    else {
      this.obscureText(module);
      if (!w.honest && random.chance(0.1)) this.noise(0);
      this.obscureText(name);
      w.op('STACK_GLOBAL');
    }
  }

  /** A call in one of the ways there are; what it returns is on the stack. */
  call(callee: Name, count: number, depth: number, argument?: string): void {
    const { w, random } = this;
    const item = (i: number) =>
      i === 0 && argument !== undefined ? this.obscureText(argument) : this.value(depth - 1);
    switch (w.honest ? 0 : random.below(6)) {
      case 1:
        this.global(callee);
        this.tuple(count, item);
        w.op('NEWOBJ');
        break;
      case 2:
        this.global(callee);
        this.tuple(count, item);
        w.op('EMPTY_DICT');
        w.op('NEWOBJ_EX');
        break;
      case 3:
        w.op('MARK');
        this.global(callee);
        for (let i = 0; i < count; i++) item(i);
        w.op('OBJ');
        break;
      case 4:
        w.op('MARK');
        for (let i = 0; i < count; i++) item(i);
        w.op('INST', `${callee[0]}\n${callee[1]}`);
        break;
      case 5: {
        // The callee waits in the memo while its arguments are made.
        this.global(callee);
        const slot = w.put('global', w.freeSlot());
        w.op('POP');
        w.get(slot);
        this.tuple(count, item);
        w.op('REDUCE');
        break;
      }
      default:
        this.global(callee);
        this.tuple(count, item);
        w.op('REDUCE');
    }
    if (!w.honest && random.chance(0.1)) {
      this.dict(0);
      w.op('BUILD');
    }
  }

  /** Objects as picklers write them, with the arguments that they are written with. */
  honestObject(depth: number): void {
    const { w, random } = this;
    const way = random.below(3);
    if (way === 0) {
      this.call(['collections', 'OrderedDict'], 0, 0);
      w.text('layer');
      this.value(depth - 1);
      w.op('SETITEM');
    } else if (way === 1) {
      // A NumPy dtype with its state.
      this.global(['numpy', 'dtype']);
      this.tuple(3, (i) => (i === 0 ? w.text('f8') : w.bool(i === 2)));
      w.op('REDUCE');
      this.tuple(8, (i) => {
        if (i === 0) w.integer(3);
        else if (i === 1) w.text('<');
        else if (i < 5) w.op('NONE');
        else if (i < 7) w.op('INT', '-1');
        else w.integer(0);
      });
      w.op('BUILD');
    } else {
      this.global(['collections', 'OrderedDict']);
      this.tuple(0, () => {});
      w.op('REDUCE');
    }
  }
}

/** Puts frames around runs of opcodes: lengths are right, so every loader reads the same. */
function framed(chunks: readonly Chunk[], random: Random): Chunk[] {
  const out: Chunk[] = [];
  for (let at = 0; at < chunks.length; ) {
    const count = random.chance(0.5) ? 1 + random.below(chunks.length - at) : 0;
    if (count === 0) {
      out.push(chunks[at] as Chunk);
      at++;
      continue;
    }
    const inside = chunks.slice(at, at + count);
    out.push(frame(inside.reduce((sum, { length }) => sum + length, 0)), ...inside);
    at += count;
  }
  return out;
}

/** A FRAME that claims so many bytes. */
export function frame(length: number): Chunk {
  const bytes = new Uint8Array(9);
  bytes[0] = 0x95;
  new DataView(bytes.buffer).setUint32(1, length, true);
  return bytes;
}

export function joined(chunks: readonly Chunk[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]));
}

/** A program with an aim; the same for the same numbers. */
export function makeProgram(aim: Exclude<Aim, 'open'>, random: Random): Program {
  const honest = aim === 'benign';
  const grammar = new Grammar(random, honest);
  const { w } = grammar;
  const proto = random.below(6);
  if (proto >= 2 || (!honest && random.chance(0.3))) w.setProto(proto);
  else w.proto = honest ? proto : 0;
  const sink = honest ? null : random.pick(SINKS);
  if (sink === null) grammar.value(4);
  else {
    w.op('EMPTY_LIST');
    for (let i = random.below(3); i > 0; i--) {
      grammar.value(2);
      w.op('APPEND');
    }
    grammar.call(sink, 1 + random.below(2), 1, COMMAND);
    if (random.chance(0.5)) w.op('APPEND');
    else w.op('POP');
    for (let i = random.below(3); i > 0; i--) {
      grammar.value(2);
      w.op('APPEND');
    }
  }
  w.op('STOP');
  // FRAME does not come before PROTO 4 in honest files.
  const head = w.chunks[0]?.[0] === 0x80 ? 1 : 0;
  const frames = honest ? proto >= 4 : random.chance(0.3);
  const chunks = frames ? [...w.chunks.slice(0, head), ...framed(w.chunks.slice(head), random)] : w.chunks;
  return { aim, chunks, bytes: joined(chunks), sink };
}
