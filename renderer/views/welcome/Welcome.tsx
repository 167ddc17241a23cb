import { FileSearch, FolderSearch, PackageOpen } from 'lucide-react';
import { FORMATS, type FormatRow } from '../../../shared/formats';
import { runCommand } from '../../commands';
import { useSession } from '../../state/hooks';
import './welcome.css';

/** Every format of the table, by the name a person knows. */
const LABELS: readonly string[] = [
  ...new Set((FORMATS as readonly FormatRow[]).filter((row) => row.id !== 'unknown').map((row) => row.label)),
];

/** First run: the whole window is the drop target. */
export function Welcome() {
  const session = useSession();
  return (
    <main className="welcome" aria-label="Drop files here">
      <div className="welcome-target">
        <svg viewBox="0 0 64 64" width="72" height="72" aria-hidden="true" className="welcome-mark">
          <path d="M20 8h24M24 8v36a8 8 0 0 0 16 0V8" />
          <path d="M24 30h16" className="level" />
          <path d="M24 30h16v14a8 8 0 0 1-16 0z" className="fill" />
        </svg>
        <h1>Drop model files or folders here</h1>
        <p className="muted">Files are read, never loaded. Nothing leaves this computer.</p>
        <div className="welcome-actions">
          <button type="button" className="button primary" onClick={() => runCommand(session, 'queue.openFiles')}>
            <FileSearch aria-hidden />
            Open files…
          </button>
          <button type="button" className="button" onClick={() => runCommand(session, 'queue.openFolder')}>
            <FolderSearch aria-hidden />
            Open folder…
          </button>
          <button type="button" className="button" onClick={() => runCommand(session, 'queue.openSamples')}>
            <PackageOpen aria-hidden />
            Open the sample set
          </button>
        </div>
        <p className="welcome-formats faint">
          Takes apart {LABELS.slice(0, -1).join(', ')} and {LABELS.at(-1)}.
        </p>
      </div>
    </main>
  );
}
