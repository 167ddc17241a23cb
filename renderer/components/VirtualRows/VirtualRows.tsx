import {
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import './virtual-rows.css';

/** Browsers cap an element's height somewhere above 16 million pixels; beyond this the scroll position is scaled. */
const MAXIMUM_HEIGHT = 8_000_000;
/** Height assumed where nothing is laid out (tests). */
const ASSUMED_HEIGHT = 600;

export interface VirtualRowsHandle {
  /** Scrolls as little as needed to show a row; a row that was out of sight is shown in the middle. */
  reveal(index: number): void;
  focus(): void;
  /** Rows that fit. */
  readonly pageRows: number;
}

interface Props extends Omit<HTMLAttributes<HTMLDivElement>, 'children'> {
  readonly count: number;
  readonly rowHeight: number;
  readonly renderRow: (index: number) => ReactNode;
  readonly onRange?: (first: number, last: number) => void;
  /** Width of the widest row, as CSS; rows that are wider than the list then scroll sideways. */
  readonly contentWidth?: string;
  readonly handle?: Ref<VirtualRowsHandle>;
}

/**
 * Rows of one height, any number of them. Only those in sight exist, in a layer that stays in place while the spacer behind it
 * scrolls, so that a fast drag of the thumb never shows an empty window. With more rows than an element can be high, the thumb moves
 * in a scaled space and the wheel still moves by pixels.
 */
export function VirtualRows({
  count,
  rowHeight,
  renderRow,
  onRange,
  contentWidth,
  handle,
  className = '',
  ...attributes
}: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(ASSUMED_HEIGHT);
  const [wantedTop, setTop] = useState(0);
  const settled = useRef(0);
  /** The row last revealed, until somebody scrolls: a pane that gets its size later still shows it. */
  const anchor = useRef<number | null>(null);

  const total = count * rowHeight;
  const spacer = Math.min(total, MAXIMUM_HEIGHT);
  const furthest = Math.max(0, total - height);
  const scale = total <= MAXIMUM_HEIGHT ? 1 : furthest / (MAXIMUM_HEIGHT - height);
  const top = Math.min(wantedTop, furthest);
  const first = Math.floor(top / rowHeight);
  const last = Math.min(count - 1, Math.floor((top + height) / rowHeight));

  const moveTo = (position: number) => {
    const next = Math.min(furthest, Math.max(0, position));
    setTop(next);
    if (!scroller.current) return;
    scroller.current.scrollTop = next / scale;
    settled.current = scroller.current.scrollTop;
  };

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setHeight(element.clientHeight || ASSUMED_HEIGHT);
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const reveal = (index: number) => {
    const rowTop = index * rowHeight;
    if (rowTop >= top && rowTop + rowHeight <= top + height) return;
    const near = rowTop + rowHeight > top - height / 2 && rowTop < top + height * 1.5;
    if (near) moveTo(rowTop < top ? rowTop : rowTop + rowHeight - height);
    else moveTo(rowTop - Math.max(0, (height - rowHeight) / 2));
  };

  const latest = useRef({ top, scale, moveTo, reveal });
  latest.current = { top, scale, moveTo, reveal };
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      const now = latest.current;
      anchor.current = null;
      if (now.scale === 1 || event.ctrlKey) return;
      event.preventDefault();
      now.moveTo(now.top + event.deltaY * (event.deltaMode === 1 ? rowHeight : 1));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [rowHeight]);

  const pageRows = Math.max(1, Math.floor(height / rowHeight) - 1);
  useImperativeHandle(
    handle,
    () => ({
      pageRows,
      focus: () => scroller.current?.focus(),
      reveal(index) {
        anchor.current = index;
        latest.current.reveal(index);
      },
    }),
    [pageRows],
  );

  useEffect(() => {
    if (height > 0 && anchor.current !== null) latest.current.reveal(anchor.current);
  }, [height]);

  useEffect(() => {
    if (count > 0) onRange?.(first, last);
  }, [first, last, count, onRange]);

  const rows: ReactNode[] = [];
  for (let index = first; index <= last; index++) rows.push(renderRow(index));

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the role comes with the attributes
    <div
      {...attributes}
      ref={scroller}
      onFocus={(event) => {
        // A row that has the focus loses it to nobody when it scrolls away, and the keyboard with it.
        if (event.target !== event.currentTarget && event.target.tabIndex < 0)
          event.currentTarget.focus({ preventScroll: true });
      }}
      onPointerDown={(event) => {
        anchor.current = null;
        attributes.onPointerDown?.(event);
      }}
      className={`virtual-rows ${contentWidth ? 'sideways ' : ''}${className}`}
      data-inset-focus=""
      onScroll={(event) => {
        const position = event.currentTarget.scrollTop;
        if (Math.abs(position - settled.current) < 1 && scale !== 1) return;
        settled.current = position;
        setTop(position * scale);
      }}
    >
      <div role="presentation" style={{ height: spacer, ...(contentWidth ? { minWidth: contentWidth } : {}) }}>
        <div role="presentation" className="virtual-rows-layer" style={{ height: Math.min(height, spacer) }}>
          <div role="presentation" style={{ transform: `translateY(${first * rowHeight - top}px)` }}>
            {rows}
          </div>
        </div>
      </div>
    </div>
  );
}
