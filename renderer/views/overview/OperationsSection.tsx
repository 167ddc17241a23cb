import { useMemo, useState } from 'react';
import type { Report } from '../../../shared/domain/report';
import { judgeOperation } from '../../../shared/rules/policy/operations';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { type OperationLine, operationLines } from './operation-lines';

const FIRST_OPERATIONS = 10;

/** The operations of the graph, those that do more than compute first. */
export function OperationsSection({ report }: { readonly report: Report }) {
  const session = useSession();
  const [all, setAll] = useState(false);
  const lines = useMemo(() => operationLines(report.operations, judgeOperation), [report]);
  if (lines.length === 0) return null;
  const notKnown = lines.filter((line) => line.class !== 'known').length;
  const shown = all ? lines : lines.slice(0, Math.max(FIRST_OPERATIONS, Math.min(notKnown, 40)));
  const omitted = omittedOf(report, 'operation');
  const total = lines.reduce((sum, line) => sum + line.count, 0);
  return (
    <section className="overview-section wide" aria-labelledby="operations-title">
      <h2 id="operations-title" className="section-title">
        Operations{' '}
        <span className="faint">
          {total.toLocaleString('en')} of {lines.length.toLocaleString('en')} {lines.length === 1 ? 'kind' : 'kinds'}
          {notKnown > 0 && `, ${notKnown.toLocaleString('en')} of them not only computing`}
        </span>
      </h2>
      <table className="overview-table">
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col">Set</th>
            <th scope="col" className="number">
              Count
            </th>
            <th scope="col">What it does</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <tr key={line.key} className={line.tone}>
              <th scope="row">
                <button
                  type="button"
                  className="link mono"
                  onClick={() => goToPlace(session, line.first.entryPath, line.first.range)}
                >
                  {shownText(line.first.name)}
                </button>
              </th>
              <td className="muted">{shownText(line.set)}</td>
              <td className="number">{line.count.toLocaleString('en')}</td>
              <td className={line.class === 'known' ? 'muted' : 'overview-tone'}>{whatItDoes(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < lines.length && (
        <button type="button" className="link" onClick={() => setAll(true)}>
          Show all {lines.length.toLocaleString('en')}
        </button>
      )}
      {omitted > 0 && <p className="faint">{omitted.toLocaleString('en')} more are counted and not listed.</p>}
    </section>
  );
}

function whatItDoes(line: OperationLine): string {
  switch (line.class) {
    case 'known':
      return 'computes';
    case 'notable':
      return line.does;
    case 'unknown':
      return 'not known: its code is not in the file';
  }
}
