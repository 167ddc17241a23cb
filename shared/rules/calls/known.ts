import type { SymbolicValue } from '../../domain/symbol';

/** Arguments of a call: in order, and by name. */
export interface Arguments {
  readonly items: readonly Known[];
  readonly named: ReadonlyMap<string, Known>;
}

/**
 * What is known of a Python value without making it: enough to say which function a chain of calls reaches and with what.
 * - `text`: a str or, with `bytes`, a byte string as Latin-1 characters; `made` when functions put it together
 * - `name`: something imported, `os` with `system`; an empty name is the module itself
 * - `member`: an attribute of a value that has no name
 * - `bound`: a callable that brings arguments along: `functools.partial`
 * - `getter`: `operator.attrgetter` and its like with what they were made with
 * - `made`: what a call of something named returned
 */
export type Known =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: boolean; readonly made: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly Known[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Known, Known])[] }
  | { readonly kind: 'name'; readonly module: string; readonly name: string }
  | { readonly kind: 'member'; readonly of: Known; readonly name: string }
  | { readonly kind: 'bound'; readonly callee: Known; readonly args: Arguments }
  | { readonly kind: 'getter'; readonly what: 'attributes' | 'items' | 'method'; readonly args: Arguments }
  | { readonly kind: 'made'; readonly by: string; readonly args: Arguments }
  | { readonly kind: 'function'; readonly call: (args: Arguments) => Known }
  | { readonly kind: 'unknown' };

export const UNKNOWN_VALUE: Known = { kind: 'unknown' };
export const NONE_VALUE: Known = { kind: 'none' };

/** Longest text that is put together. */
export const LONGEST_TEXT = 64 * 1024;
/** Items of one list that are looked at. */
export const ITEMS_KEPT = 4096;

export const knownText = (text: string, made = false, bytes = false): Known => ({
  kind: 'text',
  text: text.slice(0, LONGEST_TEXT),
  bytes,
  made,
});
export const knownNumber = (value: number): Known => ({ kind: 'number', value });
export const knownList = (items: readonly Known[]): Known => ({ kind: 'list', items: items.slice(0, ITEMS_KEPT) });
export const moduleValue = (module: string): Known => ({ kind: 'name', module, name: '' });

const NO_NAMES: ReadonlyMap<string, Known> = new Map();
export const positional = (...items: readonly Known[]): Arguments => ({ items, named: NO_NAMES });

/** The text of a value that is one. */
export const textOfKnown = (value: Known | undefined): string | null => (value?.kind === 'text' ? value.text : null);

/** The items of a list, of a text or of bytes; null for anything else. */
export function itemsOf(value: Known | undefined): readonly Known[] | null {
  if (value?.kind === 'list') return value.items;
  if (value?.kind === 'dict') return value.entries.map(([key]) => key);
  if (value?.kind !== 'text') return null;
  const characters = [...value.text.slice(0, ITEMS_KEPT)];
  return characters.map((character) =>
    value.bytes ? knownNumber(character.charCodeAt(0)) : knownText(character, value.made),
  );
}

/** Modules under which others are reached: `shutil.os.system` is `os.system`. */
const ROOTS: ReadonlySet<string> = new Set([
  'os',
  'sys',
  'subprocess',
  'builtins',
  'posix',
  'nt',
  'socket',
  'importlib',
  'pty',
  'shutil',
  'ctypes',
  'pickle',
  'marshal',
  'base64',
  'codecs',
  'operator',
  'functools',
  'urllib',
  'requests',
]);

/** The dotted name of something imported, from the last module that it goes through: `shutil.os.system` is `os.system`. */
export function dottedName(module: string, name: string): string {
  const steps = (name === '' ? module : `${module}.${name}`).split('.');
  let from = 0;
  for (let i = 1; i < steps.length - 1; i++) {
    const step = steps[i] ?? '';
    if (ROOTS.has(step) && step !== steps[i - 1]) from = i;
  }
  const dotted = steps.slice(from).join('.');
  return dotted.startsWith('__builtin__.') ? `builtins.${dotted.slice(12)}` : dotted;
}

/** An attribute of a value. */
export function attributeOf(value: Known, name: string): Known {
  if (value.kind !== 'name') return { kind: 'member', of: value, name };
  if (name === '__builtins__') return moduleValue('builtins');
  if (value.name.length + name.length > 500) return UNKNOWN_VALUE;
  return { kind: 'name', module: value.module, name: value.name === '' ? name : `${value.name}.${name}` };
}

/** An attribute by a text that may have dots. */
export function attributeByText(value: Known, name: string | null): Known {
  if (name === null) return UNKNOWN_VALUE;
  return name.split('.', 16).reduce<Known>(attributeOf, value);
}

/** What a symbolic value of a pickle is. `called` says what a call in it returns. Its depth is bounded by the machine that made it. */
export function knownOf(value: SymbolicValue, called: (callee: Known, args: Arguments) => Known): Known {
  switch (value.kind) {
    case 'none':
      return NONE_VALUE;
    case 'bool':
      return knownNumber(value.value ? 1 : 0);
    case 'int':
    case 'float':
      return knownNumber(Number(value.value));
    case 'str':
    case 'bytes':
      return knownText(value.value, false, value.kind === 'bytes');
    case 'global':
      return { kind: 'name', module: value.module, name: value.name };
    case 'tuple':
    case 'list':
    case 'set':
    case 'frozenset':
      return knownList(value.items.map((item) => knownOf(item, called)));
    case 'dict':
      return {
        kind: 'dict',
        entries: value.entries.map(([key, item]) => [knownOf(key, called), knownOf(item, called)] as const),
      };
    case 'call':
      return called(knownOf(value.callee, called), argumentsOf(value.arguments, called));
    case 'persistentId':
    case 'array':
    case 'unknown':
      return UNKNOWN_VALUE;
  }
}

/** The arguments of a call of a pickle. NEWOBJ_EX has a tuple and a dict in its tuple. */
export function argumentsOf(
  value: SymbolicValue,
  called: (callee: Known, args: Arguments) => Known,
  withNames = false,
): Arguments {
  const args = knownOf(value, called);
  const items = args.kind === 'list' ? args.items : [args];
  const [first, second] = items;
  if (!withNames || items.length !== 2 || first?.kind !== 'list' || second?.kind !== 'dict')
    return { items, named: NO_NAMES };
  return { items: first.items, named: namesOf(second.entries) };
}

/** The entries of a dict whose keys are texts, as named arguments. */
export function namesOf(entries: readonly (readonly [Known, Known])[]): ReadonlyMap<string, Known> {
  return new Map(entries.flatMap(([key, item]) => (key.kind === 'text' ? [[key.text, item] as const] : [])));
}
