import { judgeNamedObject } from '../policy/named-objects';
import type { Hit, Rule } from '../rule';
import { hitOfCall, hitsOfGlobal, hitsOfNamedObject } from '../under-policy';

export const projectPolicy: Rule = {
  id: 'project-policy',
  title: 'Judged by the policy of this project',
  severity: 'critical',
  explanation:
    'The policy of this project decides about this name: its profile admits only some of what the built-in rows trust, and its own rows call names trusted, unknown or dangerous. What a row allows stays here as a note.',
  consequence:
    'None by itself: the policy changes how a name is judged, not what it does. What it does is said where the name is known for harm.',
  certainty: 'certain',
  howSure: 'The name stands in the file, and the decision in the policy that the report names.',
  severities: [
    { severity: 'critical', when: 'a call of a name that a row calls dangerous' },
    { severity: 'high', when: 'an import of such a name' },
    {
      severity: 'medium',
      when: 'a name outside the profile, or one that a row calls unknown or trusts for other uses',
    },
    { severity: 'info', when: 'a name that a row allows against the built-in rows' },
  ],
  remedy:
    'Look the name up in the Policy screen, which says what decided. If the project needs it, a row with a reason or another profile admits it.',
  references: ['https://docs.python.org/3/library/pickle.html#restricting-globals'],
  check: ({ globals, facts, policy }) => {
    if (policy.decidesNothing) return [];
    const hits: Hit[] = globals.flatMap((global) => hitsOfGlobal(global, policy));
    for (const fact of facts) {
      if (fact.kind === 'call') hits.push(...[hitOfCall(fact, policy)].filter((hit) => hit !== null));
      else if (fact.kind === 'namedObject')
        hits.push(...(hitsOfNamedObject(fact, judgeNamedObject(fact.loader, fact.module, fact.name), policy) ?? []));
    }
    return hits;
  },
};
