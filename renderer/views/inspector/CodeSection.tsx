import { Binary, FileCode } from 'lucide-react';
import { useState } from 'react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import { formatOffset } from '../../../shared/text/hex';
import { SEVERITY_TONES } from '../../components/SeverityTag/SeverityTag';
import { flaggedNames, LANGUAGE_WORDS, RUNS_SENTENCES } from '../../state/code-names';
import { shownText } from '../../state/evidence';
import { useSession, useView } from '../../state/hooks';
import { goToBytes, goToCode } from '../../state/navigate';
import type { CodeSpot } from '../../state/selection';
import { isStreamCode } from '../../state/stream-code';

const FIRST_NAMES = 24;

/** A piece of code: when it runs, what it names, and what those names are known for. */
export function CodeSection({ spot }: { readonly spot: CodeSpot }) {
  const session = useSession();
  const tab = useView((state) => state.tab);
  const [all, setAll] = useState(false);
  const { fact } = spot;
  const dangers = flaggedNames(fact);
  const chosen = dangers.find(({ name }) => name === spot.name) ?? null;
  const others = fact.names.filter((name) => !dangers.some((danger) => danger.name === name));
  const path = formatEntryPath(fact.entryPath);
  const [count, noun] = isStreamCode(fact)
    ? [fact.opcodes, 'opcode']
    : [fact.text.replace(/\n$/, '').split('\n').length, 'line'];
  return (
    <section aria-label="Code">
      {chosen && (
        <div className={`inspector-chosen tone-${SEVERITY_TONES[chosen.severity]}`}>
          <h2 className="mono">{shownText(chosen.name)}</h2>
          <p>This name {chosen.does}.</p>
        </div>
      )}
      <h2 className="inspector-name">{shownText(fact.title)}</h2>
      <p className="muted">
        {LANGUAGE_WORDS[fact.language]}, {count.toLocaleString('en')} {count === 1 ? noun : `${noun}s`}
        {fact.truncated && ', cut'}.{' '}
        <span className={fact.runs === 'loading' ? 'strong' : ''}>{RUNS_SENTENCES[fact.runs]}</span>
      </p>
      <p className="muted">
        {path !== '' && `${shownText(path)}, `}
        <span className="mono">{formatOffset(fact.range.start)}</span>,{' '}
        {(fact.range.end - fact.range.start).toLocaleString('en')} bytes
      </p>
      {dangers.length > 0 && (
        <>
          <h3>Flagged names</h3>
          <ul className="inspector-dangers">
            {dangers.map((danger) => (
              <li key={danger.name} className={`tone-${SEVERITY_TONES[danger.severity]}`}>
                <button
                  type="button"
                  className="link mono"
                  aria-pressed={danger.name === spot.name}
                  onClick={() => void session.selection.toCode({ fact, name: danger.name, line: null })}
                >
                  {shownText(danger.name)}
                </button>{' '}
                <span className="muted">{danger.does}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {others.length > 0 && (
        <>
          <h3>
            {dangers.length > 0 ? 'Other names' : 'Names'}{' '}
            <span className="faint">{others.length.toLocaleString('en')}</span>
          </h3>
          <p className="mono inspector-names selectable">
            {(all ? others : others.slice(0, FIRST_NAMES)).map((name) => (
              <span key={name}>{shownText(name)}</span>
            ))}
          </p>
          {others.length > FIRST_NAMES && !all && (
            <button type="button" className="link" onClick={() => setAll(true)}>
              Show all {others.length.toLocaleString('en')}
            </button>
          )}
        </>
      )}
      <p className="inspector-actions">
        {tab !== 'code' && (
          <button type="button" className="button" onClick={() => goToCode(session, fact, spot.line)}>
            <FileCode aria-hidden />
            Show the code
          </button>
        )}
        <button type="button" className="button" onClick={() => goToBytes(session, fact.entryPath, fact.range)}>
          <Binary aria-hidden />
          Show its bytes
        </button>
      </p>
    </section>
  );
}
