import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatOffset } from '../../../shared/text/hex';
import { formatSize } from '../../../shared/text/size';
import { type DenseColumn, type DenseRows, DenseTable, denseWidths } from '../../components/DenseTable/DenseTable';
import { EntryBytes } from '../../components/EntryBytes/EntryBytes';
import { Splits } from '../../components/Splits/Splits';
import { TailText } from '../../components/TailText/TailText';
import type { VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { shortCount, totalsOf } from '../../state/array-numbers';
import { useFindField, useQueueItem, useSelection, useSession } from '../../state/hooks';
import { goToArray } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';
import {
  arrangeTensors,
  nextSort,
  type TensorColumn,
  type TensorRow,
  type TensorSort,
  tensorRows,
} from './tensor-rows';
import './tensors.css';

const COLUMNS: readonly DenseColumn<TensorColumn>[] = [
  { id: 'name', title: 'Name', width: 'minmax(150px, 3fr)', small: 'minmax(110px, 1.6fr)' },
  { id: 'dtype', title: 'Dtype', width: 'minmax(60px, 0.3fr)', small: '58px' },
  { id: 'shape', title: 'Shape', width: 'minmax(84px, 0.8fr)', small: 'minmax(76px, 1fr)' },
  { id: 'elements', title: 'Elements', width: '92px', number: true },
  { id: 'bytes', title: 'Bytes', width: '66px', small: '66px', number: true },
  { id: 'offset', title: 'Offset', width: '82px', small: '82px', number: true },
  { id: 'member', title: 'Member', width: 'minmax(80px, 1fr)' },
];

/** A dtype that is longer has fields of its own, and is what such a table is looked at for. */
const LONG_DTYPE = 14;
const WIDE_DTYPE = { width: 'minmax(160px, 2fr)', small: 'minmax(100px, 1.4fr)' } as const;

/** Columns that have something to say about these tensors: joblib's arrays have no names, a plain file has no members. */
function columnsFor(rows: readonly TensorRow[]) {
  const isEmpty = (text: 'name' | 'member') => rows.every((row) => row[text] === '');
  const isLong = rows.some(({ dtype }) => dtype.length > LONG_DTYPE);
  return COLUMNS.filter(({ id }) => !((id === 'name' || id === 'member') && isEmpty(id))).map((column) =>
    column.id === 'dtype' && isLong ? { ...column, ...WIDE_DTYPE } : column,
  );
}

/** The arrays of the file above, the bytes of the selected one below. */
export function TensorsView({ id }: { readonly id: string }) {
  const entryPath = useSelection((state) => state.entryPath);
  return (
    <Splits
      id="tensors.split"
      orientation="vertical"
      panels={[
        { id: 'table', name: 'tensors', size: '72%', minimum: '110px', content: <TensorTable id={id} /> },
        {
          id: 'bytes',
          name: 'bytes',
          size: '28%',
          minimum: '44px',
          content: <EntryBytes name="Bytes of the tensor" entryPath={entryPath} />,
        },
      ]}
    />
  );
}

function TensorTable({ id }: { readonly id: string }) {
  const session = useSession();
  const report = useQueueItem(id)?.report ?? null;
  const [sort, setSort] = useState<TensorSort>({ column: 'file', descending: false });
  const [text, setText] = useState('');
  const filter = useDeferredValue(text);
  const all = useMemo(() => tensorRows(report?.arrays ?? []), [report]);
  const rows = useMemo(() => arrangeTensors(all, filter, sort), [all, filter, sort]);
  const totals = useMemo(() => totalsOf(rows.map((row) => row.array)), [rows]);
  const selected = useSelection((state) => state.array);
  const index = useMemo(() => rows.findIndex((row) => row.array === selected), [rows, selected]);
  const columns = useMemo(() => columnsFor(all), [all]);
  const list = useRef<VirtualRowsHandle>(null);
  const field = useFindField();

  useEffect(() => {
    if (index >= 0) list.current?.reveal(index);
  }, [index]);

  if (!report) return null;
  const omitted = omittedOf(report, 'array');
  const narrowed = rows.length < all.length;

  const select = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row) void session.selection.toArray(row.array);
  };

  return (
    <div className="column dense tensors" style={denseWidths(columns)}>
      <div className="toolbar">
        <input
          ref={field}
          className="field tensors-filter"
          type="search"
          aria-label="Filter name, dtype, shape"
          placeholder="Filter name, dtype, shape"
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
        <p className="tensors-totals muted truncate" role="status">
          <b>{rows.length.toLocaleString('en')}</b>
          {narrowed && ` of ${all.length.toLocaleString('en')}`} {all.length === 1 ? 'tensor' : 'tensors'},{' '}
          <b title={totals.elements.toLocaleString('en')}>{shortCount(totals.elements)}</b> parameters,{' '}
          <b title={`${totals.bytes.toLocaleString('en')} bytes`}>{formatSize(totals.bytes)}</b>
          {omitted > 0 && `; ${omitted.toLocaleString('en')} more are counted and not listed`}
        </p>
      </div>
      <DenseTable
        name="Tensors"
        kind={TENSORS}
        columns={columns}
        rows={rows}
        index={index}
        sort={sort}
        handle={list}
        onSort={(column) => setSort(nextSort(sort, column))}
        onSelect={select}
        onGo={(row) => goToArray(session, row.array)}
      />
      {rows.length === 0 && (
        <p className="tensors-empty muted" role="status">
          No tensor matches.
        </p>
      )}
    </div>
  );
}

function titleOf(row: TensorRow, column: TensorColumn): string | undefined {
  switch (column) {
    case 'dtype':
    case 'shape':
    case 'member':
      return row[column] || undefined;
    case 'bytes':
      return `${row.bytes.toLocaleString('en')} bytes`;
    default:
      return undefined;
  }
}

function cellOf(row: TensorRow, column: TensorColumn): ReactNode {
  switch (column) {
    case 'name':
      return row.name === '' ? <span className="faint">no name</span> : <TailText text={row.name} />;
    case 'elements':
      return row.elementsText;
    case 'bytes':
      return formatSize(row.bytes);
    case 'offset':
      return (
        <button type="button" tabIndex={-1} className="link" title="Show its bytes">
          {formatOffset(row.array.range.start)}
        </button>
      );
    default:
      return row[column];
  }
}

const TENSORS: DenseRows<TensorColumn, TensorRow> = { prefix: 'tensors', cell: cellOf, title: titleOf };
