import { printable, shorten } from '../../text/printable';
import { describeDanger, judgeGlobal } from '../global-policy';
import { registeredExtensions } from '../registered-extensions';
import { type Hit, type Rule, reachedBy } from '../rule';

export const extensionCode: Rule = {
  id: 'extension-code',
  title: 'Uses a copyreg extension code',
  severity: 'high',
  explanation:
    'EXT opcodes name a global by a number that the loading program registered. What the number stands for is not in the file, unless the file registers it first. No common library writes them.',
  consequence:
    'The loading program makes whatever it has registered under the number. A program that has registered nothing stops here.',
  certainty: 'unknown',
  howSure: 'The number is certain, what it stands for is not in the file.',
  remedy: 'Do not load the file unless the loading program is known to register this number.',
  severities: [
    { severity: 'high', when: 'a number that the file itself registers for a name known for harm' },
    { severity: 'medium', when: 'any other extension code' },
  ],
  references: ['PEP 307'],
  check: ({ facts }) => {
    const registered = registeredExtensions(facts);
    return facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'extension') return [];
      const name = registered.get(fact.code);
      const danger = name === undefined ? null : judgeGlobal(name.module, name.name).danger;
      const leads =
        name === undefined
          ? ''
          : ` The file itself registered it for ${shorten(printable(`${name.module}.${name.name}`), 120)}${danger === null ? '' : `, which ${describeDanger(danger).does}`}.`;
      return [
        {
          ...fact,
          severity: danger === null ? 'medium' : 'high',
          message: `Asks for the object registered under extension code ${fact.code}.${leads}${reachedBy(fact.readers)}`,
        },
      ];
    });
  },
};
