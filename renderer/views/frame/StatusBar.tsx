import { profileOf } from '../../../shared/policy/profiles';
import { formatSize } from '../../../shared/text/size';
import { runCommand } from '../../commands';
import { usePolicy, useQueue, useSession, useSettings, useStatus } from '../../state/hooks';
import { THEME_WORDS } from './Rail';

function health(running: number, idle: number, restarted: number): { readonly word: string; readonly well: boolean } {
  if (running + idle === 0) return { word: 'No scanner', well: false };
  if (restarted > 0)
    return { word: `Scanner well, started again ${restarted === 1 ? 'once' : `${restarted} times`}`, well: true };
  return { word: running > 0 ? 'Scanner at work' : 'Scanner ready', well: true };
}

/** What the last change of the policy came to: files whose facts were let go are read once more. */
function appliedText({ rejudged, rescanned }: { readonly rejudged: number; readonly rescanned: number }): string {
  const files = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
  const again = rescanned === 0 ? '' : `${files(rescanned)} scanned again`;
  return rejudged === 0 ? again : `${files(rejudged)} judged anew${again === '' ? '' : `, ${again}`}`;
}

/** What the machine is doing, in one line. */
export function StatusBar() {
  const { app, scanners } = useStatus((state) => state);
  const summary = useQueue((state) => state.summary);
  const session = useSession();
  const policy = usePolicy((held) => held.file);
  const applied = usePolicy((held) => held.applied);
  const theme = useSettings((state) => state.theme);
  const state = scanners ? health(scanners.running, scanners.idle, scanners.restarted) : null;
  const underWay = summary.running + summary.queued;
  return (
    <footer className="status-bar">
      {state && (
        <span>
          <i className={`status-dot ${state.well ? '' : 'unwell'}`} />
          {state.word}
        </span>
      )}
      {app && <span className="status-optional">Engine {app.version}</span>}
      {app && <span className="status-optional">Rules {app.ruleset}</span>}
      {summary.total > 0 && (
        <span>
          {summary.total.toLocaleString('en')} {summary.total === 1 ? 'file' : 'files'},{' '}
          {formatSize(summary.totalBytes)}
        </span>
      )}
      {underWay > 0 && (
        <span role="status">
          {underWay.toLocaleString('en')} scanning
          {summary.bytesPerSecond > 0 && `, ${formatSize(summary.bytesPerSecond)}/s`}
        </span>
      )}
      {policy && (
        <button
          type="button"
          className={`status-policy ${policy.problems.length > 0 ? 'broken' : ''}`}
          onClick={() => runCommand(session, 'view.room', 'policy')}
        >
          {policy.problems.length > 0
            ? 'Policy file broken: built-in rows are in force'
            : `Policy: ${profileOf(policy.policy.profile).title}`}
        </button>
      )}
      {applied && (
        <span role="status" className="status-applied">
          {appliedText(applied)}
        </span>
      )}
      <span className="spacer" />
      <span>Nothing leaves this computer</span>
      <span className="status-optional">Theme {THEME_WORDS[theme]}</span>
    </footer>
  );
}
