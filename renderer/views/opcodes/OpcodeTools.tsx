import { ArrowLeft, ArrowRight, Regex } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import type { StreamInfo } from '../../../shared/ipc/messages';
import { formatOffset } from '../../../shared/text/hex';
import { OffsetField } from '../../components/OffsetField/OffsetField';
import { shownText } from '../../state/evidence';
import { useFindField, useOpened, useSession, useView } from '../../state/hooks';
import type { FilteredRows } from './use-filter';

export type Segment = 'all' | 'imports' | 'calls' | 'findings';

const SEGMENT_TITLES: Readonly<Record<Exclude<Segment, 'all'>, string>> = {
  imports: 'Imports',
  calls: 'Calls',
  findings: 'Findings',
};

interface Props {
  readonly stream: StreamInfo;
  readonly segment: Segment;
  readonly onSegment: (segment: Segment) => void;
  readonly counts: Readonly<Record<Exclude<Segment, 'all'>, FilteredRows | null>>;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly regex: boolean;
  readonly onRegex: (regex: boolean) => void;
  readonly onStep: (step: 1 | -1) => void;
}

function countOf(found: FilteredRows | null): string {
  if (!found) return '';
  return ` ${found.rows.length.toLocaleString('en')}${found.truncated ? '+' : ''}`;
}

function isBadRegex(text: string): boolean {
  try {
    new RegExp(text);
    return false;
  } catch {
    return true;
  }
}

/** Segment, text filter, offset, stream and step mode, in one line above the tree. */
export function OpcodeTools({ stream, segment, onSegment, counts, text, onText, regex, onRegex, onStep }: Props) {
  const { selection, view } = useSession();
  const field = useFindField();
  const stepping = useView((state) => state.stepping);
  return (
    <div className="toolbar opcodes-tools">
      <ToggleGroup.Root
        type="single"
        className="segments"
        aria-label="Show"
        value={segment}
        onValueChange={(value) => value && onSegment(value as Segment)}
      >
        <ToggleGroup.Item value="all">All {stream.rows.toLocaleString('en')}</ToggleGroup.Item>
        {(['imports', 'calls', 'findings'] as const).map((one) => (
          <ToggleGroup.Item key={one} value={one}>
            {SEGMENT_TITLES[one]}
            {countOf(counts[one])}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <span className="opcodes-filter">
        <input
          ref={field}
          className="field"
          type="search"
          aria-label="Filter opcode, argument, text"
          placeholder="Filter opcode, argument, text"
          value={text}
          aria-invalid={regex && isBadRegex(text)}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onText('')}
        />
        <button
          type="button"
          className="icon-button"
          aria-label="Regular expression"
          title="Regular expression"
          aria-pressed={regex}
          onClick={() => onRegex(!regex)}
        >
          <Regex aria-hidden />
        </button>
      </span>
      <OffsetField onGo={(offset) => void selection.toBytes(stream.entryPath, offset)} />
      <StreamChooser stream={stream} />
      <span className="spacer" />
      <span className="opcodes-step">
        <button
          type="button"
          className="button small"
          aria-pressed={stepping}
          title="Step mode: ← and → go opcode by opcode in the tree"
          onClick={() => view.setState({ stepping: !stepping })}
        >
          Step
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Previous opcode"
          title="Previous opcode"
          onClick={() => onStep(-1)}
        >
          <ArrowLeft aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Next opcode"
          title="Next opcode"
          onClick={() => onStep(1)}
        >
          <ArrowRight aria-hidden />
        </button>
      </span>
    </div>
  );
}

function StreamChooser({ stream }: { readonly stream: StreamInfo }) {
  const { selection } = useSession();
  const streams = useOpened((state) => state.streams);
  if (streams.length < 2) return null;
  return (
    <select
      className="field opcodes-stream"
      aria-label="Stream"
      value={stream.id}
      onChange={(event) => void selection.toRow(Number(event.target.value), 0)}
    >
      {streams.map((one) => (
        <option key={one.id} value={one.id}>
          {one.entryPath.length > 0 ? `${shownText(one.entryPath.join(' › '))} ` : ''}
          {formatOffset(one.start)}, {one.rows.toLocaleString('en')} opcodes
        </option>
      ))}
    </select>
  );
}
