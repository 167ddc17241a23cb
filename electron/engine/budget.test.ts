import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/domain/limits';
import { Budget } from './budget';

describe('the budget of an inspection', () => {
  test('sums what members inflate to, and names the bound', () => {
    const budget = new Budget({ ...DEFAULT_LIMITS, ratioFloorBytes: 1000, inflateRatio: 10, inflatedBytes: 5000 }, 200);
    expect(budget.takeInflated(1000)).toBeNull();
    expect(budget.takeInflated(999)).toBeNull();
    expect(budget.takeInflated(2)).toBe('inflateRatio');
    expect(budget.takeInflated(4000)).toBe('inflatedBytes');
  });

  test('a byte lies in one member of each level; more is overlap', () => {
    const budget = new Budget({ ...DEFAULT_LIMITS, depth: 3 }, 1024 * 1024);
    for (let level = 0; level < 4; level++) expect(budget.takeMemberBytes(1024 * 1024)).toBe(true);
    expect(budget.takeMemberBytes(300 * 1024)).toBe(false);
  });

  test('counts members', () => {
    const budget = new Budget({ ...DEFAULT_LIMITS, entries: 2 }, 10);
    expect([budget.takeMember(), budget.takeMember(), budget.takeMember()]).toEqual([true, true, false]);
  });
});
