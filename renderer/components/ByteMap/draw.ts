import type { ByteRange } from '../../../shared/domain/artifact';
import type { Region, RegionKind } from '../../../shared/domain/coverage';

export const REGION_NAMES: Readonly<Record<RegionKind, string>> = {
  opcodes: 'opcodes',
  text: 'text',
  array: 'raw array',
  container: 'container',
  compressed: 'compressed',
  data: 'other data',
  unexplained: 'not understood',
};

/** Painted later, seen over others: what is small and matters must not vanish under what is large and quiet. */
const ORDER: readonly RegionKind[] = ['array', 'compressed', 'data', 'container', 'text', 'opcodes', 'unexplained'];

/** Where a finding stands. `tone` is the verdict's colour name. */
export interface MapTick extends ByteRange {
  readonly tone: 'dangerous' | 'suspicious' | 'muted';
}

interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly view: ByteRange;
  readonly regions: readonly Region[];
  readonly ticks: readonly MapTick[];
  readonly selected: ByteRange | null;
}

export function drawByteMap(
  canvas: HTMLCanvasElement,
  { width, height, view, regions, ticks, selected }: Drawing,
): void {
  const density = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * density);
  canvas.height = Math.round(height * density);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d');
  if (!context) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  context.scale(density, density);

  const span = Math.max(1, view.end - view.start);
  const x = (offset: number) => ((offset - view.start) / span) * width;
  const stripTop = 6;
  const stripHeight = height - stripTop;

  context.save();
  context.beginPath();
  context.roundRect(0, stripTop, width, stripHeight, 4);
  context.clip();
  context.fillStyle = colour('--map-data');
  context.fillRect(0, stripTop, width, stripHeight);
  for (const kind of ORDER) {
    context.fillStyle = colour(`--map-${kind}`);
    for (const region of regions) {
      if (region.kind !== kind || region.end <= view.start || region.start >= view.end) continue;
      const left = Math.max(0, x(region.start));
      const right = Math.min(width, x(region.end));
      context.fillRect(left, stripTop, Math.max(1, right - left), stripHeight);
    }
  }
  if (selected && selected.end > view.start && selected.start < view.end) {
    const left = x(selected.start);
    context.fillStyle = colour('--text');
    context.globalAlpha = 0.28;
    context.fillRect(left - 1, stripTop, Math.max(3, x(selected.end) - left + 2), stripHeight);
    context.globalAlpha = 1;
  }
  context.restore();

  for (const tone of ['muted', 'suspicious', 'dangerous'] as const) {
    context.fillStyle = colour(`--${tone}`);
    for (const tick of ticks) {
      if (tick.tone !== tone || tick.end < view.start || tick.start > view.end) continue;
      const middle = Math.min(width - 1, Math.max(1, x(tick.start)));
      context.fillRect(middle - 1, stripTop, Math.max(2, Math.min(width, x(tick.end)) - middle), stripHeight);
      context.beginPath();
      context.moveTo(middle - 4.5, 0);
      context.lineTo(middle + 4.5, 0);
      context.lineTo(middle, 6);
      context.fill();
    }
  }
}
