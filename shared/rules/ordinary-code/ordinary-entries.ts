import { formatEntryPath, type Place } from '../../domain/artifact';
import type { CodeFact, Fact, FunctionPickleFact, GlobalFact } from '../../domain/fact';
import { ALONE, type CodeSurroundings, isDefinable, isGlobalName, strangeIn } from './judge-inventory';
import { ORDINARY_BASES, ORDINARY_BUILTINS, ORDINARY_MODULES, ORDINARY_PATHS } from './ordinary-names';

/** Which code of an artifact is ordinary, and which entries are function pickles with nothing but ordinary code. */
export interface OrdinaryEntries {
  /** What surrounds a piece of ordinary code; null when it is not ordinary. */
  surroundingsOf(fact: CodeFact): CodeSurroundings | null;
  /** True for a module of the archive beside a configuration that names it, if it is there and all of it is ordinary. */
  hasModule(configuration: Place, module: string): boolean;
  /** True inside of a function pickle whose code is all ordinary and whose every call was understood. */
  holds(place: Place): boolean;
  /** True for a global that such a pickle needs, used as dill and cloudpickle use it and nowhere else. */
  vouchesFor(global: GlobalFact): boolean;
}

/** A function pickle, all of whose code is ordinary. */
interface OrdinaryPickle {
  readonly made: FunctionPickleFact;
  readonly surroundings: CodeSurroundings;
}

/** Judges every piece of code whose reach is known, and every function pickle as a whole: one strange part, and all of it is strange. */
export function ordinaryEntries(facts: readonly Fact[]): OrdinaryEntries {
  const pickles = new Map<string, FunctionPickleFact>();
  const codes = new Map<string, CodeFact[]>();
  const repeated = new Set<string>();
  for (const fact of facts) {
    if (fact.kind !== 'functionPickle' && fact.kind !== 'code') continue;
    const entry = formatEntryPath(fact.entryPath);
    if (fact.kind === 'code') {
      const known = codes.get(entry);
      if (known === undefined) codes.set(entry, [fact]);
      else known.push(fact);
    } else if (pickles.has(entry)) repeated.add(entry);
    else pickles.set(entry, fact);
  }
  const ordinary = new Map<string, OrdinaryPickle>();
  for (const [entry, made] of pickles) {
    const surroundings = surroundingsIn(made);
    if (surroundings === null || repeated.has(entry)) continue;
    const isOrdinary = (fact: CodeFact) =>
      fact.language === 'bytecode' &&
      fact.runs === 'using' &&
      fact.inventory !== undefined &&
      strangeIn(fact.inventory, surroundings) === '';
    if ((codes.get(entry) ?? []).every(isOrdinary)) ordinary.set(entry, { made, surroundings });
  }
  const surroundingsOf = (fact: CodeFact): CodeSurroundings | null => {
    const entry = formatEntryPath(fact.entryPath);
    if (pickles.has(entry)) return ordinary.get(entry)?.surroundings ?? null;
    return fact.inventory !== undefined && strangeIn(fact.inventory, ALONE) === '' ? ALONE : null;
  };
  return {
    surroundingsOf,
    hasModule: ({ entryPath }, module) => {
      const sources = codes.get(formatEntryPath([...entryPath.slice(0, -1), `${module}.py`])) ?? [];
      return sources.length > 0 && sources.every((fact) => fact.language === 'python' && surroundingsOf(fact) !== null);
    },
    holds: ({ entryPath }) => ordinary.has(formatEntryPath(entryPath)),
    vouchesFor: (global) => {
      const made = ordinary.get(formatEntryPath(global.entryPath))?.made;
      if (made === undefined || global.dotted || global.opcode === 'EXT') return false;
      const helper = made.helpers.find(({ module, name }) => module === global.module && name === global.name);
      if (helper !== undefined && helper.calls !== global.calls) return false;
      if (helper === undefined && global.calls > 0) return false;
      const path = `${global.module}.${global.name}`;
      return helper !== undefined || NEEDED.has(path) || isHandedOn(path);
    },
  };
}

/** Globals that code may get hold of: harmless builtins and functions, and classes to build upon. */
const isHandedOn = (path: string): boolean =>
  ORDINARY_PATHS.has(path) ||
  ORDINARY_BASES.has(path) ||
  (path.startsWith('builtins.') && ORDINARY_BUILTINS.has(path.slice('builtins.'.length)));

/** The metaclass, and what dill's setattr falls back to: the engine has seen to it that they stand only in the calls that need them. */
const NEEDED: ReadonlySet<string> = new Set(['builtins.type', 'builtins.setattr', 'dill._dill']);

/** Names that every module has. */
const MODULE_NAMES: ReadonlySet<string> = new Set(['__name__', '__package__', '__path__', '__file__', '__doc__']);

/** What a function pickle gives to its code; null when a part of that is not ordinary. */
function surroundingsIn(made: FunctionPickleFact): CodeSurroundings | null {
  const isOrdinary =
    made.doubt === '' &&
    made.modules.every((module) => ORDINARY_MODULES.has(module)) &&
    made.globals.every((name) => MODULE_NAMES.has(name) || isGlobalName(name)) &&
    made.attributes.every(isDefinable) &&
    made.states.every((name) => !name.startsWith('__')) &&
    made.bases.every((base) => ORDINARY_BASES.has(base)) &&
    made.handed.every(isHandedOn);
  if (!isOrdinary) return null;
  return { modules: new Map(made.bindings), own: new Set([...made.attributes, ...made.states]) };
}
