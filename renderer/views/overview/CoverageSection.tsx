import { useMemo, useState } from 'react';
import type { RegionKind } from '../../../shared/domain/coverage';
import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { formatPercent, formatSize } from '../../../shared/text/size';
import { REGION_NAMES } from '../../components/ByteMap/draw';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';

const FIRST_GAPS = 12;

/** How much was understood, of what it consists, and every part that was not. */
export function CoverageSection({ report }: { readonly report: Report }) {
  const session = useSession();
  const [all, setAll] = useState(false);
  const { explainedBytes, totalBytes, gaps } = report.coverage;
  const kinds = useMemo(() => {
    const sums = new Map<RegionKind, number>();
    for (const region of report.regions)
      sums.set(region.kind, (sums.get(region.kind) ?? 0) + region.end - region.start);
    return [...sums].sort((a, b) => b[1] - a[1]);
  }, [report]);
  return (
    <section className="overview-section" aria-labelledby="coverage-title">
      <h2 id="coverage-title" className="section-title">
        Coverage
      </h2>
      <p>
        <span className="strong">{formatPercent(explainedBytes, totalBytes)}</span> of {formatSize(totalBytes)} was
        understood
        {explainedBytes < totalBytes && `; ${(totalBytes - explainedBytes).toLocaleString('en')} bytes were not`}.
      </p>
      <ul className="kinds">
        {kinds.map(([kind, bytes]) => (
          <li key={kind}>
            <i style={{ background: `var(--map-${kind})` }} />
            {REGION_NAMES[kind]}
            <span className="muted">{formatSize(bytes)}</span>
          </li>
        ))}
      </ul>
      {gaps.length > 0 && (
        <ul className="gaps" aria-label="Parts that were not understood">
          {(all ? gaps : gaps.slice(0, FIRST_GAPS)).map((gap) => (
            <li key={`${gap.entryPath.join('/')}:${gap.start}`}>
              <button type="button" className="link mono" onClick={() => goToPlace(session, gap.entryPath, gap)}>
                {formatOffset(gap.start)}–{formatOffset(gap.end)}
              </button>{' '}
              <span className="muted">
                {gap.entryPath.length > 0 && `in ${shownText(gap.entryPath.join(' › '))}: `}
                {shownText(gap.reason)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {gaps.length > FIRST_GAPS && !all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {gaps.length.toLocaleString('en')}
        </button>
      )}
    </section>
  );
}
