import { ChevronDown, ChevronRight } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { memo, useDeferredValue, useMemo, useRef, useState } from 'react';
import type { EntryFact } from '../../../shared/domain/fact';
import { formatSize } from '../../../shared/text/size';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { shownText } from '../../state/evidence';
import { formatLabel } from '../../state/format-label';
import { useFindField, useQueueItem, useSelection, useSession } from '../../state/hooks';
import { goToPlace } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { type MemberRow, memberTree, narrowMembers } from './member-tree';
import './members.css';

const ROW_HEIGHT = 26;
const INDENT = 14;
/** Deeper nesting is shown at this level, so that a hostile archive cannot push its names out of sight. */
const DEEPEST = 12;

/** The first bytes of a member: what is selected when the member is. */
const beginning = (entry: EntryFact) => ({ start: 0, end: Math.min(16, entry.inflatedBytes) });

function ratio(entry: EntryFact): string {
  if (entry.storedBytes === 0 || entry.inflatedBytes === entry.storedBytes) return '';
  const times = entry.inflatedBytes / entry.storedBytes;
  return `${times >= 100 ? Math.round(times).toLocaleString('en') : times.toFixed(1)} ×`;
}

/** The containers and their members as a tree, with sizes and whatever is odd about a member. */
export function MembersView({ id }: { readonly id: string }) {
  const session = useSession();
  const report = useQueueItem(id)?.report ?? null;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [text, setText] = useState('');
  const [onlyFlagged, setOnlyFlagged] = useState(false);
  const filter = useDeferredValue(text);
  const entries = useMemo(
    () => narrowMembers(report?.entries ?? [], filter, onlyFlagged),
    [report, filter, onlyFlagged],
  );
  const rows = useMemo(() => memberTree(entries, closed), [entries, closed]);
  const flagged = useMemo(() => (report?.entries ?? []).filter(({ flags }) => flags.length > 0).length, [report]);
  const selected = useSelection((state) => state.entryPath.join('\0'));
  const [wanted, setCursor] = useState<number | null>(null);
  // Until somebody moves, the cursor stands at the member that is looked at elsewhere.
  const atSelected = rows.findIndex((row) => row.key === selected);
  const cursor = Math.min(rows.length - 1, wanted ?? Math.max(0, atSelected));
  const list = useRef<VirtualRowsHandle>(null);
  const field = useFindField();
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
    if (row?.entry) goToPlace(session, row.entry.path, beginning(row.entry));
  };
  const go = (to: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    setCursor(next);
    list.current?.reveal(next);
    const entry = rows[next]?.entry;
    if (entry) void session.selection.toRange(entry.path, beginning(entry));
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const row = rows[cursor];
    if (event.altKey || event.ctrlKey || event.metaKey || !row) return;
    const keys: Record<string, () => void> = {
      // As in every tree: closed opens, open goes in; open closes, closed goes out.
      ArrowRight: () => (row.open === false ? toggle(row, true) : row.open ? go(cursor + 1) : undefined),
      ArrowLeft: () => {
        if (row.open) return toggle(row, false);
        const parent = rows.findLastIndex((one, index) => index < cursor && one.level < row.level);
        if (parent >= 0) go(parent);
      },
      '*': () =>
        setClosed(
          (before) =>
            new Set([...before].filter((key) => !rows.some((one) => one.key === key && one.level === row.level))),
        ),
      Enter: () => look(row),
    };
    const next = rowOfKey(event.key, cursor, rows.length, list.current?.pageRows ?? 1);
    const run = next === undefined ? keys[event.key] : () => go(next);
    if (!run) return;
    event.preventDefault();
    run();
  };

  return (
    <div className={`column members${flagged === 0 ? ' unflagged' : ''}`}>
      <div className="toolbar">
        <ToggleGroup.Root
          type="single"
          className="segments"
          aria-label="Show members"
          value={onlyFlagged ? 'flagged' : 'all'}
          onValueChange={(value) => value && setOnlyFlagged(value === 'flagged')}
        >
          <ToggleGroup.Item value="all">All {report.entries.length.toLocaleString('en')}</ToggleGroup.Item>
          <ToggleGroup.Item value="flagged" disabled={flagged === 0}>
            Flagged {flagged.toLocaleString('en')}
          </ToggleGroup.Item>
        </ToggleGroup.Root>
        <input
          ref={field}
          className="field members-filter"
          type="search"
          aria-label="Filter members by name"
          placeholder="Filter by name"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && setText('')}
        />
        {omitted > 0 && (
          <span className="faint truncate">{omitted.toLocaleString('en')} more are counted and not listed</span>
        )}
      </div>
      <div className="members-head" aria-hidden="true">
        <span>Member</span>
        <span>Format</span>
        <span className="number">Size</span>
        <span className="number members-stored">Stored</span>
        <span className="number">Ratio</span>
        <span className="members-method">Method</span>
        {flagged > 0 && <span>Flags</span>}
      </div>
      <VirtualRows
        role="treegrid"
        aria-label="Members"
        aria-rowcount={rows.length}
        aria-colcount={7}
        aria-activedescendant={rows[cursor] ? `member-${cursor}` : undefined}
        tabIndex={0}
        handle={list}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
          if (row && event.button === 0) go(Number(row.dataset.row));
        }}
        onClick={(event) => {
          const target = event.target as HTMLElement;
          const row = rows[Number(target.closest<HTMLElement>('[data-row]')?.dataset.row)];
          if (row && target.closest('button')) toggle(row, !row.open);
        }}
        onDoubleClick={(event) => {
          const target = event.target as HTMLElement;
          const row = rows[Number(target.closest<HTMLElement>('[data-row]')?.dataset.row)];
          if (row && !target.closest('button')) look(row);
        }}
        renderRow={(index) => {
          const row = rows[index];
          return (
            row && (
              <Line
                key={row.key}
                row={row}
                index={index}
                cursor={index === cursor}
                selected={row.entry !== null && row.key === selected}
              />
            )
          );
        }}
      />
      {rows.length === 0 && (
        <p className="members-empty muted" role="status">
          No member matches.
        </p>
      )}
    </div>
  );
}

