import type { SymbolicValue } from '../domain/symbol';

/**
 * Bound methods that honest picklers write as `getattr(class, name)`: class and name must both match.
 * `zoneinfo.ZoneInfo.__reduce__` gives the class method `_unpickle` (CPython, Lib/zoneinfo/_zoneinfo.py).
 * PyTorch before 2.2 keeps in the state of `OneCycleLR` the static method that computes its steps (torch/optim/lr_scheduler.py).
 */
const PAIRS: ReadonlySet<string> = new Set([
  'zoneinfo.ZoneInfo _unpickle',
  'zoneinfo.ZoneInfo _unpickle_by_file',
  'torch.optim.lr_scheduler.OneCycleLR _annealing_cos',
  'torch.optim.lr_scheduler.OneCycleLR _annealing_linear',
]);

/**
 * dill asks its own module for a helper, with the builtin as what to do without, and for the mark of an empty cell
 * (`_setattr`, `_delattr` and `_CELL_EMPTY` of `dill._dill`).
 */
function isDillHelper(items: readonly SymbolicValue[]): boolean {
  const [owner, name, fallback] = items;
  if (owner?.kind !== 'global' || owner.module !== 'dill' || owner.name !== '_dill' || name?.kind !== 'str')
    return false;
  if (name.value === '_CELL_EMPTY') return fallback?.kind === 'none';
  return (
    (name.value === '_setattr' || name.value === '_delattr') &&
    fallback?.kind === 'global' &&
    fallback.module === 'builtins' &&
    `_${fallback.name}` === name.value
  );
}

/** True for the arguments `(class, name)` of such a getattr. */
export function isHonestGetattrArguments(args: SymbolicValue): boolean {
  if (args.kind !== 'tuple' || args.truncated) return false;
  if (args.items.length === 3) return isDillHelper(args.items);
  if (args.items.length !== 2) return false;
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

/** Attributes that dill sets on the classes and cells that it has just made. */
const SET_BY_DILL: ReadonlySet<string> = new Set(['__qualname__', '__module__', '__doc__', 'cell_contents']);

/** True for `builtins.setattr` itself, which is dangerous with any other arguments. */
export function isSetattr(module: string, name: string): boolean {
  return module === 'builtins' && name === 'setattr';
}

/** True for the arguments `(object, name, value)` of a setattr that dill writes: on what the stream made, never on what it imports. */
export function isHonestSetattrArguments(args: SymbolicValue): boolean {
  if (args.kind !== 'tuple' || args.items.length !== 3 || args.truncated) return false;
  const [owner, name] = args.items;
  return owner?.kind === 'call' && name?.kind === 'str' && SET_BY_DILL.has(name.value);
}
