import { localIndexes } from './bytecode';
import { CodeDoubt } from './code-doubt';
import type { CodeFrame } from './code-frame';
import { CELL_KIND, FREE_KIND, LOCAL_KIND } from './code-object';
import type { Slot } from './code-slot';
import type { StrictInstruction } from './strict-instructions';

/** An instruction that uses a variable or a cell of a function; undefined when it is another one. */
export function variableStep(f: CodeFrame, instruction: StrictInstruction): boolean | undefined {
  const { name, argument } = instruction;
  const { number } = f.version;
  const isNew = number >= 311;
  switch (name) {
    case 'LOAD_FAST':
    case 'LOAD_FAST_CHECK':
    case 'LOAD_FAST_LOAD_FAST':
      for (const local of localIndexes(instruction)) f.push(loadLocal(f, local, name === 'LOAD_FAST_CHECK'));
      return true;
    case 'LOAD_FAST_AND_CLEAR': {
      const slot = f.locals[argument];
      if (slot === undefined || slot === 'c' || !f.isFunction) throw new CodeDoubt('a variable that is not there');
      f.push(slot === 'u' || slot === 'U' ? '?' : slot);
      f.locals[argument] = 'u';
      return true;
    }
    case 'STORE_FAST':
    case 'STORE_FAST_STORE_FAST':
      for (const local of localIndexes(instruction)) storeLocal(f, local, f.take());
      return true;
    case 'STORE_FAST_LOAD_FAST': {
      const [stored, loaded] = localIndexes(instruction);
      storeLocal(f, stored as number, f.take());
      f.push(loadLocal(f, loaded as number, false));
      return true;
    }
    case 'DELETE_FAST':
      if (loadLocal(f, argument, true) === 'c' || (isNew && f.code.kinds[argument] !== LOCAL_KIND))
        throw new CodeDoubt('a cell is overwritten');
      f.locals[argument] = 'u';
      return true;
    case 'MAKE_CELL':
      if (((f.code.kinds[argument] ?? 0) & CELL_KIND) === 0 || f.locals[argument] === 'c')
        throw new CodeDoubt('a cell that is not there');
      f.locals[argument] = 'c';
      return true;
    case 'COPY_FREE_VARS':
      if (argument !== f.code.freeCount) throw new CodeDoubt('another number of free variables');
      f.code.kinds.forEach((kind, local) => {
        if (kind === FREE_KIND) f.locals[local] = 'c';
      });
      return true;
    case 'LOAD_CLOSURE':
      cell(f, argument);
      f.push('c');
      return true;
    case 'LOAD_DEREF':
      cell(f, argument);
      f.push('v');
      return true;
    case 'STORE_DEREF':
      cell(f, argument);
      f.takeValue();
      return true;
  }
  return undefined;
}

function loadLocal(f: CodeFrame, index: number, checked: boolean): Slot {
  const slot = f.locals[index];
  if (slot === undefined || !(f.isFunction || (slot === 'c' && f.scope === 'class')))
    throw new CodeDoubt('a variable that is not there');
  if (slot === 'u' || slot === 'U') {
    if (!checked && f.version.number >= 312) throw new CodeDoubt('a variable that may be empty');
    return 'v';
  }
  return slot;
}

function storeLocal(f: CodeFrame, index: number, slot: Slot): void {
  if (index >= f.locals.length || !f.isFunction) throw new CodeDoubt('a variable that is not there');
  if (f.version.number >= 311 && f.code.kinds[index] !== LOCAL_KIND) throw new CodeDoubt('a cell is overwritten');
  if (slot === '?') {
    f.locals[index] = 'U';
    return;
  }
  if (slot[0] === 'I' || 'lsdti'.includes(slot[0] as string)) {
    f.locals[index] = slot;
    return;
  }
  f.value(slot);
  f.locals[index] = 'v';
}

function cell(f: CodeFrame, index: number): void {
  if (f.version.number >= 311 ? f.locals[index] !== 'c' : index >= f.code.cells.length)
    throw new CodeDoubt('a cell that is not there');
}
