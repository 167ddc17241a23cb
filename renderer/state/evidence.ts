import { formatEntryPath } from '../../shared/domain/artifact';
import type { Evidence, Finding } from '../../shared/domain/finding';
import { CERTAINTY_WORDS, explain, referenceAddress } from '../../shared/rules/explain';
import { defang } from '../../shared/text/defang';
import { formatOffset } from '../../shared/text/hex';
import { printable } from '../../shared/text/printable';
import { formatCall } from '../../shared/text/symbol';
import type { QueueItem } from './queue-item';
import type { Session } from './session';

/** A text of a hostile file as it may stand on the screen or in a report: on one line and not clickable. */
export const shownText = (text: string): string => defang(printable(text));

/** One piece of evidence as label and text. */
export function evidenceLine(evidence: Evidence): { readonly label: string; readonly text: string } {
  switch (evidence.kind) {
    case 'global':
      return {
        label: 'Import',
        text: shownText(evidence.module === '' ? evidence.name : `${evidence.module}.${evidence.name}`),
      };
    case 'call':
      return { label: 'Call', text: defang(formatCall(evidence.callee, evidence.arguments, 2000)) };
    case 'text':
      return { label: evidence.label, text: shownText(evidence.text) };
  }
}

/** A finding as a few lines for a ticket: everything needed to find it again, nothing clickable. */
export function evidenceText(item: QueueItem, finding: Finding): string {
  const lines = [
    `${finding.severity.toUpperCase()} ${finding.ruleId}: ${shownText(finding.message)}`,
    `File: ${shownText(item.name)} (${item.sizeBytes} bytes)`,
  ];
  if (item.report?.sha256) lines.push(`SHA-256: ${item.report.sha256}`);
  if (item.report) lines.push(`Verdict: ${item.report.verdict}; format: ${item.report.formatPath.join(' > ')}`);
  const where = formatEntryPath(finding.entryPath);
  lines.push(
    `Where: ${where === '' ? '' : `${shownText(where)}, `}${formatOffset(finding.byteOffset)}, ${finding.byteLength} bytes`,
  );
  for (const evidence of finding.evidence) {
    const { label, text } = evidenceLine(evidence);
    lines.push(`${label}: ${text}`);
  }
  return `${lines.join('\n')}\n`;
}

/** As long a run of backticks as a fence needs so that nothing in the text closes it. */
function fenceFor(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  return '`'.repeat(longest + 1);
}

/** A finding with its explanation as Markdown, for a report. What comes from the file stands in fences, where it is only text. */
export function evidenceMarkdown(item: QueueItem, finding: Finding): string {
  const told = explain(finding);
  const evidence = evidenceText(item, finding);
  const fence = fenceFor(evidence);
  const parts = [`### ${told?.title ?? finding.ruleId} (${finding.severity})`, `${fence}text\n${evidence}${fence}`];
  if (told !== null) {
    parts.push(
      `**What it means.** ${told.meaning}`,
      `**What would happen.** ${told.consequence}`,
      `**How sure.** ${CERTAINTY_WORDS[told.certainty]}. ${told.howSure}`,
      `**What to do.** ${told.remedy}`,
    );
    if (told.references.length > 0)
      parts.push(`References: ${told.references.map((one) => referenceAddress(one) ?? one).join(', ')}`);
  }
  return `${parts.join('\n\n')}\n`;
}

/** The selected finding as text; null when none is selected. */
export function copyEvidence(
  { queue, current, selection }: Session,
  write: (item: QueueItem, finding: Finding) => string = evidenceText,
): string | null {
  const item = queue.getState().items.get(current.getState().id ?? '');
  const { finding } = selection.getState();
  return item && finding ? write(item, finding) : null;
}
