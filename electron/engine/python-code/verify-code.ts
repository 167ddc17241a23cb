import { type BytecodeVersion, jumpTarget, localIndexes, nameIndex } from './bytecode';
import { CodeDoubt } from './code-doubt';
import type { InventoryBuilder } from './code-inventory';
import { CELL_KIND, type CodeObject, FREE_KIND, LOCAL_KIND, type PythonValue } from './code-object';
import { type HandlerRow, readExceptionTable } from './exception-table';
import { decodeStrictly, type StrictInstruction } from './strict-instructions';

export { CodeDoubt };

/**
 * What stands in a stack slot or variable, as a text: one letter, and for some what it is about.
 * - `v` a value; `l` `s` `d` a list, set or dict that this code made; `t` a tuple; `i` an iterator; `x` an exception
 * - `k3` constant 3; `F3` a function made of constant 3, whose closure is still missing; `f3` one that is whole; `G3` and `g3` the same
 *   for the function of a comprehension, which takes an iterator for granted
 * - `Mnp.mean` what a global name and attributes of it lead to; `Inumpy.mean` the same from an import
 * - `0` the NULL of a call; `q` NULL or the object of a method; `?` what was in a variable that may have been empty
 * - `c` a cell; `C2` a tuple of two cells; `p` the exception handled before; `L` the place of an exception
 * - `S` what super() gave; `K` the class of an object; `B` the function that builds classes
 * Variables also: `u` empty, `U` maybe empty.
 */
type Slot = string;

interface State {
  readonly stack: readonly Slot[];
  readonly locals: readonly Slot[];
}

/** Versions whose instructions are known here. 3.14 lends references that must not outlive their variable. */
const FIRST = 308;
const LAST = 313;
/** Visits of instructions, for each that there is. */
const VISITS_EACH = 8;
/** Variables and stack slots of one code object. */
const VARIABLES = 256;
const STACK = 256;

const OPTIMIZED = 0x1;
const NEW_LOCALS = 0x2;
const VARIADIC = 0x4;
const KEYWORDS = 0x8;
const GENERATOR = 0x20;
/** Optimized, new locals, arguments, nested, generator, no free variables, and what `from __future__` sets. */
const KNOWN_FLAGS = 0x7f | 0x1fe0000;

/** Values that may go anywhere a Python object may go. */
const isValue = (slot: Slot): boolean => 'vlsdtixkfMI'.includes(slot[0] as string);

/** The argument of a comprehension. */
const ITERATOR = '.0';
const isComprehension = (code: CodeObject): boolean => code.locals[0] === ITERATOR;

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Follows every path through the bytecode of one code object with the kinds of what is on its stack and in its variables, and writes down
 * what it reads, writes and imports. CPython trusts bytecode: an operand or a stack that a compiler never makes reaches into memory. So
 * whatever is not exactly as a compiler writes it is a `CodeDoubt`.
 */
export function verifyCode(
  code: CodeObject,
  version: BytecodeVersion,
  isOuter: boolean,
  classBodies: Set<CodeObject>,
  into: InventoryBuilder,
): void {
  if (version.number < FIRST || version.number > LAST)
    throw new CodeDoubt(`bytecode of CPython ${version.version} is not followed`);
  const isFunction = (code.flags & (OPTIMIZED | NEW_LOCALS)) === (OPTIMIZED | NEW_LOCALS);
  if (!isFunction && (code.flags & (OPTIMIZED | NEW_LOCALS)) !== 0) throw new CodeDoubt('flags that no compiler sets');
  if (isFunction && classBodies.has(code)) throw new CodeDoubt('code that is no function and no class');
  if (!isFunction && !isOuter && !classBodies.has(code)) throw new CodeDoubt('code that is no function and no class');
  new Verifier(
    code,
    version,
    isFunction,
    isFunction ? 'function' : classBodies.has(code) ? 'class' : 'module',
    classBodies,
    into,
  ).run(isOuter);
}

class Verifier {
  private readonly instructions: readonly StrictInstruction[];
  private readonly indexAt = new Map<number, number>();
  private readonly states: (State | undefined)[];
  private readonly handlers: readonly HandlerRow[];
  /** The row that covers each instruction. */
  private readonly handlerOf: (HandlerRow | undefined)[] = [];
  private readonly waiting: number[] = [];
  private readonly usedNames = new Set<number>();
  private readonly targets = new Set<number>();
  private stack: Slot[] = [];
  private locals: Slot[] = [];
  private readonly code: CodeObject;
  private readonly version: BytecodeVersion;
  private readonly isFunction: boolean;
  private readonly scope: 'function' | 'class' | 'module';
  private readonly classBodies: Set<CodeObject>;
  private readonly into: InventoryBuilder;

  constructor(
    code: CodeObject,
    version: BytecodeVersion,
    isFunction: boolean,
    scope: 'function' | 'class' | 'module',
    classBodies: Set<CodeObject>,
    into: InventoryBuilder,
  ) {
    this.code = code;
    this.version = version;
    this.isFunction = isFunction;
    this.scope = scope;
    this.classBodies = classBodies;
    this.into = into;
    this.instructions = decodeStrictly(code.bytecode, version);
    this.instructions.forEach(({ start }, index) => {
      this.indexAt.set(start, index);
    });
    this.states = new Array(this.instructions.length).fill(undefined);
    const rows = readExceptionTable(code.exceptionTable);
    if (rows === null || (version.number < 311 && rows.length > 0))
      throw new CodeDoubt('a table of handlers that cannot be read');
    this.handlers = rows;
  }

