import { type Coverage, isComplete } from './coverage';
import { type Finding, severityRank } from './finding';

/**
 * The one word per artifact.
 * - `dangerous`: loading it would run something harmful
 * - `suspicious`: it would run or import something nobody has vouched for
 * - `noFindings`: everything in it was understood and nothing was found; this is not a promise
 * - `inconclusive`: part of it could not be understood
 */
export const VERDICTS = ['dangerous', 'suspicious', 'inconclusive', 'noFindings'] as const;
export type Verdict = (typeof VERDICTS)[number];

/**
 * The only place that decides. The worst finding speaks first: high or critical is dangerous, medium is suspicious.
 * Without those, anything not understood makes the artifact inconclusive; low and info findings are notes and decide nothing.
 * A finding that the policy of the project accepts is one that somebody has answered for: it decides nothing.
 * Adding a finding never lowers the verdict (a law in the tests).
 */
export function judge(findings: readonly Finding[], coverage: Coverage): Verdict {
  let worst = -1;
  for (const finding of findings)
    if (finding.accepted === undefined) worst = Math.max(worst, severityRank(finding.severity));
  if (worst >= severityRank('high')) return 'dangerous';
  if (worst >= severityRank('medium')) return 'suspicious';
  return isComplete(coverage) ? 'noFindings' : 'inconclusive';
}

/** Position in `VERDICTS`: smaller is worse. For sorting queues. */
export function verdictRank(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}
