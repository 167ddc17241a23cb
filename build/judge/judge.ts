import { artifactToJson } from '../../electron/cli/json';
import { scanFile } from '../../electron/scanner/scan';
import { severityRank } from '../../shared/domain/finding';
import { readTree } from './labels';
import { type Answer, formatScore, scoreOf } from './score';

/** An answer that takes longer counts as a hang. */
const PATIENCE_SECONDS = 10;

/** Scans a tree of labelled files as the product does and prints how it did. Exit code 1 when anything was missed. */
async function main(folder: string | undefined): Promise<number> {
  if (folder === undefined) {
    process.stderr.write('npm run judge -- FOLDER   a tree of files labelled by labels*.json or by folder names\n');
    return 64;
  }
  const { files, unlabelled } = readTree(folder);
  const answers: Answer[] = [];
  const slow: string[] = [];
  for (const file of files) {
    const started = performance.now();
    const { report } = await scanFile(file.path);
    const seconds = (performance.now() - started) / 1000;
    if (seconds > PATIENCE_SECONDS) slow.push(`slow  ${file.file}: ${seconds.toFixed(1)} s\n`);
    const findings = [...report.findings].sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
    const rules = [...new Set(findings.map(({ ruleId }) => ruleId))].slice(0, 4);
    answers.push({ file, verdict: artifactToJson(file.path, report).verdict, seconds, rules });
  }
  const score = scoreOf(answers);
  process.stdout.write(formatScore(score));
  for (const line of slow) process.stdout.write(line);
  if (unlabelled.length > 0)
    process.stdout.write(`${unlabelled.length} files have no label, the first is ${unlabelled[0]}\n`);
  process.stdout.write(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB\n`);
  return score.misses.length + slow.length > 0 ? 1 : 0;
}

main(process.argv[2]).then((code) => {
  process.exitCode = code;
});
