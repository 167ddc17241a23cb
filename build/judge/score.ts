import { LABELS, type Label, type Labelled } from './labels';

/** Verdicts as the terminal program writes them, worst first. */
export const WORST_FIRST = ['dangerous', 'suspicious', 'inconclusive', 'no-findings'];

/** The answer to one file, or why there is none. */
export interface Answer {
  readonly file: Labelled;
  /** A verdict, or `crash` or `timeout`. */
  readonly verdict: string;
  readonly seconds: number;
  readonly format: string;
  /** Rules that fired, worst first: why a false alarm was raised. For a crash, what was said. */
  readonly rules: readonly string[];
}

export interface Miss {
  readonly answer: Answer;
  readonly why: string;
}

/** True for what is no verdict at all. */
export const isFailure = (verdict: string): boolean => verdict === 'crash' || verdict === 'timeout';

/** A malicious file is suspicious at least, a benign one without findings unless its maker says why, a damaged one never green; a stricter wish of the maker counts. */
export function missOf(answer: Answer): string | null {
  const { label, wanted } = answer.file;
  if (isFailure(answer.verdict)) return answer.verdict;
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

/** Files of one technique or format: how many, and how many of them were missed. */
export interface Tally {
  files: number;
  malicious: number;
  flagged: number;
  alarms: number;
  misses: number;
}

/** Misses that are kept with their reasons; all are counted. */
const KEPT_MISSES = 5000;

/** Adds answers up, one by one; holds counts, the misses, and one number for each file's time. */
export class Score {
  readonly counts: Record<Label, Record<string, number>> = { malicious: {}, benign: {}, malformed: {} };
  readonly misses: Miss[] = [];
  readonly techniques = new Map<string, Tally>();
  readonly formats = new Map<string, Tally>();
  missed = 0;
  /** Benign files with a worse verdict than their maker allows. */
  falseAlarms = 0;
  crashes = 0;
  timeouts = 0;
  files = 0;
  /** Files whose loading runs something, and those of them that are dangerous. */
  running = 0;
  runningDangerous = 0;
  private times = new Float64Array(1024);

  add(answer: Answer): void {
    const { file, verdict } = answer;
    const row = this.counts[file.label];
    row[verdict] = (row[verdict] ?? 0) + 1;
    if (this.files === this.times.length) {
      const wider = new Float64Array(this.times.length * 2);
      wider.set(this.times);
      this.times = wider;
    }
    this.times[this.files++] = answer.seconds;
    if (verdict === 'crash') this.crashes++;
    if (verdict === 'timeout') this.timeouts++;
    if (file.runs) {
      this.running++;
      if (verdict === 'dangerous') this.runningDangerous++;
    }
    const why = missOf(answer);
    if (why !== null) {
      this.missed++;
      if (this.misses.length < KEPT_MISSES) this.misses.push({ answer, why });
    }
    const isAlarm = why?.startsWith('false alarm') === true;
    if (isAlarm) this.falseAlarms++;
    const tally = (table: Map<string, Tally>, key: string) => {
      const one = table.get(key) ?? { files: 0, malicious: 0, flagged: 0, alarms: 0, misses: 0 };
      table.set(key, one);
      one.files++;
      if (file.label === 'malicious') one.malicious++;
      if (file.label === 'malicious' && (verdict === 'dangerous' || verdict === 'suspicious')) one.flagged++;
      if (isAlarm) one.alarms++;
      if (why !== null) one.misses++;
    };
    if (file.technique !== null) tally(this.techniques, file.technique);
    tally(this.formats, answer.format);
  }

  total(label: Label): number {
    return Object.values(this.counts[label]).reduce((sum, n) => sum + n, 0);
  }

  of(label: Label, ...verdicts: readonly string[]): number {
    return verdicts.reduce((sum, verdict) => sum + (this.counts[label][verdict] ?? 0), 0);
  }

  /** Seconds: the median, the 95th percentile and the longest. */
  spread(): { readonly p50: number; readonly p95: number; readonly max: number } {
    const sorted = this.times.slice(0, this.files).sort();
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
    return { p50: at(0.5), p95: at(0.95), max: at(1) };
  }
}

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;

/** Misses printed; the rest is counted and stands in the file of `--json`. */
const PRINTED_MISSES = 200;

/** The score as text: counts, rates, times, where it was missed, every miss. */
export function formatScore(score: Score): string {
  const words = [...WORST_FIRST, 'crash', 'timeout'].filter(
    (word) => !isFailure(word) || LABELS.some((label) => score.of(label, word) > 0),
  );
  const lines = [`${''.padEnd(12)}${words.map((word) => word.padStart(14)).join('')}`];
  for (const label of LABELS)
    lines.push(`${label.padEnd(12)}${words.map((word) => String(score.of(label, word)).padStart(14)).join('')}`);
  const [malicious, benign] = [score.total('malicious'), score.total('benign')];
  const flagged = score.of('malicious', 'dangerous', 'suspicious');
  const warned = score.of('benign', 'dangerous', 'suspicious');
  const { p50, p95, max } = score.spread();
  const ms = (seconds: number) => `${(seconds * 1000).toFixed(seconds < 0.01 ? 1 : 0)} ms`;
  lines.push(
    '',
    `detection      ${percent(flagged, malicious)} (${flagged} of ${malicious} malicious files suspicious or worse)`,
    `false alarms   ${percent(score.falseAlarms, benign)} (${score.falseAlarms} of ${benign} benign files worse than labelled)`,
    `benign, warned ${percent(warned, benign)} (${warned} suspicious or worse, whatever their label expects)`,
    `benign, green  ${percent(score.of('benign', 'no-findings'), benign)}`,
    `inconclusive   ${score.of('malicious', 'inconclusive')} malicious, ${score.of('benign', 'inconclusive')} benign, ${score.of('malformed', 'inconclusive')} malformed`,
    `damaged, green ${score.of('malformed', 'no-findings')} of ${score.total('malformed')}`,
  );
  if (score.running > 0)
    lines.push(
      `runs something ${percent(score.runningDangerous, score.running)} (${score.runningDangerous} of ${score.running} files that run a command or code are dangerous)`,
    );
  lines.push(
    `crashes        ${score.crashes}, timeouts ${score.timeouts}`,
    `time per file  median ${ms(p50)}, 95 % below ${ms(p95)}, longest ${ms(max)}`,
  );
  lines.push(...tableOf('technique', score.techniques), ...tableOf('format', score.formats));
  for (const { answer, why } of score.misses.slice(0, PRINTED_MISSES))
    lines.push(`miss  ${answer.file.file}: ${why}${answer.rules.length > 0 ? ` (${answer.rules.join(', ')})` : ''}`);
  if (score.missed > PRINTED_MISSES) lines.push(`and ${score.missed - PRINTED_MISSES} more misses`);
  return `${lines.join('\n')}\n`;
}

/** The rows of a table where something was missed, worst first; nothing where nothing was. */
function tableOf(name: string, table: ReadonlyMap<string, Tally>): readonly string[] {
  const rows = [...table].filter(([, { misses }]) => misses > 0).sort(([, a], [, b]) => b.misses - a.misses);
  if (rows.length === 0) return [];
  const cell = (value: string | number) => String(value).padStart(10);
  return [
    '',
    `${`missed by ${name}`.padEnd(32)}${['files', 'missed', 'malicious', 'flagged', 'alarms'].map(cell).join('')}`,
    ...rows.map(
      ([key, one]) =>
        `${key.slice(0, 31).padEnd(32)}${[one.files, one.misses, one.malicious, one.flagged, one.alarms].map(cell).join('')}`,
    ),
    '',
  ];
}
