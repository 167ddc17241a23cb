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
  consequence:
    'While the model is built from its configuration, the loader imports the module and makes or calls the name with the arguments that are shown.',
  certainty: 'unknown',
  howSure:
    'The name stands in the configuration. Custom layers of honest projects look the same as far as the name is unknown; functions of the standard library are never layers.',
  remedy:
    'Load the file only with a loader that refuses names outside its own library, or not at all. A sender can save the weights apart from the configuration. A class of a project of your own can be allowed in the project’s policy.',
  severities: [
    { severity: 'critical', when: 'a name known for harm that is called; high where its kind of harm is' },
    { severity: 'high', when: 'a name known for harm that is only imported' },
    { severity: 'medium', when: 'a name that nobody has vouched for' },
  ],
  references: ['CVE-2025-1550', 'CVE-2025-23304', 'https://hydra.cc/docs/advanced/instantiate_objects/overview/'],
  check: ({ facts, policy, ordinary }) => {
    let told = 0;
    return facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'namedObject') return [];
      const judgement = judgeNamedObject(fact.loader, fact.module, fact.name);
      if (judgement.class === 'trusted' || hitsOfNamedObject(fact, judgement, policy) !== null) return [];
      const evidence: Hit['evidence'] = [{ kind: 'global', module: fact.module, name: fact.name }];
      const name = printable([fact.module, fact.name].filter((part) => part !== '').join('.'));
      const use = fact.called ? 'calls' : 'imports';
      const shown = fact.arguments === '' ? name : `${name}(${shorten(printable(fact.arguments), 200)})`;
      // A handler that the archive brings along is judged as the code that it is.
      if (judgement.danger === null && fact.loader === 'TorchServe' && ordinary.hasModule(fact, fact.module))
        return [
          {
            ...fact,
            severity: 'low',
            message: `${fact.loader} ${use} ${shown}, which is ordinary code in the archive.`,
          },
        ];
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
