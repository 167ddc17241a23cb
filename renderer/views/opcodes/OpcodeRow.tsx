import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo } from 'react';
import { OP, opcodeByCode } from '../../../shared/pickle/opcodes';
import { formatOffset } from '../../../shared/text/hex';
import { argumentOf, effectOf, toneOf } from '../../state/effect';
import { shownText } from '../../state/evidence';
import type { FactIndex } from '../../state/facts';
import type { OpcodeLine } from '../../state/row-pages';

const QUIET: ReadonlySet<number> = new Set([OP.MEMOIZE, OP.PUT, OP.BINPUT, OP.LONG_BINPUT, OP.PROTO, OP.FRAME]);
const INDENT = 12;
/** Deeper nesting is shown at this level, so that a hostile file cannot push its text out of sight. */
const DEEPEST = 10;

interface Props {
  readonly line: OpcodeLine | null;
  readonly row: number;
  readonly position: number;
  readonly facts: FactIndex;
  readonly folded: { readonly hidden: number; readonly closing: string } | null;
  readonly foldable: boolean;
  readonly selected: boolean;
  readonly onSelect: (row: number) => void;
  readonly onToggle: (row: number) => void;
}

export const OpcodeRow = memo(function OpcodeRow({
  line,
  row,
  position,
  facts,
  folded,
  foldable,
  selected,
  onSelect,
  onToggle,
}: Props) {
  if (!line)
    return (
      <div
        role="row"
        id={`row-${row}`}
        className="opcodes-row waiting"
        aria-rowindex={position + 1}
        aria-label="Being read"
      />
    );
  const here = facts.at(line.offset, line.end);
  const opcode = opcodeByCode(line.code);
  const argument = argumentOf(line, here);
  const isMark = foldable && line.code === OP.MARK;
  const level = Math.min(DEEPEST, line.markDepth);
  const effect = folded ? `${folded.hidden.toLocaleString('en')} rows to ${folded.closing}` : effectOf(line, here);
  return (
    <div
      id={`row-${row}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={position + 1}
      aria-level={line.markDepth + 1}
      aria-selected={selected}
      {...(isMark ? { 'aria-expanded': !folded } : {})}
      className={`opcodes-row ${toneOf(here)}`}
      onMouseDown={(event) => event.button === 0 && onSelect(row)}
    >
      <span role="gridcell" className="opcodes-offset">
        {formatOffset(line.offset)}
      </span>
      <span
        role="gridcell"
        className={`opcodes-name truncate ${QUIET.has(line.code) ? 'quiet' : ''}`}
        style={{ paddingLeft: level * INDENT }}
      >
        {isMark ? (
          <button
            type="button"
            tabIndex={-1}
            className="opcodes-twist"
            aria-label={folded ? 'Unfold the group' : 'Fold the group'}
            onMouseDown={(event) => event.stopPropagation()}
            onClick={() => onToggle(row)}
          >
            {folded ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
          </button>
        ) : (
          <span className="opcodes-twist" />
        )}
        {opcode?.name ?? `0x${line.code.toString(16).padStart(2, '0')}`}
      </span>
      <span
        role="gridcell"
        className={`truncate ${argument.derived ? 'opcodes-derived' : ''}`}
        title={argument.text.length > 24 ? shownText(argument.text) : undefined}
      >
        {shownText(argument.text)}
      </span>
      <span role="gridcell" className="opcodes-effect truncate">
        {effect}
      </span>
      <span role="gridcell" className="opcodes-number">
        {line.stackDepth}
      </span>
      <span role="gridcell" className="opcodes-number">
        {line.memo >= 0 ? line.memo : ''}
      </span>
    </div>
  );
});
