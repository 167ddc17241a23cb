import type { BytecodeVersion } from './bytecode';
import { CodeDoubt } from './code-doubt';
import { countArguments, GENERATOR, IDENTIFIER, ITERATOR, OPTIMIZED } from './code-header';
import type { InventoryBuilder } from './code-inventory';
import type { CodeObject, PythonValue } from './code-object';
import { isValue, type Slot } from './code-slot';

/** What a code object is the body of. */
export type CodeScope = 'function' | 'class' | 'module';

/**
 * The stack and the variables of one code object before one instruction, by the kinds of what is in them, which the steps of instructions
 * change. What they take as a value by its name is written down.
 */
export class CodeFrame {
  stack: Slot[] = [];
  locals: Slot[] = [];
  /** Names that instructions used, by their number. */
  readonly usedNames = new Set<number>();
  readonly code: CodeObject;
  readonly version: BytecodeVersion;
  readonly isFunction: boolean;
  readonly scope: CodeScope;
  readonly classBodies: Set<CodeObject>;
  readonly into: InventoryBuilder;

  constructor(
    code: CodeObject,
    version: BytecodeVersion,
    isFunction: boolean,
    scope: CodeScope,
    classBodies: Set<CodeObject>,
    into: InventoryBuilder,
  ) {
    this.code = code;
    this.version = version;
    this.isFunction = isFunction;
    this.scope = scope;
    this.classBodies = classBodies;
    this.into = into;
  }

  get isGenerator(): boolean {
    return (this.code.flags & GENERATOR) !== 0;
  }

  /** The variables when a call begins. */
  firstLocals(): Slot[] {
    const total = countArguments(this.code);
    return this.code.locals.map((name, index) => (index === 0 && name === ITERATOR ? 'i' : index < total ? 'v' : 'u'));
  }

  push(...slots: readonly Slot[]): void {
    this.stack.push(...slots);
    if (this.stack.length > this.code.stackSize) throw new CodeDoubt('its stack grows beyond what it says');
  }

  take(): Slot {
    const slot = this.stack.pop();
    if (slot === undefined) throw new CodeDoubt('it takes more from its stack than is there');
    return slot;
  }

  peek(depth: number): Slot {
    const slot = depth < 1 ? undefined : this.stack[this.stack.length - depth];
    if (slot === undefined) throw new CodeDoubt('it takes more from its stack than is there');
    return slot;
  }

  /** A slot used as a value: what it leads to by name is written down. */
  value(slot: Slot): void {
    if (!isValue(slot)) throw new CodeDoubt('a part of a call or of a handler used as a value');
    if (slot[0] === 'M') this.into.globals.add(slot.slice(1));
    else if (slot[0] === 'I') this.into.imported.add(slot.slice(1));
    else if (slot[0] === 'k' && this.constant(slot)?.kind === 'code') throw new CodeDoubt('code used as a value');
    else if (slot[0] === 'f' && this.codeOf(slot) !== null && !this.isMade(slot))
      throw new CodeDoubt('code that is no function and no class');
  }

  takeValue(): Slot {
    const slot = this.take();
    this.value(slot);
    return slot;
  }

  takeValues(count: number): void {
    for (let i = 0; i < count; i++) this.takeValue();
  }

  takeSlots(count: number): Slot[] {
    if (count > this.stack.length) throw new CodeDoubt('it takes more from its stack than is there');
    return count === 0 ? [] : this.stack.splice(this.stack.length - count, count);
  }

  expect(slot: Slot, letters: string): Slot {
    if (!letters.includes(slot[0] as string)) throw new CodeDoubt('a value of another kind than the instruction takes');
    return slot;
  }

  constant(slot: Slot): PythonValue | null {
    return slot[0] === 'k' ? (this.code.constants[Number(slot.slice(1))] ?? null) : null;
  }

  codeOf(slot: Slot): CodeObject | null {
    const constant = this.code.constants[Number(slot.slice(1))];
    return constant?.kind === 'code' ? constant.code : null;
  }

  /** True for a function made of code for functions; the body of a class only goes to what builds classes. */
  private isMade(slot: Slot): boolean {
    return ((this.codeOf(slot) as CodeObject).flags & OPTIMIZED) !== 0;
  }

  textsOf(value: PythonValue | null | undefined): readonly string[] {
    if (value?.kind !== 'tuple') throw new CodeDoubt('names of arguments that are no names');
    return value.items.map((item) => {
      if (item.kind !== 'text' || !IDENTIFIER.test(item.text))
        throw new CodeDoubt('names of arguments that are no names');
      return item.text;
    });
  }
}
