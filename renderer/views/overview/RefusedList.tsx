import { useState } from 'react';
import type { WeightsOnly } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';

const FIRST_STOPS = 6;

/** Everything that the restricted loader of PyTorch would refuse: its own list of names, not a verdict. */
export function RefusedList({ weightsOnly: { accepts, stoppedBy } }: { readonly weightsOnly: WeightsOnly }) {
  const session = useSession();
  const [all, setAll] = useState(false);
  if (accepts) return <p className="muted">It holds to a short list of names; that is no verdict.</p>;
  if (stoppedBy.length < 2) return null;
  return (
    <div className="refused">
      <h3>All that it would refuse</h3>
      <ul>
        {(all ? stoppedBy : stoppedBy.slice(0, FIRST_STOPS)).map((stop) => (
          <li key={`${stop.entryPath.join('/')}${stop.byteOffset}${stop.what}`}>
            <code>{shownText(stop.what)}</code>{' '}
            <button
              type="button"
              className="link mono"
              onClick={() => goToPlace(session, stop.entryPath, { start: stop.byteOffset, end: stop.byteOffset + 1 })}
            >
              {formatOffset(stop.byteOffset)}
            </button>
          </li>
        ))}
      </ul>
      {stoppedBy.length > FIRST_STOPS && !all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {stoppedBy.length.toLocaleString('en')}
        </button>
      )}
    </div>
  );
}
