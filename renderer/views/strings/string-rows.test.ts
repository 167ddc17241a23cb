import { describe, expect, test } from 'vitest';
import type { IndicatorFact } from '../../../shared/domain/fact';
import type { IndicatorType } from '../../../shared/domain/indicator';
import { arrangeStrings, groupCounts, nextStringSort, type StringSort, stringRows, stringsCsv } from './string-rows';

const fact = (type: IndicatorType, value: string, start: number, count = 1): IndicatorFact => ({
  kind: 'indicator',
  type,
  secret: type === 'secret' ? 'github' : null,
  value,
  source: 'literal',
  count,
  entryPath: ['archive/data.pkl'],
  range: { start, end: start + value.length },
});
const FACTS = [
  fact('url', 'https://attacker.example/x', 30, 2),
  fact('ipv4', '10.0.0.1', 10),
  fact('homePath', '~/.ssh/id_rsa', 20, 9),
  fact('secret', 'ghp_… (40 characters)', 0),
];
const FILE: StringSort = { column: 'file', descending: false };
const rows = stringRows(FACTS, true);

describe('the table of strings', () => {
  test('counts each group that is there', () => {
    expect(groupCounts(rows).map(({ id, count }) => `${id} ${count}`)).toEqual([
      'secrets 1',
      'urls 1',
      'addresses 1',
      'paths 1',
    ]);
  });

  test('filters by group and words, in the value both ways', () => {
    const values = (group: string | null, filter: string) =>
      arrangeStrings(rows, group, filter, FILE).map(({ value }) => value);
    expect(values('urls', '')).toEqual(['hxxps://attacker[.]example/x']);
    expect(values(null, 'https://attacker.example')).toHaveLength(1);
    expect(values(null, 'attacker[.]example url')).toHaveLength(1);
    expect(values('paths', 'attacker')).toEqual([]);
  });

  test('sorts every column both ways and back', () => {
    const starts = (sort: StringSort) => arrangeStrings(rows, null, '', sort).map((row) => row.fact.range.start);
    expect(starts({ column: 'offset', descending: false })).toEqual([0, 10, 20, 30]);
    expect(starts({ column: 'count', descending: true })[0]).toBe(20);
    expect(starts(FILE)).toEqual([30, 10, 20, 0]);
    let sort = nextStringSort(FILE, 'value');
    expect(sort).toEqual({ column: 'value', descending: false });
    sort = nextStringSort(sort, 'value');
    expect(nextStringSort(sort, 'value')).toEqual(FILE);
    expect(nextStringSort(FILE, 'count').descending).toBe(true);
  });

  test('control characters and line ends of a file stay on one line', () => {
    const [row] = stringRows([fact('command', 'curl\u001b[2J https://a.example\n', 0)], true);
    expect([...(row?.value ?? '')].every((character) => character >= ' ')).toBe(true);
  });

  test('is written as CSV that no spreadsheet computes', () => {
    const csv = stringsCsv(stringRows([fact('command', '=cmd|"/c calc"', 5)], true));
    expect(csv.split('\r\n')[0]).toBe('type,value,count,seen in,member,offset,bytes');
    expect(csv).toContain(`"Command","'=cmd|""/c calc""","1","literal","archive/data.pkl","0x5","14"`);
  });
});
