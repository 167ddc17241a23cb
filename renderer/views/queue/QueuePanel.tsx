import { ArrowDownWideNarrow } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useEffect, useRef } from 'react';
import { runCommand } from '../../commands';
import { VERDICT_WORDS, VerdictMark } from '../../components/VerdictMark/VerdictMark';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { useCurrentId, useQueue, useSession } from '../../state/hooks';
import { CHIP_ORDER, type QueueSort } from '../../state/queue-order';
import { QueueRow } from './QueueRow';
import './queue.css';

const ROW_HEIGHT = 52;

const SORTS: readonly { readonly sort: QueueSort; readonly title: string }[] = [
  { sort: 'worst', title: 'Worst first' },
  { sort: 'added', title: 'As added' },
  { sort: 'name', title: 'By name' },
];

/** Every artifact of the window, filtered by verdict, with what is known about it so far. */
export function QueuePanel() {
  const session = useSession();
  const visible = useQueue((state) => state.visible);
  const currentId = useCurrentId();
  const rows = useRef<VirtualRowsHandle>(null);
  const index = currentId === null ? -1 : visible.indexOf(currentId);

  useEffect(() => {
    if (index >= 0) rows.current?.reveal(index);
  }, [index]);

  const step = (to: number) => {
    const id = visible[Math.min(visible.length - 1, Math.max(0, to))];
    if (id !== undefined) session.show(id);
  };

  return (
    <section className="queue column" aria-label="Queue">
      <QueueHeader />
      <VirtualRows
        role="listbox"
        aria-label="Files"
        aria-activedescendant={index >= 0 ? `queue-${currentId}` : undefined}
        tabIndex={0}
        handle={rows}
        count={visible.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          const next = rowOfKey(event.key, index, visible.length, rows.current?.pageRows ?? 1);
          if (next === undefined || event.altKey) return;
          event.preventDefault();
          step(next);
        }}
        renderRow={(row) => {
          const id = visible[row] as string;
          return <QueueRow key={id} id={id} index={row} count={visible.length} selected={id === currentId} />;
        }}
      />
      {visible.length === 0 && <EmptyFilter />}
    </section>
  );
}

function EmptyFilter() {
  const { queue } = useSession();
  return (
    <div className="queue-empty muted">
      <p>No file has this verdict.</p>
      <button type="button" className="button small" onClick={() => queue.show('all')}>
        Show all
      </button>
    </div>
  );
}

function QueueHeader() {
  const session = useSession();
  const { filter, sort, summary } = useQueue((state) => ({
    filter: state.filter,
    sort: state.sort,
    summary: state.summary,
  }));
  return (
    <div className="queue-header">
      <div className="queue-chips" role="group" aria-label="Filter by verdict">
        <button
          type="button"
          className="chip"
          aria-pressed={filter === 'all'}
          onClick={() => session.queue.show('all')}
        >
          All {summary.total.toLocaleString('en')}
        </button>
        {CHIP_ORDER.map((verdict) => (
          <button
            type="button"
            key={verdict}
            className="chip"
            aria-pressed={filter === verdict}
            aria-label={`${VERDICT_WORDS[verdict]}: ${summary.counts[verdict]}`}
            title={VERDICT_WORDS[verdict]}
            onClick={() => session.queue.show(filter === verdict ? 'all' : verdict)}
          >
            <VerdictMark verdict={verdict} size={11} />
            {summary.counts[verdict].toLocaleString('en')}
          </button>
        ))}
      </div>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          className="icon-button"
          aria-label="Sort and queue actions"
          title="Sort and queue actions"
        >
          <ArrowDownWideNarrow aria-hidden />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
            <DropdownMenu.RadioGroup value={sort} onValueChange={(value) => session.queue.sortBy(value as QueueSort)}>
              {SORTS.map((row) => (
                <DropdownMenu.RadioItem key={row.sort} value={row.sort} className="menu-item">
                  {row.title}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
            <DropdownMenu.Separator className="menu-line" />
            <DropdownMenu.Item className="menu-item" onSelect={() => runCommand(session, 'queue.openFiles')}>
              Open files…
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => runCommand(session, 'queue.openFolder')}>
              Open folder…
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => runCommand(session, 'queue.clear')}>
              Clear the queue
            </DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
