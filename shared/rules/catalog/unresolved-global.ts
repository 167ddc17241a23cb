import { formatSymbol } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

export const unresolvedGlobal: Rule = {
  id: 'unresolved-global',
  title: 'Imports a name that the file does not show',
  severity: 'medium',
  explanation:
    'STACK_GLOBAL takes the module and the name from the stack. Here they are not plain texts of the stream but computed, overwritten or too long, so what is imported shows only when the file is loaded. Honest writers always put the two texts into the stream.',
  consequence: 'Any name of any module can be imported here, and called by the opcodes that follow.',
  certainty: 'indication',
  howSure:
    'That the name is not shown is certain. Picklers always write both texts into the stream; besides a crafted file only a damaged one looks like this.',
  remedy: 'Do not load the file. If it may be damaged, get it again and compare digests.',
  severities: [{ severity: 'medium', when: 'any import whose name is not shown' }],
  references: ['https://github.com/protectai/modelscan/issues/85'],
  check: ({ facts }) =>
    facts.flatMap((fact) =>
      fact.kind === 'unresolvedGlobal'
        ? [
            {
              ...fact,
              severity: 'medium' as const,
              message: `Imports a global whose module is ${formatSymbol(fact.module, 80)} and whose name is ${formatSymbol(fact.name, 80)}.${reachedBy(fact.readers)}`,
            },
          ]
        : [],
    ),
};
