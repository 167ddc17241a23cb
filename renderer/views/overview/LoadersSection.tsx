import { ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type LoaderOutcome, type LoadingProgram, PROGRAM_NAMES } from '../../../shared/domain/loader';
import type { Report } from '../../../shared/domain/report';
import { quotedStep } from '../../../shared/rules/loaders';
import { formatOffset } from '../../../shared/text/hex';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { firstOpen, hasDetail, keyOfStep, RESULT_TONES, readingLoaders } from '../../state/loader-steps';
import { goToPlace } from '../../state/navigate';
import { RefusedList } from './RefusedList';
import { StepList } from './StepList';
import { type StoryStep, storySteps } from './story';

/** The loader table: who reads the file, what each reaches, and where each stops. A row opens to its imports and calls in order. */
export function LoadersSection({ report }: { readonly report: Report }) {
  const [open, setOpen] = useState<LoadingProgram | null>(() => firstOpen(report));
  const stories = useMemo(() => storySteps(report), [report]);
  if (report.loaders.length === 0) return null;
  if (readingLoaders(report).length === 0)
    return (
      <p className="muted overview-section wide">
        None of pickle.load, joblib.load and torch.load takes this file for one of its own.
      </p>
    );
  return (
    <section className="overview-section wide" aria-labelledby="loaders-title">
      <h2 id="loaders-title" className="section-title">
        What each loader would do
      </h2>
      <table className="overview-table loaders">
        <thead>
          <tr>
            <th scope="col">Loader</th>
            <th scope="col">What comes of it</th>
            <th scope="col" className="number loader-counts">
              Imports
            </th>
            <th scope="col" className="number loader-counts">
              Calls
            </th>
            <th scope="col" className="number">
              Stops at
            </th>
          </tr>
        </thead>
        <tbody>
          {report.loaders.map((outcome) => (
            <LoaderRow
              key={outcome.program}
              outcome={outcome}
              report={report}
              stories={stories}
              open={outcome.program === open}
              onToggle={() => setOpen(outcome.program === open ? null : outcome.program)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps {
  readonly outcome: LoaderOutcome;
  readonly report: Report;
  readonly stories: ReadonlyMap<string, StoryStep>;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function LoaderRow({ outcome, report, stories, open, onToggle }: RowProps) {
  const session = useSession();
  const { program, result, stop, imports, calls } = outcome;
  const opens = hasDetail(outcome, report);
  const tone = RESULT_TONES[result];
  const isOpen = open && opens;
  const id = `loader-${program}`;
  return (
    <>
      <tr className={result === 'notRead' ? 'loader-row muted' : 'loader-row'}>
        <th scope="row">
          {opens ? (
            <button type="button" className="loader-name" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
              <ChevronRight aria-hidden className="loader-chevron" />
              {PROGRAM_NAMES[program]}
            </button>
          ) : (
            <span className="loader-name">
              <span className="loader-chevron" />
              {PROGRAM_NAMES[program]}
            </span>
          )}
        </th>
        <td className={tone === null ? 'loader-says' : `loader-says tone-${tone}`}>
          <Sentence outcome={outcome} />
          {outcome.unread !== '' && <span className="faint"> {outcome.unread}</span>}
        </td>
        <td className="number loader-counts">{result === 'notRead' ? '' : imports.toLocaleString('en')}</td>
        <td className="number loader-counts">{result === 'notRead' ? '' : calls.toLocaleString('en')}</td>
        <td className="number">
          {stop && (
            <button
              type="button"
              className="link mono"
              title={shownText(stop.why)}
              onClick={() => goToPlace(session, stop.entryPath, { start: stop.byteOffset, end: stop.byteOffset + 1 })}
            >
              {formatOffset(stop.byteOffset)}
            </button>
          )}
        </td>
      </tr>
      {isOpen && (
        <tr className="loader-detail" id={id}>
          <td colSpan={5}>
            {outcome.steps.length > 0 && <StepList steps={stepsOf(outcome, stories)} />}
            {outcome.omittedSteps > 0 && (
              <p className="faint">{outcome.omittedSteps.toLocaleString('en')} more are counted and not listed.</p>
            )}
            {program === 'torchWeightsOnly' && report.weightsOnly && <RefusedList weightsOnly={report.weightsOnly} />}
          </td>
        </tr>
      )}
    </>
  );
}

/** The outcome’s sentence, with what it quotes from the file set apart. */
function Sentence({ outcome: { sentence, worst, result } }: { readonly outcome: LoaderOutcome }) {
  const quoted = worst === null || result === 'refuses' ? '' : quotedStep(worst);
  const start = quoted === '' ? -1 : sentence.indexOf(quoted);
  if (start < 0) return <span className="loader-tone">{shownText(sentence)}</span>;
  return (
    <span className="loader-tone">
      {sentence.slice(0, start)}
      <code>{shownText(quoted)}</code>
      {shownText(sentence.slice(start + quoted.length))}
    </span>
  );
}

const VERBS = { imports: 'Imports', calls: 'Calls', changes: 'Changes', opens: 'Opens' } as const;

/** The steps of a program in the words of the story; what the report does not list any more has the table’s own. */
function stepsOf(outcome: LoaderOutcome, stories: ReadonlyMap<string, StoryStep>): readonly StoryStep[] {
  return outcome.steps.map((step): StoryStep => {
    const told = stories.get(keyOfStep(step));
    if (told !== undefined) return { ...told, tone: step.class, readers: step.note };
    return {
      before: VERBS[step.does],
      code: step.what,
      after: '',
      tone: step.class,
      readers: step.note,
      when: 'loading',
      carried: null,
      entryPath: step.entryPath,
      range: { start: step.byteOffset, end: step.byteOffset + 1 },
    };
  });
}
