import { ClipboardCopy } from 'lucide-react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import type { Finding } from '../../../shared/domain/finding';
import { ruleById } from '../../../shared/rules/catalog';
import { formatOffset } from '../../../shared/text/hex';
import { runCommand } from '../../commands';
import { Prose } from '../../components/Prose/Prose';
import { SeverityTag } from '../../components/SeverityTag/SeverityTag';
import { evidenceLine, shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToFinding } from '../../state/navigate';
import { findingProse } from '../../state/prose';
import type { QueueItem } from '../../state/queue-item';
import { AcceptanceSection } from './AcceptanceSection';

export function FindingSection({ finding, item }: { readonly finding: Finding; readonly item: QueueItem }) {
  const session = useSession();
  const rule = ruleById(finding.ruleId);
  const path = formatEntryPath(finding.entryPath);
  return (
    <section className="inspector-finding" aria-label="Finding">
      <h3>Finding</h3>
      <p className="inspector-rule">
        <SeverityTag severity={finding.severity} />{' '}
        <span className="truncate" title={finding.ruleId}>
          {rule?.title ?? finding.ruleId}
        </span>
      </p>
      <p className="selectable">
        <Prose parts={findingProse(finding)} />
      </p>
      <AcceptanceSection finding={finding} item={item} />
      {finding.evidence.length > 0 && (
        <dl className="inspector-evidence selectable">
          {finding.evidence.map((evidence) => {
            const { label, text } = evidenceLine(evidence);
            return (
              <div key={`${label}${text}`}>
                <dt>{label}</dt>
                <dd>
                  <code>{text}</code>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      <p className="muted">
        {path && `${shownText(path)}, `}
        <button type="button" className="link mono" onClick={() => goToFinding(session, finding)}>
          {formatOffset(finding.byteOffset)}
        </button>
        , {finding.byteLength.toLocaleString('en')} {finding.byteLength === 1 ? 'byte' : 'bytes'}
      </p>
      {rule && (
        <>
          <h3>Why it matters</h3>
          <p>{rule.explanation}</p>
          <h3>What to do</h3>
          <p>{rule.remedy}</p>
        </>
      )}
      <button
        type="button"
        className="button"
        onClick={() => runCommand(session, 'copy.evidence')}
        title={`Copy what identifies this finding in ${shownText(item.name)}`}
      >
        <ClipboardCopy aria-hidden />
        Copy as evidence
      </button>
    </section>
  );
}
