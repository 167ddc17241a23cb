import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { shapeText, shortCount, totalsOf } from '../../state/array-numbers';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToArray } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { MetadataList } from './MetadataList';

const SHOWN_ARRAYS = 8;

/** What kind of model the file describes itself to be. */
export function ModelSection({ report }: { readonly report: Report }) {
  const session = useSession();
  const { metadata, arrays, streams } = report;
  if (metadata.length + arrays.length + streams.length === 0) return null;
  const totals = totalsOf(arrays);
  const count = arrays.length + omittedOf(report, 'array');
  const isNamed = arrays.some((array) => array.name !== null);
  return (
    <section className="overview-section" aria-labelledby="model-title">
      <h2 id="model-title" className="section-title">
        Contents
      </h2>
      <MetadataList metadata={metadata} />
      <dl className="pairs selectable">
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
            <dt>{isNamed ? 'Tensors' : 'Raw arrays'}</dt>
            <dd>
              {count.toLocaleString('en')}, {shortCount(totals.elements)} parameters, {formatSize(totals.bytes)}
            </dd>
          </div>
        )}
      </dl>
      {arrays.length > 0 && (
        <ul className="arrays mono">
          {arrays.slice(0, SHOWN_ARRAYS).map((array, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two arrays may share their bytes
            <li key={index} className="truncate">
              <button type="button" className="link" onClick={() => goToArray(session, array)}>
                {array.name === null ? formatOffset(array.range.start) : shownText(array.name)}
              </button>{' '}
              {shownText(array.dtype)} ({shapeText(array.shape)}){' '}
              <span className="faint">{formatSize(array.range.end - array.range.start)}</span>
            </li>
          ))}
        </ul>
      )}
      {count > SHOWN_ARRAYS && (
        <button type="button" className="link" onClick={() => session.view.setState({ tab: 'tensors' })}>
          Show all {count.toLocaleString('en')}
        </button>
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
