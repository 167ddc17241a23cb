import { printable, shorten } from '../../text/printable';
import { describeDanger } from '../global-policy';
import { judgeNamedObject } from '../policy/named-objects';
import { allowedBy, type Hit, type Rule } from '../rule';

export const namedObject: Rule = {
  id: 'named-object',
  title: 'A configuration asks for code by name',
  severity: 'critical',
  explanation:
    'The configuration in this file names a class or function, and its loader imports it and makes or calls it. That is how custom layers and pipelines are meant to work, and how any function of any installed module can be run without a pickle.',
  remedy: 'Load the file only with a loader that refuses names outside its own library, or not at all.',
  references: ['CVE-2025-1550', 'CVE-2025-23304', 'https://hydra.cc/docs/advanced/instantiate_objects/overview/'],
  check: ({ facts, policy }) =>
    facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'namedObject') return [];
      const judgement = judgeNamedObject(fact.loader, fact.module, fact.name);
      const ruling = policy.rulingOfNamedObject(fact, judgement.class, judgement.reference);
      if (ruling.class === 'trusted' && judgement.class === 'trusted') return [];
      const evidence: Hit['evidence'] = [{ kind: 'global', module: fact.module, name: fact.name }];
      const name = printable([fact.module, fact.name].filter((part) => part !== '').join('.'));
      const use = fact.called ? 'calls' : 'imports';
      const shown = fact.arguments === '' ? name : `${name}(${shorten(printable(fact.arguments), 200)})`;
      const { row } = ruling;
      const allowing = row === null || ruling.class === 'dangerous' ? null : row;
      if (judgement.danger === null) {
        const reason = shorten(printable(row?.reason ?? ''), 200);
        if (ruling.class === 'dangerous')
          return [
            {
              ...fact,
              severity: fact.called ? 'critical' : 'high',
              message: `${fact.loader} ${use} ${shown}, which the policy of this project calls dangerous: ${reason}.`,
              evidence,
            },
          ];
        if (allowing !== null && ruling.class === 'trusted')
          return [
            { ...fact, severity: 'info', message: `${fact.loader} ${use} ${shown}.${allowedBy(allowing)}`, evidence },
          ];
        const why =
          ruling.by === 'profile'
            ? `which is outside the profile ${policy.profile}`
            : row === null
              ? 'which nobody has vouched for'
              : `which the policy of this project does not trust: ${reason}`;
        return [{ ...fact, severity: 'medium', message: `${fact.loader} ${use} ${shown}, ${why}.`, evidence }];
      }
      const { severity, does } = describeDanger(judgement.danger);
      return [
        {
          ...fact,
          severity:
            allowing === null ? (fact.called ? severity : 'high') : ruling.class === 'unknown' ? 'medium' : 'info',
          message: `${fact.loader} ${use} ${shown}, which ${does}.${allowing === null ? '' : allowedBy(allowing)}`,
          evidence,
        },
      ];
    }),
};