  run(isOuter: boolean): void {
    this.checkHeader(isOuter);
    let behind = 0;
    for (const row of this.handlers) {
      // CPython looks rows up as if they were sorted.
      if (row.start < behind) throw new CodeDoubt('handlers in another order');
      behind = row.end;
      const end = row.end === this.code.bytecode.length ? this.instructions.length : this.at(row.end);
      for (let index = this.at(row.start); index < end; index++) this.handlerOf[index] = row;
      this.targets.add(this.at(row.target));
    }
    for (const instruction of this.instructions)
      if (instruction.kind === 'jump' || instruction.kind === 'address')
        this.targets.add(this.at(jumpTarget(instruction, this.version)));
    this.checkPairs();
    this.flow(0, { stack: this.version.number === 310 && this.isGenerator ? ['v'] : [], locals: this.firstLocals() });
    let visits = 100 + this.instructions.length * VISITS_EACH;
    for (let index = this.waiting.pop(); index !== undefined; index = this.waiting.pop()) {
      if (--visits < 0 || --this.into.visits < 0) throw new CodeDoubt('more paths than are followed');
      this.visit(index);
    }
    // A name that no instruction uses is there for nothing that a compiler would do.
    this.code.names.forEach((name, index) => {
      if (!IDENTIFIER.test(name) && !this.usedNames.has(index)) throw new CodeDoubt('a name that is no name');
      if (!this.usedNames.has(index)) this.into.attributes.add(name);
    });
  }

  private get isGenerator(): boolean {
    return (this.code.flags & GENERATOR) !== 0;
  }

  /** What the constructor of code objects checks, and what it trusts. */
  private checkHeader(isOuter: boolean): void {
    const { code, version } = this;
    const { argumentCount, keywordOnlyCount, flags, locals, kinds, cells, freeCount } = code;
    if ((flags & ~KNOWN_FLAGS) !== 0) throw new CodeDoubt('flags of code that is not followed');
    if (argumentCount < 0 || keywordOnlyCount < 0 || code.stackSize < 0 || code.stackSize > STACK)
      throw new CodeDoubt('counts that no compiler writes');
    const total = argumentCount + keywordOnlyCount + (flags & VARIADIC ? 1 : 0) + (flags & KEYWORDS ? 1 : 0);
    const isNew = version.number >= 311;
    const variables = isNew ? kinds.filter((kind) => (kind & LOCAL_KIND) !== 0).length : locals.length;
    if (total > variables || (code.localCount >= 0 && code.localCount !== variables))
      throw new CodeDoubt('another number of variables than it says');
    if (!this.isFunction && (total > 0 || this.isGenerator)) throw new CodeDoubt('a class or module with arguments');
    if (locals.length > VARIABLES || cells.length > VARIABLES) throw new CodeDoubt('more variables than are followed');
    if (new Set(locals).size !== locals.length || new Set(cells).size !== cells.length)
      throw new CodeDoubt('a variable that is there twice');
    if (freeCount > cells.length) throw new CodeDoubt('more free variables than variables');
    if (isNew) {
      if (kinds.length !== locals.length || freeCount !== kinds.filter((kind) => kind === FREE_KIND).length)
        throw new CodeDoubt('variables of no known kind');
      // Variables first, then cells, then free variables.
      let stage = 0;
      for (const kind of kinds) {
        const next =
          kind === LOCAL_KIND || kind === (LOCAL_KIND | CELL_KIND)
            ? 0
            : kind === CELL_KIND
              ? 1
              : kind === FREE_KIND
                ? 2
                : -1;
        if (next < stage) throw new CodeDoubt('variables of no known kind');
        stage = next;
      }
    }
    for (const name of [...locals, ...cells]) {
      if (!IDENTIFIER.test(name) && !/^\.\d+$/.test(name)) throw new CodeDoubt('a variable whose name is no name');
      this.into.locals.add(name);
    }
    if (isOuter && locals[0] === ITERATOR) throw new CodeDoubt('a comprehension by itself');
    let plain = 0;
    for (const constant of code.constants) plain += this.checkConstant(constant, 0);
    if (plain > 100_000) throw new CodeDoubt('more constants than are looked at');
  }

  private checkConstant(value: PythonValue, depth: number): number {
    if (depth > 20) throw new CodeDoubt('constants nested deeper than is followed');
    if (value.kind === 'tuple' || value.kind === 'frozenset') {
      let count = 1;
      for (const item of value.items) {
        if (item.kind === 'code' || count > 100_000) throw new CodeDoubt('code inside a constant');
        count += this.checkConstant(item, depth + 1);
      }
      return count;
    }
    if (!['none', 'true', 'false', 'ellipsis', 'number', 'text', 'bytes', 'code'].includes(value.kind))
      throw new CodeDoubt('a constant that is not plain');
    return 1;
  }

  private firstLocals(): Slot[] {
    const { argumentCount, keywordOnlyCount, flags, locals } = this.code;
    const total = argumentCount + keywordOnlyCount + (flags & VARIADIC ? 1 : 0) + (flags & KEYWORDS ? 1 : 0);
    return locals.map((name, index) => (index === 0 && name === ITERATOR ? 'i' : index < total ? 'v' : 'u'));
  }

  /** The instruction that begins at a byte. */
  private at(offset: number): number {
    const index = this.indexAt.get(offset);
    if (index === undefined) throw new CodeDoubt('a jump to where no instruction begins');
    return index;
  }

