import { useMemo } from 'react';
import { isComplete } from '../../../shared/domain/coverage';
import type { Report } from '../../../shared/domain/report';
import { defang } from '../../../shared/text/defang';
import { formatOffset } from '../../../shared/text/hex';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';
import { loadStory, type StoryStep } from './story';

/** Steps that stand on the page; more of them scroll in a frame of their own. */
const OPEN_STEPS = 24;
const ROW_HEIGHT = 28;

/** Says that nothing is imported or called only of what was understood: the rest of a file may do anything. */
function nothingSentence(report: Report): string {
  if (!isComplete(report.coverage) || report.error) {
    return report.streams.length === 0
      ? 'Nothing is known of what loading it would do: no pickle was recognised in it, and not all of it was understood.'
      : 'What was understood imports nothing and calls nothing. What was not understood may do anything.';
  }
  return report.streams.length === 0
    ? 'There is no pickle in it: loading it as data would import nothing and call nothing.'
    : 'Loading it would import nothing and call nothing.';
}

export function LoadStory({ report }: { readonly report: Report }) {
  const steps = useMemo(() => loadStory(report), [report]);
  const left = (report.omitted.globals ?? 0) + (report.omitted.calls ?? 0);
  return (
    <section className="overview-section wide" aria-labelledby="story-title">
      <h2 id="story-title" className="section-title">
        What loading it would do, in order
      </h2>
      {steps.length === 0 ? (
        <p className="muted">{nothingSentence(report)}</p>
      ) : steps.length <= OPEN_STEPS ? (
        <ol className="story">
          {steps.map((step, index) => (
            <li key={`${step.before}${step.code}${step.range.start}`}>
              <Step step={step} number={index + 1} />
            </li>
          ))}
        </ol>
      ) : (
        <VirtualRows
          role="list"
          aria-label={`${steps.length.toLocaleString('en')} steps`}
          tabIndex={0}
          className="story framed"
          count={steps.length}
          rowHeight={ROW_HEIGHT}
          renderRow={(index) => (
            <div role="listitem" key={index}>
              <Step step={steps[index] as StoryStep} number={index + 1} />
            </div>
          )}
        />
      )}
      {left > 0 && <p className="faint">{left.toLocaleString('en')} more are counted and not listed.</p>}
    </section>
  );
}

function Step({ step, number }: { readonly step: StoryStep; readonly number: number }) {
  const session = useSession();
  return (
    <button
      type="button"
      className={`story-step ${step.tone}`}
      onClick={() => goToPlace(session, step.entryPath, step.range)}
      title={`Show ${formatOffset(step.range.start)}`}
    >
      <span className="story-number">{number}</span>
      <span className="truncate">
        {step.before} <code>{defang(step.code)}</code>
        <span className="muted">{shownText(step.after)}</span>
      </span>
      {step.readers && <span className="story-readers">{step.readers}</span>}
      <span className="mono faint">{formatOffset(step.range.start)}</span>
    </button>
  );
}
