import { useEffect, useRef } from 'react';
import { formatEntryPath } from '../../../shared/domain/artifact';
import type { CodeFact } from '../../../shared/domain/fact';
import type { Report } from '../../../shared/domain/report';
import { formatOffset } from '../../../shared/text/hex';
import { SEVERITY_TONES } from '../../components/SeverityTag/SeverityTag';
import { TailText } from '../../components/TailText/TailText';
import { rowOfKey } from '../../components/VirtualRows/row-of-key';
import { VirtualRows, type VirtualRowsHandle } from '../../components/VirtualRows/VirtualRows';
import { flaggedNames, LANGUAGE_WORDS, RUNS_WORDS } from '../../state/code-names';
import { shownText } from '../../state/evidence';
import { useSession } from '../../state/hooks';
import { goToBytes } from '../../state/navigate';
import { omittedOf } from '../../state/omitted';

export const ROW_HEIGHT = 28;

/** The pieces of code of a file, with when they run and the worst that they name. */
export function CodeList({
  report,
  pieces,
  current,
}: {
  readonly report: Report;
  readonly pieces: readonly CodeFact[];
  readonly current: CodeFact;
}) {
  const session = useSession();
  const index = pieces.indexOf(current);
  const rows = useRef<VirtualRowsHandle>(null);
  const omitted = omittedOf(report, 'code');

  useEffect(() => {
    if (index >= 0) rows.current?.reveal(index);
  }, [index]);

  const select = (to: number) => {
    const fact = pieces[Math.min(pieces.length - 1, Math.max(0, to))];
    if (fact) void session.selection.toCode({ fact, name: null, line: null });
  };

  return (
    <div className="column code-pieces">
      <div className="code-head" aria-hidden="true">
        <span>Language</span>
        <span>Title</span>
        <span className="code-where">Where</span>
        <span>Runs</span>
        <span>Flagged names</span>
      </div>
      <VirtualRows
        role="listbox"
        aria-label="Pieces of code"
        aria-activedescendant={index >= 0 ? `code-${index}` : undefined}
        tabIndex={0}
        handle={rows}
        count={pieces.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = rowOfKey(event.key, index, pieces.length, rows.current?.pageRows ?? 1);
          if (next !== undefined) select(next);
          else if (event.key === 'Enter') goToBytes(session, current.entryPath, current.range);
          else return;
          event.preventDefault();
        }}
        renderRow={(at) => {
          const fact = pieces[at] as CodeFact;
          return (
            <Piece key={at} fact={fact} index={at} count={pieces.length} selected={at === index} onSelect={select} />
          );
        }}
      />
      {omitted > 0 && (
        <p className="code-omitted faint">{omitted.toLocaleString('en')} more are counted and not listed.</p>
      )}
    </div>
  );
}

function Piece({
  fact,
  index,
  count,
  selected,
  onSelect,
}: {
  readonly fact: CodeFact;
  readonly index: number;
  readonly count: number;
  readonly selected: boolean;
  readonly onSelect: (index: number) => void;
}) {
  const names = flaggedNames(fact);
  // A member that is code as a whole is called what its path ends with; saying it twice would leave no room to tell it from others.
  const isMember = fact.entryPath.at(-1) === fact.title;
  const path = formatEntryPath(isMember ? fact.entryPath.slice(0, -1) : fact.entryPath);
  const where = path === '' ? formatOffset(fact.range.start) : shownText(path);
  const title = shownText(fact.title);
  const named = names.map(({ name }) => shownText(name)).join(', ');
  return (
    <div
      id={`code-${index}`}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-label={`${title}, ${LANGUAGE_WORDS[fact.language]}, in ${where}, runs ${RUNS_WORDS[fact.runs]}${named === '' ? '' : `, names ${named}`}`}
      className="code-piece"
      onMouseDown={(event) => event.button === 0 && onSelect(index)}
    >
      <span>
        <span className={`badge language-${fact.language}`}>{LANGUAGE_WORDS[fact.language]}</span>
      </span>
      <TailText text={title} />
      <span className="truncate mono muted code-where">
        <TailText text={where} />
      </span>
      <span className={`truncate ${fact.runs === 'loading' ? 'strong' : 'muted'}`}>{RUNS_WORDS[fact.runs]}</span>
      <span
        className={`truncate mono code-flagged tone-${names[0] ? SEVERITY_TONES[names[0].severity] : 'note'}`}
        title={named === '' ? undefined : named}
      >
        {named}
      </span>
    </div>
  );
}
