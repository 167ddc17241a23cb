import { formatSymbol } from '../../text/symbol';
import { type Rule, reachedBy } from '../rule';

const CHANGES: ReadonlySet<string> = new Set(['BUILD', 'APPEND', 'APPENDS', 'ADDITEMS', 'SETITEM', 'SETITEMS']);

export const changedGlobal: Rule = {
  id: 'changed-global',
  title: 'Changes an imported module, class or function',
  severity: 'high',
  explanation:
    'The stream imports an object and then writes into it: attributes by BUILD, items by SETITEMS or APPENDS. Honest pickles only change objects that they made themselves. Writing into a shared object can replace functions or the environment of the whole process.',
  remedy: 'Do not load the file.',
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
