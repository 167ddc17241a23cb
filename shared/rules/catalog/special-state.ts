import { formatSymbol } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

export const specialState: Rule = {
  id: 'special-state',
  title: 'Sets a special attribute of an object',
  severity: 'high',
  explanation:
    'BUILD stores an attribute such as __setstate__ or __class__ in an object. The next opcode that touches the object then runs what was planted, without any call in the stream.',
  consequence:
    'The next opcode that touches the object calls a function of the file’s choice, or the object passes for one of another class.',
  certainty: 'certain',
  howSure: 'The attribute and its value stand in the bytes. No pickler of the studied libraries sets it in this way.',
  remedy: 'Do not load the file. Ask for the weights in a format that holds no code, such as safetensors.',
  severities: [{ severity: 'high', when: 'any special attribute' }],
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
