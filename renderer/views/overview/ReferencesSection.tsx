import { useState } from 'react';
import type { ReferenceFact } from '../../../shared/domain/fact';
import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';

const FIRST_REFERENCES = 8;

function kindOf(fact: ReferenceFact): { readonly word: string; readonly tone: string } {
  if (fact.to === 'library') return { word: 'native library', tone: 'dangerous' };
  if (fact.to === 'address') return { word: 'address', tone: 'unknown' };
  return fact.leavesFolder ? { word: 'file outside its folder', tone: 'unknown' } : { word: 'file', tone: 'trusted' };
}

/** What the file leads to outside itself. */
export function ReferencesSection({ report }: { readonly report: Report }) {
  const session = useSession();
  const [all, setAll] = useState(false);
  const { references } = report;
  if (references.length === 0) return null;
  const omitted = omittedOf(report, 'reference');
  return (
    <section className="overview-section wide" aria-labelledby="references-title">
      <h2 id="references-title" className="section-title">
        What it leads to outside itself <span className="faint">{references.length.toLocaleString('en')}</span>
      </h2>
      <table className="overview-table">
        <thead>
          <tr>
            <th scope="col">Target</th>
            <th scope="col">Kind</th>
            <th scope="col">What for</th>
            <th scope="col" className="number">
              Where
            </th>
          </tr>
        </thead>
        <tbody>
          {(all ? references : references.slice(0, FIRST_REFERENCES)).map((fact) => {
            const { word, tone } = kindOf(fact);
            return (
              <tr key={`${fact.entryPath.join('/')}${fact.range.start}${fact.target}`} className={tone}>
                <th scope="row">
                  <code className="selectable">{shownText(fact.target)}</code>
                </th>
                <td className={tone === 'trusted' ? 'muted' : 'overview-tone'}>{word}</td>
                <td className="muted">{shownText(fact.purpose)}</td>
                <td className="number">
                  <button
                    type="button"
                    className="link mono"
                    onClick={() => goToPlace(session, fact.entryPath, fact.range)}
                  >
                    {formatOffset(fact.range.start)}
                  </button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {references.length > FIRST_REFERENCES && !all && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {references.length.toLocaleString('en')}
        </button>
      )}
      {omitted > 0 && <p className="faint">{omitted.toLocaleString('en')} more are counted and not listed.</p>}
    </section>
  );
}
