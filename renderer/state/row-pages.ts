import type { OpcodeColumns, Query, StreamInfo } from '../../shared/ipc/messages';
import { createPages, type Pages } from './pages';

export const ROWS_PER_PAGE = 512;
const HELD_PAGES = 48;

/** One opcode as the tree shows it. */
export interface OpcodeLine {
  readonly row: number;
  readonly offset: number;
  readonly end: number;
  readonly code: number;
  readonly stackDepth: number;
  readonly markDepth: number;
  readonly memo: number;
  readonly argument: string;
}

export interface RowPages {
  readonly stream: StreamInfo;
  readonly pages: Pages<OpcodeColumns>;
  line(row: number): OpcodeLine | null;
  want(firstRow: number, lastRow: number): void;
  load(row: number): Promise<OpcodeLine>;
  /** The line that covers an offset, if its page is held. */
  covering(offset: number): OpcodeLine | null;
}

function lineAt(columns: OpcodeColumns, row: number): OpcodeLine | null {
  const index = row - columns.from;
  if (index < 0 || index >= columns.code.length) return null;
  return {
    row,
    offset: columns.offset[index] as number,
    end: columns.end[index] as number,
    code: columns.code[index] as number,
    stackDepth: columns.stackDepth[index] as number,
    markDepth: columns.markDepth[index] as number,
    memo: columns.memo[index] as number,
    argument: columns.argument[index] ?? '',
  };
}

/** Index of the last value that is not above `offset`. */
function lastNotAbove(values: Float64Array, offset: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The opcode rows of one stream, fetched by page. */
export function createRowPages(
  stream: StreamInfo,
  ask: (query: Extract<Query, { what: 'rows' }>, signal: AbortSignal) => Promise<OpcodeColumns>,
): RowPages {
  const pages = createPages<OpcodeColumns>(Math.ceil(stream.rows / ROWS_PER_PAGE), HELD_PAGES, (page, signal) =>
    ask({ what: 'rows', stream: stream.id, from: page * ROWS_PER_PAGE, count: ROWS_PER_PAGE }, signal),
  );
  const line = (row: number) => {
    const columns = pages.get(Math.floor(row / ROWS_PER_PAGE));
    return columns ? lineAt(columns, row) : null;
  };
  return {
    stream,
    pages,
    line,
    want: (firstRow, lastRow) => pages.want(Math.floor(firstRow / ROWS_PER_PAGE), Math.floor(lastRow / ROWS_PER_PAGE)),
    async load(row) {
      const found = lineAt(await pages.load(Math.floor(row / ROWS_PER_PAGE)), row);
      if (!found) throw new Error(`no row ${row}`);
      return found;
    },
    covering(offset) {
      for (const columns of pages.values()) {
        const count = columns.offset.length;
        if (count === 0 || offset < (columns.offset[0] as number) || offset >= (columns.end[count - 1] as number))
          continue;
        const found = lineAt(columns, columns.from + lastNotAbove(columns.offset, offset));
        if (found && offset < found.end) return found;
      }
      return null;
    },
  };
}
