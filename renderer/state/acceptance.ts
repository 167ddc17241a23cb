import { type Acceptance, type Finding, severityRank } from '../../shared/domain/finding';
import { printable } from '../../shared/text/printable';
import type { QueueItem } from './queue-item';

export interface GlobalName {
  readonly module: string;
  readonly name: string;
}

/** A name as people read it. */
export const dotted = ({ module, name }: GlobalName): string => (module === '' ? name : `${module}.${name}`);

/** The names that a finding is about; an exception must name each of them. */
export function namesOf(finding: Finding): readonly GlobalName[] {
  const names = new Map<string, GlobalName>();
  for (const piece of finding.evidence)
    if (piece.kind === 'global')
      names.set(`${piece.module}\0${piece.name}`, { module: piece.module, name: piece.name });
  return [...names.values()];
}

/** Why a finding cannot be accepted; null when it can. */
export function refusalToAccept(finding: Finding, { report }: Pick<QueueItem, 'report'>): string | null {
  if (finding.accepted !== undefined) return 'It is accepted already.';
  if (severityRank(finding.severity) < severityRank('medium')) return 'It is a note and decides nothing.';
  const names = namesOf(finding);
  if (names.length === 0) return 'It is about no name, and an exception is bound to one.';
  if (report === null) return 'The scan has not ended.';
  return report.sha256 === null ? 'The file could not be read to its end, so that its digest is not known.' : null;
}

/** Findings that an exception for these names would strike beside the one that was chosen. */
export function alsoStruck(findings: readonly Finding[], names: readonly GlobalName[]): readonly Finding[] {
  const excepted = new Set(names.map(({ module, name }) => `${module}\0${name}`));
  return findings.filter((finding) => {
    const own = namesOf(finding);
    return (
      finding.accepted === undefined &&
      severityRank(finding.severity) >= severityRank('medium') &&
      own.length > 0 &&
      own.every(({ module, name }) => excepted.has(`${module}\0${name}`))
    );
  });
}

/** Who has accepted a finding, why, and until when, on one line. */
export function acceptedText({ reason, author, expires }: Acceptance): string {
  const by = author === null ? '' : ` by ${printable(author)}`;
  return `Accepted${by} until ${expires}: ${printable(reason)}`;
}
