import { useMemo } from 'react';
import { Splits } from '../../components/Splits/Splits';
import { codeAt, worstCode } from '../../state/code-names';
import { useQueueItem, useSelection } from '../../state/hooks';
import { CodeList, ROW_HEIGHT } from './CodeList';
import { CodeSource } from './CodeSource';
import './code.css';

/** Rows of the list that stand open before it takes more than its share. */
const OPEN_ROWS = 6;
const HEAD_HEIGHT = 28;

/** Whatever in the file is code: the pieces above, the source or listing of the selected one below. */
export function CodeView({ id }: { readonly id: string }) {
  const report = useQueueItem(id)?.report ?? null;
  const { code, entryPath, range } = useSelection((state) => state);
  const current = useMemo(() => {
    if (!report) return null;
    if (code && report.code.includes(code.fact)) return code.fact;
    return (range && codeAt(report, entryPath, range.start)) ?? worstCode(report.code);
  }, [report, code, entryPath, range]);
  if (!report || !current) return null;
  const listHeight = HEAD_HEIGHT + Math.min(OPEN_ROWS, report.code.length) * ROW_HEIGHT;
  return (
    <Splits
      key={listHeight}
      id={`code.split.${Math.min(OPEN_ROWS, report.code.length)}`}
      orientation="vertical"
      panels={[
        {
          id: 'pieces',
          name: 'the pieces of code',
          size: `${listHeight}px`,
          minimum: `${HEAD_HEIGHT + ROW_HEIGHT}px`,
          maximum: '60%',
          content: <CodeList report={report} current={current} />,
        },
        {
          id: 'source',
          name: 'the source',
          minimum: '100px',
          content: (
            <CodeSource key={report.code.indexOf(current)} code={current} spot={code?.fact === current ? code : null} />
          ),
        },
      ]}
    />
  );
}
