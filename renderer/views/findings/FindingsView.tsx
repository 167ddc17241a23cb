import { ToggleGroup } from 'radix-ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import { type Finding, findingKey } from '../../../shared/domain/finding';
import { ruleById } from '../../../shared/rules/catalog';
import { formatOffset } from '../../../shared/text/hex';
import { runCommand } from '../../commands';
import { Prose } from '../../components/Prose/Prose';
import { SeverityTag } from '../../components/SeverityTag/SeverityTag';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { acceptedText } from '../../state/acceptance';
import { shownText } from '../../state/evidence';
import { useQueueItem, useSelection, useSession } from '../../state/hooks';
import { goToFinding } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { findingProse } from '../../state/prose';
import { type Grouping, groupFindings } from './grouping';
import './findings.css';

const ROW_HEIGHT = 46;
const GROUPINGS: readonly { readonly value: Grouping; readonly title: string }[] = [
  { value: 'none', title: 'Worst first' },
  { value: 'rule', title: 'By rule' },
  { value: 'entry', title: 'By member' },
];

/** Every finding; selecting one selects its opcode and its bytes everywhere. */
export function FindingsView({ id }: { readonly id: string }) {
  const session = useSession();
  const findings = useQueueItem(id)?.findings;
  const report = useQueueItem(id)?.report;
  const omitted = report ? omittedOf(report, 'finding') : 0;
  const [grouping, setGrouping] = useState<Grouping>('none');
  const rows = useMemo(() => groupFindings(findings ?? [], grouping), [findings, grouping]);
  const selected = useSelection((state) => (state.finding ? findingKey(state.finding) : null));
  const index = rows.findIndex((row) => row.kind === 'finding' && findingKey(row.finding) === selected);
  const list = useRef<VirtualRowsHandle>(null);

  useEffect(() => {
    if (index >= 0) list.current?.reveal(index);
  }, [index]);

  const step = (direction: 1 | -1, from: number) => {
    for (let at = from; at >= 0 && at < rows.length; at += direction) {
      const row = rows[at];
      if (row?.kind === 'finding') return void session.selection.toFinding(row.finding);
    }
  };

  return (
    <div className="column findings">
      <div className="toolbar">
        <ToggleGroup.Root
          type="single"
          className="segments"
          aria-label="Group findings"
          value={grouping}
          onValueChange={(value) => value && setGrouping(value as Grouping)}
        >
          {GROUPINGS.map((row) => (
            <ToggleGroup.Item key={row.value} value={row.value}>
              {row.title}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
        <span className="spacer" />
        {omitted > 0 && (
          <span className="muted">
            {omitted.toLocaleString('en')} more of the same rules are counted and not listed
          </span>
        )}
      </div>
      <div className="findings-head" aria-hidden="true">
        <span>Severity</span>
        <span>Rule</span>
        <span>What</span>
        <span>Where</span>
      </div>
      <VirtualRows
        role="grid"
        aria-label="Findings"
        aria-rowcount={rows.length}
        aria-activedescendant={index >= 0 ? `finding-${index}` : undefined}
        tabIndex={0}
        handle={list}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          if (event.altKey) return;
          const row = rows[index];
          if (event.key === 'ArrowDown') step(1, index + 1);
          else if (event.key === 'ArrowUp') step(-1, index - 1);
          else if (event.key === 'Home') step(1, 0);
          else if (event.key === 'End') step(-1, rows.length - 1);
          else if (event.key === 'Enter' && row?.kind === 'finding') goToFinding(session, row.finding);
          else return;
          event.preventDefault();
        }}
        renderRow={(at) => {
          const row = rows[at];
          if (!row) return null;
          if (row.kind === 'group') {
            return (
              <div role="row" key={at} className="findings-group" aria-rowindex={at + 1}>
                <span role="gridcell">
                  {grouping === 'rule' ? (ruleById(row.title)?.title ?? row.title) : shownText(row.title)}{' '}
                  <span className="faint">{row.count}</span>
                </span>
              </div>
            );
          }
          return <FindingLine key={at} finding={row.finding} index={at} selected={at === index} />;
        }}
      />
    </div>
  );
}

function FindingLine({
  finding,
  index,
  selected,
}: {
  readonly finding: Finding;
  readonly index: number;
  readonly selected: boolean;
}) {
  const session = useSession();
  const path = formatEntryPath(finding.entryPath);
  return (
    <div
      id={`finding-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      className={`findings-row ${finding.accepted ? 'accepted' : ''}`}
      onMouseDown={() => void session.selection.toFinding(finding)}
      onDoubleClick={() => goToFinding(session, finding)}
    >
      <span role="gridcell">
        <SeverityTag severity={finding.severity} />
      </span>
      <span role="gridcell" className="findings-rule muted">
        <button
          type="button"
          tabIndex={-1}
          className="findings-about"
          title={`About the rule ${finding.ruleId}`}
          onClick={() => runCommand(session, 'help.rule', finding.ruleId)}
        >
          {ruleById(finding.ruleId)?.title ?? finding.ruleId}
        </button>
      </span>
      <span role="gridcell" className="findings-what" title={shownText(finding.message)}>
        {finding.accepted && <span className="findings-accepted">{acceptedText(finding.accepted)}</span>}
        <span className="findings-message">
          <Prose parts={findingProse(finding)} />
        </span>
      </span>
      <span role="gridcell" className="truncate findings-where">
        <button type="button" tabIndex={-1} className="link mono" onClick={() => goToFinding(session, finding)}>
          {formatOffset(finding.byteOffset)}
        </button>
        {path && <span className="faint"> {shownText(path)}</span>}
      </span>
    </div>
  );
}
