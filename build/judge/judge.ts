import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { isMainThread, parentPort } from 'node:worker_threads';
import { type JudgeArguments, readArguments, USAGE } from './arguments';
import { type Labelled, readLabels, walkTree } from './labels';
import { scanAll } from './pool';
import { answerFor } from './scanning';
import { type Answer, formatScore, missOf, percent, Score } from './score';

/** Complaints and files without a label that are printed; all are counted. */
const PRINTED = 10;

/** Scans a tree of labelled files as the product does and prints how it did. */
async function main(words: readonly string[]): Promise<number> {
  const asked = readArguments(words);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 64;
  }
  if (statSync(asked.folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    process.stderr.write(`${asked.folder} is no folder\n`);
    return 66;
  }
  return judgeTree(asked);
}

async function judgeTree({ folder, json, labels: more, jobs, patienceSeconds }: JudgeArguments): Promise<number> {
  const labels = readLabels(folder, more);
  const complaints = [...labels.complaints];
  const unlabelled = { count: 0, first: '' };
  const score = new Score();
  const book = json === null ? null : new Book(json);
  const add = (answer: Answer) => {
    score.add(answer);
    book?.add(answer);
  };
  await scanAll(labelledOnly(), { program: process.argv[1] as string, jobs, patienceSeconds }, add);
  book?.finish(score);
  process.stdout.write(formatScore(score));
  if (unlabelled.count > 0)
    process.stdout.write(`${unlabelled.count} files have no label, the first is ${unlabelled.first}\n`);
  for (const complaint of complaints.slice(0, PRINTED)) process.stdout.write(`label  ${complaint}\n`);
  if (complaints.length > PRINTED) process.stdout.write(`and ${complaints.length - PRINTED} more of this kind\n`);
  process.stdout.write(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB with ${jobs} jobs\n`);
  if (score.files === 0) process.stdout.write('no file has a label\n');
  return score.missed > 0 || score.files === 0 ? 1 : 0;

  function* labelledOnly(): Generator<Labelled> {
    for (const found of walkTree(folder, labels, (text) => complaints.push(text))) {
      if (typeof found !== 'string') yield found;
      else if (unlabelled.count++ === 0) unlabelled.first = found;
    }
  }
}

/** Writes the result file by file, so that a large tree needs no memory for it. */
class Book {
  private readonly handle: number;
  private separator = '';

  constructor(file: string) {
    this.handle = openSync(file, 'w');
    writeSync(this.handle, '{\n"files": [');
  }

  add(answer: Answer): void {
    const { file, label, wanted, technique } = answer.file;
    const { verdict, seconds, format, rules } = answer;
    const row = { file, label, wanted, technique, verdict, miss: missOf(answer), format, rules, seconds };
    writeSync(this.handle, `${this.separator}\n${JSON.stringify(row)}`);
    this.separator = ',';
  }

  finish(score: Score): void {
    const malicious = score.total('malicious');
    const summary = {
      files: score.files,
      counts: score.counts,
      detection: percent(score.of('malicious', 'dangerous', 'suspicious'), malicious),
      falseAlarms: score.falseAlarms,
      missed: score.missed,
      crashes: score.crashes,
      timeouts: score.timeouts,
      running: score.running,
      runningDangerous: score.runningDangerous,
      seconds: score.spread(),
      techniques: Object.fromEntries(score.techniques),
      formats: Object.fromEntries(score.formats),
    };
    writeSync(this.handle, `\n],\n"summary": ${JSON.stringify(summary, null, 1)}\n}\n`);
    closeSync(this.handle);
  }
}

if (isMainThread)
  main(process.argv.slice(2)).then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exitCode = 70;
    },
  );
else
  parentPort?.on('message', (path: string) => {
    answerFor(path).then((answer) => parentPort?.postMessage(answer));
  });
