import type { Place } from '../../domain/artifact';
import { isExpired } from '../../policy/project-policy';
import { printable, shorten } from '../../text/printable';
import type { Hit, Rule, RuleInput } from '../rule';

export const expiredException: Rule = {
  id: 'expired-exception',
  title: 'An exception for this file has expired',
  severity: 'info',
  explanation:
    'The policy of this project accepted findings about a name in exactly this file until a day that has passed. They count again, as they did before the exception was made.',
  consequence: 'None by itself: the findings that the exception accepted count again.',
  certainty: 'certain',
  howSure: 'The day stands in the policy, and the digest is of this file.',
  severities: [{ severity: 'info', when: 'an exception for this file whose day has passed' }],
  remedy: 'Look at the file anew, and renew the exception or take it out of the policy.',
  references: [],
  check: (input) => {
    if (input.exceptions.size === 0) return [];
    const places = placesOfNames(input);
    return [...input.exceptions].flatMap(([key, exception]): Hit[] => {
      const place = places.get(key);
      if (place === undefined || !isExpired(exception, input.policy.today)) return [];
      const name = printable([exception.module, exception.name].filter((part) => part !== '').join('.'));
      return [
        {
          ...place,
          severity: 'info',
          message: `The exception for ${name} in this file ended on ${exception.expires}: ${shorten(printable(exception.reason), 200)}.`,
          evidence: [{ kind: 'global', module: exception.module, name: exception.name }],
        },
      ];
    });
  },
};

/** Where each name that an exception can be about first stands. */
function placesOfNames({ globals, facts }: RuleInput): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const note = (module: string, name: string, { entryPath, range }: Place): void => {
    const key = `${module}\0${name}`;
    if (!places.has(key)) places.set(key, { entryPath, range });
  };
  for (const global of globals) note(global.module, global.name, global);
  for (const fact of facts) if (fact.kind === 'namedObject') note(fact.module, fact.name, fact);
  return places;
}
