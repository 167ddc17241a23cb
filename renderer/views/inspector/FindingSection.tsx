import { ClipboardCopy, FileText } from 'lucide-react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import type { Finding } from '../../../shared/domain/finding';
import { CERTAINTY_WORDS, explain } from '../../../shared/rules/explain';
import { formatOffset } from '../../../shared/text/hex';
import { runCommand } from '../../commands';
import { Explained } from '../../components/Explained/Explained';
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
  const told = explain(finding);
  const path = formatEntryPath(finding.entryPath);
  return (
    <section className="inspector-finding" aria-label="Finding">
      <h3>Finding</h3>
      <p className="inspector-rule">
        <SeverityTag severity={finding.severity} />{' '}
        {told ? (
          <button
            type="button"
            className="link truncate"
            title={`About the rule ${told.ruleId}`}
            onClick={() => runCommand(session, 'help.rule', told.ruleId)}
          >
            {told.title}
          </button>
        ) : (
          <span className="truncate">{finding.ruleId}</span>
        )}
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
      {told && (
        <Explained
          meaning={told.meaning}
          consequence={told.consequence}
          certainty={CERTAINTY_WORDS[told.certainty]}
          howSure={told.howSure}
          remedy={told.remedy}
        />
      )}
      <p className="inspector-actions">
        <button
          type="button"
          className="button"
          onClick={() => runCommand(session, 'copy.evidence')}
          title={`Copy what identifies this finding in ${shownText(item.name)}`}
        >
          <ClipboardCopy aria-hidden />
          Copy as evidence
        </button>
        <button
          type="button"
          className="button"
          onClick={() => runCommand(session, 'copy.markdown')}
          title="Copy the finding with its explanation, for a report or an issue"
        >
          <FileText aria-hidden />
          Copy as Markdown
        </button>
      </p>
    </section>
  );
}
