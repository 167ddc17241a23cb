import { formatSymbol } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

export const specialState: Rule = {
  id: 'special-state',
  title: 'Sets a special attribute of an object',
  severity: 'high',
  explanation:
    'BUILD stores an attribute such as __setstate__ or __class__ in an object. The next opcode that touches the object then runs what was planted, without any call in the stream.',
  remedy: 'Do not load the file.',
  references: ['Pain Pickle: Bypassing Python Restricted Unpickler'],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'call' || fact.via !== 'BUILD' || fact.callee.kind === 'global') return [];
      return [
        {
          ...fact,
          severity: 'high' as const,
          message: `Sets special attributes of an object: ${formatSymbol(fact.arguments, 160)}.${reachedBy(fact.readers)}`,
        },
      ];
    }),
};
