import type { SymbolicValue } from '../domain/symbol';
import { judgeGlobal } from './global-policy';

/** True for `functools.partial` itself, which binds arguments to a function and calls nothing. */
export function isPartial(module: string, name: string): boolean {
  return (module === 'functools' || module === '_functools') && name === 'partial';
}

/**
 * True for the arguments `(function, …)` of a partial over a trusted name, as honest models hold them: gensim's weights, scorers, activations.
 * Whatever else is bound is judged by its own name, and a partial that the stream calls is a computed call.
 */
export function isHonestPartialArguments(args: SymbolicValue): boolean {
  if (args.kind !== 'tuple' || args.truncated) return false;
  const [bound] = args.items;
  return bound?.kind === 'global' && judgeGlobal(bound.module, bound.name).class === 'trusted';
}
