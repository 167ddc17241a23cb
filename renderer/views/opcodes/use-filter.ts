import { useEffect, useState } from 'react';
import type { CuvetteError } from '../../../shared/domain/error';
import { MAXIMUM_FILTERED_ROWS } from '../../../shared/ipc/guards';
import type { RowFilter, StreamInfo } from '../../../shared/ipc/messages';
import { useOpened, useSession } from '../../state/hooks';
import { samePath } from '../../state/place';
import { errorOf } from '../../state/scanner-client';

/** Rows a filter found, and whether there are more of them. */
export interface FilteredRows {
  readonly rows: Float64Array;
  readonly truncated: boolean;
}

export interface FilterAnswer {
  readonly found: FilteredRows | null;
  readonly error: CuvetteError | null;
}

const NO_ANSWER: FilterAnswer = { found: null, error: null };

/** Asks the scanner which rows match; the question is withdrawn when it changes. */
export function useFilter(stream: StreamInfo | null, filter: RowFilter | null): FilterAnswer {
  const { opened } = useSession();
  const [answer, setAnswer] = useState<FilterAnswer>(NO_ANSWER);
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for `filter`
  useEffect(() => {
    setAnswer(NO_ANSWER);
    if (!stream || !filter) return;
    const question = new AbortController();
    opened
      .ask({ what: 'filter', stream: stream.id, filter, limit: MAXIMUM_FILTERED_ROWS }, question.signal)
      .then((found) => setAnswer({ found, error: null }))
      .catch((reason: unknown) => {
        if (!question.signal.aborted) setAnswer({ found: null, error: errorOf(reason) });
      });
    return () => question.abort();
  }, [opened, stream, key]);
  return answer;
}

/** The rows that findings of this stream point at. */
export function useFindingRows(stream: StreamInfo | null): FilteredRows | null {
  const { opened } = useSession();
  const report = useOpened((state) => state.report);
  const [found, setFound] = useState<FilteredRows | null>(null);
  useEffect(() => {
    setFound(null);
    if (!stream || !report) return;
    const question = new AbortController();
    const here = report.findings.filter(
      (finding) =>
        samePath(finding.entryPath, stream.entryPath) &&
        finding.byteOffset >= stream.start &&
        finding.byteOffset < stream.end,
    );
    const offsets = [...new Set(here.map((finding) => finding.byteOffset))];
    Promise.all(offsets.map((offset) => opened.ask({ what: 'rowAt', stream: stream.id, offset }, question.signal)))
      .then((answers) =>
        setFound({ rows: Float64Array.from(new Set(answers.map(({ row }) => row))).sort(), truncated: false }),
      )
      .catch(() => undefined);
    return () => question.abort();
  }, [opened, stream, report]);
  return found;
}
