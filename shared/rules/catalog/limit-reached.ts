import type { Rule } from '../rule';

export const limitReached: Rule = {
  id: 'limit-reached',
  title: 'A bound of the inspector was reached',
  severity: 'low',
  explanation:
    'Reading is bounded in memory, depth and count, so that no file can hang or exhaust the computer. This file reaches a bound; what lies behind it was not judged, and the verdict says so.',
  consequence: 'What lies behind the bound is not part of the verdict, which is never better than inconclusive then.',
  certainty: 'certain',
  howSure:
    'The bound was reached. Very large files of honest writers reach some; files that are made to exhaust a reader reach them early.',
  remedy: 'Ask why the file needs so much. The bound is named in the finding.',
  severities: [{ severity: 'low', when: 'any bound' }],
  references: [],
  check: ({ facts }) =>
    facts.flatMap((fact) =>
      fact.kind === 'limitReached'
        ? [{ ...fact, severity: 'low' as const, message: `Stopped at a bound (${fact.limit}): ${fact.detail}.` }]
        : [],
    ),
};
