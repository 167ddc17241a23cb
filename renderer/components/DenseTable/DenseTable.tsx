import { memo, type ReactNode } from 'react';
import { SortHeads } from '../SortHeads/SortHeads';
import { rowOfKey } from '../VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../VirtualRows/VirtualRows';
import './dense-table.css';

const ROW_HEIGHT = 24;

/** A column; its cells carry the class `<prefix>-<id>`. */
export interface DenseColumn<C extends string> {
  readonly id: C;
  readonly title: string;
  readonly width: string;
  /** Width in a small window; absent for a column that has no room there. */
  readonly small?: string;
  readonly number?: boolean;
}

/** How one kind of row is drawn. Declared once beside its view, so that rows are drawn again only when they change. */
export interface DenseRows<C extends string, T> {
  /** Begins the classes and ids of the table. */
  readonly prefix: string;
  readonly cell: (row: T, column: C) => ReactNode;
  /** The whole text of a cell that may be cut. */
  readonly title: (row: T, column: C) => string | undefined;
  readonly className?: (row: T) => string;
}

/** Many rows of one line each: heads sort, arrows move, Enter, a double click and the link of a row go to its bytes. */
export function DenseTable<C extends string, T>({
  name,
  kind,
  columns,
  rows,
  index,
  sort,
  handle,
  onSort,
  onSelect,
  onGo,
}: {
  readonly name: string;
  readonly kind: DenseRows<C, T>;
  readonly columns: readonly DenseColumn<C>[];
  readonly rows: readonly T[];
  /** The selected row; -1 for none. */
  readonly index: number;
  readonly sort: { readonly column: string; readonly descending: boolean };
  readonly handle: React.RefObject<VirtualRowsHandle | null>;
  readonly onSort: (column: C) => void;
  readonly onSelect: (at: number) => void;
  readonly onGo: (row: T) => void;
}) {
  const { prefix } = kind;
  const numberAt = (target: EventTarget): number | null => {
    const row = (target as HTMLElement).closest<HTMLElement>('[data-row]');
    return row === null ? null : Number(row.dataset.row);
  };
  const go = (at: number | null) => {
    const row = at === null ? undefined : rows[at];
    if (row !== undefined) onGo(row);
  };
  return (
    <>
      <SortHeads
        className={`dense-head ${prefix}-head`}
        heads={columns.map(({ id, title, number }) => ({
          id,
          title,
          className: `${prefix}-${id}${number ? ' number' : ''}`,
        }))}
        sort={sort}
        onSort={onSort}
      />
      <VirtualRows
        role="grid"
        aria-label={name}
        aria-rowcount={rows.length}
        aria-colcount={columns.length}
        aria-activedescendant={index >= 0 ? `${prefix}-row-${index}` : undefined}
        tabIndex={0}
        handle={handle}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = rowOfKey(event.key, index, rows.length, handle.current?.pageRows ?? 1);
          if (next !== undefined) onSelect(next);
          else if (event.key === 'Enter' && index >= 0) go(index);
          else return;
          event.preventDefault();
        }}
        onMouseDown={(event) => {
          const at = numberAt(event.target);
          if (at !== null && event.button === 0) onSelect(at);
        }}
        onClick={(event) => {
          if ((event.target as HTMLElement).closest('button')) go(numberAt(event.target));
        }}
        onDoubleClick={(event) => go(numberAt(event.target))}
        renderRow={(at) => (
          <Line
            key={at}
            row={rows[at]}
            index={at}
            columns={columns}
            kind={kind as DenseRows<string, unknown>}
            selected={at === index}
          />
        )}
      />
    </>
  );
}

/** The widths of a table's columns, for the element around it. */
export function denseWidths(columns: readonly DenseColumn<string>[]): React.CSSProperties {
  return {
    '--dense-columns': columns.map(({ width }) => width).join(' '),
    '--dense-small': columns.flatMap(({ small }) => small ?? []).join(' '),
  } as React.CSSProperties;
}

const Line = memo(function Line({
  row,
  index,
  columns,
  kind,
  selected,
}: {
  readonly row: unknown;
  readonly index: number;
  readonly columns: readonly DenseColumn<string>[];
  readonly kind: DenseRows<string, unknown>;
  readonly selected: boolean;
}) {
  const { prefix, cell, title, className } = kind;
  return (
    <div
      id={`${prefix}-row-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={selected}
      data-row={index}
      className={`dense-row ${prefix}-row${className === undefined ? '' : className(row)}`}
    >
      {columns.map(({ id, number }) => (
        <span
          key={id}
          role="gridcell"
          className={`${prefix}-${id} truncate${number ? ' number' : ''}`}
          title={title(row, id)}
        >
          {cell(row, id)}
        </span>
      ))}
    </div>
  );
});
