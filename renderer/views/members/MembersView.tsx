import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { EntryFact } from '../../../shared/domain/fact';
import { formatSize } from '../../../shared/text/size';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { shownText } from '../../state/evidence';
import { useQueueItem, useSelection, useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { type MemberRow, memberTree } from './member-tree';
import './members.css';

const ROW_HEIGHT = 26;

function ratio(entry: EntryFact): string {
  if (entry.storedBytes === 0 || entry.inflatedBytes === entry.storedBytes) return '';
  return `${(entry.inflatedBytes / entry.storedBytes).toFixed(1)} ×`;
}

/** The containers and their members as a tree, with sizes and whatever is odd about a member. */
export function MembersView({ id }: { readonly id: string }) {
  const session = useSession();
  const report = useQueueItem(id)?.report ?? null;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => (report ? memberTree(report.entries, closed) : []), [report, closed]);
  const selected = useSelection((state) => state.entryPath.join('\0'));
  const [cursor, setCursor] = useState(0);
  const list = useRef<VirtualRowsHandle>(null);
  if (!report) return null;
  const omitted = omittedOf(report, 'entry');

  const toggle = (row: MemberRow, open: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (open) next.delete(row.key);
      else next.add(row.key);
      return next;
    });
  const look = (row: MemberRow | undefined) => {
    if (row?.entry) goToPlace(session, row.entry.path, { start: 0, end: Math.min(16, row.entry.inflatedBytes) });
  };

  return (
    <div className="column members">
      <div className="members-head" aria-hidden="true">
        <span>Member</span>
        <span>Format</span>
        <span className="number">Size</span>
        <span className="number">Stored</span>
        <span className="number">Ratio</span>
        <span>Method</span>
        <span>Flags</span>
      </div>
      <VirtualRows
        role="treegrid"
        aria-label="Members"
        aria-rowcount={rows.length}
        aria-activedescendant={rows[cursor] ? `member-${cursor}` : undefined}
        tabIndex={0}
        handle={list}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          const row = rows[cursor];
          if (event.altKey || !row) return;
          const go = (to: number) => {
            const next = Math.min(rows.length - 1, Math.max(0, to));
            setCursor(next);
            list.current?.reveal(next);
          };
          if (event.key === 'ArrowDown') go(cursor + 1);
          else if (event.key === 'ArrowUp') go(cursor - 1);
          else if (event.key === 'Home') go(0);
          else if (event.key === 'End') go(rows.length - 1);
          else if (event.key === 'ArrowLeft' && row.open) toggle(row, false);
          else if (event.key === 'ArrowRight' && row.open === false) toggle(row, true);
          else if (event.key === 'Enter') look(row);
          else return;
          event.preventDefault();
        }}
        renderRow={(index) => {
          const row = rows[index];
          if (!row) return null;
          const { entry } = row;
          return (
            <div
              key={row.key}
              id={`member-${index}`}
              role="row"
              tabIndex={-1}
              aria-level={row.level + 1}
              aria-rowindex={index + 1}
              aria-selected={row.key === selected}
              {...(row.open === null ? {} : { 'aria-expanded': row.open })}
              className={`members-row${index === cursor ? ' cursor' : ''}`}
              onMouseDown={() => setCursor(index)}
              onDoubleClick={() => look(row)}
            >
              <span role="gridcell" className="members-name" style={{ paddingLeft: row.level * 16 }}>
                {row.open === null ? (
                  <span className="members-twist" />
                ) : (
                  <button
                    type="button"
                    tabIndex={-1}
                    className="members-twist"
                    aria-label={row.open ? `Close ${row.name}` : `Open ${row.name}`}
                    onClick={() => toggle(row, !row.open)}
                  >
                    {row.open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
                  </button>
                )}
                <span className="truncate mono" title={entry ? shownText(entry.path.join(' › ')) : undefined}>
                  {shownText(row.name)}
                </span>
              </span>
              {entry && (
                <>
                  <span role="gridcell" className="truncate">
                    {shownText(entry.format)}
                  </span>
                  <span role="gridcell" className="number">
                    {formatSize(entry.inflatedBytes)}
                  </span>
                  <span role="gridcell" className="number muted">
                    {formatSize(entry.storedBytes)}
                  </span>
                  <span role="gridcell" className="number muted">
                    {ratio(entry)}
                  </span>
                  <span role="gridcell" className="truncate muted">
                    {shownText(entry.method)}
                  </span>
                  <span role="gridcell" className="truncate members-flags">
                    {entry.flags.map((flag) => shownText(flag)).join(', ')}
                  </span>
                </>
              )}
            </div>
          );
        }}
      />
      {omitted > 0 && (
        <p className="members-omitted faint">{omitted.toLocaleString('en')} more members are counted and not listed.</p>
      )}
    </div>
  );
}
