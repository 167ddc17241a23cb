import { printable, shorten } from '../../text/printable';
import { describeDanger } from '../global-policy';
import { ordinaryEntries } from '../ordinary-code/ordinary-entries';
import { judgeNamedObject } from '../policy/named-objects';
import type { Hit, Rule } from '../rule';

export const namedObject: Rule = {
  id: 'named-object',
  title: 'A configuration asks for code by name',
  severity: 'critical',
  explanation:
    'The configuration in this file names a class or function, and its loader imports it and makes or calls it. That is how custom layers and pipelines are meant to work, and how any function of any installed module can be run without a pickle.',
  remedy: 'Load the file only with a loader that refuses names outside its own library, or not at all.',
  references: ['CVE-2025-1550', 'CVE-2025-23304', 'https://hydra.cc/docs/advanced/instantiate_objects/overview/'],
  check: ({ facts }) => {
    const ordinary = ordinaryEntries(facts);
    return facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'namedObject') return [];
      const judgement = judgeNamedObject(fact.loader, fact.module, fact.name);
      if (judgement.class === 'trusted') return [];
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
          },
        ];
      const { severity, does } = describeDanger(judgement.danger);
      return [
        {
          ...fact,
          severity: fact.called ? severity : 'high',
          message: `${fact.loader} ${use} ${shown}, which ${does}.`,
        },
      ];
    });
  },
};
