import { printable, shorten } from '../../text/printable';
import { judgeOperation } from '../policy/operations';
import type { Rule } from '../rule';

export const graphOperation: Rule = {
  id: 'graph-operation',
  title: 'The model’s graph does more than compute',
  severity: 'critical',
  explanation:
    'A graph is a program: some operations read or write files, open connections or call back into Python or native code. Operations that the runtime’s own library does not bring need code that is not in the file.',
  remedy: 'Run the model only where these operations are refused or can do no harm.',
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
