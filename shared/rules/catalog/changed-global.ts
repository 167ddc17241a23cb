import { formatSymbol } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

const CHANGES: ReadonlySet<string> = new Set(['BUILD', 'APPEND', 'APPENDS', 'ADDITEMS', 'SETITEM', 'SETITEMS']);

export const changedGlobal: Rule = {
  id: 'changed-global',
  title: 'Changes an imported module, class or function',
  severity: 'high',
  explanation:
    'The stream imports an object and then writes into it: attributes by BUILD, items by SETITEMS or APPENDS. Honest pickles only change objects that they made themselves. Writing into a shared object can replace functions or the environment of the whole process.',
  consequence:
    'Functions, search paths or settings of the whole process are other ones from then on. Code that has nothing to do with the file runs what was planted.',
  certainty: 'certain',
  howSure:
    'The write and what is written stand in the bytes. Honest picklers write only into what they made themselves.',
  remedy: 'Do not load the file. Ask for the weights in a format that holds no code, such as safetensors.',
  severities: [{ severity: 'high', when: 'any write into an imported object' }],
  references: ['https://github.com/protectai/modelscan/issues/330'],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'call' || fact.callee.kind !== 'global' || !CHANGES.has(fact.via)) return [];
      return [
        {
          ...fact,
          severity: 'high' as const,
          message: `${fact.via} writes ${formatSymbol(fact.arguments, 120)} into ${fact.callee.module}.${fact.callee.name}.${reachedBy(fact.readers)}`,
          evidence: [{ kind: 'global' as const, module: fact.callee.module, name: fact.callee.name }],
        },
      ];
    }),
};
