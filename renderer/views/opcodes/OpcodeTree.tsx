import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { Report } from '../../../shared/domain/report';
import type { RowFilter, StreamInfo } from '../../../shared/ipc/messages';
import { OP, opcodeByCode } from '../../../shared/pickle/opcodes';
import { formatOffset } from '../../../shared/text/hex';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { factsOf } from '../../state/facts';
import { usePages, useSelection, useSession, useSettings, useView } from '../../state/hooks';
import { errorOf } from '../../state/scanner-client';
import { ColumnHeads } from './ColumnHeads';
import { COLUMNS, DEFAULT_WIDTHS, gridTemplate } from './columns';
import { OpcodeRow } from './OpcodeRow';
import { OpcodeTools, type Segment } from './OpcodeTools';
import { commonRows, filteredOutline, foldedOutline } from './outline';
import { useFilter, useFindingRows } from './use-filter';
import { useFolds } from './use-folds';

const ROW_HEIGHT = 22;
const PREFETCH_ROWS = 256;
const IMPORTS: RowFilter = { kind: 'imports' };
const CALLS: RowFilter = { kind: 'calls' };

/** The tree of one stream: virtual, foldable, filtered, and the keyboard's home. */
export function OpcodeTree({ stream, report }: { readonly stream: StreamInfo; readonly report: Report }) {
  const { opened, selection } = useSession();
  const rows = useMemo(() => opened.rows(stream), [opened, stream]);
  usePages(rows.pages);
  const facts = useMemo(() => factsOf(report, stream.entryPath), [report, stream]);
  const { line, reveal } = useSelection((state) => ({
    line: state.stream === stream.id ? state.line : null,
    reveal: state.reveal,
  }));
  const stepping = useView((state) => state.stepping);
  const widths = useSettings((state) => state.layout['opcodes.columns']) ?? DEFAULT_WIDTHS;

  const [segment, setSegment] = useState<Segment>('all');
  const [text, setText] = useState('');
  const [regex, setRegex] = useState(false);
  const deferredText = useDeferredValue(text.trim());
  const imports = useFilter(stream, IMPORTS);
  const calls = useFilter(stream, CALLS);
  const matches = useFilter(stream, deferredText === '' ? null : { kind: 'text', text: deferredText, regex });
  const findings = useFindingRows(stream);
  const { folds, toggle, unfoldAround } = useFolds(stream);

  const narrowed =
    segment === 'imports'
      ? imports.found
      : segment === 'calls'
        ? calls.found
        : segment === 'findings'
          ? findings
          : null;
  const filtering = segment !== 'all' || deferredText !== '';
  const outline = useMemo(() => {
    if (!filtering) return foldedOutline(stream.rows, folds);
    const matched = deferredText === '' ? null : matches.found;
    if (segment === 'all') return filteredOutline(matched?.rows ?? []);
    if (deferredText === '') return filteredOutline(narrowed?.rows ?? []);
    return filteredOutline(commonRows(narrowed?.rows ?? [], matched?.rows ?? []));
  }, [filtering, segment, deferredText, narrowed, matches.found, folds, stream.rows]);

  const list = useRef<VirtualRowsHandle>(null);
  const current = line?.row ?? -1;
  const currentLine = current >= 0 && outline.shows(current) ? outline.lineOf(current) : -1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `reveal` is the signal
  useEffect(() => {
    if (current < 0) return;
    unfoldAround(current);
    list.current?.reveal(outline.lineOf(current));
  }, [reveal, current, outline]);

  const select = useCallback((row: number) => void selection.toRow(stream.id, row), [selection, stream.id]);
  const onRange = useCallback(
    (first: number, last: number) => {
      const from = outline.rowAt(Math.max(0, first));
      const to = outline.rowAt(Math.min(outline.count - 1, last));
      if (to - from <= 4 * (last - first) + PREFETCH_ROWS)
        rows.want(Math.max(0, from - PREFETCH_ROWS), Math.min(stream.rows - 1, to + PREFETCH_ROWS));
      // Filtered rows lie far apart: only the pages of those in sight are fetched.
      else
        for (let at = first; at <= last; at++)
          rows.pages.load(Math.floor(outline.rowAt(at) / 512)).catch(() => undefined);
    },
    [outline, rows, stream.rows],
  );

  const foldHere = useCallback(
    (row: number) => {
      select(row);
      toggle(row);
    },
    [select, toggle],
  );

  const goLine = (to: number) => {
    if (outline.count === 0) return;
    const next = Math.min(outline.count - 1, Math.max(0, to));
    select(outline.rowAt(next));
    list.current?.reveal(next);
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = currentLine >= 0 ? currentLine : current >= 0 ? outline.lineOf(current) : -1;
    const isMark = line?.code === OP.MARK && !filtering;
    const isFolded = folds.some((fold) => fold.row === current);
    const keys: Record<string, () => void> = {
      ArrowRight: () => (stepping ? goLine(at + 1) : isMark && isFolded ? toggle(current) : undefined),
      ArrowLeft: () => (stepping ? goLine(at - 1) : isMark && !isFolded ? toggle(current) : undefined),
    };
    const next = rowOfKey(event.key, at, outline.count, list.current?.pageRows ?? 1);
    const run = next === undefined ? keys[event.key] : () => goLine(next);
    if (!run) return;
    event.preventDefault();
    run();
  };

  const showAll = () => {
    setSegment('all');
    setText('');
  };
  const failure = rows.pages.failure();
  const filterError =
    matches.error ?? (segment === 'imports' ? imports.error : segment === 'calls' ? calls.error : null);
  return (
    <div className="column opcodes" style={{ '--opcodes-columns': gridTemplate(widths) } as React.CSSProperties}>
      <OpcodeTools
        stream={stream}
        segment={segment}
        onSegment={setSegment}
        counts={{ imports: imports.found, calls: calls.found, findings }}
        text={text}
        onText={setText}
        regex={regex}
        onRegex={setRegex}
        onStep={(step) => goLine((currentLine >= 0 ? currentLine : outline.lineOf(Math.max(0, current))) + step)}
      />
      {failure !== null && (
        <ErrorNote
          sentence={errorOf(failure).message}
          kept="The rows already read are kept."
          action={{ title: 'Read again', run: rows.pages.retry }}
        />
      )}
      {filterError && (
        <ErrorNote
          sentence={filterError.message}
          kept="The tree is as it was."
          action={{ title: 'Show all', run: showAll }}
        />
      )}
      <div role="presentation">
        <ColumnHeads widths={widths} />
      </div>
      <VirtualRows
        role="treegrid"
        aria-label="Opcodes"
        aria-rowcount={outline.count}
        aria-colcount={COLUMNS.length}
        aria-activedescendant={currentLine >= 0 ? `row-${current}` : undefined}
        tabIndex={0}
        handle={list}
        count={outline.count}
        rowHeight={ROW_HEIGHT}
        onRange={onRange}
        onKeyDown={onKeyDown}
        renderRow={(at) => {
          const row = outline.rowAt(at);
          const fold = folds.find((one) => one.row === row);
          const closing = fold ? rows.line(fold.closing) : null;
          return (
            <OpcodeRow
              key={row}
              row={row}
              position={at}
              line={rows.line(row)}
              facts={facts}
              foldable={!filtering}
              folded={
                fold && !filtering
                  ? {
                      hidden: fold.closing - fold.row - 1,
                      closing: closing
                        ? `${opcodeByCode(closing.code)?.name} at ${formatOffset(closing.offset)}`
                        : 'its end',
                    }
                  : null
              }
              selected={row === current}
              onSelect={select}
              onToggle={foldHere}
            />
          );
        }}
      />
      {filtering && outline.count === 0 && (
        <p className="opcodes-empty muted" role="status">
          {(deferredText !== '' && !matches.found) || (segment !== 'all' && !narrowed)
            ? 'Looking through the opcodes.'
            : 'No opcode matches.'}
        </p>
      )}
    </div>
  );
}
