import type { CodeInventory } from '../../domain/fact';
import { LIBRARY_ATTRIBUTES } from './library-attributes';
import {
  ORDINARY_ATTRIBUTES,
  ORDINARY_BASES,
  ORDINARY_BUILTINS,
  ORDINARY_MODULES,
  ORDINARY_PATHS,
  ORDINARY_SPECIALS,
  ORDINARY_STORES,
  OTHER_BUILTINS,
} from './ordinary-names';

/** What a pickle gives to the code that it carries. */
export interface CodeSurroundings {
  /** Names of modules among the globals, and which module. */
  readonly modules: ReadonlyMap<string, string>;
  /** Names of attributes that the file gives to its own objects and classes. */
  readonly own: ReadonlySet<string>;
}

/** Code that stands alone: nothing is given to it. */
export const ALONE: CodeSurroundings = { modules: new Map(), own: new Set() };

const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * Why code is not ordinary, in words; empty when it is. Code is ordinary when it was understood to the end and everything that it names is
 * on a list of harmless things (`ordinary-names.ts`): then there is no way from it to anything else, whatever it computes. The reasoning is in
 * docs/adr/0036.
 */
export function strangeIn(inventory: CodeInventory, { modules, own: given }: CodeSurroundings = ALONE): string {
  if (inventory.doubt !== '') return inventory.doubt;
  const bound = new Map(modules);
  for (const [name, path] of inventory.bindings) {
    if (bound.has(name) && bound.get(name) !== path) return `${name} stands for two things`;
    bound.set(name, path);
  }
  const own = new Set([...given, ...inventory.definitions, ...inventory.stores]);
  const resolved = (path: string): string => {
    const dot = path.indexOf('.');
    const root = dot < 0 ? path : path.slice(0, dot);
    const module = bound.get(root);
    return module === undefined ? '' : module + path.slice(root.length);
  };
  const checks: readonly (() => string)[] = [
    () => first(inventory.imports, (name) => ORDINARY_MODULES.has(name) || isBaseModule(name), 'imports'),
    () => first([...modules.values()], (name) => ORDINARY_MODULES.has(name), 'is given'),
    () => first([...bound.keys()], (name) => isFreeName(name) && !inventory.definitions.includes(name), 'binds'),
    () => first([...bound.values()], isBindable, 'imports'),
    () => first(inventory.definitions, isDefinable, 'defines'),
    () =>
      first(
        inventory.bases,
        (path) => ORDINARY_BASES.has(resolved(path) || path) || (own.has(path) && !bound.has(path)),
        'builds upon',
      ),
    () =>
      first(
        inventory.loadCalls,
        (path) => isLoadCall(path, resolved) && !own.has(rootOf(path)),
        'calls while it is loaded',
      ),
    () => first(inventory.imported, (path) => isPath(path, own), 'reads'),
    () =>
      first(
        inventory.globals,
        (path) => (bound.has(rootOf(path)) ? isPath(resolved(path), own) : isGlobal(path, own)),
        'reads',
      ),
    () => first(inventory.attributes, (name) => isAttribute(name, own), 'reads the attribute'),
    () => first(inventory.stores, isStorable, 'writes the attribute'),
    () =>
      first(
        inventory.superAttributes,
        (name) => name === '__init__' || isAttribute(name, own),
        'reads of the class above it',
      ),
    () => first(inventory.formats, isPlainFormat, 'formats'),
    () => first(inventory.locals, (name) => name === '__class__' || !name.startsWith('__'), 'has the variable'),
    () => first(inventory.keywords, (name) => name === '**' || !name.startsWith('_'), 'passes'),
    () =>
      inventory.globals.includes('print') && inventory.keywords.some((name) => name === '**' || name === 'file')
        ? 'prints into something'
        : '',
  ];
  for (const check of checks) {
    const strange = check();
    if (strange !== '') return strange;
  }
  return '';
}

/** Decorators that only wrap what they are given; `()` for those that are called first. */
const LOAD_CALLS: ReadonlySet<string> = new Set(['property', 'classmethod', 'staticmethod']);
const LOAD_PATHS: ReadonlySet<string> = new Set(['torch.no_grad()', 'torch.inference_mode()', 'abc.abstractmethod']);

function isLoadCall(path: string, resolved: (path: string) => string): boolean {
  const found = resolved(path);
  return found === '' ? LOAD_CALLS.has(path) : LOAD_PATHS.has(found);
}

