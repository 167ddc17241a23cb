import { expect, test } from 'vitest';
import { archiveSample, dangerousSample } from '../testing/samples';
import { absoluteRange, placeAt, regionsOf } from './place';

const { report } = archiveSample();
const member = ['ranker/data.pkl'];

test('a place in a stored member lies in the file at the member’s start', () => {
  expect(absoluteRange(report, { entryPath: member, range: { start: 5, end: 7 } })).toEqual({
    start: 69,
    end: 71,
    exact: true,
  });
  expect(placeAt(report, 69)).toEqual({ entryPath: member, offset: 5 });
  expect(placeAt(report, 3)).toEqual({ entryPath: [], offset: 3 });
});

test('a place in a compressed member is its whole body', () => {
  const { start, end, exact } = absoluteRange(report, { entryPath: ['ranker/version'], range: { start: 1, end: 2 } });
  expect([end > start, exact]).toEqual([true, false]);
  expect(regionsOf(report, ['ranker/version'])).toEqual([]);
});

test('a member’s regions count from its own start', () => {
  const inner = dangerousSample().report.regions[0];
  expect(regionsOf(report, member)).toContainEqual(inner);
});
