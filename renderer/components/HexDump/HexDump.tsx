import { memo, useCallback, useEffect, useRef } from 'react';
import type { ByteRange } from '../../../shared/domain/artifact';
import { formatByte, formatOffset } from '../../../shared/text/hex';
import type { BytePages } from '../../state/byte-pages';
import { usePages } from '../../state/hooks';
import { VirtualRows, type VirtualRowsHandle } from '../VirtualRows/VirtualRows';
import './hex-dump.css';
import type { BytePaint } from './paint';

export const BYTES_PER_LINE = 16;
const LINE_HEIGHT = 20;

interface Props {
  readonly name: string;
  readonly bytes: BytePages;
  readonly paint: BytePaint;
  /** Changes when `paint` would answer otherwise. */
  readonly paintRevision: number;
  readonly selected: ByteRange | null;
  /** Scrolls to the selection each time this changes. */
  readonly reveal: number;
  readonly onSelect: (offset: number) => void;
}

/** Bytes of an entry, sixteen to a line, coloured by what they are. */
export function HexDump({ name, bytes, paint, paintRevision, selected, reveal, onSelect }: Props) {
  const revision = usePages(bytes.pages);
  const rows = useRef<VirtualRowsHandle>(null);
  const lines = Math.ceil(bytes.sizeBytes / BYTES_PER_LINE);
  const digits = Math.max(4, (bytes.sizeBytes - 1).toString(16).length);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `reveal` is the signal
  useEffect(() => {
    if (selected) rows.current?.reveal(Math.floor(selected.start / BYTES_PER_LINE));
  }, [reveal, bytes]);

  const want = useCallback(
    (first: number, last: number) => bytes.want((first - 32) * BYTES_PER_LINE, (last + 33) * BYTES_PER_LINE),
    [bytes],
  );

  const move = (offset: number) => {
    const next = Math.min(bytes.sizeBytes - 1, Math.max(0, offset));
    onSelect(next);
    rows.current?.reveal(Math.floor(next / BYTES_PER_LINE));
  };

  return (
    <VirtualRows
      role="grid"
      aria-label={name}
      aria-rowcount={lines}
      aria-colcount={BYTES_PER_LINE}
      tabIndex={0}
      className="hex-dump"
      handle={rows}
      count={lines}
      rowHeight={LINE_HEIGHT}
      onRange={want}
      onClick={(event) => {
        const offset = (event.target as HTMLElement).dataset.offset;
        if (offset !== undefined) onSelect(Number(offset));
      }}
      onKeyDown={(event) => {
        const at = selected?.start ?? 0;
        const page = (rows.current?.pageRows ?? 1) * BYTES_PER_LINE;
        const target: Record<string, number> = {
          ArrowLeft: at - 1,
          ArrowRight: selected?.end ?? at + 1,
          ArrowUp: at - BYTES_PER_LINE,
          ArrowDown: at + BYTES_PER_LINE,
          PageUp: at - page,
          PageDown: at + page,
          Home: event.ctrlKey ? 0 : at - (at % BYTES_PER_LINE),
          End: event.ctrlKey ? bytes.sizeBytes - 1 : at - (at % BYTES_PER_LINE) + BYTES_PER_LINE - 1,
        };
        const next = target[event.key];
        if (next === undefined || event.altKey) return;
        event.preventDefault();
        move(next);
      }}
      renderRow={(line) => {
        const offset = line * BYTES_PER_LINE;
        const touches = selected !== null && selected.start < offset + BYTES_PER_LINE && selected.end > offset;
        return (
          <HexLine
            key={line}
            offset={offset}
            digits={digits}
            data={bytes.slice(offset, BYTES_PER_LINE)}
            paint={paint}
            paintRevision={paintRevision + revision}
            from={touches ? selected.start : -1}
            to={touches ? selected.end : -1}
          />
        );
      }}
    />
  );
}

interface LineProps {
  readonly offset: number;
  readonly digits: number;
  readonly data: Uint8Array | null;
  readonly paint: BytePaint;
  readonly paintRevision: number;
  readonly from: number;
  readonly to: number;
}

const HexLine = memo(function HexLine({ offset, digits, data, paint, from, to }: LineProps) {
  const cells = Array.from(data ?? [], (byte, index) => {
    const at = offset + index;
    const selected = at >= from && at < to;
    return { at, byte, selected, name: `${paint(at)}${selected ? ' selected' : ''}${index === 8 ? ' half' : ''}` };
  });
  return (
    <div
      role="row"
      tabIndex={-1}
      className="hex-line"
      aria-rowindex={offset / BYTES_PER_LINE + 1}
      aria-label={`${formatOffset(offset)}${data ? '' : ', being read'}`}
    >
      <span role="rowheader" className="hex-offset" tabIndex={-1}>
        {offset.toString(16).padStart(digits, '0')}
      </span>
      <span className="hex-bytes" role="presentation">
        {cells.map(({ at, byte, selected, name }) => (
          <span role="gridcell" aria-selected={selected} key={at} className={name} data-offset={at}>
            {formatByte(byte)}
          </span>
        ))}
      </span>
      <span className="hex-text" aria-hidden="true">
        {cells.map(({ at, byte, name }) => (
          <span key={at} className={name} data-offset={at}>
            {byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'}
          </span>
        ))}
      </span>
    </div>
  );
});