function first(names: readonly string[], isOrdinary: (name: string) => boolean, verb: string): string {
  const found = names.find((name) => !isOrdinary(name));
  return found === undefined ? '' : `it ${verb} ${found}`;
}

const rootOf = (path: string): string => path.split('.', 1)[0] as string;

/** A module that is imported for a class that is built upon. */
const isBaseModule = (name: string): boolean =>
  [...ORDINARY_BASES].some((path) => path.startsWith(`${name}.`) && !path.slice(name.length + 1).includes('.'));

/** What an import may bind to a name: an ordinary module, something ordinary of it, or a class to build upon. */
const isBindable = (path: string): boolean =>
  ORDINARY_MODULES.has(path) ||
  ORDINARY_PATHS.has(path) ||
  ORDINARY_BASES.has(path) ||
  [...ORDINARY_MODULES].some((module) => module.startsWith(`${path}.`));

/** A name that may stand for anything that the code has. */
const isFreeName = (name: string): boolean =>
  PLAIN_NAME.test(name) && !OTHER_BUILTINS.has(name) && !ORDINARY_BUILTINS.has(name);

/** A name that the globals of a function may have: its own, or that of a harmless builtin. */
export const isGlobalName = (name: string): boolean => isFreeName(name) || ORDINARY_BUILTINS.has(name);

/** A name that a module or class may give to something of its own. */
export const isDefinable = (name: string): boolean =>
  ORDINARY_SPECIALS.has(name) || (PLAIN_NAME.test(name) && !OTHER_BUILTINS.has(name));

/** An attribute that is harmless on everything, or that only objects of the file have. */
function isAttribute(name: string, own: ReadonlySet<string>): boolean {
  if (ORDINARY_ATTRIBUTES.has(name)) return true;
  return own.has(name) && isOwnName(name);
}

/**
 * Methods of the classes to build upon that load what their arguments name: TorchServe's handlers read a model from the folder of the context
 * that they are given, and MLflow's models their artifacts.
 */
const FRAMEWORK_ATTRIBUTES: ReadonlySet<string> = new Set([
  'initialize',
  'handle',
  'explain_handle',
  'describe_handle',
  'get_insights',
  'load_context',
  'load_model',
  'load_pickled_model',
  'load_torchscript_model',
]);

/** True for a name that no library has an attribute of. */
const isOwnName = (name: string): boolean =>
  PLAIN_NAME.test(name) &&
  !LIBRARY_ATTRIBUTES.has(name.toLowerCase()) &&
  !FRAMEWORK_ATTRIBUTES.has(name) &&
  !OTHER_BUILTINS.has(name);

const isStorable = (name: string): boolean => ORDINARY_STORES.has(name) || isOwnName(name);

/** A global that is no module: a harmless builtin or something of the file's own, and harmless attributes of it. */
function isGlobal(path: string, own: ReadonlySet<string>): boolean {
  const [root = '', ...attributes] = path.split('.');
  if (!ORDINARY_BUILTINS.has(root) && !isFreeName(root)) return false;
  // The methods of builtin classes, as `str.lower` and `dict.fromkeys` are written, need to be harmless as those of any other.
  return attributes.every((name) => isAttribute(name, own));
}

/** A path that begins with a module: something that may be read of it, and harmless attributes of that. */
function isPath(path: string, own: ReadonlySet<string>): boolean {
  const parts = path.split('.');
  for (let length = parts.length; length > 1; length--) {
    const head = parts.slice(0, length).join('.');
    if (ORDINARY_PATHS.has(head) || ORDINARY_BASES.has(head))
      return parts.slice(length).every((name) => isAttribute(name, own));
  }
  return false;
}

/** Fields that name an argument and nothing of it: `{}`, `{0:.2f}`, `{name!r}`. */
function isPlainFormat(text: string): boolean {
  const plain = text.replaceAll('{{', '').replaceAll('}}', '');
  const fields = plain.match(/\{[^{}]*\}/g) ?? [];
  const rest = plain.replaceAll(/\{[^{}]*\}/g, '');
  return !/[{}]/.test(rest) && fields.every((field) => /^\{\w*(?:![rsa])?(?::[^{}]*)?\}$/.test(field));
}

/** The modules that ordinary code uses, for the message. */
export function modulesUsed(inventory: CodeInventory, { modules }: CodeSurroundings = ALONE): readonly string[] {
  const paths = [...inventory.imports, ...modules.values()];
  return [...new Set(paths.map(rootOf))].sort();
}
