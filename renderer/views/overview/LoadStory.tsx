import { useMemo } from 'react';
import type { Report } from '../../../shared/domain/report';
import { defang } from '../../../shared/text/defang';
import { formatOffset } from '../../../shared/text/hex';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToCode, goToPlace } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { nothingSentence } from './nothing';
import { loadStory, STORY_KINDS, type StoryStep } from './story';

/** Steps that stand on the page; more of them scroll in a frame of their own. */
const OPEN_STEPS = 24;
const ROW_HEIGHT = 28;

export function LoadStory({ report }: { readonly report: Report }) {
  const steps = useMemo(() => loadStory(report), [report]);
  const left = STORY_KINDS.reduce((sum, kind) => sum + omittedOf(report, kind), 0);
  const isUsed = steps.some((step) => step.when === 'using');
  return (
    <section className="overview-section wide" aria-labelledby="story-title">
      <h2 id="story-title" className="section-title">
        {isUsed ? 'What loading and using it would do, in order' : 'What loading it would do, in order'}
      </h2>
      {steps.length === 0 ? (
        <p className="muted">{nothingSentence(report)}</p>
      ) : steps.length <= OPEN_STEPS ? (
        <ol className="story">
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a report never change their order
            <li key={index}>
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
      onClick={() => (step.carried ? goToCode(session, step.carried) : goToPlace(session, step.entryPath, step.range))}
      title={`${step.before} ${defang(step.code)}${shownText(step.after)}`}
    >
      <span className="story-number">{number}</span>
      <span className="truncate">
        {step.before} <code>{defang(step.code)}</code>
        <span className="muted">{shownText(step.after)}</span>
      </span>
      {(step.readers || step.when === 'using') && (
        <span className={step.readers ? 'story-readers' : 'story-readers when'}>
          {step.readers || 'when it is used'}
        </span>
      )}
      <span className="mono faint">{formatOffset(step.range.start)}</span>
    </button>
  );
}
