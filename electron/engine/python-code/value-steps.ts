import { CodeDoubt } from './code-doubt';
import type { CodeFrame } from './code-frame';
import { STACK } from './code-header';
import type { Slot } from './code-slot';
import type { StrictInstruction } from './strict-instructions';

/** An instruction that makes a value of others: containers, texts, items, comparisons and operators; undefined when it is another one. */
export function valueStep(f: CodeFrame, instruction: StrictInstruction): boolean | undefined {
  const { name, argument } = instruction;
  const { number } = f.version;
  switch (name) {
    case 'STORE_SUBSCR':
      store(f);
      f.takeValue();
      return true;
    case 'DELETE_SUBSCR':
      store(f);
      return true;
    case 'BINARY_SLICE':
      f.takeValues(3);
      f.push('v');
      return true;
    case 'UNPACK_SEQUENCE':
      f.takeValue();
      if (argument > STACK) throw new CodeDoubt('its stack grows beyond what it says');
      f.push(...new Array<Slot>(argument).fill('v'));
      return true;
    case 'UNPACK_EX':
      f.takeValue();
      if ((argument & 0xff) + (argument >>> 8) > STACK) throw new CodeDoubt('its stack grows beyond what it says');
      f.push(...new Array<Slot>((argument & 0xff) + (argument >>> 8) + 1).fill('v'));
      return true;
    case 'BUILD_TUPLE': {
      const items = f.takeSlots(argument);
      if (items.length > 0 && items.every((item) => item === 'c')) f.push(`C${items.length}`);
      else {
        for (const item of items) f.value(item);
        f.push('t');
      }
      return true;
    }
    case 'BUILD_LIST':
      f.takeValues(argument);
      f.push('l');
      return true;
    case 'BUILD_SET':
      f.takeValues(argument);
      f.push('s');
      return true;
    case 'BUILD_MAP':
      f.takeValues(2 * argument);
      f.push('d');
      return true;
    case 'BUILD_CONST_KEY_MAP': {
      const keys = f.constant(f.take());
      if (keys?.kind !== 'tuple' || keys.items.length !== argument) throw new CodeDoubt('a dict made in another way');
      f.takeValues(argument);
      f.push('d');
      return true;
    }
    case 'BUILD_STRING':
      f.takeValues(argument);
      f.push('v');
      return true;
    case 'BUILD_SLICE':
      if (argument !== 2 && argument !== 3) throw new CodeDoubt('a slice made in another way');
      f.takeValues(argument);
      f.push('v');
      return true;
    case 'LIST_APPEND':
    case 'LIST_EXTEND':
      f.takeValue();
      f.expect(f.peek(argument), 'l');
      return true;
    case 'SET_ADD':
    case 'SET_UPDATE':
      f.takeValue();
      f.expect(f.peek(argument), 's');
      return true;
    case 'MAP_ADD':
      f.takeValues(2);
      f.expect(f.peek(argument), 'd');
      return true;
    case 'DICT_UPDATE':
      f.takeValue();
      f.expect(f.peek(argument), 'd');
      return true;
    case 'DICT_MERGE':
      f.takeValue();
      f.expect(f.peek(argument), 'd');
      f.peek(argument + 2);
      return true;
    case 'LIST_TO_TUPLE':
      f.expect(f.take(), 'l');
      f.push('t');
      return true;
    case 'FORMAT_VALUE':
      if (argument > 7) throw new CodeDoubt('a text made in another way');
      f.takeValues(argument & 4 ? 2 : 1);
      f.push('v');
      return true;
    case 'CONVERT_VALUE':
      if (argument < 1 || argument > 3) throw new CodeDoubt('a text made in another way');
      f.takeValue();
      f.push('v');
      return true;
    case 'FORMAT_SIMPLE':
    case 'TO_BOOL':
    case 'UNARY_POSITIVE':
    case 'UNARY_NEGATIVE':
    case 'UNARY_NOT':
    case 'UNARY_INVERT':
      f.takeValue();
      f.push('v');
      return true;
    case 'FORMAT_WITH_SPEC':
      f.takeValues(2);
      f.push('v');
      return true;
    case 'COMPARE_OP': {
      const operator = number >= 313 ? argument >>> 5 : number === 312 ? argument >>> 4 : argument;
      if (operator > (number === 308 ? 9 : 5)) throw new CodeDoubt('a comparison that is none');
      f.takeValues(2);
      f.push('v');
      return true;
    }
    case 'IS_OP':
    case 'CONTAINS_OP':
      if (argument > 1) throw new CodeDoubt('a comparison that is none');
      f.takeValues(2);
      f.push('v');
      return true;
    case 'BINARY_OP':
      if (argument > 25) throw new CodeDoubt('an operation that is none');
      f.takeValues(2);
      f.push('v');
      return true;
    case 'CALL_INTRINSIC_1':
      if (argument === 3) f.push(f.expect(f.take(), 'x'));
      else if (argument === 5) {
        f.takeValue();
        f.push('v');
      } else if (argument === 6) {
        f.expect(f.take(), 'l');
        f.push('t');
      } else throw new CodeDoubt('an operation of the interpreter that is not followed');
      return true;
  }
  if (
    /^(?:BINARY|INPLACE)_(?:POWER|MULTIPLY|MATRIX_MULTIPLY|MODULO|ADD|SUBTRACT|SUBSCR|FLOOR_DIVIDE|TRUE_DIVIDE|LSHIFT|RSHIFT|AND|XOR|OR)$/.test(
      name,
    )
  ) {
    f.takeValues(2);
    f.push('v');
    return true;
  }
  return undefined;
}

function store(f: CodeFrame): void {
  f.takeValue();
  if (!'ld'.includes(f.take())) throw new CodeDoubt('it writes into something that it did not make');
}
