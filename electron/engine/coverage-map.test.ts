import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CoverageMap } from './coverage-map';

describe('coverage', () => {
  test('explained and unexplained bytes add up, whatever the order and overlap', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const map = new CoverageMap([], 80);
        const bytes = new Array(80).fill(false);
        for (const [start, length] of spans) {
          map.explain(start, start + length);
          bytes.fill(true, start, start + length);
        }
        const explained = bytes.filter(Boolean).length;
        expect(map.explainedBytes()).toBe(explained);
        expect(map.gaps().reduce((sum, gap) => sum + gap.end - gap.start, 0)).toBe(80 - explained);
      }),
    );
  });

  test('a declared gap counts although the bytes were explained in another reading', () => {
    const map = new CoverageMap(['a.pkl'], 10);
    map.explain(0, 10);
    map.declareGap(4, 4, 'a reader gives up');
    expect(map.gaps()).toEqual([{ entryPath: ['a.pkl'], start: 4, end: 4, reason: 'a reader gives up' }]);
  });

  test('what a member did not understand is missing from its parent', () => {
    const map = new CoverageMap([], 10);
    map.delegate({ start: 0, end: 10 }, 7, [{ entryPath: ['m'], start: 3, end: 6, reason: 'not read' }]);
    expect(map.explainedBytes()).toBe(7);
    expect(map.gaps()).toHaveLength(1);
  });
});
