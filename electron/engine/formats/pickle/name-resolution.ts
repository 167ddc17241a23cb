import type { GlobalFact } from '../../../../shared/domain/fact';
import { PYTHON2_MODULES, PYTHON2_NAMES } from '../../../../shared/rules/python2-names';
import { decodeUtf8 } from '../../decode-text';
import { IMPORTED } from './heap';
import type { Machine } from './machine';
import { EVERYONE } from './readers';
import type { Value } from './values';
import * as V from './values';

const MODULES: ReadonlyMap<string, string> = new Map(PYTHON2_MODULES);
const NAMES: ReadonlyMap<string, readonly [string, string]> = new Map(
  PYTHON2_NAMES.map(([module, name, newModule, newName]) => [`${module}\0${name}`, [newModule, newName]]),
);

/** `Unpickler.find_class` under `fix_imports`: below protocol 3, Python 2 names become Python 3 names (`_compat_pickle`). */
export function python3Name(module: string, name: string, proto: number): readonly [module: string, name: string] {
  if (proto >= 3) return [module, name];
  const renamed = NAMES.get(`${module}\0${name}`);
  if (renamed !== undefined) return renamed;
  return [MODULES.get(module) ?? module, name];
}

/** Records an import and pushes the global. Nothing is looked up: the name is a text from the file. */
export function makeGlobal(
  machine: Machine,
  opcode: GlobalFact['opcode'],
  writtenModule: string,
  writtenName: string,
  start: number,
  end: number,
): void {
  const { globals, recorder } = machine.shared;
  const fromLine = opcode === 'GLOBAL' || opcode === 'INST';
  const moduleText = fromLine ? decodeLine(writtenModule) : writtenModule;
  const nameText = fromLine ? decodeLine(writtenName) : writtenName;
  const [module, name] = opcode === 'EXT' ? [moduleText, nameText] : python3Name(moduleText, nameText, machine.proto);
  const dotted = machine.proto >= 4 && name.includes('.');
  const id = globals.idOf({
    module,
    name,
    writtenModule: moduleText,
    writtenName: nameText,
    opcode,
    dotted,
    start,
    end,
  });
  machine.effects++;
  if (id < 0) {
    recorder.limit(machine, 'globals', 'more different globals than are kept', start, end);
    machine.stuck = true;
    machine.push(V.UNKNOWN);
    return;
  }
  globals.imports[id]++;
  globals.readers[id] |= machine.alive;
  machine.push(V.globalValue(id));
}

/** STACK_GLOBAL: both names must be texts that the file shows; anything else is said to be unresolved and stays suspect. */
export function makeGlobalFromStack(machine: Machine, module: Value, name: Value, start: number, end: number): void {
  const { limits, recorder } = machine.shared;
  const moduleText = machine.textOf(module, limits.textBytes);
  const nameText = machine.textOf(name, limits.textBytes);
  if (moduleText !== null && nameText !== null) {
    makeGlobal(machine, 'STACK_GLOBAL', moduleText, nameText, start, end);
    return;
  }
  machine.effects++;
  if (cannotBeText(machine, module) || cannotBeText(machine, name)) {
    machine.giveUp(EVERYONE, 'badArgument', 'STACK_GLOBAL needs two texts on the stack', start, end);
  }
  recorder.unresolvedGlobal(machine, module, name, start, end);
  machine.push(machine.heap.pair(IMPORTED, module, name));
}

/** True for values that are certainly no str, so that every loader refuses them. */
function cannotBeText(machine: Machine, value: Value): boolean {
  if (
    value === V.NONE ||
    value === V.TRUE ||
    value === V.FALSE ||
    value === V.EMPTY_TUPLE ||
    V.isInt(value) ||
    V.isGlobal(value)
  )
    return true;
  return V.isHeap(value) && machine.heap.holds(value) && machine.heap.kind(value) <= 5;
}

/** Names in GLOBAL and INST lines are UTF-8. */
function decodeLine(latin1Text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is tested for
  if (/^[\x00-\x7f]*$/.test(latin1Text)) return latin1Text;
  return decodeUtf8(Uint8Array.from(latin1Text, (character) => character.charCodeAt(0)));
}
