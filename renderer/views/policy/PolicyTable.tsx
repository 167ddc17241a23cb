import { type ReactNode, useEffect, useRef } from 'react';
import { SortHeads } from '../../components/SortHeads/SortHeads';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';

export interface Column<T> {
  readonly id: string;
  readonly title: string;
  readonly width: string;
  readonly isNumber?: boolean;
  /** Left out where the table is narrow. */
  readonly isOptional?: boolean;
  readonly cell: (row: T) => ReactNode;
  /** The whole text of the cell, where it may be cut. */
  readonly whole?: (row: T) => string;
  readonly sort?: (a: T, b: T) => number;
}

export interface Sort {
  readonly column: string;
  readonly isDescending: boolean;
}

const ROW_HEIGHT = 34;

/** Rows of the policy: one is selected, arrows move, Enter and Delete do what the table is for. */
export function PolicyTable<T>({
  name,
  columns,
  rows,
  keyOf,
  selected,
  sort,
  empty,
  onSort,
  onSelect,
  onEnter,
  onDelete,
}: {
  readonly name: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly selected: string | null;
  readonly sort?: Sort;
  readonly empty: string;
  readonly onSort?: (sort: Sort) => void;
  readonly onSelect: (row: T) => void;
  readonly onEnter?: (row: T) => void;
  readonly onDelete?: (row: T) => void;
}) {
  const list = useRef<VirtualRowsHandle>(null);
  const index = selected === null ? -1 : rows.findIndex((row) => keyOf(row) === selected);
  const id = name.toLowerCase().replaceAll(' ', '-');

  useEffect(() => {
    if (index >= 0) list.current?.reveal(index);
  }, [index]);

  const select = (to: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (row !== undefined) onSelect(row);
  };
  const widths = (some: readonly Column<T>[]) => some.map(({ width }) => width).join(' ');

  return (
    <div
      className="policy-table"
      style={
        {
          '--policy-columns': widths(columns),
          '--policy-columns-small': widths(columns.filter(({ isOptional }) => !isOptional)),
        } as React.CSSProperties
      }
    >
      <SortHeads
        className="policy-head"
        heads={columns.map((column) => ({
          id: column.id,
          title: column.title,
          className: `${column.isNumber ? 'number ' : ''}${column.isOptional ? 'optional' : ''}`,
          sorts: onSort !== undefined && column.sort !== undefined,
        }))}
        sort={sort === undefined ? null : { column: sort.column, descending: sort.isDescending }}
        onSort={(column) => onSort?.({ column, isDescending: sort?.column === column && !sort.isDescending })}
      />
      <VirtualRows
        role="grid"
        aria-label={name}
        aria-rowcount={rows.length}
        aria-activedescendant={index >= 0 ? `${id}-${index}` : undefined}
        tabIndex={0}
        handle={list}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = rowOfKey(event.key, index, rows.length, list.current?.pageRows ?? 1);
          const row = rows[index];
          if (next !== undefined) select(next);
          else if (event.key === 'Enter' && row !== undefined && onEnter) onEnter(row);
          else if (event.key === 'Delete' && row !== undefined && onDelete) onDelete(row);
          else return;
          event.preventDefault();
        }}
        onMouseDown={(event) => {
          const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
          if (row && event.button === 0) select(Number(row.dataset.row));
        }}
        renderRow={(at) => {
          const row = rows[at] as T;
          return (
            <div
              key={keyOf(row)}
              id={`${id}-${at}`}
              role="row"
              tabIndex={-1}
              aria-rowindex={at + 1}
              aria-selected={at === index}
              data-row={at}
              className="policy-row"
            >
              {columns.map((column) => (
                <span
                  key={column.id}
                  role="gridcell"
                  className={`truncate ${column.isNumber ? 'number ' : ''}${column.isOptional ? 'optional' : ''}`}
                  title={column.whole?.(row)}
                >
                  {column.cell(row)}
                </span>
              ))}
            </div>
          );
        }}
      />
      {rows.length === 0 && (
        <p className="policy-empty muted" role="status">
          {empty}
        </p>
      )}
    </div>
  );
}
