import { jumpTarget } from './bytecode';
import { CodeDoubt } from './code-doubt';
import type { CodeFlow } from './code-flow';
import type { CodeFrame } from './code-frame';
import type { StrictInstruction } from './strict-instructions';

/**
 * An instruction of jumps, loops, returns, generators and handlers of exceptions: false when the next one is not reached from it, undefined
 * when it is another one.
 */
export function flowStep(f: CodeFrame, flow: CodeFlow, instruction: StrictInstruction): boolean | undefined {
  const { name, argument } = instruction;
  const { number } = f.version;
  switch (name) {
    case 'NOP':
    case 'PRECALL':
      return true;
    case 'RESUME':
      // From 3.13 on one more bit says that a generator has no handlers of its own.
      if (argument > (number >= 313 ? 7 : 3)) throw new CodeDoubt('it resumes in another way');
      return true;
    case 'RETURN_GENERATOR':
      f.push('v');
      return true;
    case 'GEN_START':
      f.takeValue();
      return true;
    case 'YIELD_VALUE':
      if (!f.isGenerator) throw new CodeDoubt('it yields and is no generator');
      f.takeValue();
      f.push('v');
      return true;
    case 'RETURN_CONST':
      if (argument >= f.code.constants.length) throw new CodeDoubt('a constant that is not there');
      f.value(`k${argument}`);
      if (f.stack.length > 0) throw new CodeDoubt('it returns with more on its stack');
      return false;
    case 'RETURN_VALUE': {
      const slot = f.take();
      if (!(slot === 'c' && f.scope === 'class')) f.value(slot);
      if (f.stack.length > 0) throw new CodeDoubt('it returns with more on its stack');
      return false;
    }
    case 'GET_ITER':
      f.takeValue();
      f.push('i');
      return true;
    case 'FOR_ITER':
      return forIter(f, flow, instruction);
    case 'RAISE_VARARGS':
      if (argument > 2) throw new CodeDoubt('it raises in another way');
      f.takeValues(argument);
      return false;
    case 'PUSH_EXC_INFO':
      f.expect(f.take(), 'x');
      f.push('p', 'x');
      return true;
    case 'POP_EXCEPT':
      f.expect(f.take(), 'p');
      return true;
    case 'CHECK_EXC_MATCH':
      f.takeValue();
      f.expect(f.peek(1), 'x');
      f.push('v');
      return true;
    case 'RERAISE':
      f.expect(f.take(), 'x');
      if (argument > 2) throw new CodeDoubt('it raises in another way');
      if (argument > 0) f.expect(f.peek(argument), 'L');
      return false;
    case 'BEFORE_WITH':
      f.takeValue();
      f.push('v', 'v');
      return true;
    case 'WITH_EXCEPT_START':
      f.expect(f.peek(1), 'x');
      f.expect(f.peek(2), 'p');
      f.expect(f.peek(3), 'L');
      f.value(f.peek(4));
      f.push('v');
      return true;
    case 'JUMP_FORWARD':
    case 'JUMP_ABSOLUTE':
    case 'JUMP_BACKWARD':
    case 'JUMP_BACKWARD_NO_INTERRUPT':
      flow.jump(instruction);
      return false;
    case 'JUMP_IF_TRUE_OR_POP':
    case 'JUMP_IF_FALSE_OR_POP':
      f.value(f.peek(1));
      flow.jump(instruction);
      f.take();
      return true;
  }
  if (/^POP_JUMP_(?:FORWARD_|BACKWARD_)?IF_(?:NOT_)?(?:TRUE|FALSE|NONE)$/.test(name)) {
    f.takeValue();
    flow.jump(instruction);
    return true;
  }
  return undefined;
}

/** At the end of the loop the iterator goes, and from 3.12 on the instructions that end it are passed over. */
function forIter(f: CodeFrame, flow: CodeFlow, instruction: StrictInstruction): boolean {
  const { number } = f.version;
  f.expect(f.peek(1), 'i');
  const target = flow.at(jumpTarget(instruction, f.version));
  const ends = number >= 313 ? ['END_FOR', 'POP_TOP'] : number === 312 ? ['END_FOR'] : [];
  ends.forEach((name, i) => {
    if (flow.instructions[target + i]?.name !== name) throw new CodeDoubt('a loop that ends in another way');
  });
  flow.flow(target + ends.length, { stack: f.stack.slice(0, -1), locals: [...f.locals] });
  f.push('v');
  return true;
}
