import { printable } from '../../text/printable';
import type { Rule } from '../rule';
import { capital, ODDITY_SEVERITY } from './unusual';

export const noted: Rule = {
  id: 'noted',
  title: 'Worth knowing about this file',
  severity: 'info',
  explanation:
    'Honest writers make files like this one, and a reader of the file should know it: several pickles in a row, a script beside the weights, arrays kept elsewhere. It changes nothing about the verdict.',
  consequence: 'Nothing by itself.',
  certainty: 'certain',
  howSure: 'What is noted stands in the file.',
  remedy: 'Nothing has to be done about it.',
  severities: [{ severity: 'info', when: 'whatever is noted' }],
  references: [],
  check: ({ facts }) =>
    facts.flatMap((fact) =>
      fact.kind === 'oddity' && ODDITY_SEVERITY[fact.code] === 'info'
        ? [{ ...fact, severity: 'info' as const, message: `${capital(printable(fact.detail))}.` }]
        : [],
    ),
};
