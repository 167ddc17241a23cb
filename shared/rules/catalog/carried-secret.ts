import { SECRET_LABELS } from '../../domain/indicator';
import { printable } from '../../text/printable';
import type { Rule } from '../rule';

const ARTICLE = (label: string): string => (/^[AEIO]/.test(label) ? 'an' : 'a');

export const carriedSecret: Rule = {
  id: 'carried-secret',
  title: 'A key or token in the file',
  severity: 'low',
  explanation:
    'A text in the file has the form of a key, token or password. Loading the file does nothing with it, but whoever gets the file gets the secret as well: notebooks and training scripts leave them in configurations, and attackers bring the keys of the place they send data to.',
  consequence:
    'Nothing while the file is loaded. Whoever has the file can use what the secret opens, as long as it is valid.',
  certainty: 'indication',
  howSure:
    'The text stands in the bytes and has the form that its issuer gives such secrets; whether it is real or still valid is not in the file, and is never asked.',
  severities: [{ severity: 'low', when: 'a text that has the form of a secret' }],
  remedy:
    'If it is your own, revoke it and train or export again without it. If it is not, ask the sender what it opens.',
  references: ['https://attack.mitre.org/techniques/T1552/001/'],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'indicator' || fact.secret === null) return [];
      const label = SECRET_LABELS[fact.secret];
      const message = `The file carries ${ARTICLE(label)} ${label}: ${printable(fact.value)}.`;
      return [{ entryPath: fact.entryPath, range: fact.range, severity: 'low', message }];
    }),
};
