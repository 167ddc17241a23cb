import type { MalformedCode } from '../../domain/fact';
import type { Severity } from '../../domain/finding';
import type { Rule } from '../rule';

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
  remedy: 'Get the file again from its source, and compare digests.',
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
