import { type EntryPath, formatEntryPath } from '../../shared/domain/artifact';
import type { LoaderOutcome, LoaderResult, LoaderStep, LoadingProgram } from '../../shared/domain/loader';
import type { Report } from '../../shared/domain/report';
import { formatOffset } from '../../shared/text/hex';

/** The colour of a row of the loader table; null for what is neither good nor bad. */
export const RESULT_TONES: Readonly<
  Record<LoaderResult, 'dangerous' | 'suspicious' | 'noFindings' | 'inconclusive' | null>
> = {
  dangerous: 'dangerous',
  unknown: 'suspicious',
  trusted: null,
  refuses: 'noFindings',
  handsOn: null,
  fails: null,
  notRead: null,
  notKnown: 'inconclusive',
};

/** Rows by how much they matter, for the one that is open at first. */
const ORDER: readonly LoaderResult[] = [
  'dangerous',
  'unknown',
  'notKnown',
  'trusted',
  'fails',
  'handsOn',
  'refuses',
  'notRead',
];

/** The programs that take the file for theirs. */
export const readingLoaders = (report: Report): readonly LoaderOutcome[] =>
  report.loaders.filter(({ result }) => result !== 'notRead');

/** Whether there is anything to show behind a row. */
export const hasDetail = (outcome: LoaderOutcome, report: Report): boolean =>
  outcome.steps.length > 0 ||
  (outcome.program === 'torchWeightsOnly' && (report.weightsOnly?.stoppedBy.length ?? 0) > 0);

/** The row that is open when the file is first looked at. */
export function firstOpen(report: Report): LoadingProgram | null {
  const rows = report.loaders.filter((outcome) => hasDetail(outcome, report));
  rows.sort((a, b) => ORDER.indexOf(a.result) - ORDER.indexOf(b.result));
  return rows[0]?.program ?? null;
}

/** One text for an import or an act at a place: equal for the fact and for the step that refers to it. */
export const stepKey = (isImport: boolean, entryPath: EntryPath, offset: number): string =>
  `${isImport ? 'i' : 'a'}\0${formatEntryPath(entryPath)}\0${offset}`;

export const keyOfStep = ({ does, entryPath, byteOffset }: LoaderStep): string =>
  stepKey(does === 'imports', entryPath, byteOffset);

/** What one program makes of a place in the file. */
export interface ReachHere {
  readonly program: LoadingProgram;
  readonly words: string;
  readonly tone: 'runs' | 'unvouched' | 'refuses' | null;
}

const WORDS: Readonly<Record<LoaderStep['does'], string>> = {
  imports: 'imports it',
  calls: 'runs it',
  changes: 'runs it',
  opens: 'opens it',
};

const STEP_TONES = { dangerous: 'runs', unknown: 'unvouched', trusted: null } as const;

/** Who of the loaders gets to an import or call, for the inspector. */
export function reachOf(report: Report, entryPath: EntryPath, offset: number): readonly ReachHere[] {
  const path = formatEntryPath(entryPath);
  return report.loaders.map(({ program, result, steps, stop }): ReachHere => {
    const here = steps.find((step) => step.byteOffset === offset && formatEntryPath(step.entryPath) === path);
    if (here !== undefined) return { program, words: WORDS[here.does], tone: STEP_TONES[here.class] };
    if (result === 'notRead') return { program, words: 'does not read the file', tone: null };
    if (stop === null) return { program, words: 'does not get here', tone: null };
    const at = formatOffset(stop.byteOffset);
    return result === 'refuses'
      ? { program, words: `refuses at ${at}`, tone: 'refuses' }
      : { program, words: `gives up at ${at}`, tone: null };
  });
}
