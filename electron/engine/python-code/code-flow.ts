import { jumpTarget } from './bytecode';
import { callStep } from './call-steps';
import { CodeDoubt } from './code-doubt';
import type { CodeFrame } from './code-frame';
import { checkHeader, IDENTIFIER } from './code-header';
import { isValue, type Slot } from './code-slot';
import { type HandlerRow, readExceptionTable } from './exception-table';
import { flowStep } from './flow-steps';
import { nameStep } from './name-steps';
import { stackStep } from './stack-steps';
import { decodeStrictly, type StrictInstruction } from './strict-instructions';
import { valueStep } from './value-steps';
import { variableStep } from './variable-steps';

interface State {
  readonly stack: readonly Slot[];
  readonly locals: readonly Slot[];
}

/** Visits of instructions, for each that there is. */
const VISITS_EACH = 8;

/**
 * The paths through one code object: instructions that wait for a visit, the state before each of them where paths meet, and where jumps
 * and handlers lead.
 */
export class CodeFlow {
  readonly instructions: readonly StrictInstruction[];
  private readonly indexAt = new Map<number, number>();
  private readonly states: (State | undefined)[];
  private readonly handlers: readonly HandlerRow[];
  /** The row that covers each instruction. */
  private readonly handlerOf: (HandlerRow | undefined)[] = [];
  private readonly waiting: number[] = [];
  private readonly targets = new Set<number>();
  private readonly frame: CodeFrame;

  constructor(frame: CodeFrame) {
    const { code, version } = frame;
    this.frame = frame;
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

  /** Follows every path to its end. */
  run(isOuter: boolean): void {
    const { frame } = this;
    const { code, version, isFunction, into } = frame;
    checkHeader(code, version, isFunction, isOuter, into);
    let behind = 0;
    for (const row of this.handlers) {
      // CPython looks rows up as if they were sorted.
      if (row.start < behind) throw new CodeDoubt('handlers in another order');
      behind = row.end;
      const end = row.end === code.bytecode.length ? this.instructions.length : this.at(row.end);
      for (let index = this.at(row.start); index < end; index++) this.handlerOf[index] = row;
      this.targets.add(this.at(row.target));
    }
    for (const instruction of this.instructions)
      if (instruction.kind === 'jump' || instruction.kind === 'address')
        this.targets.add(this.at(jumpTarget(instruction, version)));
    this.checkPairs();
    this.flow(0, { stack: version.number === 310 && frame.isGenerator ? ['v'] : [], locals: frame.firstLocals() });
    let visits = 100 + this.instructions.length * VISITS_EACH;
    for (let index = this.waiting.pop(); index !== undefined; index = this.waiting.pop()) {
      if (--visits < 0 || --into.visits < 0) throw new CodeDoubt('more paths than are followed');
      this.visit(index);
    }
    // A name that no instruction uses is there for nothing that a compiler would do.
    code.names.forEach((name, index) => {
      if (!IDENTIFIER.test(name) && !frame.usedNames.has(index)) throw new CodeDoubt('a name that is no name');
      if (!frame.usedNames.has(index)) into.attributes.add(name);
    });
  }

  /** The instruction that begins at a byte. */
  at(offset: number): number {
    const index = this.indexAt.get(offset);
    if (index === undefined) throw new CodeDoubt('a jump to where no instruction begins');
    return index;
  }

  /** Instructions that prepare the next one must stand right before it, and nothing may jump between them. */
  private checkPairs(): void {
    const { instructions } = this;
    const { version } = this.frame;
    const isNew = version.number >= 311;
    const first = instructions.findIndex(({ name }) => !/^(?:COPY_FREE_VARS|MAKE_CELL)$/.test(name));
    const begins = instructions.slice(Math.max(0, first), first + 3).map(({ name }) => name);
    if (isNew && begins[0] !== (this.frame.isGenerator ? 'RETURN_GENERATOR' : 'RESUME'))
      throw new CodeDoubt('it does not begin as code does');
    if (isNew && this.frame.isGenerator && (begins[1] !== 'POP_TOP' || begins[2] !== 'RESUME'))
      throw new CodeDoubt('it does not begin as code does');
    if (version.number === 310 && this.frame.isGenerator !== (begins[0] === 'GEN_START'))
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

  /** A path leads to an instruction with this on the stack and in variables. */
  flow(index: number, incoming: State): void {
    if (index >= this.instructions.length) throw new CodeDoubt('it runs past its end');
    if (incoming.stack.length > this.frame.code.stackSize) throw new CodeDoubt('its stack grows beyond what it says');
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
      this.frame.value(a);
      this.frame.value(b);
      return 'v';
    }
    if (isLocal) {
      const mayBeEmpty = (slot: Slot) => slot === 'u' || slot === 'U';
      if ((isValue(a) || mayBeEmpty(a)) && (isValue(b) || mayBeEmpty(b))) {
        if (isValue(a)) this.frame.value(a);
        if (isValue(b)) this.frame.value(b);
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
    this.frame.stack = [...state.stack];
    this.frame.locals = [...state.locals];
    const goesOn = this.step(instruction, index);
    if (goesOn) this.flow(index + 1, { stack: this.frame.stack, locals: this.frame.locals });
  }

  /** Leads a path with what is there now to where an instruction jumps. */
  jump(instruction: StrictInstruction): void {
    this.flow(this.at(jumpTarget(instruction, this.frame.version)), {
      stack: [...this.frame.stack],
      locals: [...this.frame.locals],
    });
  }

  /** One instruction; false when the next one is not reached from it. */
  private step(instruction: StrictInstruction, index: number): boolean {
    const { frame } = this;
    const goesOn =
      stackStep(frame, instruction) ??
      nameStep(frame, instruction) ??
      variableStep(frame, instruction) ??
      callStep(frame, this, instruction, index) ??
      flowStep(frame, this, instruction) ??
      valueStep(frame, instruction);
    if (goesOn === undefined) throw new CodeDoubt(`the instruction ${instruction.name} is not followed`);
    return goesOn;
  }
}