/** A folder's own entry has no bytes; what counts is what lies in it. */
const isFolder = (entry: EntryFact) => entry.format === 'folder';

const plural = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'member' : 'members'}`;

/** The whole row as one sentence, for those who do not see its columns. */
function sentenceOf({ name, entry, flags, inside }: MemberRow): string {
  if (!entry || isFolder(entry))
    return `${shownText(name)}, folder, ${plural(inside.count)}, ${formatSize(inside.bytes)}`;
  const packed = ratio(entry) === '' ? '' : `, ${formatSize(entry.storedBytes)} stored`;
  return [
    `${shownText(name)}, ${shownText(formatLabel(entry.format))}, ${formatSize(entry.inflatedBytes)}${packed}`,
    shownText(entry.method),
    ...flags.map((flag) => shownText(flag.word)),
  ].join(', ');
}

const Line = memo(function Line({
  row,
  index,
  cursor,
  selected,
}: {
  readonly row: MemberRow;
  readonly index: number;
  readonly cursor: boolean;
  readonly selected: boolean;
}) {
  const { entry, flags, inside } = row;
  const isContainer = entry !== null && row.open !== null;
  return (
    <div
      id={`member-${index}`}
      role="row"
      tabIndex={-1}
      aria-label={sentenceOf(row)}
      aria-level={row.level + 1}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-rowindex={index + 1}
      aria-selected={selected}
      {...(row.open === null ? {} : { 'aria-expanded': row.open })}
      data-row={index}
      className={`members-row${cursor ? ' cursor' : ''}`}
    >
      <span role="gridcell" className="members-name" style={{ paddingLeft: Math.min(DEEPEST, row.level) * INDENT }}>
        {row.open === null ? (
          <span className="members-twist" />
        ) : (
          <button
            type="button"
            tabIndex={-1}
            className="members-twist"
            aria-label={`${row.open ? 'Close' : 'Open'} ${shownText(row.name)}`}
          >
            {row.open ? <ChevronDown aria-hidden /> : <ChevronRight aria-hidden />}
          </button>
        )}
        <span className="truncate mono" title={entry ? shownText(entry.path.join(' › ')) : undefined}>
          {shownText(row.name)}
        </span>
      </span>
      {entry && !isFolder(entry) ? (
        <>
          <span role="gridcell" className="truncate">
            {isContainer ? (
              <span className="badge">{shownText(formatLabel(entry.format))}</span>
            ) : (
              shownText(formatLabel(entry.format))
            )}
          </span>
          <span role="gridcell" className="number" title={`${entry.inflatedBytes.toLocaleString('en')} bytes`}>
            {formatSize(entry.inflatedBytes)}
          </span>
          <span
            role="gridcell"
            className="number muted members-stored"
            title={`${entry.storedBytes.toLocaleString('en')} bytes`}
          >
            {formatSize(entry.storedBytes)}
          </span>
          <span
            role="gridcell"
            className={`number ${entry.inflatedBytes > 100 * entry.storedBytes ? 'members-bomb' : 'muted'}`}
          >
            {ratio(entry)}
          </span>
          <span role="gridcell" className="truncate muted members-method" title={shownText(entry.method)}>
            {shownText(entry.method)}
          </span>
          <span
            role="gridcell"
            className="members-flags"
            title={flags.map((flag) => shownText(flag.word)).join(', ') || undefined}
          >
            {flags.map((flag) => (
              <span key={flag.word} className={`members-flag tone-${flag.tone}`} title={shownText(flag.sentence)}>
                {shownText(flag.word)}
              </span>
            ))}
          </span>
        </>
      ) : (
        <>
          <span role="gridcell" className="truncate faint">
            {plural(inside.count)}
          </span>
          <span role="gridcell" className="number faint">
            {formatSize(inside.bytes)}
          </span>
        </>
      )}
    </div>
  );
});
