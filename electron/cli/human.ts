import { type Acceptance, type Finding, severityRank } from '../../shared/domain/finding';
import type { Report, WeightsOnly } from '../../shared/domain/report';
import type { Verdict } from '../../shared/domain/verdict';
import { isExpired } from '../../shared/policy/project-policy';
import { showsWhatRuns } from '../../shared/rules/calls/call-sentence';
import { differences } from '../../shared/rules/loaders';
import type { PolicyInForce } from '../../shared/rules/policy-in-force';
import { defang } from '../../shared/text/defang';
import { formatOffset } from '../../shared/text/hex';
import { printable } from '../../shared/text/printable';
import { formatPercent, formatSize } from '../../shared/text/size';
import type { Summary } from './json';

const SHAPES: Readonly<Record<Verdict, { readonly sign: string; readonly word: string; readonly color: number }>> = {
  dangerous: { sign: '⬣', word: 'Dangerous', color: 31 },
  suspicious: { sign: '▲', word: 'Suspicious', color: 33 },
  noFindings: { sign: '●', word: 'No findings', color: 32 },
  inconclusive: { sign: '◌', word: 'Inconclusive', color: 35 },
};

const SHOWN_FINDINGS = 8;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function weightsOnlyLine({ accepts, stoppedBy: [first, ...others] }: WeightsOnly): string {
  if (accepts || first === undefined) return 'torch.load(weights_only=True) would take it.';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `torch.load(weights_only=True) would refuse it: ${printable(first.what)} at ${formatOffset(first.byteOffset)}${more}.`;
}

/** Writes for a terminal, or plainly. Everything from a file passes `printable`, so that no file can move the cursor. */
export class Human {
  private readonly color: boolean;

  constructor(color: boolean) {
    this.color = color;
  }

  private paint(code: number, text: string): string {
    return this.color ? `\x1b[${code}m${text}\x1b[0m` : text;
  }

  /** The answer about one artifact, a few lines. */
  artifact(path: string, report: Report): string {
    const shape = SHAPES[report.verdict];
    const lines = [
      `${this.paint(shape.color, `${shape.sign} ${shape.word}`)}  ${printable(path)}  ${this.paint(2, `${report.formatPath.join(' › ') || 'not read'}, ${formatSize(report.sizeBytes)}`)}`,
    ];
    // Accepted ones last; among equals those come first that show the command or code that would run.
    const findings = [...report.findings].sort(
      (a, b) =>
        Number(a.accepted !== undefined) - Number(b.accepted !== undefined) ||
        severityRank(b.severity) - severityRank(a.severity) ||
        Number(showsWhatRuns(b)) - Number(showsWhatRuns(a)),
    );
    for (const finding of findings.slice(0, SHOWN_FINDINGS)) lines.push(this.finding(finding));
    if (findings.length > SHOWN_FINDINGS)
      lines.push(this.paint(2, `    … ${findings.length - SHOWN_FINDINGS} more findings (--json lists them)`));
    if (report.accepted > 0)
      lines.push(`    ${count(report.accepted, 'finding')} accepted under the policy of the project.`);
    if (report.error !== null) lines.push(`    ${printable(report.error.message)}`);
    else if (report.coverage.gaps.length > 0) {
      const { explainedBytes, totalBytes, gaps } = report.coverage;
      const [gap] = gaps;
      lines.push(
        `    ${formatPercent(explainedBytes, totalBytes)} of the bytes understood; from ${formatOffset(gap?.start ?? 0)}${gap && gap.entryPath.length > 0 ? ` in ${printable(gap.entryPath.join(' › '))}` : ''}: ${printable(gap?.reason ?? '')}`,
      );
    }
    if (report.locked) lines.push('    Encrypted members were not opened; --password-file takes passwords.');
    if (report.weightsOnly !== null) lines.push(`    ${weightsOnlyLine(report.weightsOnly)}`);
    // Where nothing was found it is no news that other loaders than the one for the format give up.
    if (report.verdict !== 'noFindings')
      for (const line of differences(report.loaders)) lines.push(`    ${defang(line)}`);
    if (report.sha256 !== null) lines.push(this.paint(2, `    sha256 ${report.sha256}`));
    return `${lines.join('\n')}\n`;
  }

  /** The policy that the verdicts below are made under, one line. */
  policy(file: string, { policy, today }: PolicyInForce): string {
    const expired = policy.exceptions.filter((exception) => isExpired(exception, today)).length;
    const counts = [
      `profile ${policy.profile}`,
      count(policy.rows.length, 'row'),
      count(policy.exceptions.length, 'exception') + (expired === 0 ? '' : `, ${expired} of them expired`),
    ];
    return this.paint(2, `Judged by ${printable(file)}: ${counts.join(', ')}.\n`);
  }

  private finding(finding: Finding): string {
    const rank = severityRank(finding.severity);
    const severity = this.paint(rank >= 3 ? 31 : rank === 2 ? 33 : 2, finding.severity.padEnd(8));
    const where = `${finding.entryPath.length > 0 ? `${printable(finding.entryPath.join(' › '))} ` : ''}${formatOffset(finding.byteOffset)}`;
    const line = `    ${severity} ${defang(finding.message)} ${this.paint(2, `[${finding.ruleId} at ${where}]`)}`;
    return finding.accepted === undefined ? line : `${line}\n${this.acceptance(finding.accepted)}`;
  }

  private acceptance({ reason, author, expires }: Acceptance): string {
    const by = author === null ? '' : ` by ${printable(author)}`;
    return this.paint(2, `             accepted${by} until ${expires}: ${printable(reason)}`);
  }

  summary(summary: Summary, seconds: number): string {
    const parts = (Object.keys(SHAPES) as Verdict[]).flatMap((verdict) =>
      summary[verdict] > 0
        ? [this.paint(SHAPES[verdict].color, `${summary[verdict]} ${SHAPES[verdict].word.toLowerCase()}`)]
        : [],
    );
    return `${parts.join(', ') || 'nothing scanned'} in ${seconds.toFixed(1)} s. Nothing was loaded.\n`;
  }
}
