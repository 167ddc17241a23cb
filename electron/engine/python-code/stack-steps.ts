import { CodeDoubt } from './code-doubt';
import type { CodeFrame } from './code-frame';
import { isValue } from './code-slot';
import type { StrictInstruction } from './strict-instructions';

/** An instruction that moves what is on the stack, or puts a constant there; undefined when it is another one. */
export function stackStep(f: CodeFrame, instruction: StrictInstruction): boolean | undefined {
  const { name, argument } = instruction;
  switch (name) {
    case 'POP_TOP': {
      const slot = f.take();
      if (slot[0] !== 'I' && slot !== 'L' && slot !== '?') f.value(slot);
      return true;
    }
    case 'ROT_TWO':
      return rotate(f, 2);
    case 'ROT_THREE':
      return rotate(f, 3);
    case 'ROT_FOUR':
      return rotate(f, 4);
    case 'ROT_N':
      return rotate(f, argument);
    case 'SWAP': {
      const other = f.peek(argument);
      const top = f.peek(1);
      f.stack[f.stack.length - argument] = top;
      f.stack[f.stack.length - 1] = other;
      return true;
    }
    case 'COPY':
    case 'DUP_TOP': {
      const slot = f.peek(name === 'COPY' ? argument : 1);
      if (!isValue(slot) && slot !== 'p' && !(slot === 'c' && f.scope === 'class'))
        throw new CodeDoubt('it copies a part of a call');
      f.push(slot);
      return true;
    }
    case 'DUP_TOP_TWO':
      f.value(f.peek(1));
      f.value(f.peek(2));
      f.push(f.peek(2), f.peek(1));
      return true;
    case 'LOAD_CONST':
      if (argument >= f.code.constants.length) throw new CodeDoubt('a constant that is not there');
      f.push(`k${argument}`);
      return true;
    case 'LOAD_ASSERTION_ERROR':
      f.push('v');
      return true;
    case 'LOAD_BUILD_CLASS':
      if (f.scope !== 'module') throw new CodeDoubt('a class made inside a function');
      f.push('B');
      return true;
    case 'PUSH_NULL':
      f.push('0');
      return true;
  }
  return undefined;
}

function rotate(f: CodeFrame, count: number): boolean {
  if (count < 2 || count > f.stack.length) throw new CodeDoubt('it takes more from its stack than is there');
  const top = f.take();
  f.stack.splice(f.stack.length - count + 1, 0, top);
  return true;
}
