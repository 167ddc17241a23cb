import type { JudgedGlobal } from '../../domain/report';
import { printable, shorten } from '../../text/printable';
import { judgeGlobal } from '../global-policy';
import type { PolicyInForce } from '../policy-in-force';
import { allowedBy, type Hit, type Rule, reachedBy } from '../rule';

/** Why nobody vouches for a global, as the end of a sentence. */
function why({ module, name, by }: JudgedGlobal, policy: PolicyInForce): string {
  if (by === 'profile') return `which is outside the profile ${policy.profile}`;
  const row = by === 'row' ? policy.rowOf(module, name) : null;
  if (row === null) return 'which nobody has vouched for';
  return row.judgement === 'trusted'
    ? `which the policy of this project trusts for other uses only (${(row.uses ?? []).join(', ')})`
    : `which the policy of this project does not trust: ${shorten(printable(row.reason), 200)}`;
}

export const unknownGlobal: Rule = {
  id: 'unknown-global',
  title: 'Imports something nobody has vouched for',
  severity: 'medium',
  explanation:
    'Names are trusted one by one, by exact module and qualified name, when the honest files of a library contain them. This name is in no such list. It may be a class of the model’s own project, or a function that does harm.',
  remedy: 'Find out what the name is and where it comes from before loading the file.',
  references: ['https://docs.python.org/3/library/pickle.html#restricting-globals'],
  check: ({ globals, policy }) =>
    globals.flatMap((global): Hit[] => {
      const allowing =
        global.by === 'row' && global.class === 'trusted' ? policy.rowOf(global.module, global.name) : null;
      // What the rows would call dangerous is noted by the rules about dangerous names.
      const isAllowed = allowing !== null && judgeGlobal(global.module, global.name).class === 'unknown';
      if (global.class !== 'unknown' && !isAllowed) return [];
      const name = printable(`${global.module}.${global.name}`);
      const calls = global.calls + global.builds;
      const use = calls === 0 ? 'Imports' : `Imports and calls (${calls === 1 ? 'once' : `${calls} times`})`;
      return [
        {
          ...global,
          severity: isAllowed ? 'info' : 'medium',
          message: isAllowed
            ? `${use} ${name}.${allowedBy(allowing)}${reachedBy(global.readers)}`
            : `${use} ${name}, ${why(global, policy)}.${reachedBy(global.readers)}`,
          evidence: [{ kind: 'global' as const, module: global.module, name: global.name }],
        },
      ];
    }),
};
