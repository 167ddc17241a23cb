import { printable, shorten } from '../../text/printable';
import { judgeOperation } from '../policy/operations';
import type { Rule } from '../rule';

export const graphOperation: Rule = {
  id: 'graph-operation',
  title: 'The model’s graph does more than compute',
  severity: 'critical',
  explanation:
    'A graph is a program: some operations read or write files, open connections or call back into Python or native code. Operations that the runtime’s own library does not bring need code that is not in the file.',
  consequence:
    'The operation runs each time the graph does, that is when the model is used, with the rights of the program that runs it.',
  certainty: 'certain',
  howSure:
    'The operation and its constant inputs stand in the graph. Graphs that were saved with their input pipeline read files for an honest purpose.',
  remedy:
    'Run the model only where these operations are refused or can do no harm. A sender can export the graph without its input pipeline and without operators of its own.',
  severities: [
    { severity: 'critical', when: 'calls back into Python or native code' },
    { severity: 'high', when: 'writes files, opens connections' },
    { severity: 'medium', when: 'reads files; or no operation of the runtime, so that its code comes from elsewhere' },
    { severity: 'low', when: 'has an effect that is rarely of use to an attacker' },
  ],
  references: [
    'https://github.com/tensorflow/tensorflow/security/policy',
    'https://onnxruntime.ai/docs/reference/operators/add-custom-op.html',
  ],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'operation') return [];
      const judgement = judgeOperation(fact.family, fact.domain, fact.name);
      if (judgement.class === 'known') return [];
      const name = printable(fact.domain === '' ? fact.name : `${fact.domain}::${fact.name}`);
      const detail = fact.detail === '' ? '' : ` (${shorten(printable(fact.detail), 200)})`;
      return judgement.class === 'notable'
        ? [
            {
              ...fact,
              severity: judgement.row.severity,
              message: `The ${fact.family} operation ${name} ${judgement.row.does}${detail}.`,
            },
          ]
        : [
            {
              ...fact,
              severity: 'medium' as const,
              message: `The ${fact.family} operation ${name} is not one of its own: the code that runs it is not in the file${detail}.`,
            },
          ];
    }),
};
