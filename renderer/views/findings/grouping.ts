import { formatEntryPath } from '../../../shared/domain/artifact';
import type { Finding } from '../../../shared/domain/finding';
import { worstFirst } from '../../state/facts';

export type Grouping = 'none' | 'rule' | 'entry';

export type FindingRow =
  | { readonly kind: 'group'; readonly title: string; readonly count: number }
  | { readonly kind: 'finding'; readonly finding: Finding };

/** Findings as rows: worst first, and worst group first. */
export function groupFindings(findings: readonly Finding[], grouping: Grouping): readonly FindingRow[] {
  const sorted = worstFirst(findings);
  if (grouping === 'none') return sorted.map((finding) => ({ kind: 'finding', finding }));
  const groups = new Map<string, Finding[]>();
  for (const finding of sorted) {
    const title = grouping === 'rule' ? finding.ruleId : formatEntryPath(finding.entryPath) || 'the file itself';
    const group = groups.get(title);
    if (group) group.push(finding);
    else groups.set(title, [finding]);
  }
  return [...groups].flatMap(([title, members]): FindingRow[] => [
    { kind: 'group', title, count: members.length },
    ...members.map((finding): FindingRow => ({ kind: 'finding', finding })),
  ]);
}
