import type { IndicatorFact } from '../../../shared/domain/fact';
import { shownText } from '../../state/evidence';
import { INDICATOR_GROUPS, indicatorLabel, indicatorText, SOURCE_LABELS } from '../../state/indicators';

export const STRING_COLUMNS = ['type', 'value', 'count', 'source', 'offset', 'member'] as const;
export type StringColumn = (typeof STRING_COLUMNS)[number];

/** The order of the table; `file` is the order in which they were met. */
export interface StringSort {
  readonly column: StringColumn | 'file';
  readonly descending: boolean;
}

/** One indicator with everything that is shown of it, made once. */
export interface StringRow {
  readonly fact: IndicatorFact;
  readonly group: string;
  readonly type: string;
  readonly value: string;
  readonly source: string;
  readonly member: string;
  /** What the filter looks in, in lower case: the value both ways. */
  readonly search: string;
}

const GROUP_OF: ReadonlyMap<string, string> = new Map(
  INDICATOR_GROUPS.flatMap(({ id, types }) => types.map((type) => [type, id] as const)),
);

export function stringRows(facts: readonly IndicatorFact[], defanged: boolean): readonly StringRow[] {
  return facts.map((fact) => {
    const type = indicatorLabel(fact);
    const source = SOURCE_LABELS[fact.source];
    const member = shownText(fact.entryPath.join(' › '));
    const value = indicatorText(fact, defanged);
    return {
      fact,
      group: GROUP_OF.get(fact.type) ?? '',
      type,
      value,
      source,
      member,
      search: `${value} ${indicatorText(fact, !defanged)} ${type} ${source} ${member}`.toLowerCase(),
    };
  });
}

/** The chips with something behind them, and how much. */
export function groupCounts(
  rows: readonly StringRow[],
): readonly { readonly id: string; readonly title: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { group } of rows) counts.set(group, (counts.get(group) ?? 0) + 1);
  return INDICATOR_GROUPS.flatMap(({ id, title }) => {
    const count = counts.get(id) ?? 0;
    return count > 0 ? [{ id, title, count }] : [];
  });
}

const collator = new Intl.Collator('en', { numeric: true });

const COMPARE: Readonly<Record<StringColumn, (a: StringRow, b: StringRow) => number>> = {
  type: (a, b) => collator.compare(a.type, b.type),
  value: (a, b) => collator.compare(a.value, b.value),
  count: (a, b) => a.fact.count - b.fact.count,
  source: (a, b) => collator.compare(a.source, b.source),
  offset: (a, b) => a.fact.range.start - b.fact.range.start,
  member: (a, b) => collator.compare(a.member, b.member),
};

/** Rows of a group (null for all) that have every word of the filter, in the wanted order. */
export function arrangeStrings(
  rows: readonly StringRow[],
  group: string | null,
  filter: string,
  sort: StringSort,
): readonly StringRow[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const shown = rows.filter(
    (row) => (group === null || row.group === group) && words.every((word) => row.search.includes(word)),
  );
  if (sort.column === 'file') return shown;
  const compare = COMPARE[sort.column];
  return shown.sort(sort.descending ? (a, b) => compare(b, a) : compare);
}

/** What a click on a column's head does: one way, the other, and back to the order of the file. */
export function nextStringSort(sort: StringSort, column: StringColumn): StringSort {
  const first = column === 'count';
  if (sort.column !== column) return { column, descending: first };
  return sort.descending === first ? { column, descending: !first } : { column: 'file', descending: false };
}

/** Rows as a table for a spreadsheet (RFC 4180). A value that a spreadsheet would compute is kept a text. */
export function stringsCsv(rows: readonly StringRow[]): string {
  const cell = (value: string | number) => {
    const text = String(value);
    return `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  };
  const lines = rows.map(({ type, value, source, member, fact }) =>
    [type, value, fact.count, source, member, `0x${fact.range.start.toString(16)}`, fact.range.end - fact.range.start]
      .map(cell)
      .join(','),
  );
  return `${['type,value,count,seen in,member,offset,bytes', ...lines].join('\r\n')}\r\n`;
}
