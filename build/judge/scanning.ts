import { artifactToJson } from '../../electron/cli/json';
import { scanFile } from '../../electron/scanner/scan';
import { severityRank } from '../../shared/domain/finding';
import type { Answer } from './score';

/** What scanning one file came to, as a worker tells it. */
export type Outcome = Pick<Answer, 'verdict' | 'seconds' | 'format' | 'rules'>;

/** Scans a file as the product does. An exception is a `crash`, with what it says; it is never an answer. */
export async function answerFor(path: string): Promise<Outcome> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  try {
    const { report } = await scanFile(path);
    const findings = [...report.findings].sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
    const rules = [...new Set(findings.map(({ ruleId }) => ruleId))].slice(0, 4);
    if (report.error !== null) rules.push(report.error.code);
    return { verdict: artifactToJson(path, report).verdict, seconds: seconds(), format: report.format, rules };
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { verdict: 'crash', seconds: seconds(), format: 'unknown', rules: [said.slice(0, 300)] };
  }
}
