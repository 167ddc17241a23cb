/** A folded construct: the rows between the MARK at `row` and the opcode that closes it are not shown. */
export interface Fold {
  readonly row: number;
  readonly closing: number;
}

/** Which row stands on which line. */
export interface Outline {
  readonly count: number;
  rowAt(line: number): number;
  /** The line of a row, or of the nearest shown row before it. */
  lineOf(row: number): number;
  shows(row: number): boolean;
}

/** Index of the last value that is not above `value`. */
function lastNotAbove(values: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** All rows of a stream but the folded ones. Costs nothing per row, so ten million rows are as good as ten. */
export function foldedOutline(total: number, folds: readonly Fold[]): Outline {
  // Folds inside folds hide nothing more.
  const outer: Fold[] = [];
  for (const fold of [...folds].sort((a, b) => a.row - b.row)) {
    const before = outer.at(-1);
    if (fold.closing > fold.row + 1 && (!before || fold.row >= before.closing)) outer.push(fold);
  }
  const rows = outer.map((fold) => fold.row);
  const hiddenBefore: number[] = [];
  const lines: number[] = [];
  let hidden = 0;
  for (const fold of outer) {
    lines.push(fold.row - hidden);
    hiddenBefore.push(hidden);
    hidden += fold.closing - fold.row - 1;
  }
  const hiddenThrough = (index: number) =>
    index < 0 ? 0 : (hiddenBefore[index] as number) + (outer[index] as Fold).closing - (outer[index] as Fold).row - 1;
  return {
    count: total - hidden,
    rowAt(line) {
      const index = lastNotAbove(lines, line);
      if (index < 0) return line;
      return line === lines[index] ? (rows[index] as number) : line + hiddenThrough(index);
    },
    lineOf(row) {
      const index = lastNotAbove(rows, row);
      if (index < 0) return row;
      const fold = outer[index] as Fold;
      return row < fold.closing ? (lines[index] as number) : row - hiddenThrough(index);
    },
    shows(row) {
      const index = lastNotAbove(rows, row);
      if (index < 0) return true;
      const fold = outer[index] as Fold;
      return row === fold.row || row >= fold.closing;
    },
  };
}

/** Only the rows a filter found. */
export function filteredOutline(rows: ArrayLike<number>): Outline {
  return {
    count: rows.length,
    rowAt: (line) => rows[line] ?? 0,
    lineOf: (row) => Math.max(0, lastNotAbove(rows, row)),
    shows: (row) => rows[lastNotAbove(rows, row)] === row,
  };
}

/** Rows that are in both lists; both ascend. */
export function commonRows(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const common: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i] as number;
    const right = b[j] as number;
    if (left === right) common.push(left);
    if (left <= right) i++;
    if (right <= left) j++;
  }
  return Float64Array.from(common);
}
