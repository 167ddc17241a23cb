import type { EntryPath } from './artifact';
import type { SymbolicValue } from './symbol';

/** How bad a finding is, mildest first. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Position in `SEVERITIES`: a larger number is worse. */
export function severityRank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

/** What a finding points at besides its bytes. */
export type Evidence =
  | { readonly kind: 'global'; readonly module: string; readonly name: string }
  | { readonly kind: 'call'; readonly callee: SymbolicValue; readonly arguments: SymbolicValue }
  | { readonly kind: 'text'; readonly label: string; readonly text: string };

/** Who accepted a finding, why, and until which day (`YYYY-MM-DD`, the last one): an exception of the project's policy. */
export interface Acceptance {
  readonly reason: string;
  readonly author: string | null;
  readonly expires: string;
}

/** A rule's hit: what, how bad, and exactly where. Offsets count inside the entry that `entryPath` names. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly entryPath: EntryPath;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly evidence: readonly Evidence[];
  /** Set when the policy of the project accepts the finding for this file: it stays in the report and decides nothing. */
  readonly accepted?: Acceptance;
}

/** One text that is equal for two findings exactly when they are the same hit of the same rule. */
export function findingKey(finding: Finding): string {
  return `${finding.ruleId}\0${finding.entryPath.join('\0')}\0${finding.byteOffset}\0${finding.message}`;
}
