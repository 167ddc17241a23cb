import type { SymbolicValue } from '../domain/symbol';

/**
 * Bound methods that honest picklers write as `getattr(class, name)`: class and name must both match.
 * `zoneinfo.ZoneInfo.__reduce__` gives the class method `_unpickle` (CPython, Lib/zoneinfo/_zoneinfo.py).
 */
const PAIRS: ReadonlySet<string> = new Set(['zoneinfo.ZoneInfo _unpickle', 'zoneinfo.ZoneInfo _unpickle_by_file']);

/** True for the arguments `(class, name)` of such a getattr. */
export function isHonestGetattrArguments(args: SymbolicValue): boolean {
  if (args.kind !== 'tuple' || args.items.length !== 2 || args.truncated) return false;
  const [owner, name] = args.items;
  return owner?.kind === 'global' && name?.kind === 'str' && PAIRS.has(`${owner.module}.${owner.name} ${name.value}`);
}

/** True for `builtins.getattr` itself, which is dangerous with any other arguments. */
export function isGetattr(module: string, name: string): boolean {
  return module === 'builtins' && name === 'getattr';
}

/** True for the result of such a getattr: what it returns may be called. */
export function isHonestGetattr(value: SymbolicValue): boolean {
  return (
    value.kind === 'call' &&
    value.callee.kind === 'global' &&
    isGetattr(value.callee.module, value.callee.name) &&
    isHonestGetattrArguments(value.arguments)
  );
}
