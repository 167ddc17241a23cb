import { formatCall } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

export const computedCall: Rule = {
  id: 'computed-call',
  title: 'Calls what another call returned',
  severity: 'medium',
  explanation:
    'The callable is not a global of the stream but the result of an earlier call or a value whose origin is not shown. Chains such as getattr(module, name)(…) reach functions without naming them.',
  remedy: 'Do not load the file; look at the calls before this one.',
  references: ['https://github.com/mmaitre314/picklescan/issues/66'],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'call' || fact.callee.kind === 'global' || fact.via === 'BUILD') return [];
      return [
        {
          ...fact,
          severity: 'medium' as const,
          message: `Calls a value that is no global of the stream: ${formatCall(fact.callee, fact.arguments, 200)}.${reachedBy(fact.readers)}`,
          evidence: [{ kind: 'call' as const, callee: fact.callee, arguments: fact.arguments }],
        },
      ];
    }),
};
