import { printable } from '../../text/printable';
import { type Rule, reachedBy } from '../rule';

export const unknownGlobal: Rule = {
  id: 'unknown-global',
  title: 'Imports something nobody has vouched for',
  severity: 'medium',
  explanation:
    'Names are trusted one by one, by exact module and qualified name, when the honest files of a library contain them. This name is in no such list. It may be a class of the model’s own project, or a function that does harm.',
  consequence:
    'The module is imported if it is installed, and the name is called where the finding says so. What that does depends on code that is not in the file.',
  certainty: 'unknown',
  howSure:
    'Nobody has vouched for the name. Honest files of private projects look the same, and so does a function that nobody has thought of yet.',
  remedy:
    'Find out what the name is and where it comes from before loading the file. A class of a project of your own can be allowed in the project’s policy. A sender can export the weights as safetensors, which needs no class.',
  severities: [{ severity: 'medium', when: 'any name in no list' }],
  references: ['https://docs.python.org/3/library/pickle.html#restricting-globals'],
  check: ({ globals }) =>
    globals.flatMap((global) => {
      // A trusted name in a use that is not trusted has a rule of its own.
      if (global.class !== 'unknown' || global.by !== undefined || global.uncovered.length > 0) return [];
      const name = printable(`${global.module}.${global.name}`);
      const calls = global.calls + global.builds;
      const use = calls === 0 ? 'Imports' : `Imports and calls (${calls === 1 ? 'once' : `${calls} times`})`;
      return [
        {
          ...global,
          severity: 'medium' as const,
          message: `${use} ${name}, which nobody has vouched for.${reachedBy(global.readers)}`,
          evidence: [{ kind: 'global' as const, module: global.module, name: global.name }],
        },
      ];
    }),
};
