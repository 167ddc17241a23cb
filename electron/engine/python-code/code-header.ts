import type { BytecodeVersion } from './bytecode';
import { CodeDoubt } from './code-doubt';
import type { InventoryBuilder } from './code-inventory';
import { CELL_KIND, type CodeObject, FREE_KIND, LOCAL_KIND, type PythonValue } from './code-object';

/** Stack slots of one code object. */
export const STACK = 256;
/** Variables of one code object. */
const VARIABLES = 256;

/** The flag of code whose variables are numbered: that of functions. */
export const OPTIMIZED = 0x1;
/** The flag of code that gets variables of its own for each call. */
export const NEW_LOCALS = 0x2;
const VARIADIC = 0x4;
const KEYWORDS = 0x8;
/** The flag of generators. */
export const GENERATOR = 0x20;
/** Optimized, new locals, arguments, nested, generator, no free variables, and what `from __future__` sets. */
const KNOWN_FLAGS = 0x7f | 0x1fe0000;

/** The argument of a comprehension. */
export const ITERATOR = '.0';

/** What names in code look like. */
export const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The variables that a call fills. */
export function countArguments({ argumentCount, keywordOnlyCount, flags }: CodeObject): number {
  return argumentCount + keywordOnlyCount + (flags & VARIADIC ? 1 : 0) + (flags & KEYWORDS ? 1 : 0);
}

/** What the constructor of code objects checks, and what it trusts. */
export function checkHeader(
  code: CodeObject,
  version: BytecodeVersion,
  isFunction: boolean,
  isOuter: boolean,
  into: InventoryBuilder,
): void {
  const { argumentCount, keywordOnlyCount, flags, locals, kinds, cells, freeCount } = code;
  if ((flags & ~KNOWN_FLAGS) !== 0) throw new CodeDoubt('flags of code that is not followed');
  if (argumentCount < 0 || keywordOnlyCount < 0 || code.stackSize < 0 || code.stackSize > STACK)
    throw new CodeDoubt('counts that no compiler writes');
  const total = countArguments(code);
  const isNew = version.number >= 311;
  const variables = isNew ? kinds.filter((kind) => (kind & LOCAL_KIND) !== 0).length : locals.length;
  if (total > variables || (code.localCount >= 0 && code.localCount !== variables))
    throw new CodeDoubt('another number of variables than it says');
  if (!isFunction && (total > 0 || (flags & GENERATOR) !== 0)) throw new CodeDoubt('a class or module with arguments');
  if (locals.length > VARIABLES || cells.length > VARIABLES) throw new CodeDoubt('more variables than are followed');
  if (new Set(locals).size !== locals.length || new Set(cells).size !== cells.length)
    throw new CodeDoubt('a variable that is there twice');
  if (freeCount > cells.length) throw new CodeDoubt('more free variables than variables');
  if (isNew) {
    if (kinds.length !== locals.length || freeCount !== kinds.filter((kind) => kind === FREE_KIND).length)
      throw new CodeDoubt('variables of no known kind');
    // Variables first, then cells, then free variables.
    let stage = 0;
    for (const kind of kinds) {
      const next =
        kind === LOCAL_KIND || kind === (LOCAL_KIND | CELL_KIND)
          ? 0
          : kind === CELL_KIND
            ? 1
            : kind === FREE_KIND
              ? 2
              : -1;
      if (next < stage) throw new CodeDoubt('variables of no known kind');
      stage = next;
    }
  }
  for (const name of [...locals, ...cells]) {
    if (!IDENTIFIER.test(name) && !/^\.\d+$/.test(name)) throw new CodeDoubt('a variable whose name is no name');
    into.locals.add(name);
  }
  if (isOuter && locals[0] === ITERATOR) throw new CodeDoubt('a comprehension by itself');
  let plain = 0;
  for (const constant of code.constants) plain += checkConstant(constant, 0);
  if (plain > 100_000) throw new CodeDoubt('more constants than are looked at');
}

function checkConstant(value: PythonValue, depth: number): number {
  if (depth > 20) throw new CodeDoubt('constants nested deeper than is followed');
  if (value.kind === 'tuple' || value.kind === 'frozenset') {
    let count = 1;
    for (const item of value.items) {
      if (item.kind === 'code' || count > 100_000) throw new CodeDoubt('code inside a constant');
      count += checkConstant(item, depth + 1);
    }
    return count;
  }
  if (!['none', 'true', 'false', 'ellipsis', 'number', 'text', 'bytes', 'code'].includes(value.kind))
    throw new CodeDoubt('a constant that is not plain');
  return 1;
}
