import { defang } from '../../../shared/text/defang';
import { formatOffset } from '../../../shared/text/hex';
import { VirtualRows } from '../../components/VirtualRows/VirtualRows';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToCode, goToPlace } from '../../state/navigate';
import type { StoryStep } from './story';

/** Steps that stand on the page; more of them scroll in a frame of their own. */
const OPEN_STEPS = 24;
const ROW_HEIGHT = 28;

/** Steps in their order, each of which leads to its bytes. */
export function StepList({ steps }: { readonly steps: readonly StoryStep[] }) {
  if (steps.length <= OPEN_STEPS)
    return (
      <ol className="story">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a report never change their order
          <li key={index}>
            <Step step={step} number={index + 1} />
          </li>
        ))}
      </ol>
    );
  return (
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
