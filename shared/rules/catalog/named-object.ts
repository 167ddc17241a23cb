import { printable, shorten } from '../../text/printable';
import { CALLS_READ, joinSentences, layerEvidence } from '../calls/call-sentence';
import { configuredSentences, readConfigured } from '../calls/configured-call';
import { describeDanger } from '../global-policy';
import { judgeNamedObject } from '../policy/named-objects';
import type { Hit, Rule } from '../rule';
import { hitsOfNamedObject } from '../under-policy';

export const namedObject: Rule = {
  id: 'named-object',
  title: 'A configuration asks for code by name',
  severity: 'critical',
  explanation:
    'The configuration in this file names a class or function, and its loader imports it and makes or calls it. That is how custom layers and pipelines are meant to work, and how any function of any installed module can be run without a pickle.',
  remedy: 'Load the file only with a loader that refuses names outside its own library, or not at all.',
  references: ['CVE-2025-1550', 'CVE-2025-23304', 'https://hydra.cc/docs/advanced/instantiate_objects/overview/'],
  check: ({ facts, policy }) => {
    let told = 0;
    return facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'namedObject') return [];
      const judgement = judgeNamedObject(fact.loader, fact.module, fact.name);
      if (judgement.class === 'trusted' || hitsOfNamedObject(fact, judgement, policy) !== null) return [];
      const evidence: Hit['evidence'] = [{ kind: 'global', module: fact.module, name: fact.name }];
      const name = printable([fact.module, fact.name].filter((part) => part !== '').join('.'));
      const use = fact.called ? 'calls' : 'imports';
      const shown = fact.arguments === '' ? name : `${name}(${shorten(printable(fact.arguments), 200)})`;
      if (judgement.danger === null)
        return [
          {
            ...fact,
            severity: 'medium',
            message: `${fact.loader} ${use} ${shown}, which nobody has vouched for.`,
            evidence,
          },
        ];
      const { severity, does } = describeDanger(judgement.danger);
      const reading = fact.called && ++told <= CALLS_READ ? readConfigured(fact) : null;
      return [
        {
          ...fact,
          severity: fact.called ? severity : 'high',
          message: joinSentences(`${fact.loader} ${use} ${shown}, which ${does}.`, configuredSentences(reading)),
          evidence: [...evidence, ...layerEvidence(reading)],
        },
      ];
    });
  },
};
