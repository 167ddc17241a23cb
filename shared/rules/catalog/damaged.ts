import type { MalformedCode } from '../../domain/fact';
import type { Severity } from '../../domain/finding';
import { type Rule, severityRows } from '../rule';

/** Damage that happens by accident is a note (the verdict is inconclusive all the same); damage that takes intent is suspicious. */
const SEVERITY: Readonly<Record<MalformedCode, Severity>> = {
  invalidOpcode: 'low',
  truncated: 'low',
  missingStop: 'low',
  stackUnderflow: 'low',
  markMissing: 'low',
  memoMissing: 'low',
  unsupportedProtocol: 'low',
  badArgument: 'low',
  frameTooLong: 'low',
  frameStraddled: 'medium',
  frameOverlap: 'medium',
  arrayUnreadable: 'medium',
  archiveDirectory: 'low',
  entryUnreadable: 'low',
  entryEncrypted: 'low',
  inflateFailed: 'low',
  checksumMismatch: 'low',
  headerInvalid: 'low',
  headerExpression: 'medium',
  rangeHole: 'medium',
  rangeOverlap: 'medium',
  invalidDocument: 'low',
  badMessage: 'low',
  badTable: 'low',
};

export const damaged: Rule = {
  id: 'damaged',
  title: 'Damaged or contradictory bytes',
  severity: 'medium',
  explanation:
    'The bytes break a rule of their format. Loaders give up at different places of such a file, and what stands before that place has run by then. What could still be read was read and judged.',
  consequence:
    'Each loader stops at a place of its own, and what stands before it has run by then. What stands behind it may not have been judged; the coverage says how much.',
  certainty: 'indication',
  howSure:
    'The damage is certain. Broken downloads and full disks cause most of it; damage that takes intent is rated higher.',
  remedy:
    'Get the file again from its source, and compare digests. If the second copy is the same, ask how it was written.',
  severities: severityRows(SEVERITY),
  references: ['https://github.com/python/cpython/blob/main/Lib/pickletools.py'],
  check: ({ facts }) =>
    facts.flatMap((fact) => {
      if (fact.kind !== 'malformed') return [];
      const loaders = fact.stops.filter((reader) => reader !== 'pickletools');
      const stops = loaders.length === 0 || loaders.length === 3 ? '' : ` Not every loader stops here.`;
      return [{ ...fact, severity: SEVERITY[fact.code], message: `${sentence(fact.detail)}${stops}` }];
    }),
};

function sentence(detail: string): string {
  return `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;
}
