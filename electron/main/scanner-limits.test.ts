import { expect, test } from 'vitest';
import { limitsFor } from './scanner-limits';

const gigabyte = 1024 ** 3;

test.each([
  [1, 1],
  [2, 4],
  [8, 16],
  [64, 256],
])('%i cores and %i GB: the scanners leave room for the rest', (cores, memory) => {
  const limits = limitsFor(cores, memory * gigabyte);
  expect(limits.scanners).toBeGreaterThanOrEqual(1);
  expect(limits.scanners).toBeLessThanOrEqual(Math.min(cores, 8));
  expect(limits.heapMb).toBeLessThan(limits.residentMb);
  expect(limits.heapMb).toBeLessThanOrEqual(4096);
  if (memory > 1) expect(limits.scanners * limits.residentMb).toBeLessThanOrEqual(memory * 1024 * 0.76);
});
