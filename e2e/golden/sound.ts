import { expect } from 'vitest';
import type { Report } from '../../shared/domain/report';

/** What holds of every report, whatever the bytes were: places inside the file, no green verdict over bytes that were not understood. */
export function expectSound(report: Report, size: number): void {
  for (const finding of report.findings)
    if (finding.entryPath.length === 0)
      expect(finding.byteOffset + finding.byteLength).toBeLessThanOrEqual(Math.max(size, 2));
  for (const gap of report.coverage.gaps) if (gap.entryPath.length === 0) expect(gap.end).toBeLessThanOrEqual(size);
  for (const region of report.regions) expect(region.end).toBeLessThanOrEqual(size);
  expect(report.coverage.explainedBytes).toBeLessThanOrEqual(report.coverage.totalBytes);
  if (report.verdict === 'noFindings') expect(report.coverage).toMatchObject({ explainedBytes: size, gaps: [] });
}