  /** Instructions that prepare the next one must stand right before it, and nothing may jump between them. */
  private checkPairs(): void {
    const { instructions, version } = this;
    const isNew = version.number >= 311;
    const first = instructions.findIndex(({ name }) => !/^(?:COPY_FREE_VARS|MAKE_CELL)$/.test(name));
    const begins = instructions.slice(Math.max(0, first), first + 3).map(({ name }) => name);
    if (isNew && begins[0] !== (this.isGenerator ? 'RETURN_GENERATOR' : 'RESUME'))
      throw new CodeDoubt('it does not begin as code does');
    if (isNew && this.isGenerator && (begins[1] !== 'POP_TOP' || begins[2] !== 'RESUME'))
      throw new CodeDoubt('it does not begin as code does');
    if (version.number === 310 && this.isGenerator !== (begins[0] === 'GEN_START'))
      throw new CodeDoubt('it does not begin as code does');
    instructions.forEach(({ name, argument }, index) => {
      const next = instructions[index + 1];
      const wants =
        name === 'KW_NAMES' ? (version.number === 311 ? 'PRECALL' : 'CALL') : name === 'PRECALL' ? 'CALL' : null;
      if (
        wants !== null &&
        (next?.name !== wants || this.targets.has(index + 1) || (name === 'PRECALL' && next.argument !== argument))
      )
        throw new CodeDoubt('the parts of a call stand apart');
      if (name === 'CALL' && version.number === 311 && instructions[index - 1]?.name !== 'PRECALL')
        throw new CodeDoubt('the parts of a call stand apart');
      if ((name === 'RETURN_GENERATOR' || name === 'GEN_START') && index !== first)
        throw new CodeDoubt('a generator begins twice');
      if ((name === 'MAKE_CELL' || name === 'COPY_FREE_VARS') && (index >= first || this.targets.has(index)))
        throw new CodeDoubt('cells are made late');
    });
    if (instructions.length === 0) throw new CodeDoubt('no instructions');
  }

