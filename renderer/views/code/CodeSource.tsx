import { ArrowDown, ArrowUp, Binary, TriangleAlert } from 'lucide-react';
import { Fragment, memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { ByteRange } from '../../../shared/domain/artifact';
import type { CodeFact } from '../../../shared/domain/fact';
import type { Finding } from '../../../shared/domain/finding';
import { CopyButton } from '../../components/CopyButton/CopyButton';
import { SEVERITY_TONES } from '../../components/SeverityTag/SeverityTag';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { flaggedNames } from '../../state/code-names';
import { shownText } from '../../state/evidence';
import { useFindField, useSession } from '../../state/hooks';
import { goToBytes } from '../../state/navigate';
import type { CodeSpot } from '../../state/selection';
import { type CodeRow, codeRows, findInRows, type Hit, MOST_HITS, marksOf, segmentsOf } from './code-lines';

const ROW_HEIGHT = 20;
const NO_HITS: readonly Hit[] = [];

/** What ties lines of a text to bytes where the text is told and not read. */
export interface LinePlaces {
  /** The bytes that say a line, from 0. */
  rangeOf(line: number): ByteRange;
  readonly findings: ReadonlyMap<number, Finding>;
}

/** Columns that a text takes in a monospaced font: letters of the East are twice as wide. */
function columnsOf(text: string): number {
  let columns = 0;
  for (let index = 0; index < text.length; index++) columns += text.charCodeAt(index) >= 0x1100 ? 2 : 1;
  return columns;
}

/** The source or listing of one piece of code. */
export function CodeSource({
  fact,
  code,
  spot,
  line,
  cut,
  places = null,
}: {
  /** The piece as it is listed and selected. */
  readonly fact: CodeFact;
  /** The same with its text. */
  readonly code: CodeFact;
  readonly spot: CodeSpot | null;
  /** The line to stand at, from 0. */
  readonly line: number | null;
  /** What is said of a text that is not all there. */
  readonly cut: string;
  readonly places?: LinePlaces | null;
}) {
  const session = useSession();
  const rows = useMemo(() => codeRows(code), [code]);
  const columns = useMemo(() => rows.reduce((widest, row) => Math.max(widest, columnsOf(row.text)), 0), [rows]);
  const marked = useMemo(() => rows.flatMap((row, at) => row.marks.map((mark) => ({ at, mark }))), [rows]);
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text);
  const hits = useMemo(() => findInRows(rows, wanted), [rows, wanted]);
  const hitsByRow = useMemo(() => {
    const byRow = new Map<number, Hit[]>();
    for (const hit of hits) byRow.set(hit.row, [...(byRow.get(hit.row) ?? []), hit]);
    return byRow;
  }, [hits]);
  const [hit, setHit] = useState(0);
  const [cursor, setCursor] = useState(0);
  const field = useFindField();
  const list = useRef<VirtualRowsHandle>(null);
  const digits = String(rows.at(-1)?.line ?? 1).length;

  const go = (row: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, row));
    setCursor(next);
    list.current?.reveal(next);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection moves the view
  useEffect(() => {
    if (line !== null) go(rows.findIndex((row) => row.line === line + 1));
  }, [spot, rows, line]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: new matches begin with the first behind the cursor
  useEffect(() => {
    if (hits.length === 0) return;
    const next = Math.max(
      0,
      hits.findIndex((one) => one.row >= cursor),
    );
    setHit(next);
    list.current?.reveal((hits[next] as Hit).row);
  }, [hits]);

  const stepHit = (step: number) => {
    if (hits.length === 0) return;
    const next = (hit + step + hits.length) % hits.length;
    setHit(next);
    go((hits[next] as Hit).row);
  };

  const select = (row: number, name: string | null) => {
    setCursor(row);
    const at = (rows[row]?.line ?? 1) - 1;
    void session.selection.toCode({ fact, name, line: at, ...(places ? { range: places.rangeOf(at) } : {}) });
  };
  const nextName = () => {
    const here = marked.findIndex(({ at, mark }) => at === cursor && mark.danger.name === spot?.name);
    const next = marked[(here + 1) % marked.length];
    if (next) select(next.at, next.mark.danger.name);
  };

  return (
    <div className="column code-source">
      <div className="toolbar">
        <input
          ref={field}
          className="field code-find"
          type="search"
          aria-label="Find in code"
          placeholder="Find in code"
          value={text}
          aria-invalid={wanted !== '' && hits.length === 0}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') stepHit(event.shiftKey ? -1 : 1);
            if (event.key === 'Escape') setText('');
          }}
        />
        {text !== '' && (
          <>
            <span className="muted code-count" role="status">
              {hits.length === 0
                ? 'none'
                : `${(hit + 1).toLocaleString('en')} of ${hits.length.toLocaleString('en')}${hits.length >= MOST_HITS ? '+' : ''}`}
            </span>
            <button
              type="button"
              className="icon-button"
              aria-label="Previous match"
              title="Previous match"
              onClick={() => stepHit(-1)}
            >
              <ArrowUp aria-hidden />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label="Next match"
              title="Next match"
              onClick={() => stepHit(1)}
            >
              <ArrowDown aria-hidden />
            </button>
          </>
        )}
        <span className="spacer" />
        {marked.length > 0 && (
          <button
            type="button"
            className={`button small code-next tone-${SEVERITY_TONES[flaggedNames(code)[0]?.severity ?? 'info']}`}
            title="Go to the next flagged name"
            onClick={nextName}
          >
            <TriangleAlert aria-hidden />
            {marked.length.toLocaleString('en')} {marked.length === 1 ? 'flagged name' : 'flagged names'}
          </button>
        )}
        <button
          type="button"
          className="button small"
          aria-label="Show its bytes"
          title="Show its bytes"
          onClick={() =>
            goToBytes(session, fact.entryPath, places && line !== null ? places.rangeOf(line) : fact.range)
          }
        >
          <Binary aria-hidden />
          <span className="code-words">Bytes</span>
        </button>
        <CopyButton text={code.text} name="Copy the code" />
      </div>
      {code.truncated && (
        <p className="code-omitted muted" role="note">
          {cut}
        </p>
      )}
      <VirtualRows
        role="grid"
        aria-label={`Code of ${shownText(code.title)}`}
        aria-rowcount={rows.length}
        aria-activedescendant={`code-line-${cursor}`}
        tabIndex={0}
        className="code-text"
        handle={list}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        contentWidth={`calc(${columns + digits}ch + 64px)`}
        style={{ '--code-digits': `${digits}ch` } as React.CSSProperties}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = rowOfKey(event.key, cursor, rows.length, list.current?.pageRows ?? 1);
          const mark = rows[cursor]?.marks[0];
          if (next !== undefined) go(next);
          else if (event.key === 'Enter' && (mark || places)) select(cursor, mark?.danger.name ?? null);
          else return;
          event.preventDefault();
        }}
        onMouseDown={(event) => {
          if (event.button !== 0) return;
          const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
          if (!row) return;
          const name = (event.target as HTMLElement).closest<HTMLElement>('[data-name]')?.dataset.name;
          if (name === undefined && !places) setCursor(Number(row.dataset.row));
          else select(Number(row.dataset.row), name ?? null);
        }}
        renderRow={(at) => (
          <CodeLine
            key={at}
            index={at}
            row={rows[at] as CodeRow}
            hits={hitsByRow.get(at) ?? NO_HITS}
            hit={hits[hit]?.row === at ? (hits[hit] ?? null) : null}
            cursor={at === cursor}
            name={spot?.name ?? null}
            finding={places?.findings.get((rows[at] as CodeRow).line - 1) ?? null}
          />
        )}
      />
    </div>
  );
}

