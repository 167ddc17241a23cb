import { CodeDoubt } from './code-doubt';
import type { CodeFlow } from './code-flow';
import type { CodeFrame } from './code-frame';
import { ITERATOR } from './code-header';
import type { CodeObject } from './code-object';
import type { Slot } from './code-slot';
import type { StrictInstruction } from './strict-instructions';

const isComprehension = (code: CodeObject): boolean => code.locals[0] === ITERATOR;

/** An instruction that calls something or makes a function; undefined when it is another one. */
export function callStep(
  f: CodeFrame,
  flow: CodeFlow,
  instruction: StrictInstruction,
  index: number,
): boolean | undefined {
  const { name, argument } = instruction;
  const { number } = f.version;
  const isNew = number >= 311;
  switch (name) {
    case 'CALL_FUNCTION': {
      const args = f.takeSlots(argument);
      f.push(called(f, f.take(), args, false));
      return true;
    }
    case 'CALL_FUNCTION_KW': {
      const keywords = f.textsOf(f.constant(f.take()));
      if (keywords.length > argument) throw new CodeDoubt('more names of arguments than arguments');
      for (const keyword of keywords) f.into.keywords.add(keyword);
      const args = f.takeSlots(argument);
      f.push(called(f, f.take(), args, true));
      return true;
    }
    case 'CALL_METHOD': {
      const args = f.takeSlots(argument);
      const callee = f.take();
      f.expect(f.take(), 'q');
      f.push(called(f, callee, args, false));
      return true;
    }
    case 'KW_NAMES': {
      const names = f.textsOf(f.code.constants[argument]);
      const call = flow.instructions[index + (number === 311 ? 2 : 1)];
      if (names.length > (call?.argument ?? 0)) throw new CodeDoubt('more names of arguments than arguments');
      for (const keyword of names) f.into.keywords.add(keyword);
      return true;
    }
    case 'CALL': {
      const before = flow.instructions[index - (number === 311 ? 2 : 1)];
      const keywords = number < 313 && before?.name === 'KW_NAMES' ? f.textsOf(f.code.constants[before.argument]) : [];
      callWithSelf(f, argument, keywords);
      return true;
    }
    case 'CALL_KW':
      callWithSelf(f, argument, f.textsOf(f.constant(f.take())));
      return true;
    case 'CALL_FUNCTION_EX': {
      if (argument > 1) throw new CodeDoubt('a call made in another way');
      if (argument === 1) {
        f.expect(f.take(), 'd');
        f.into.keywords.add('**');
      }
      f.takeValue();
      if (number >= 313) f.expect(f.take(), '0');
      const callee = f.take();
      if (isNew && number < 313) f.expect(f.take(), '0');
      if (callee === 'Msuper' || callee === 'B') throw new CodeDoubt('a call made in another way');
      f.push(called(f, callee, [], true));
      return true;
    }
    case 'MAKE_FUNCTION':
      makeFunction(f, argument);
      return true;
    case 'SET_FUNCTION_ATTRIBUTE':
      setFunctionPart(f, argument);
      return true;
  }
  return undefined;
}

/** What a call returns. At the level of a module or class it runs while it is loaded, which is written down. */
function called(f: CodeFrame, callee: Slot, args: readonly Slot[], keywords: boolean): Slot {
  if (callee === 'B') {
    const [body, name, ...bases] = args;
    const code = body?.[0] === 'f' ? f.codeOf(body) : null;
    if (code === null || f.scope !== 'module' || keywords || f.constant(name ?? 'v')?.kind !== 'text')
      throw new CodeDoubt('a class that is made in another way');
    for (const base of bases) {
      if (base[0] !== 'M') throw new CodeDoubt('a class whose base is not named');
      f.into.bases.add(base.slice(1));
    }
    f.classBodies.add(code);
    return 'v';
  }
  if (callee[0] === 'g') {
    if (args.length !== 1 || args[0] !== 'i' || keywords) throw new CodeDoubt('a comprehension over something else');
    if (f.scope !== 'function') f.into.loadCalls.add('?');
    return 'v';
  }
  for (const arg of args) f.value(arg);
  if (callee === 'Msuper') {
    f.into.globals.add('super');
    if (args.length > 0) throw new CodeDoubt('super of something else');
    return 'S';
  }
  f.value(callee);
  if (f.scope !== 'function') f.into.loadCalls.add('MI'.includes(callee[0] as string) ? callee.slice(1) : '?');
  return 'v';
}

/** CALL of 3.11 and later: callee and the object of a method, or NULL, stand below the arguments. */
function callWithSelf(f: CodeFrame, count: number, keywords: readonly string[]): void {
  if (keywords.length > count) throw new CodeDoubt('more names of arguments than arguments');
  for (const name of keywords) f.into.keywords.add(name);
  const args = f.takeSlots(count);
  const second = f.take();
  const first = f.take();
  const [callee, self] = f.version.number >= 313 ? [first, second] : [second, first];
  if (self === '0' || self === 'q') f.push(called(f, callee, args, keywords.length > 0));
  // A value in the place of NULL: a decorator, or a comprehension over an iterator.
  else f.push(called(f, first, [second, ...args], keywords.length > 0));
}

function makeFunction(f: CodeFrame, flags: number): void {
  const { number } = f.version;
  if (number < 311 && f.constant(f.take())?.kind !== 'text') throw new CodeDoubt('a function without its name');
  const made = f.take();
  const code = made[0] === 'k' ? f.codeOf(made) : null;
  if (code === null) throw new CodeDoubt('a function without its code');
  let closure = 0;
  if (number < 313) {
    if ((flags & ~15) !== 0) throw new CodeDoubt('a function made in another way');
    if (flags & 8) closure = Number(f.expect(f.take(), 'C').slice(1));
    for (const bit of [4, 2, 1]) if (flags & bit) checkPart(f, bit, f.take());
  }
  const isWhole = code.freeCount === closure;
  if (!isWhole && number < 313) throw new CodeDoubt('a function without its closure');
  const letter = isComprehension(code) ? (isWhole ? 'g' : 'G') : isWhole ? 'f' : 'F';
  f.push(letter + made.slice(1));
}

/** Defaults, keyword defaults and annotations of a function. */
function checkPart(f: CodeFrame, bit: number, slot: Slot): void {
  const isTuple = slot === 't' || f.constant(slot)?.kind === 'tuple';
  if (!(bit === 2 ? slot === 'd' : bit === 1 ? isTuple : isTuple || slot === 'd'))
    throw new CodeDoubt('a function made in another way');
}

function setFunctionPart(f: CodeFrame, bit: number): void {
  const made = f.expect(f.take(), 'fFG');
  const part = f.take();
  if (bit === 8) {
    const code = f.codeOf(made);
    if (made[0] === 'f' || Number(f.expect(part, 'C').slice(1)) !== code?.freeCount)
      throw new CodeDoubt('a function without its closure');
    f.push(`${made[0] === 'G' ? 'g' : 'f'}${made.slice(1)}`);
    return;
  }
  if (bit !== 1 && bit !== 2 && bit !== 4) throw new CodeDoubt('a function made in another way');
  checkPart(f, bit, part);
  f.push(made);
}
