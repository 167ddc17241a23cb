import type { CallFact, Fact } from '../domain/fact';
import type { SymbolicValue } from '../domain/symbol';
import { resolveText } from './calls/resolve-call';

/** A name that a stream registers under a number. */
export interface RegisteredExtension {
  readonly module: string;
  readonly name: string;
}

const itemsOf = (args: SymbolicValue): readonly SymbolicValue[] =>
  args.kind === 'tuple' || args.kind === 'list' ? args.items : [];

/** What the file itself registers by `copyreg.add_extension(module, name, code)`: EXT opcodes behind it lead there. */
export function registeredExtensions(facts: readonly Fact[]): ReadonlyMap<number, RegisteredExtension> {
  const found = new Map<number, RegisteredExtension>();
  for (const fact of facts) {
    if (fact.kind !== 'call' || fact.callee.kind !== 'global') continue;
    const { module, name } = fact.callee;
    if (name !== 'add_extension' || (module !== 'copyreg' && module !== 'copy_reg')) continue;
    const [first, second, code] = itemsOf(fact.arguments);
    const [registered, attribute] = [first, second].map((value) => (value === undefined ? null : resolveText(value)));
    if (registered != null && attribute != null && code?.kind === 'int')
      found.set(Number(code.value), { module: registered, name: attribute });
  }
  return found;
}

/** The same call with the registered name in place of its number; the call itself where it calls none. */
export function withExtension(fact: CallFact, extensions: ReadonlyMap<number, RegisteredExtension>): CallFact {
  const { callee } = fact;
  if (extensions.size === 0 || callee.kind !== 'global' || callee.module !== 'copyreg extension') return fact;
  const extension = extensions.get(Number(callee.name));
  return extension === undefined ? fact : { ...fact, callee: { kind: 'global', ...extension } };
}
