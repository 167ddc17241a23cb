import { useEffect, useState } from 'react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import type { IndicatorFact } from '../../../shared/domain/fact';
import { formatOffset } from '../../../shared/text/hex';
import { printable } from '../../../shared/text/printable';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { indicatorLabel, indicatorText, SOURCE_LABELS } from '../../state/indicators';
import { goToIndicator } from '../../state/navigate';
import { errorOf } from '../../state/scanner-client';

/** Bytes of a secret that are shown at most. */
const REVEALED_BYTES = 4096;

/** One address, path, command or secret: what it is, and where it was seen. */
export function IndicatorSection({ fact }: { readonly fact: IndicatorFact }) {
  const session = useSession();
  const path = formatEntryPath(fact.entryPath);
  const value = indicatorText(fact, true);
  const { start, end } = fact.range;
  return (
    <section aria-label="String">
      <h2>{indicatorLabel(fact)}</h2>
      <div className="inspector-here">
        <code className="selectable">{value}</code>
      </div>
      <dl className="inspector-pairs selectable">
        <div>
          <dt>Seen in</dt>
          <dd>{SOURCE_LABELS[fact.source]}</dd>
        </div>
        <div>
          <dt>Count</dt>
          <dd>{fact.count.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>First at</dt>
          <dd>
            {path !== '' && <span className="muted">{shownText(path)}, </span>}
            <button
              type="button"
              className="link mono"
              title="Show its bytes"
              onClick={() => goToIndicator(session, fact)}
            >
              {formatOffset(start)}
            </button>
            <span className="muted">, {(end - start).toLocaleString('en')} bytes</span>
          </dd>
        </div>
      </dl>
      {fact.secret === null ? (
        <p className="muted">A fact about the file, not a finding: honest models name addresses and paths, too.</p>
      ) : (
        <Secret key={`${start} ${path}`} fact={fact} />
      )}
    </section>
  );
}

/** A secret stays where it is until somebody asks for it, and is gone again with the selection. */
function Secret({ fact }: { readonly fact: IndicatorFact }) {
  const { opened } = useSession();
  const [wanted, setWanted] = useState(false);
  const [text, setText] = useState<string | null>(null);
  const [failure, setFailure] = useState('');
  const { entryPath, range } = fact;

  useEffect(() => {
    if (!wanted) return;
    const { signal } = new AbortController();
    const length = Math.min(REVEALED_BYTES, range.end - range.start);
    let here = true;
    opened
      .ask({ what: 'bytes', entryPath, offset: range.start, length }, signal)
      .then((answer) => here && setText(new TextDecoder().decode(answer.bytes)))
      .catch((reason: unknown) => here && setFailure(errorOf(reason).message));
    return () => {
      here = false;
    };
  }, [wanted, opened, entryPath, range]);

  if (failure !== '') return <p role="alert">{failure}</p>;
  if (text !== null)
    return (
      <div className="inspector-here">
        <code className="selectable inspector-secret">{printable(text)}</code>
        <span>
          <button
            type="button"
            className="link"
            onClick={() => {
              setWanted(false);
              setText(null);
            }}
          >
            Hide
          </button>{' '}
          <CopyButton name="Copy the secret" text={text} />
        </span>
      </div>
    );
  return (
    <p className="muted">
      Masked here and in copies. The Opcodes, Code and Hex views show the bytes as they are.{' '}
      <button type="button" className="link" disabled={range.end === range.start} onClick={() => setWanted(true)}>
        Reveal
      </button>
    </p>
  );
}
