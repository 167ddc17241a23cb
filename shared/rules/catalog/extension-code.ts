import { type Rule, reachedBy } from '../rule';

export const extensionCode: Rule = {
  id: 'extension-code',
  title: 'Uses a copyreg extension code',
  severity: 'medium',
  explanation:
    'EXT opcodes name a global by a number that the loading program registered. What the number stands for is not in the file. No common library writes them.',
  consequence:
    'The loading program makes whatever it has registered under the number. A program that has registered nothing stops here.',
  certainty: 'unknown',
  howSure: 'The number is certain, what it stands for is not in the file.',
  remedy: 'Do not load the file unless the loading program is known to register this number.',
  severities: [{ severity: 'medium', when: 'any extension code' }],
  references: ['PEP 307'],
  check: ({ facts }) =>
    facts.flatMap((fact) =>
      fact.kind === 'extension'
        ? [
            {
              ...fact,
              severity: 'medium' as const,
              message: `Asks for the object registered under extension code ${fact.code}.${reachedBy(fact.readers)}`,
            },
          ]
        : [],
    ),
};
