/**
 * The row that a key of a list leads to from row `at` of `count`, with `page` rows in sight: arrows, page keys, Home and End. It may lie before the
 * first or behind the last one. Undefined for every other key.
 */
export function rowOfKey(key: string, at: number, count: number, page: number): number | undefined {
  const rows: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - page,
    PageDown: at + page,
    Home: 0,
    End: count - 1,
  };
  return rows[key];
}