interface LineProps {
  readonly index: number;
  readonly row: CodeRow;
  readonly hits: readonly Hit[];
  /** The match that the search stands at, when it is in this row. */
  readonly hit: Hit | null;
  readonly cursor: boolean;
  readonly name: string | null;
  /** The worst finding that this line tells of. */
  readonly finding: Finding | null;
}

const CodeLine = memo(function CodeLine({ index, row, hits, hit, cursor, name, finding }: LineProps) {
  const found = finding && row.first ? `${finding.severity}: ${shownText(finding.message)}` : null;
  return (
    <div
      id={`code-line-${index}`}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 1}
      aria-selected={cursor}
      data-row={index}
      className={`code-line${cursor ? ' cursor' : ''}${finding ? ` found tone-${SEVERITY_TONES[finding.severity]}` : ''}`}
    >
      <span role="rowheader" className="code-number">
        {found !== null && (
          <span className="code-found" role="img" aria-label={`Finding, ${found}`} title={found}>
            <TriangleAlert aria-hidden />
          </span>
        )}
        {row.first ? row.line : ''}
      </span>
      <span role="gridcell" className="code-words-of-line selectable">
        {marksOf(segmentsOf(row, hits)).map(({ mark, segments }) => {
          const start = segments[0]?.start;
          const runs = segments.map((segment) => (
            <span
              key={segment.start}
              className={`tok-${segment.kind}${segment.hit === null ? '' : segment.hit === hit ? ' hit current' : ' hit'}`}
            >
              {segment.text}
            </span>
          ));
          if (!mark) return <Fragment key={start}>{runs}</Fragment>;
          const { name: itsName, does, severity } = mark.danger;
          return (
            <mark
              key={start}
              data-name={itsName}
              title={`${shownText(itsName)} ${does}`}
              className={`tone-${SEVERITY_TONES[severity]}${itsName === name ? ' chosen' : ''}`}
            >
              {runs}
            </mark>
          );
        })}
      </span>
    </div>
  );
});
