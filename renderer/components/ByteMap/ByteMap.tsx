import { RotateCcw } from 'lucide-react';
import { type PointerEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ByteRange } from '../../../shared/domain/artifact';
import type { Region } from '../../../shared/domain/coverage';
import { formatOffset } from '../../../shared/text/hex';
import './byte-map.css';
import { drawByteMap, type MapTick, REGION_NAMES } from './draw';

const HEIGHT = 26;
const MARKS = 5;
/** Pointer travel that turns a click into a zoom. */
const DRAG_PIXELS = 5;
const SMALLEST_VIEW = 64;

interface Props {
  readonly sizeBytes: number;
  readonly regions: readonly Region[];
  readonly ticks: readonly MapTick[];
  readonly selected: ByteRange | null;
  readonly themeName: string;
  readonly onJump: (offset: number) => void;
}

/** The whole file as one strip: what every byte is, ticks for findings. Drag to zoom, click to jump. */
export function ByteMap({ sizeBytes, regions, ticks, selected, themeName, onJump }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [view, setView] = useState<ByteRange>({ start: 0, end: sizeBytes });
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const zoomed = view.start > 0 || view.end < sizeBytes;

  useEffect(() => setView({ start: 0, end: sizeBytes }), [sizeBytes]);

  useLayoutEffect(() => {
    const element = canvas.current?.parentElement;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme's colours are read from the page while drawing
  useEffect(() => {
    if (canvas.current && width > 0)
      drawByteMap(canvas.current, { width, height: HEIGHT, view, regions, ticks, selected });
  }, [width, view, regions, ticks, selected, themeName]);

  const offsetAt = useCallback(
    (event: PointerEvent) => {
      const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
      const part = Math.min(1, Math.max(0, (event.clientX - box.left) / Math.max(1, box.width)));
      return Math.min(sizeBytes - 1, Math.floor(view.start + part * (view.end - view.start)));
    },
    [view, sizeBytes],
  );

  const zoomTo = (start: number, end: number) => {
    const length = Math.max(SMALLEST_VIEW, end - start);
    const from = Math.max(0, Math.min(start, sizeBytes - length));
    setView({ start: Math.floor(from), end: Math.ceil(Math.min(sizeBytes, from + length)) });
  };

  const at = selected?.start ?? 0;
  const describe = (offset: number) => {
    const region = regions.find((one) => offset >= one.start && offset < one.end);
    return `${formatOffset(offset)}${region ? ` · ${REGION_NAMES[region.kind]}` : ''}`;
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    const span = view.end - view.start;
    const edges = regions.flatMap((region) => [region.start]);
    const moves: Record<string, () => void> = {
      ArrowRight: () => onJump(edges.find((edge) => edge > at) ?? sizeBytes - 1),
      ArrowLeft: () => onJump(edges.findLast((edge) => edge < at) ?? 0),
      Home: () => onJump(0),
      End: () => onJump(sizeBytes - 1),
      '+': () => zoomTo(at - span / 4, at + span / 4),
      '=': () => zoomTo(at - span / 4, at + span / 4),
      '-': () => zoomTo(view.start - span / 2, view.end + span / 2),
      '0': () => setView({ start: 0, end: sizeBytes }),
    };
    const move = event.ctrlKey || event.altKey || event.metaKey ? undefined : moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  return (
    <div className="byte-map">
      <div
        className="byte-map-strip"
        role="slider"
        tabIndex={0}
        aria-label="Byte map"
        aria-valuemin={0}
        aria-valuemax={sizeBytes}
        aria-valuenow={at}
        aria-valuetext={describe(at)}
        style={{ height: HEIGHT }}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture?.(event.pointerId);
          setDrag({ from: event.clientX, to: event.clientX });
        }}
        onPointerMove={(event) => {
          setHover(offsetAt(event));
          if (drag) setDrag({ ...drag, to: event.clientX });
        }}
        onPointerLeave={() => setHover(null)}
        onPointerUp={(event) => {
          if (!drag) return;
          setDrag(null);
          if (Math.abs(drag.to - drag.from) < DRAG_PIXELS) {
            onJump(offsetAt(event));
            return;
          }
          const box = event.currentTarget.getBoundingClientRect();
          const toOffset = (x: number) => view.start + ((x - box.left) / box.width) * (view.end - view.start);
          zoomTo(toOffset(Math.min(drag.from, drag.to)), toOffset(Math.max(drag.from, drag.to)));
        }}
        onDoubleClick={() => setView({ start: 0, end: sizeBytes })}
      >
        <canvas ref={canvas} />
        {drag && Math.abs(drag.to - drag.from) >= DRAG_PIXELS && <DragShade drag={drag} strip={canvas.current} />}
      </div>
      <div className="byte-map-scale mono" aria-hidden="true">
        {Array.from({ length: MARKS }, (_, index) => {
          const offset = Math.round(view.start + ((view.end - view.start) * index) / (MARKS - 1));
          return <span key={index === MARKS - 1 ? 'end' : index}>{formatOffset(offset)}</span>;
        })}
        {hover !== null && <span className="byte-map-hover">{describe(hover)}</span>}
      </div>
      {zoomed && (
        <button
          type="button"
          className="icon-button byte-map-reset"
          aria-label="Show the whole file"
          title="Show the whole file"
          onClick={() => setView({ start: 0, end: sizeBytes })}
        >
          <RotateCcw aria-hidden />
        </button>
      )}
    </div>
  );
}

function DragShade({
  drag,
  strip,
}: {
  readonly drag: { from: number; to: number };
  readonly strip: HTMLElement | null;
}) {
  const left = Math.min(drag.from, drag.to) - (strip?.getBoundingClientRect().left ?? 0);
  return <div className="byte-map-shade" style={{ left, width: Math.abs(drag.to - drag.from) }} />;
}
