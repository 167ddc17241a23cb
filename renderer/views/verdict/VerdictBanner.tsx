import { KeyRound } from 'lucide-react';
import { formatPercent, formatSize } from '../../../shared/text/size';
import { runCommand } from '../../commands';
import { Prose } from '../../components/Prose/Prose';
import { VERDICT_WORDS, VerdictMark } from '../../components/VerdictMark/VerdictMark';
import { shownText } from '../../state/evidence';
import { useQueueItem, useSession } from '../../state/hooks';
import { shownVerdict } from '../../state/queue-item';
import { verdictText } from './sentence';
import './verdict.css';

/** Shape, word and colour; then what that means in one sentence; then what to do. */
export function VerdictBanner({ id }: { readonly id: string }) {
  const session = useSession();
  const item = useQueueItem(id);
  if (!item) return null;
  const verdict = shownVerdict(item);
  const text = verdictText(item);
  const underWay = item.state === 'running' || item.state === 'queued';
  const { progress } = item;
  return (
    <header
      className={`verdict-banner tone-${verdict ?? 'note'}`}
      data-testid="verdict-banner"
      data-verdict={verdict ?? 'pending'}
    >
      {verdict ? <VerdictMark verdict={verdict} size={34} /> : <span className="verdict-pending" aria-hidden="true" />}
      <div className="verdict-words selectable">
        <h1>
          <span className="verdict-word">
            {verdict ? VERDICT_WORDS[verdict] : underWay ? 'Scanning' : 'Not scanned'}
          </span>{' '}
          <span>{shownText(item.name)}</span>
        </h1>
        {text && (
          <p className="verdict-sentence">
            <Prose parts={text.sentence} />
          </p>
        )}
        {item.report && item.report.accepted > 0 && (
          <p className="verdict-accepted">
            <button type="button" className="link" onClick={() => runCommand(session, 'view.tab', 'findings')}>
              {item.report.accepted === 1 ? '1 finding' : `${item.report.accepted.toLocaleString('en')} findings`}
            </button>{' '}
            accepted under the project’s policy.
          </p>
        )}
        {text?.advice && <p className="muted">{text.advice}</p>}
        {underWay && (
          <p className="muted" role="status">
            {progress
              ? `The scan goes on: ${formatPercent(progress.readBytes, progress.totalBytes)} of ${formatSize(progress.totalBytes)}, ${formatSize(progress.bytesPerSecond)}/s.`
              : 'Waiting for a scanner.'}
          </p>
        )}
      </div>
      {underWay ? (
        <button type="button" className="button" onClick={() => runCommand(session, 'queue.cancel')}>
          Cancel
        </button>
      ) : item.report ? (
        item.report.locked && (
          <button type="button" className="button" onClick={() => runCommand(session, 'queue.unlock')}>
            <KeyRound aria-hidden />
            Enter password…
          </button>
        )
      ) : (
        <button type="button" className="button" onClick={() => runCommand(session, 'queue.rescan')}>
          Scan again
        </button>
      )}
    </header>
  );
}
