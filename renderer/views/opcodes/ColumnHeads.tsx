import { useRef } from 'react';
import { useSession } from '../../state/hooks';
import { COLUMNS } from './columns';

const KEY_STEP = 8;

/** Titles of the columns with a handle at each edge; arrows move a focused handle. */
export function ColumnHeads({ widths }: { readonly widths: readonly number[] }) {
  const { settings } = useSession();
  const drag = useRef<{ index: number; x: number; width: number } | null>(null);
  const resize = (index: number, width: number) => {
    const minimum = COLUMNS[index]?.minimum ?? 40;
    settings.setLayout(
      'opcodes.columns',
      widths.map((old, at) => (at === index ? Math.min(900, Math.max(minimum, width)) : old)),
    );
  };
  return (
    <div className="opcodes-head" role="row">
      {COLUMNS.map((column, index) => {
        const width = widths[index] ?? column.width;
        // The columns behind the one that takes what is left grow to their left.
        const sign = column.number ? -1 : 1;
        return (
          <div
            key={column.id}
            role="columnheader"
            className={column.number ? 'number' : undefined}
            data-column={column.id}
          >
            {column.title}
            {column.id !== 'effect' && (
              <span
                role="separator"
                aria-orientation="vertical"
                aria-label={`Width of ${column.title}`}
                aria-valuenow={width}
                aria-valuemin={column.minimum}
                aria-valuemax={900}
                tabIndex={0}
                className={`opcodes-handle ${column.number ? 'left' : 'right'}`}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId);
                  drag.current = { index, x: event.clientX, width };
                }}
                onPointerMove={(event) => {
                  if (drag.current)
                    resize(drag.current.index, drag.current.width + sign * (event.clientX - drag.current.x));
                }}
                onPointerUp={() => {
                  drag.current = null;
                }}
                onKeyDown={(event) => {
                  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
                  event.preventDefault();
                  event.stopPropagation();
                  resize(index, width + sign * (event.key === 'ArrowRight' ? KEY_STEP : -KEY_STEP));
                }}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
