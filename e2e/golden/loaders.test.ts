import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { scanFile } from '../../electron/scanner/scan';
import { formatEntryPath } from '../../shared/domain/artifact';
import type { LoaderOutcome, LoadingProgram } from '../../shared/domain/loader';
import type { Report } from '../../shared/domain/report';
import { CORPUS } from './corpus';

/** What an unpickler of CPython asked for, recorded with stand-ins for everything (build/corpus/loaders.py). */
interface Recorded {
  readonly imports: readonly string[];
  readonly calls: readonly string[];
  readonly whole: boolean;
}

const ORACLE = path.join(CORPUS, 'oracle', 'loaders');
const RECORDS = readdirSync(ORACLE).flatMap((name) =>
  Object.entries(
    JSON.parse(readFileSync(path.join(ORACLE, name), 'utf8')) as Record<string, Partial<Record<string, Recorded>>>,
  ).map(([file, recorded]) => ({ file, recorded })),
);

const STANDS_IN = 'a stand-in is no class that could be derived from or written into';
const COMPUTED = 'what is called for real returns a text, a stand-in does not';
const ENCODING =
  'Python 3 takes such a text as ASCII unless it is told another encoding, and the table does not rely on that';
const TEXTS = 'the table does not rely on a loader minding a text that is no UTF-8';

/** Where the table says something else than the recording, and why that is right. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'pickle/cloudpickle-model-p2-new.pkl': STANDS_IN,
  'pickle/cloudpickle-model-p4-new.pkl': STANDS_IN,
  'pickle/cloudpickle-wrapper-p2-new.pkl': STANDS_IN,
  'pickle/cloudpickle-wrapper-p4-new.pkl': STANDS_IN,
  'pickle/dill-model-p2-new.pkl': STANDS_IN,
  'pickle/dill-model-p4-new.pkl': STANDS_IN,
  'pickle/dill-wrapper-p2-new.pkl': STANDS_IN,
  'pickle/dill-wrapper-p4-new.pkl': STANDS_IN,
  'pickle/operand-computed.pkl': COMPUTED,
  'pickle/operand-from-attribute.pkl': COMPUTED,
  'pickle/payload-string-line.pkl': ENCODING,
  'pickle/python2-cpickle.pkl': ENCODING,
  'pickle/then-bad-utf8.pkl': TEXTS,
  'pickle/then-non-ascii-global.pkl': TEXTS,
  'pickle/long-line.pkl': 'a name of thirty thousand letters is none, and the file is taken for text',
};

/** The names that a program imports according to the table, as the file writes them. */
function importsOf(report: Report, outcome: LoaderOutcome): readonly string[] {
  const written = new Map(
    report.globals.map((fact) => [
      `${formatEntryPath(fact.entryPath)}\0${fact.range.start}`,
      `${fact.writtenModule}.${fact.writtenName}`,
    ]),
  );
  return outcome.steps
    .flatMap((step) =>
      step.does === 'imports' && step.note === '' && step.entryPath.length === 0
        ? (written.get(`${formatEntryPath(step.entryPath)}\0${step.byteOffset}`) ?? step.what)
        : [],
    )
    .sort();
}

describe('the loader table says what CPython’s unpicklers reach', () => {
  test('there are recordings', () => expect(RECORDS.length).toBeGreaterThan(500));

  test.each(RECORDS)('$file', async ({ file, recorded }) => {
    const { report } = await scanFile(path.join(CORPUS, file));
    const programs = ['pickleC', 'picklePython'] as const satisfies readonly LoadingProgram[];
    const said = programs.map((program) => {
      const outcome = report.loaders.find((one) => one.program === program);
      if (outcome === undefined) throw new Error('no outcome');
      const whole = outcome.stop === null && outcome.result !== 'notRead';
      return { program, imports: [...new Set(importsOf(report, outcome))], whole };
    });
    const real = programs.map((program) => {
      const { imports = [], whole = false } = recorded[program] ?? recorded.pickleC ?? {};
      return { program, imports: [...imports].sort(), whole };
    });
    if (DIFFERENT[file] === undefined) expect(said).toEqual(real);
    else expect(said, 'agrees now: take it off the list').not.toEqual(real);
  });
});
