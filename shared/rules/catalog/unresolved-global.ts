import type { SymbolicValue } from '../../domain/symbol';
import { formatSymbol } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

/** True for a name that the stream computes; one that is only no longer known may have been a plain text. */
const isMade = (value: SymbolicValue): boolean => value.kind === 'call' || value.kind === 'persistentId';

export const unresolvedGlobal: Rule = {
  id: 'unresolved-global',
  title: 'Imports a name that the file does not show',
  severity: 'high',
  explanation:
    'STACK_GLOBAL takes the module and the name from the stack. Here they are not plain texts of the stream but computed, overwritten or too long, so what is imported shows only when the file is loaded. Honest writers always put the two texts into the stream; a name that is made by a call or taken from the loading program is hidden on purpose.',
  remedy: 'Do not load the file.',
  references: ['https://github.com/protectai/modelscan/issues/85'],
  check: ({ facts }) =>
    facts.flatMap((fact) =>
      fact.kind === 'unresolvedGlobal'
        ? [
            {
              ...fact,
              severity: isMade(fact.module) || isMade(fact.name) ? ('high' as const) : ('medium' as const),
              message: `Imports a global whose module is ${formatSymbol(fact.module, 80)} and whose name is ${formatSymbol(fact.name, 80)}.${reachedBy(fact.readers)}`,
            },
          ]
        : [],
    ),
};
