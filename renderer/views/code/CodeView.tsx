import { useMemo } from 'react';
import { ErrorNote } from '../../components/ErrorNote/ErrorNote';
import { Splits } from '../../components/Splits/Splits';
import { codeAt, worstCode } from '../../state/code-names';
import { useOpened, useQueueItem, useSelection, useSession } from '../../state/hooks';
import { codePieces, isStreamCode, streamCodeAt } from '../../state/stream-code';
import { CodeList, ROW_HEIGHT } from './CodeList';
import { CodeSource } from './CodeSource';
import { StreamSource } from './StreamSource';
import './code.css';

/** Rows of the list that stand open before it takes more than its share. */
const OPEN_ROWS = 6;
const HEAD_HEIGHT = 28;

/** Whatever in the file is code or a pickle's program: the pieces above, the source or listing of the selected one below. */
export function CodeView({ id }: { readonly id: string }) {
  const { opened } = useSession();
  const report = useQueueItem(id)?.report ?? null;
  const { id: openedId, streams, status, error } = useOpened((state) => state);
  const { code, entryPath, range } = useSelection((state) => state);
  const pieces = useMemo(
    () => (report ? codePieces(report, openedId === id ? streams : []) : []),
    [report, openedId, id, streams],
  );
  const current = useMemo(() => {
    if (!report) return null;
    if (code && pieces.includes(code.fact)) return code.fact;
    const here = range && (codeAt(report, entryPath, range.start) ?? streamCodeAt(pieces, entryPath, range.start));
    return here ?? worstCode(pieces);
  }, [report, pieces, code, entryPath, range]);
  if (status === 'failed' && error && !current) {
    return (
      <ErrorNote
        sentence={error.message}
        kept="The report above is kept."
        action={{ title: 'Open again', run: opened.retry }}
      />
    );
  }
  if (!report || !current) {
    return (
      <p className="code-omitted muted" role="status">
        The scanner opens the file.
      </p>
    );
  }
  const listHeight = HEAD_HEIGHT + Math.min(OPEN_ROWS, pieces.length) * ROW_HEIGHT;
  const spot = code?.fact === current ? code : null;
  const key = pieces.indexOf(current);
  return (
    <Splits
      key={listHeight}
      id={`code.split.${Math.min(OPEN_ROWS, pieces.length)}`}
      orientation="vertical"
      panels={[
        {
          id: 'pieces',
          name: 'the pieces of code',
          size: `${listHeight}px`,
          minimum: `${HEAD_HEIGHT + ROW_HEIGHT}px`,
          maximum: '60%',
          content: <CodeList report={report} pieces={pieces} current={current} />,
        },
        {
          id: 'source',
          name: 'the source',
          minimum: '100px',
          content: isStreamCode(current) ? (
            <StreamSource key={`${id} ${key}`} fact={current} report={report} spot={spot} />
          ) : (
            <CodeSource
              key={`${id} ${key}`}
              fact={current}
              code={current}
              spot={spot}
              line={spot?.line ?? null}
              cut="Only the beginning of this code is kept; the bytes have all of it."
            />
          ),
        },
      ]}
    />
  );
}
