import { useState } from 'react';
import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';

const FIRST_STOPS = 6;

/** What the restricted loader of PyTorch would say to this file: its own list of names, not a verdict. */
export function WeightsOnlySection({ report }: { readonly report: Report }) {
  const session = useSession();
  const [all, setAll] = useState(false);
  const { weightsOnly } = report;
  if (!weightsOnly) return null;
  const { accepts, stoppedBy } = weightsOnly;
  return (
    <section className="overview-section wide" aria-labelledby="weights-only-title">
      <h2 id="weights-only-title" className="section-title">
        Restricted loading
      </h2>
      <p className="weights-only">
        <code>torch.load(weights_only=True)</code>
        {accepts ? (
          <span>
            would take this file. <span className="muted">It holds to a short list of names; that is no verdict.</span>
          </span>
        ) : (
          <span>
            <span className="refuses">would refuse this file</span>
            {stoppedBy.length === 0 ? ': it holds no pickle that it reads.' : ', because of:'}
          </span>
        )}
      </p>
      {stoppedBy.length > 0 && (
        <ul className="weights-only-stops">
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
      )}
      {stoppedBy.length > FIRST_STOPS && !all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {stoppedBy.length.toLocaleString('en')}
        </button>
      )}
    </section>
  );
}
