import { CircleHelp, Stamp, Undo2 } from 'lucide-react';
import type { Finding } from '../../../shared/domain/finding';
import { runCommand } from '../../commands';
import { acceptedText, namesOf, refusalToAccept } from '../../state/acceptance';
import { useSession } from '../../state/hooks';
import type { QueueItem } from '../../state/queue-item';

/** What the policy of the project says to a finding: who accepted it, or the way to accept it, and why its names are judged so. */
export function AcceptanceSection({ finding, item }: { readonly finding: Finding; readonly item: QueueItem }) {
  const session = useSession();
  const { accepted } = finding;
  const [name] = namesOf(finding);
  const canAccept = refusalToAccept(finding, item) === null;
  if (!accepted && !canAccept && !name) return null;
  return (
    <div className="inspector-acceptance">
      {accepted && <p className="inspector-accepted selectable">{acceptedText(accepted)}</p>}
      <p className="inspector-acceptance-actions">
        {accepted && (
          <button type="button" className="button small" onClick={() => runCommand(session, 'policy.revoke')}>
            <Undo2 aria-hidden />
            Revoke
          </button>
        )}
        {canAccept && (
          <button type="button" className="button small" onClick={() => runCommand(session, 'policy.accept')}>
            <Stamp aria-hidden />
            Accept for this file…
          </button>
        )}
        {name && (
          <button
            type="button"
            className="button small"
            onClick={() => runCommand(session, 'policy.lookUp', `${name.module}:${name.name}`)}
          >
            <CircleHelp aria-hidden />
            Why so?
          </button>
        )}
      </p>
    </div>
  );
}
