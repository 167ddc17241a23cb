import { printable, shorten } from '../../text/printable';
import type { Hit, Rule } from '../rule';

export const outsideReference: Rule = {
  id: 'outside-reference',
  title: 'The file leads to something outside itself',
  severity: 'high',
  explanation:
    'The file names another file, an address or a native library that its loader opens. A path that leaves the folder reaches any file of the computer: its content becomes part of the model, or is overwritten. A library is code.',
  consequence:
    'Opening the model opens what it names: a file becomes part of the model or is overwritten, an address learns who loads it, a library runs.',
  certainty: 'certain',
  howSure:
    'The reference stands in the file. References inside the folder are how large models are stored; one that leaves the folder is no habit of any writer.',
  remedy:
    'Load the file only in a folder of its own where the names it gives lead nowhere. A sender can save the model in one piece, or with names that stay beside it.',
  severities: [
    { severity: 'high', when: 'a native library' },
    { severity: 'medium', when: 'an address, or a path that leaves the folder' },
    { severity: 'info', when: 'a file beside this one' },
  ],
  references: ['CVE-2022-25882', 'CVE-2024-27318', 'CVE-2025-12058'],
  check: ({ facts }) =>
    facts.flatMap((fact): Hit[] => {
      if (fact.kind !== 'reference') return [];
      const target = shorten(printable(fact.target), 200);
      if (fact.to === 'library')
        return [{ ...fact, severity: 'high', message: `Loads the native library ${target}: ${fact.purpose}.` }];
      if (fact.to === 'address')
        return [{ ...fact, severity: 'medium', message: `Opens the address ${target}: ${fact.purpose}.` }];
      return fact.leavesFolder
        ? [{ ...fact, severity: 'medium', message: `Leads out of its folder to ${target}: ${fact.purpose}.` }]
        : [{ ...fact, severity: 'info', message: `Belongs together with ${target}: ${fact.purpose}.` }];
    }),
};
