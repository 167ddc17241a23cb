import { Copy } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { memo, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatOffset } from '../../../shared/text/hex';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { SortHeads } from '../../components/SortHeads/SortHeads';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { useFindField, useQueueItem, useSelection, useSession } from '../../state/hooks';
import { goToIndicator } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import { STIX_WORLD, stixBundle } from '../../state/stix';
import {
  arrangeStrings,
  groupCounts,
  nextStringSort,
  type StringColumn,
  type StringRow,
  type StringSort,
  stringRows,
  stringsCsv,
} from './string-rows';
import './strings.css';

const ROW_HEIGHT = 24;
const ALL = 'all';
const COLUMNS: readonly {
  readonly id: StringColumn;
  readonly title: string;
  readonly width: string;
  /** Width in a small window; absent for a column that has no room there. */
  readonly small?: string;
  readonly number?: boolean;
}[] = [
  { id: 'type', title: 'Type', width: 'minmax(136px, 0.7fr)', small: 'minmax(92px, 0.7fr)' },
  { id: 'value', title: 'Value', width: 'minmax(160px, 3fr)', small: 'minmax(110px, 2fr)' },
  { id: 'count', title: 'Count', width: '56px', number: true },
  { id: 'source', title: 'Seen in', width: 'minmax(80px, 0.6fr)' },
  { id: 'offset', title: 'Offset', width: '82px', small: '82px', number: true },
  { id: 'member', title: 'Member', width: 'minmax(70px, 0.9fr)' },
];

