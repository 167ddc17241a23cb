import { Copy } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatOffset } from '../../../shared/text/hex';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { type DenseColumn, type DenseRows, DenseTable, denseWidths } from '../../components/DenseTable/DenseTable';
import type { VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
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

const ALL = 'all';
const COLUMNS: readonly DenseColumn<StringColumn>[] = [
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
  const copy = async (form: 'CSV' | 'STIX') => {
    const facts = rows.map(({ fact }) => fact);
    const subject = { name: item.name, sizeBytes: report.sizeBytes, sha256: report.sha256 };
    const whole = form === 'CSV' ? stringsCsv(rows) : await stixBundle(facts, subject, STIX_WORLD);
    const reply = await session.bridge.request('clipboard.write', { text: whole });
    setCopied(reply.ok ? `Copied ${plural(rows.length)} as ${form}` : reply.error.message);
  };

  return (
    <div className="column dense strings" style={denseWidths(columns)}>
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
      <DenseTable
        name="Strings"
        kind={STRINGS}
        columns={columns}
        rows={rows}
        index={index}
        sort={sort}
        handle={list}
        onSort={(column) => setSort(nextStringSort(sort, column))}
        onSelect={select}
        onGo={(row) => goToIndicator(session, row.fact)}
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

const STRINGS: DenseRows<StringColumn, StringRow> = {
  prefix: 'strings',
  cell: cellOf,
  title: (row, id) => (id === 'type' || id === 'value' || id === 'member' ? row[id] : undefined),
  className: (row) => (row.group === 'secrets' ? ' secret' : ''),
};
