import type { Label, Labelled } from './labels';

/** Verdicts as the terminal program writes them, worst first. */
const WORST_FIRST = ['dangerous', 'suspicious', 'inconclusive', 'no-findings'];

/** The answer to one file. */
export interface Answer {
  readonly file: Labelled;
  readonly verdict: string;
  readonly seconds: number;
  /** Rules that fired, worst first: why a false alarm was raised. */
  readonly rules: readonly string[];
}

export interface Miss {
  readonly answer: Answer;
  readonly why: string;
}

export interface Score {
  /** Benign files with a worse verdict than their maker allows. */
  readonly falseAlarms: number;
  /** Answers by label and verdict. */
  readonly counts: Readonly<Record<Label, Readonly<Record<string, number>>>>;
  readonly misses: readonly Miss[];
}

/** A malicious file is suspicious at least, a benign one without findings unless its maker says why, a damaged one never green; a stricter wish of the maker counts. */
export function missOf(answer: Answer): string | null {
  const { label, wanted } = answer.file;
  const rank = WORST_FIRST.indexOf(answer.verdict);
  if (label === 'benign') {
    // Honest files that carry code are suspicious by what the word means; their maker says so.
    const worst = wanted ?? 'no-findings';
    if (rank >= WORST_FIRST.indexOf(worst)) return null;
    return answer.verdict === 'inconclusive' ? 'not understood' : `false alarm: ${answer.verdict}`;
  }
  const least = wanted ?? (label === 'malicious' ? 'suspicious' : 'inconclusive');
  return rank <= WORST_FIRST.indexOf(least) ? null : `${answer.verdict}, at least ${least} was right`;
}

export function scoreOf(answers: readonly Answer[]): Score {
  const counts: Record<Label, Record<string, number>> = { malicious: {}, benign: {}, malformed: {} };
  const misses: Miss[] = [];
  for (const answer of answers) {
    const row = counts[answer.file.label];
    row[answer.verdict] = (row[answer.verdict] ?? 0) + 1;
    const why = missOf(answer);
    if (why !== null) misses.push({ answer, why });
  }
  return { falseAlarms: misses.filter(({ why }) => why.startsWith('false alarm')).length, counts, misses };
}

const percent = (part: number, whole: number) => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`);

/** The score as a few lines of text: counts, the three rates, every miss. */
export function formatScore({ falseAlarms, counts, misses }: Score): string {
  const total = (label: Label) => Object.values(counts[label]).reduce((sum, n) => sum + n, 0);
  const of = (label: Label, verdict: string) => counts[label][verdict] ?? 0;
  const lines = [`${''.padEnd(12)}${WORST_FIRST.map((word) => word.padStart(14)).join('')}`];
  for (const label of ['malicious', 'benign', 'malformed'] as const)
    lines.push(`${label.padEnd(12)}${WORST_FIRST.map((word) => String(of(label, word)).padStart(14)).join('')}`);
  const flagged = of('malicious', 'dangerous') + of('malicious', 'suspicious');
  const flaggedBenign = of('benign', 'dangerous') + of('benign', 'suspicious');
  lines.push(
    '',
    `detection      ${percent(flagged, total('malicious'))} (${flagged} of ${total('malicious')} malicious files suspicious or worse)`,
    `false alarms   ${percent(falseAlarms, total('benign'))} (${falseAlarms} of ${total('benign')} benign files worse than labelled)`,
    `benign, warned ${percent(flaggedBenign, total('benign'))} (${flaggedBenign} suspicious or worse, whatever their label expects)`,
    `benign, green  ${percent(of('benign', 'no-findings'), total('benign'))}`,
    `damaged, green ${of('malformed', 'no-findings')} of ${total('malformed')}`,
  );
  for (const { answer, why } of misses)
    lines.push(`miss  ${answer.file.file}: ${why}${answer.rules.length > 0 ? ` (${answer.rules.join(', ')})` : ''}`);
  return `${lines.join('\n')}\n`;
}