/** What the texts of the file point at: a table to filter, to copy from, and to find the bytes by. */
export function StringsView({ id }: { readonly id: string }) {
  const session = useSession();
  const item = useQueueItem(id);
  const report = item?.report ?? null;
  const [group, setGroup] = useState(ALL);
  const [defanged, setDefanged] = useState(true);
  const [sort, setSort] = useState<StringSort>({ column: 'file', descending: false });
  const [text, setText] = useState('');
  const filter = useDeferredValue(text);
  const all = useMemo(() => stringRows(report?.indicators ?? [], defanged), [report, defanged]);
  const groups = useMemo(() => groupCounts(all), [all]);
  const rows = useMemo(
    () => arrangeStrings(all, group === ALL ? null : group, filter, sort),
    [all, group, filter, sort],
  );
  const selected = useSelection((state) => state.indicator);
  const index = useMemo(() => rows.findIndex((row) => row.fact === selected), [rows, selected]);
  const hasMembers = useMemo(() => all.some(({ member }) => member !== ''), [all]);
  const columns = useMemo(() => COLUMNS.filter((column) => column.id !== 'member' || hasMembers), [hasMembers]);
  const [copied, setCopied] = useState('');
  const list = useRef<VirtualRowsHandle>(null);
  const field = useFindField();

  useEffect(() => {
    if (index >= 0) list.current?.reveal(index);
  }, [index]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said of the last copy is over once the rows are others
  useEffect(() => setCopied(''), [rows]);

  if (!item || !report) return null;
  const omitted = omittedOf(report, 'indicator');
  const chosen = rows[index];

  const select = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row) void session.selection.toIndicator(row.fact);
  };
  const rowAt = (target: EventTarget) => {
    const row = (target as HTMLElement).closest<HTMLElement>('[data-row]');
    return row ? rows[Number(row.dataset.row)] : undefined;
  };
  const copy = async (form: 'CSV' | 'STIX') => {
    const facts = rows.map(({ fact }) => fact);
    const subject = { name: item.name, sizeBytes: report.sizeBytes, sha256: report.sha256 };
    const whole = form === 'CSV' ? stringsCsv(rows) : await stixBundle(facts, subject, STIX_WORLD);
    const reply = await session.bridge.request('clipboard.write', { text: whole });
    setCopied(reply.ok ? `Copied ${plural(rows.length)} as ${form}` : reply.error.message);
  };

  return (
    <div
      className="column strings"
      style={
        {
          '--strings-columns': columns.map(({ width }) => width).join(' '),
          '--strings-small': columns.flatMap(({ small }) => small ?? []).join(' '),
        } as React.CSSProperties
      }
    >
      <div className="toolbar strings-groups">
        <ToggleGroup.Root
          type="single"
          className="segments"
          aria-label="Show types"
          value={group}
          onValueChange={(value) => value && setGroup(value)}
        >
          <ToggleGroup.Item value={ALL}>All {all.length.toLocaleString('en')}</ToggleGroup.Item>
          {groups.map(({ id: value, title, count }) => (
            <ToggleGroup.Item key={value} value={value}>
              {title} {count.toLocaleString('en')}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      </div>
      <div className="toolbar">
        <input
          ref={field}
          className="field strings-filter"
          type="search"
          aria-label="Filter value, type, place"
          placeholder="Filter value, type, place"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setText('');
            if (event.key === 'ArrowDown') {
              event.preventDefault();
              list.current?.focus();
              select(Math.max(0, index));
            }
          }}
        />
        <p className="strings-status muted truncate" role="status">
          {copied !== '' ? (
            copied
          ) : (
            <>
              <b>{rows.length.toLocaleString('en')}</b>
              {rows.length < all.length && ` of ${all.length.toLocaleString('en')}`}
              {omitted > 0 && `; ${omitted.toLocaleString('en')} more sightings are counted and not listed`}
            </>
          )}
        </p>
        <span className="spacer" />
        <button
          type="button"
          className="button small"
          aria-pressed={defanged}
          title={
            defanged
              ? 'Addresses are written so that no program makes a link of them'
              : 'Addresses are shown as they are written'
          }
          onClick={() => setDefanged(!defanged)}
        >
          Defanged
        </button>
        {chosen && <CopyButton name={`Copy ${chosen.type}`} text={chosen.value} />}
        <button
          type="button"
          className="button small"
          disabled={rows.length === 0}
          title="Copy the rows shown as a table for a spreadsheet"
          onClick={() => void copy('CSV')}
        >
          <Copy aria-hidden /> CSV
        </button>
        <button
          type="button"
          className="button small"
          disabled={rows.length === 0}
          title="Copy the rows shown as a STIX 2.1 bundle, as written; secrets and wallets have no object there"
          onClick={() => void copy('STIX')}
        >
          <Copy aria-hidden /> STIX
        </button>
      </div>
      <SortHeads
        className="strings-head"
        heads={columns.map(({ id: column, title, number }) => ({
          id: column,
          title,
          className: `strings-${column}${number ? ' number' : ''}`,
        }))}
        sort={sort}
        onSort={(column) => setSort(nextStringSort(sort, column))}
      />
      <VirtualRows
        role="grid"
        aria-label="Strings"
        aria-rowcount={rows.length}
        aria-colcount={columns.length}
        aria-activedescendant={index >= 0 ? `string-${index}` : undefined}
        tabIndex={0}
        handle={list}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = rowOfKey(event.key, index, rows.length, list.current?.pageRows ?? 1);
          if (next !== undefined) select(next);
          else if (event.key === 'Enter' && chosen) goToIndicator(session, chosen.fact);
          else return;
          event.preventDefault();
        }}
        onMouseDown={(event) => {
          const row = rowAt(event.target);
          if (row && event.button === 0) void session.selection.toIndicator(row.fact);
        }}
        onClick={(event) => {
          const row = (event.target as HTMLElement).closest('button') && rowAt(event.target);
          if (row) goToIndicator(session, row.fact);
        }}
        onDoubleClick={(event) => {
          const row = rowAt(event.target);
          if (row) goToIndicator(session, row.fact);
        }}
        renderRow={(at) => (
          <Line key={at} row={rows[at] as StringRow} index={at} columns={columns} selected={at === index} />
        )}
      />
      {rows.length === 0 && (
        <p className="strings-empty muted" role="status">
          No string matches.
        </p>
      )}
    </div>
  );
}

const plural = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`;

const Line = memo(function Line({
  row,
  index,
  columns,
  selected,
}: {
  readonly row: StringRow;
  readonly index: number;
  readonly columns: typeof COLUMNS;
  readonly selected: boolean;
}) {
  return (
    <div
      id={`string-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-row={index}
      className={`strings-row${row.group === 'secrets' ? ' secret' : ''}`}
    >
      {columns.map(({ id, number }) => (
        <span
          key={id}
          role="gridcell"
          className={`strings-${id} truncate${number ? ' number' : ''}`}
          title={id === 'type' || id === 'value' || id === 'member' ? row[id] : undefined}
        >
          {cellOf(row, id)}
        </span>
      ))}
    </div>
  );
});

function cellOf(row: StringRow, column: StringColumn): ReactNode {
  switch (column) {
    case 'count':
      return row.fact.count.toLocaleString('en');
    case 'offset':
      return (
        <button type="button" tabIndex={-1} className="link" title="Show its bytes">
          {formatOffset(row.fact.range.start)}
        </button>
      );
    default:
      return row[column];
  }
}