  // ── flow ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  private flow(index: number, incoming: State): void {
    if (index >= this.instructions.length) throw new CodeDoubt('it runs past its end');
    if (incoming.stack.length > this.code.stackSize) throw new CodeDoubt('its stack grows beyond what it says');
    const known = this.states[index];
    if (known === undefined) {
      this.states[index] = incoming;
      this.waiting.push(index);
      return;
    }
    if (known.stack.length !== incoming.stack.length) throw new CodeDoubt('two paths meet with different stacks');
    const stack = known.stack.map((slot, i) => this.merge(slot, incoming.stack[i] as Slot, false));
    const locals = known.locals.map((slot, i) => this.merge(slot, incoming.locals[i] as Slot, true));
    if (stack.some((slot, i) => slot !== known.stack[i]) || locals.some((slot, i) => slot !== known.locals[i])) {
      this.states[index] = { stack, locals };
      this.waiting.push(index);
    }
  }

  private merge(a: Slot, b: Slot, isLocal: boolean): Slot {
    if (a === b) return a;
    if (isValue(a) && isValue(b)) {
      this.value(a);
      this.value(b);
      return 'v';
    }
    if (isLocal) {
      const mayBeEmpty = (slot: Slot) => slot === 'u' || slot === 'U';
      if ((isValue(a) || mayBeEmpty(a)) && (isValue(b) || mayBeEmpty(b))) {
        if (isValue(a)) this.value(a);
        if (isValue(b)) this.value(b);
        return 'U';
      }
    } else if ((a === '?' && isValue(b)) || (b === '?' && isValue(a))) return '?';
    throw new CodeDoubt('two paths meet with different kinds of values');
  }

  private visit(index: number): void {
    const state = this.states[index] as State;
    const instruction = this.instructions[index] as StrictInstruction;
    const handler = this.handlerOf[index];
    // What pushes an exception cannot raise one.
    if (handler !== undefined && instruction.name !== 'PUSH_EXC_INFO') {
      const { target, depth, lasti } = handler;
      if (depth > state.stack.length) throw new CodeDoubt('a handler that expects more than is there');
      this.flow(this.at(target), {
        stack: [...state.stack.slice(0, depth), ...(lasti ? ['L'] : []), 'x'],
        locals: state.locals,
      });
    }
    this.stack = [...state.stack];
    this.locals = [...state.locals];
    const goesOn = this.step(instruction, index);
    if (goesOn) this.flow(index + 1, { stack: this.stack, locals: this.locals });
  }

  private jump(instruction: StrictInstruction): void {
    this.flow(this.at(jumpTarget(instruction, this.version)), { stack: [...this.stack], locals: [...this.locals] });
  }

  // ── the stack ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private push(...slots: readonly Slot[]): void {
    this.stack.push(...slots);
    if (this.stack.length > this.code.stackSize) throw new CodeDoubt('its stack grows beyond what it says');
  }

  private take(): Slot {
    const slot = this.stack.pop();
    if (slot === undefined) throw new CodeDoubt('it takes more from its stack than is there');
    return slot;
  }

  private peek(depth: number): Slot {
    const slot = depth < 1 ? undefined : this.stack[this.stack.length - depth];
    if (slot === undefined) throw new CodeDoubt('it takes more from its stack than is there');
    return slot;
  }

  /** A slot used as a value: what it leads to by name is written down. */
  private value(slot: Slot): void {
    if (!isValue(slot)) throw new CodeDoubt('a part of a call or of a handler used as a value');
    if (slot[0] === 'M') this.into.globals.add(slot.slice(1));
    else if (slot[0] === 'I') this.into.imported.add(slot.slice(1));
    else if (slot[0] === 'k' && this.constant(slot)?.kind === 'code') throw new CodeDoubt('code used as a value');
    else if (slot[0] === 'f' && this.codeOf(slot) !== null && !this.isMade(slot))
      throw new CodeDoubt('code that is no function and no class');
  }

  private takeValue(): Slot {
    const slot = this.take();
    this.value(slot);
    return slot;
  }

  private takeValues(count: number): void {
    for (let i = 0; i < count; i++) this.takeValue();
  }

  private expect(slot: Slot, letters: string): Slot {
    if (!letters.includes(slot[0] as string)) throw new CodeDoubt('a value of another kind than the instruction takes');
    return slot;
  }

  private constant(slot: Slot): PythonValue | null {
    return slot[0] === 'k' ? (this.code.constants[Number(slot.slice(1))] ?? null) : null;
  }

  private codeOf(slot: Slot): CodeObject | null {
    const constant = this.code.constants[Number(slot.slice(1))];
    return constant?.kind === 'code' ? constant.code : null;
  }

  /** True for a function made of code for functions; the body of a class only goes to what builds classes. */
  private isMade(slot: Slot): boolean {
    return ((this.codeOf(slot) as CodeObject).flags & OPTIMIZED) !== 0;
  }

  private textsOf(value: PythonValue | null | undefined): readonly string[] {
    if (value?.kind !== 'tuple') throw new CodeDoubt('names of arguments that are no names');
    return value.items.map((item) => {
      if (item.kind !== 'text' || !IDENTIFIER.test(item.text))
        throw new CodeDoubt('names of arguments that are no names');
      return item.text;
    });
  }

  private nameOf(instruction: StrictInstruction): string {
    const index = nameIndex(instruction, this.version);
    const name = this.code.names[index];
    const isImport = instruction.name === 'IMPORT_NAME';
    if (name === undefined || !(isImport ? /^[A-Za-z_][A-Za-z0-9_.]*$/ : IDENTIFIER).test(name))
      throw new CodeDoubt('a name that is no name');
    this.usedNames.add(index);
    return name;
  }

  // ── variables ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private loadLocal(index: number, checked: boolean): Slot {
    const slot = this.locals[index];
    if (slot === undefined || !(this.isFunction || (slot === 'c' && this.scope === 'class')))
      throw new CodeDoubt('a variable that is not there');
    if (slot === 'u' || slot === 'U') {
      if (!checked && this.version.number >= 312) throw new CodeDoubt('a variable that may be empty');
      return 'v';
    }
    return slot;
  }

  private storeLocal(index: number, slot: Slot): void {
    if (index >= this.locals.length || !this.isFunction) throw new CodeDoubt('a variable that is not there');
    if (this.version.number >= 311 && this.code.kinds[index] !== LOCAL_KIND)
      throw new CodeDoubt('a cell is overwritten');
    if (slot === '?') {
      this.locals[index] = 'U';
      return;
    }
    if (slot[0] === 'I' || 'lsdti'.includes(slot[0] as string)) {
      this.locals[index] = slot;
      return;
    }
    this.value(slot);
    this.locals[index] = 'v';
  }

  private cell(index: number): void {
    if (this.version.number >= 311 ? this.locals[index] !== 'c' : index >= this.code.cells.length)
      throw new CodeDoubt('a cell that is not there');
  }

  // ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  private attribute(base: Slot, name: string): Slot {
    switch (base[0]) {
      case 'M':
      case 'I':
        if (base.length > 300) throw new CodeDoubt('a longer chain of attributes than is followed');
        return `${base}.${name}`;
      case 'S':
        this.into.superAttributes.add(name);
        return 'v';
      case 'K':
        if (name !== '__name__' && name !== '__qualname__') throw new CodeDoubt('the class of an object is used');
        return 'v';
      case 'k': {
        const constant = this.constant(base);
        if (constant?.kind === 'text' && name === 'format') {
          this.into.formats.add(constant.text);
          return 'v';
        }
      }
    }
    this.value(base);
    // Every method that a list, set, dict or tuple has is harmless.
    if ('lsdt'.includes(base[0] as string) && !name.startsWith('_')) return 'v';
    if (name === '__class__') return 'K';
    this.into.attributes.add(name);
    return 'v';
  }

  private import(name: string): void {
    const from = this.constant(this.take());
    const level = this.constant(this.take());
    if (level?.kind !== 'number' || level.text !== '0') throw new CodeDoubt('an import from its own package');
    this.into.imports.add(name);
    if (from?.kind === 'none') this.push(`I${name.split('.')[0]}`);
    else if (this.textsOf(from).length > 0) this.push(`I${name}`);
    else throw new CodeDoubt('an import that is not plain');
  }

  private storeName(name: string, slot: Slot): void {
    if (this.isFunction) throw new CodeDoubt('a name of a module in a function');
    if (slot[0] === 'I') {
      if (this.scope === 'class') throw new CodeDoubt('an import in a class');
      this.into.bind(name, slot.slice(1));
      return;
    }
    if (!(slot[0] === 'c' && this.scope === 'class' && name === '__classcell__')) this.value(slot);
    this.into.definitions.add(name);
  }

  // ── calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What a call returns. At the level of a module or class it runs while it is loaded, which is written down. */
  private called(callee: Slot, args: readonly Slot[], keywords: boolean): Slot {
    if (callee === 'B') {
      const [body, name, ...bases] = args;
      const code = body?.[0] === 'f' ? this.codeOf(body) : null;
      if (code === null || this.scope !== 'module' || keywords || this.constant(name ?? 'v')?.kind !== 'text')
        throw new CodeDoubt('a class that is made in another way');
      for (const base of bases) {
        if (base[0] !== 'M') throw new CodeDoubt('a class whose base is not named');
        this.into.bases.add(base.slice(1));
      }
      this.classBodies.add(code);
      return 'v';
    }
    if (callee[0] === 'g') {
      if (args.length !== 1 || args[0] !== 'i' || keywords) throw new CodeDoubt('a comprehension over something else');
      if (this.scope !== 'function') this.into.loadCalls.add('?');
      return 'v';
    }
    for (const arg of args) this.value(arg);
    if (callee === 'Msuper') {
      this.into.globals.add('super');
      if (args.length > 0) throw new CodeDoubt('super of something else');
      return 'S';
    }
    this.value(callee);
    if (this.scope !== 'function') this.into.loadCalls.add('MI'.includes(callee[0] as string) ? callee.slice(1) : '?');
    return 'v';
  }

  private takeSlots(count: number): Slot[] {
    if (count > this.stack.length) throw new CodeDoubt('it takes more from its stack than is there');
    return count === 0 ? [] : this.stack.splice(this.stack.length - count, count);
  }

  /** CALL of 3.11 and later: callee and the object of a method, or NULL, stand below the arguments. */
  private callWithSelf(count: number, keywords: readonly string[]): void {
    if (keywords.length > count) throw new CodeDoubt('more names of arguments than arguments');
    for (const name of keywords) this.into.keywords.add(name);
    const args = this.takeSlots(count);
    const second = this.take();
    const first = this.take();
    const [callee, self] = this.version.number >= 313 ? [first, second] : [second, first];
    if (self === '0' || self === 'q') this.push(this.called(callee, args, keywords.length > 0));
    // A value in the place of NULL: a decorator, or a comprehension over an iterator.
    else this.push(this.called(first, [second, ...args], keywords.length > 0));
  }

  private makeFunction(flags: number): void {
    const { number } = this.version;
    if (number < 311 && this.constant(this.take())?.kind !== 'text') throw new CodeDoubt('a function without its name');
    const made = this.take();
    const code = made[0] === 'k' ? this.codeOf(made) : null;
    if (code === null) throw new CodeDoubt('a function without its code');
    let closure = 0;
    if (number < 313) {
      if ((flags & ~15) !== 0) throw new CodeDoubt('a function made in another way');
      if (flags & 8) closure = Number(this.expect(this.take(), 'C').slice(1));
      for (const bit of [4, 2, 1]) if (flags & bit) this.part(bit, this.take());
    }
    const isWhole = code.freeCount === closure;
    if (!isWhole && number < 313) throw new CodeDoubt('a function without its closure');
    const letter = isComprehension(code) ? (isWhole ? 'g' : 'G') : isWhole ? 'f' : 'F';
    this.push(letter + made.slice(1));
  }

  /** Defaults, keyword defaults and annotations of a function. */
  private part(bit: number, slot: Slot): void {
    const isTuple = slot === 't' || this.constant(slot)?.kind === 'tuple';
    if (!(bit === 2 ? slot === 'd' : bit === 1 ? isTuple : isTuple || slot === 'd'))
      throw new CodeDoubt('a function made in another way');
  }

  private setFunctionPart(bit: number): void {
    const made = this.expect(this.take(), 'fFG');
    const part = this.take();
    if (bit === 8) {
      const code = this.codeOf(made);
      if (made[0] === 'f' || Number(this.expect(part, 'C').slice(1)) !== code?.freeCount)
        throw new CodeDoubt('a function without its closure');
      this.push(`${made[0] === 'G' ? 'g' : 'f'}${made.slice(1)}`);
      return;
    }
    if (bit !== 1 && bit !== 2 && bit !== 4) throw new CodeDoubt('a function made in another way');
    this.part(bit, part);
    this.push(made);
  }

  private store(): void {
    this.takeValue();
    if (!'ld'.includes(this.take())) throw new CodeDoubt('it writes into something that it did not make');
  }

  // ── instructions ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** One instruction; false when the next one is not reached from it. */
  private step(instruction: StrictInstruction, index: number): boolean {
    const { name, argument } = instruction;
    const { number } = this.version;
    const isNew = number >= 311;
    switch (name) {
      case 'NOP':
      case 'PRECALL':
        return true;
      case 'RESUME':
        // From 3.13 on one more bit says that a generator has no handlers of its own.
        if (argument > (number >= 313 ? 7 : 3)) throw new CodeDoubt('it resumes in another way');
        return true;
      case 'RETURN_GENERATOR':
        this.push('v');
        return true;
      case 'GEN_START':
        this.takeValue();
        return true;
      case 'YIELD_VALUE':
        if (!this.isGenerator) throw new CodeDoubt('it yields and is no generator');
        this.takeValue();
        this.push('v');
        return true;
      case 'POP_TOP': {
        const slot = this.take();
        if (slot[0] !== 'I' && slot !== 'L' && slot !== '?') this.value(slot);
        return true;
      }
      case 'ROT_TWO':
        return this.rotate(2);
      case 'ROT_THREE':
        return this.rotate(3);
      case 'ROT_FOUR':
        return this.rotate(4);
      case 'ROT_N':
        return this.rotate(argument);
      case 'SWAP': {
        const other = this.peek(argument);
        const top = this.peek(1);
        this.stack[this.stack.length - argument] = top;
        this.stack[this.stack.length - 1] = other;
        return true;
      }
      case 'COPY':
      case 'DUP_TOP': {
        const slot = this.peek(name === 'COPY' ? argument : 1);
        if (!isValue(slot) && slot !== 'p' && !(slot === 'c' && this.scope === 'class'))
          throw new CodeDoubt('it copies a part of a call');
        this.push(slot);
        return true;
      }
      case 'DUP_TOP_TWO':
        this.value(this.peek(1));
        this.value(this.peek(2));
        this.push(this.peek(2), this.peek(1));
        return true;
      case 'LOAD_CONST':
        if (argument >= this.code.constants.length) throw new CodeDoubt('a constant that is not there');
        this.push(`k${argument}`);
        return true;
      case 'RETURN_CONST':
        if (argument >= this.code.constants.length) throw new CodeDoubt('a constant that is not there');
        this.value(`k${argument}`);
        if (this.stack.length > 0) throw new CodeDoubt('it returns with more on its stack');
        return false;
      case 'RETURN_VALUE': {
        const slot = this.take();
        if (!(slot === 'c' && this.scope === 'class')) this.value(slot);
        if (this.stack.length > 0) throw new CodeDoubt('it returns with more on its stack');
        return false;
      }
      case 'LOAD_ASSERTION_ERROR':
        this.push('v');
        return true;
      case 'LOAD_BUILD_CLASS':
        if (this.scope !== 'module') throw new CodeDoubt('a class made inside a function');
        this.push('B');
        return true;
      case 'PUSH_NULL':
        this.push('0');
        return true;
      case 'LOAD_NAME':
        if (this.isFunction) throw new CodeDoubt('a name of a module in a function');
        this.push(`M${this.nameOf(instruction)}`);
        return true;
      case 'STORE_NAME':
        this.storeName(this.nameOf(instruction), this.take());
        return true;
      case 'LOAD_GLOBAL': {
        const global = `M${this.nameOf(instruction)}`;
        const withNull = isNew && (argument & 1) === 1;
        if (!withNull) this.push(global);
        else if (number >= 313) this.push(global, '0');
        else this.push('0', global);
        return true;
      }
      case 'IMPORT_NAME':
        this.import(this.nameOf(instruction));
        return true;
      case 'IMPORT_FROM': {
        const module = this.expect(this.peek(1), 'I');
        this.push(this.attribute(module, this.nameOf(instruction)));
        return true;
      }
      case 'LOAD_ATTR': {
        const isMethod = number >= 312 && (argument & 1) === 1;
        const found = this.attribute(this.take(), this.nameOf(instruction));
        if (!isMethod) {
          this.push(found);
          return true;
        }
        if (number >= 313) this.push(found, 'q');
        else this.push('q', found);
        return true;
      }
      case 'LOAD_METHOD':
        this.push('q', this.attribute(this.take(), this.nameOf(instruction)));
        return true;
      case 'LOAD_SUPER_ATTR': {
        this.takeValue();
        this.takeValue();
        if (this.take() !== 'Msuper') throw new CodeDoubt('super of something else');
        this.into.globals.add('super');
        this.into.superAttributes.add(this.nameOf(instruction));
        if ((argument & 1) === 0) this.push('v');
        else if (number >= 313) this.push('v', 'q');
        else this.push('q', 'v');
        return true;
      }
      case 'STORE_ATTR': {
        this.takeValue();
        this.takeValue();
        this.into.stores.add(this.nameOf(instruction));
        return true;
      }
      case 'LOAD_FAST':
      case 'LOAD_FAST_CHECK':
      case 'LOAD_FAST_LOAD_FAST':
        for (const local of localIndexes(instruction)) this.push(this.loadLocal(local, name === 'LOAD_FAST_CHECK'));
        return true;
      case 'LOAD_FAST_AND_CLEAR': {
        const slot = this.locals[argument];
        if (slot === undefined || slot === 'c' || !this.isFunction) throw new CodeDoubt('a variable that is not there');
        this.push(slot === 'u' || slot === 'U' ? '?' : slot);
        this.locals[argument] = 'u';
        return true;
      }
      case 'STORE_FAST':
      case 'STORE_FAST_STORE_FAST':
        for (const local of localIndexes(instruction)) this.storeLocal(local, this.take());
        return true;
      case 'STORE_FAST_LOAD_FAST': {
        const [stored, loaded] = localIndexes(instruction);
        this.storeLocal(stored as number, this.take());
        this.push(this.loadLocal(loaded as number, false));
        return true;
      }
      case 'DELETE_FAST':
        if (this.loadLocal(argument, true) === 'c' || (isNew && this.code.kinds[argument] !== LOCAL_KIND))
          throw new CodeDoubt('a cell is overwritten');
        this.locals[argument] = 'u';
        return true;
      case 'MAKE_CELL':
        if (((this.code.kinds[argument] ?? 0) & CELL_KIND) === 0 || this.locals[argument] === 'c')
          throw new CodeDoubt('a cell that is not there');
        this.locals[argument] = 'c';
        return true;
      case 'COPY_FREE_VARS':
        if (argument !== this.code.freeCount) throw new CodeDoubt('another number of free variables');
        this.code.kinds.forEach((kind, local) => {
          if (kind === FREE_KIND) this.locals[local] = 'c';
        });
        return true;
      case 'LOAD_CLOSURE':
        this.cell(argument);
        this.push('c');
        return true;
      case 'LOAD_DEREF':
        this.cell(argument);
        this.push('v');
        return true;
      case 'STORE_DEREF':
        this.cell(argument);
        this.takeValue();
        return true;
      case 'STORE_SUBSCR':
        this.store();
        this.takeValue();
        return true;
      case 'DELETE_SUBSCR':
        this.store();
        return true;
      case 'BINARY_SLICE':
        this.takeValues(3);
        this.push('v');
        return true;
      case 'GET_ITER':
        this.takeValue();
        this.push('i');
        return true;
      case 'FOR_ITER':
        return this.forIter(instruction);
      case 'UNPACK_SEQUENCE':
        this.takeValue();
        if (argument > STACK) throw new CodeDoubt('its stack grows beyond what it says');
        this.push(...new Array<Slot>(argument).fill('v'));
        return true;
      case 'UNPACK_EX':
        this.takeValue();
        if ((argument & 0xff) + (argument >>> 8) > STACK) throw new CodeDoubt('its stack grows beyond what it says');
        this.push(...new Array<Slot>((argument & 0xff) + (argument >>> 8) + 1).fill('v'));
        return true;
      case 'BUILD_TUPLE': {
        const items = this.takeSlots(argument);
        if (items.length > 0 && items.every((item) => item === 'c')) this.push(`C${items.length}`);
        else {
          for (const item of items) this.value(item);
          this.push('t');
        }
        return true;
      }
      case 'BUILD_LIST':
        this.takeValues(argument);
        this.push('l');
        return true;
      case 'BUILD_SET':
        this.takeValues(argument);
        this.push('s');
        return true;
      case 'BUILD_MAP':
        this.takeValues(2 * argument);
        this.push('d');
        return true;
      case 'BUILD_CONST_KEY_MAP': {
        const keys = this.constant(this.take());
        if (keys?.kind !== 'tuple' || keys.items.length !== argument) throw new CodeDoubt('a dict made in another way');
        this.takeValues(argument);
        this.push('d');
        return true;
      }
      case 'BUILD_STRING':
        this.takeValues(argument);
        this.push('v');
        return true;
      case 'BUILD_SLICE':
        if (argument !== 2 && argument !== 3) throw new CodeDoubt('a slice made in another way');
        this.takeValues(argument);
        this.push('v');
        return true;
      case 'LIST_APPEND':
      case 'LIST_EXTEND':
        this.takeValue();
        this.expect(this.peek(argument), 'l');
        return true;
      case 'SET_ADD':
      case 'SET_UPDATE':
        this.takeValue();
        this.expect(this.peek(argument), 's');
        return true;
      case 'MAP_ADD':
        this.takeValues(2);
        this.expect(this.peek(argument), 'd');
        return true;
      case 'DICT_UPDATE':
        this.takeValue();
        this.expect(this.peek(argument), 'd');
        return true;
      case 'DICT_MERGE':
        this.takeValue();
        this.expect(this.peek(argument), 'd');
        this.peek(argument + 2);
        return true;
      case 'LIST_TO_TUPLE':
        this.expect(this.take(), 'l');
        this.push('t');
        return true;
      case 'FORMAT_VALUE':
        if (argument > 7) throw new CodeDoubt('a text made in another way');
        this.takeValues(argument & 4 ? 2 : 1);
        this.push('v');
        return true;
      case 'CONVERT_VALUE':
        if (argument < 1 || argument > 3) throw new CodeDoubt('a text made in another way');
        this.takeValue();
        this.push('v');
        return true;
      case 'FORMAT_SIMPLE':
      case 'TO_BOOL':
      case 'UNARY_POSITIVE':
      case 'UNARY_NEGATIVE':
      case 'UNARY_NOT':
      case 'UNARY_INVERT':
        this.takeValue();
        this.push('v');
        return true;
      case 'FORMAT_WITH_SPEC':
        this.takeValues(2);
        this.push('v');
        return true;
      case 'COMPARE_OP': {
        const operator = number >= 313 ? argument >>> 5 : number === 312 ? argument >>> 4 : argument;
        if (operator > (number === 308 ? 9 : 5)) throw new CodeDoubt('a comparison that is none');
        this.takeValues(2);
        this.push('v');
        return true;
      }
      case 'IS_OP':
      case 'CONTAINS_OP':
        if (argument > 1) throw new CodeDoubt('a comparison that is none');
        this.takeValues(2);
        this.push('v');
        return true;
      case 'BINARY_OP':
        if (argument > 25) throw new CodeDoubt('an operation that is none');
        this.takeValues(2);
        this.push('v');
        return true;
      case 'CALL_FUNCTION': {
        const args = this.takeSlots(argument);
        this.push(this.called(this.take(), args, false));
        return true;
      }
      case 'CALL_FUNCTION_KW': {
        const keywords = this.textsOf(this.constant(this.take()));
        if (keywords.length > argument) throw new CodeDoubt('more names of arguments than arguments');
        for (const keyword of keywords) this.into.keywords.add(keyword);
        const args = this.takeSlots(argument);
        this.push(this.called(this.take(), args, true));
        return true;
      }
      case 'CALL_METHOD': {
        const args = this.takeSlots(argument);
        const callee = this.take();
        this.expect(this.take(), 'q');
        this.push(this.called(callee, args, false));
        return true;
      }
      case 'KW_NAMES': {
        const names = this.textsOf(this.code.constants[argument]);
        const call = this.instructions[index + (number === 311 ? 2 : 1)];
        if (names.length > (call?.argument ?? 0)) throw new CodeDoubt('more names of arguments than arguments');
        for (const keyword of names) this.into.keywords.add(keyword);
        return true;
      }
      case 'CALL': {
        const before = this.instructions[index - (number === 311 ? 2 : 1)];
        const keywords =
          number < 313 && before?.name === 'KW_NAMES' ? this.textsOf(this.code.constants[before.argument]) : [];
        this.callWithSelf(argument, keywords);
        return true;
      }
      case 'CALL_KW':
        this.callWithSelf(argument, this.textsOf(this.constant(this.take())));
        return true;
      case 'CALL_FUNCTION_EX': {
        if (argument > 1) throw new CodeDoubt('a call made in another way');
        if (argument === 1) {
          this.expect(this.take(), 'd');
          this.into.keywords.add('**');
        }
        this.takeValue();
        if (number >= 313) this.expect(this.take(), '0');
        const callee = this.take();
        if (isNew && number < 313) this.expect(this.take(), '0');
        if (callee === 'Msuper' || callee === 'B') throw new CodeDoubt('a call made in another way');
        this.push(this.called(callee, [], true));
        return true;
      }
      case 'MAKE_FUNCTION':
        this.makeFunction(argument);
        return true;
      case 'SET_FUNCTION_ATTRIBUTE':
        this.setFunctionPart(argument);
        return true;
      case 'RAISE_VARARGS':
        if (argument > 2) throw new CodeDoubt('it raises in another way');
        this.takeValues(argument);
        return false;
      case 'PUSH_EXC_INFO':
        this.expect(this.take(), 'x');
        this.push('p', 'x');
        return true;
      case 'POP_EXCEPT':
        this.expect(this.take(), 'p');
        return true;
      case 'CHECK_EXC_MATCH':
        this.takeValue();
        this.expect(this.peek(1), 'x');
        this.push('v');
        return true;
      case 'RERAISE':
        this.expect(this.take(), 'x');
        if (argument > 2) throw new CodeDoubt('it raises in another way');
        if (argument > 0) this.expect(this.peek(argument), 'L');
        return false;
      case 'BEFORE_WITH':
        this.takeValue();
        this.push('v', 'v');
        return true;
      case 'WITH_EXCEPT_START':
        this.expect(this.peek(1), 'x');
        this.expect(this.peek(2), 'p');
        this.expect(this.peek(3), 'L');
        this.value(this.peek(4));
        this.push('v');
        return true;
      case 'CALL_INTRINSIC_1':
        if (argument === 3) this.push(this.expect(this.take(), 'x'));
        else if (argument === 5) {
          this.takeValue();
          this.push('v');
        } else if (argument === 6) {
          this.expect(this.take(), 'l');
          this.push('t');
        } else throw new CodeDoubt('an operation of the interpreter that is not followed');
        return true;
      case 'JUMP_FORWARD':
      case 'JUMP_ABSOLUTE':
      case 'JUMP_BACKWARD':
      case 'JUMP_BACKWARD_NO_INTERRUPT':
        this.jump(instruction);
        return false;
      case 'JUMP_IF_TRUE_OR_POP':
      case 'JUMP_IF_FALSE_OR_POP':
        this.value(this.peek(1));
        this.jump(instruction);
        this.take();
        return true;
    }
    if (/^POP_JUMP_(?:FORWARD_|BACKWARD_)?IF_(?:NOT_)?(?:TRUE|FALSE|NONE)$/.test(name)) {
      this.takeValue();
      this.jump(instruction);
      return true;
    }
    if (
      /^(?:BINARY|INPLACE)_(?:POWER|MULTIPLY|MATRIX_MULTIPLY|MODULO|ADD|SUBTRACT|SUBSCR|FLOOR_DIVIDE|TRUE_DIVIDE|LSHIFT|RSHIFT|AND|XOR|OR)$/.test(
        name,
      )
    ) {
      this.takeValues(2);
      this.push('v');
      return true;
    }
    throw new CodeDoubt(`the instruction ${name} is not followed`);
  }

  private rotate(count: number): boolean {
    if (count < 2 || count > this.stack.length) throw new CodeDoubt('it takes more from its stack than is there');
    const top = this.take();
    this.stack.splice(this.stack.length - count + 1, 0, top);
    return true;
  }

  /** At the end of the loop the iterator goes, and from 3.12 on the instructions that end it are passed over. */
  private forIter(instruction: StrictInstruction): boolean {
    const { number } = this.version;
    this.expect(this.peek(1), 'i');
    const target = this.at(jumpTarget(instruction, this.version));
    const ends = number >= 313 ? ['END_FOR', 'POP_TOP'] : number === 312 ? ['END_FOR'] : [];
    ends.forEach((name, i) => {
      if (this.instructions[target + i]?.name !== name) throw new CodeDoubt('a loop that ends in another way');
    });
    this.flow(target + ends.length, { stack: this.stack.slice(0, -1), locals: [...this.locals] });
    this.push('v');
    return true;
  }
}
