import type { Report } from '../../../shared/domain/report';
import { formatPercent } from '../../../shared/text/size';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { shownText } from '../../state/evidence';

/** Format, digest and coverage on one line. */
export function FactsLine({ report }: { readonly report: Report }) {
  const { coverage, formatPath, sha256 } = report;
  const outer = formatPath.slice(0, -1).map(shownText);
  const inner = shownText(formatPath.at(-1) ?? report.format);
  return (
    <div className="facts-line">
      <span className="facts-format truncate" title={formatPath.join(' › ')}>
        {outer.map((name) => `${name} › `)}
        <b>{inner}</b>
      </span>
      {sha256 && (
        <span className="facts-digest">
          SHA-256{' '}
          <b className="mono" title={sha256}>
            {sha256.slice(0, 8)}…{sha256.slice(-5)}
          </b>
          <CopyButton text={sha256} name="Copy SHA-256" />
        </span>
      )}
      <span>
        Understood <b>{formatPercent(coverage.explainedBytes, coverage.totalBytes)}</b> of{' '}
        {coverage.totalBytes.toLocaleString('en')} bytes
      </span>
    </div>
  );
}
