import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';

const SHOWN_ARRAYS = 8;

/** What kind of model the file describes itself to be. */
export function ModelSection({ report }: { readonly report: Report }) {
  const session = useSession();
  const { metadata, arrays, streams } = report;
  if (metadata.length + arrays.length + streams.length === 0) return null;
  const arrayBytes = arrays.reduce((sum, array) => sum + array.range.end - array.range.start, 0);
  return (
    <section className="overview-section" aria-labelledby="model-title">
      <h2 id="model-title" className="section-title">
        Contents
      </h2>
      <dl className="pairs selectable">
        {metadata.map((fact) => (
          <div key={`${fact.key}${fact.range.start}${fact.entryPath.join('/')}`}>
            <dt>{shownText(fact.key)}</dt>
            <dd>{shownText(fact.value)}</dd>
          </div>
        ))}
        {streams.length > 0 && (
          <div>
            <dt>Opcodes</dt>
            <dd>
              {report.opcodes.toLocaleString('en')} in {streams.length.toLocaleString('en')}{' '}
              {streams.length === 1 ? 'stream' : 'streams'}
              {`, protocol ${streams.reduce((highest, stream) => Math.max(highest, stream.highestProto), 0)}`}
            </dd>
          </div>
        )}
        {arrays.length > 0 && (
          <div>
            <dt>Raw arrays</dt>
            <dd>
              {(arrays.length + (report.omitted.arrays ?? 0)).toLocaleString('en')}, {formatSize(arrayBytes)}
            </dd>
          </div>
        )}
      </dl>
      {arrays.length > 0 && (
        <ul className="arrays mono">
          {arrays.slice(0, SHOWN_ARRAYS).map((array) => (
            <li key={`${array.entryPath.join('/')}${array.range.start}`}>
              <button type="button" className="link" onClick={() => goToPlace(session, array.entryPath, array.range)}>
                {formatOffset(array.range.start)}
              </button>{' '}
              {shownText(array.dtype)} ({array.shape.join(' × ')}){' '}
              <span className="faint">{formatSize(array.range.end - array.range.start)}</span>
            </li>
          ))}
          {arrays.length > SHOWN_ARRAYS && (
            <li className="faint">
              and {(arrays.length - SHOWN_ARRAYS + (report.omitted.arrays ?? 0)).toLocaleString('en')} more
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

export function DigestSection({ report }: { readonly report: Report }) {
  return (
    <section className="overview-section" aria-labelledby="digest-title">
      <h2 id="digest-title" className="section-title">
        Digest
      </h2>
      {report.sha256 ? (
        <p className="digest">
          <span className="muted">SHA-256</span> <code className="digest-text selectable">{report.sha256}</code>
          <CopyButton text={report.sha256} name="Copy SHA-256" />
        </p>
      ) : (
        <p className="muted">The file was not read to its end, so it has no digest.</p>
      )}
      <p className="muted">
        {report.sizeBytes.toLocaleString('en')} bytes, scanned in{' '}
        {report.durationMs < 1000
          ? `${Math.round(report.durationMs)} ms`
          : `${(report.durationMs / 1000).toFixed(1)} s`}
      </p>
    </section>
  );
}
