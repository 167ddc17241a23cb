import { nameIndex } from './bytecode';
import { CodeDoubt } from './code-doubt';
import type { CodeFrame } from './code-frame';
import { IDENTIFIER } from './code-header';
import type { Slot } from './code-slot';
import type { StrictInstruction } from './strict-instructions';

/** An instruction that uses a name: of a module, of an import or of an attribute; undefined when it is another one. */
export function nameStep(f: CodeFrame, instruction: StrictInstruction): boolean | undefined {
  const { name, argument } = instruction;
  const { number } = f.version;
  const isNew = number >= 311;
  switch (name) {
    case 'LOAD_NAME':
      if (f.isFunction) throw new CodeDoubt('a name of a module in a function');
      f.push(`M${nameOf(f, instruction)}`);
      return true;
    case 'STORE_NAME':
      storeName(f, nameOf(f, instruction), f.take());
      return true;
    case 'LOAD_GLOBAL': {
      const global = `M${nameOf(f, instruction)}`;
      const withNull = isNew && (argument & 1) === 1;
      if (!withNull) f.push(global);
      else if (number >= 313) f.push(global, '0');
      else f.push('0', global);
      return true;
    }
    case 'IMPORT_NAME':
      importModule(f, nameOf(f, instruction));
      return true;
    case 'IMPORT_FROM': {
      const module = f.expect(f.peek(1), 'I');
      f.push(attribute(f, module, nameOf(f, instruction)));
      return true;
    }
    case 'LOAD_ATTR': {
      const isMethod = number >= 312 && (argument & 1) === 1;
      const found = attribute(f, f.take(), nameOf(f, instruction));
      if (!isMethod) {
        f.push(found);
        return true;
      }
      if (number >= 313) f.push(found, 'q');
      else f.push('q', found);
      return true;
    }
    case 'LOAD_METHOD':
      f.push('q', attribute(f, f.take(), nameOf(f, instruction)));
      return true;
    case 'LOAD_SUPER_ATTR': {
      f.takeValue();
      f.takeValue();
      if (f.take() !== 'Msuper') throw new CodeDoubt('super of something else');
      f.into.globals.add('super');
      f.into.superAttributes.add(nameOf(f, instruction));
      if ((argument & 1) === 0) f.push('v');
      else if (number >= 313) f.push('v', 'q');
      else f.push('q', 'v');
      return true;
    }
    case 'STORE_ATTR': {
      f.takeValue();
      f.takeValue();
      f.into.stores.add(nameOf(f, instruction));
      return true;
    }
  }
  return undefined;
}

function nameOf(f: CodeFrame, instruction: StrictInstruction): string {
  const index = nameIndex(instruction, f.version);
  const name = f.code.names[index];
  const isImport = instruction.name === 'IMPORT_NAME';
  if (name === undefined || !(isImport ? /^[A-Za-z_][A-Za-z0-9_.]*$/ : IDENTIFIER).test(name))
    throw new CodeDoubt('a name that is no name');
  f.usedNames.add(index);
  return name;
}

function attribute(f: CodeFrame, base: Slot, name: string): Slot {
  switch (base[0]) {
    case 'M':
    case 'I':
      if (base.length > 300) throw new CodeDoubt('a longer chain of attributes than is followed');
      return `${base}.${name}`;
    case 'S':
      f.into.superAttributes.add(name);
      return 'v';
    case 'K':
      if (name !== '__name__' && name !== '__qualname__') throw new CodeDoubt('the class of an object is used');
      return 'v';
    case 'k': {
      const constant = f.constant(base);
      if (constant?.kind === 'text' && name === 'format') {
        f.into.formats.add(constant.text);
        return 'v';
      }
    }
  }
  f.value(base);
  // Every method that a list, set, dict or tuple has is harmless.
  if ('lsdt'.includes(base[0] as string) && !name.startsWith('_')) return 'v';
  if (name === '__class__') return 'K';
  f.into.attributes.add(name);
  return 'v';
}

function importModule(f: CodeFrame, name: string): void {
  const from = f.constant(f.take());
  const level = f.constant(f.take());
  if (level?.kind !== 'number' || level.text !== '0') throw new CodeDoubt('an import from its own package');
  f.into.imports.add(name);
  if (from?.kind === 'none') f.push(`I${name.split('.')[0]}`);
  else if (f.textsOf(from).length > 0) f.push(`I${name}`);
  else throw new CodeDoubt('an import that is not plain');
}

function storeName(f: CodeFrame, name: string, slot: Slot): void {
  if (f.isFunction) throw new CodeDoubt('a name of a module in a function');
  if (slot[0] === 'I') {
    if (f.scope === 'class') throw new CodeDoubt('an import in a class');
    f.into.bind(name, slot.slice(1));
    return;
  }
  if (!(slot[0] === 'c' && f.scope === 'class' && name === '__classcell__')) f.value(slot);
  f.into.definitions.add(name);
}
