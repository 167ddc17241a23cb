import { formatSize } from '../../../shared/text/size';
import { useQueue, useSettings, useStatus } from '../../state/hooks';
import { THEME_WORDS } from './Rail';

function health(running: number, idle: number, restarted: number): { readonly word: string; readonly well: boolean } {
  if (running + idle === 0) return { word: 'No scanner', well: false };
  if (restarted > 0)
    return { word: `Scanner well, started again ${restarted === 1 ? 'once' : `${restarted} times`}`, well: true };
  return { word: running > 0 ? 'Scanner at work' : 'Scanner ready', well: true };
}

/** What the machine is doing, in one line. */
export function StatusBar() {
  const { app, scanners } = useStatus((state) => state);
  const summary = useQueue((state) => state.summary);
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
      <span className="spacer" />
      <span>Nothing leaves this computer</span>
      <span className="status-optional">Theme {THEME_WORDS[theme]}</span>
    </footer>
  );
}
