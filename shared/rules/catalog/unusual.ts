import type { OddityCode } from '../../domain/fact';
import type { Severity } from '../../domain/finding';
import { printable } from '../../text/printable';
import { type Rule, severityRows } from '../rule';

/** Honest but rare things are notes; things that only make sense for hiding something are suspicious. */
export const ODDITY_SEVERITY: Readonly<Record<OddityCode, Severity>> = {
  trailingBytes: 'low',
  severalStreams: 'info',
  stackLeftOver: 'low',
  nonCanonicalInteger: 'medium',
  paddingNotFilled: 'low',
  frameBeyondArray: 'medium',
  duplicateMember: 'medium',
  duplicateKey: 'medium',
  externalStorage: 'medium',
  localHeaderDiffers: 'medium',
  hiddenMember: 'medium',
  prependedBytes: 'medium',
  appendedBytes: 'low',
  flagBits: 'medium',
  unsafeMemberName: 'medium',
  polyglot: 'medium',
  alternateReading: 'medium',
  torchScript: 'info',
  outOfBandBuffer: 'info',
  reservedKey: 'medium',
  headerTooLong: 'low',
  headerPadding: 'low',
  loaderContradiction: 'high',
  unexpectedPickle: 'medium',
  templateEscape: 'high',
  templateContext: 'medium',
  templateImport: 'medium',
  executable: 'medium',
  disguisedExecutable: 'high',
  documentType: 'medium',
  entityDeclaration: 'high',
  unboundPromise: 'high',
  codeTag: 'medium',
  environmentRead: 'low',
  repeatedField: 'medium',
  foreignCode: 'medium',
};

export const unusual: Rule = {
  id: 'unusual',
  title: 'Something honest writers do not write',
  severity: 'high',
  explanation:
    'The file loads, but it is put together in a way that the libraries do not use: two formats in one, members that only some readers see, numbers that readers understand differently. Such constructions serve to show a scanner something else than the loader.',
  consequence:
    'A scanner that reads the file in another way than the loader judges something else than what is loaded.',
  certainty: 'indication',
  howSure:
    'The construction is certain, the intent is not: programs that mend, sign, join or wrap files make some of them.',
  remedy:
    'Treat the file as crafted until its origin explains the construction. A sender can export it again with the library’s own function, and send that file unchanged.',
  severities: severityRows(ODDITY_SEVERITY).filter(({ severity }) => severity !== 'info'),
  references: ['https://blog.trailofbits.com/2024/06/11/exploiting-ml-models-with-pickle-file-attacks-part-1/'],
  check: ({ facts }) =>
    facts.flatMap((fact) =>
      fact.kind === 'oddity' && ODDITY_SEVERITY[fact.code] !== 'info'
        ? [{ ...fact, severity: ODDITY_SEVERITY[fact.code], message: `${capital(printable(fact.detail))}.` }]
        : [],
    ),
};

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
