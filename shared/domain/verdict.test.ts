import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Coverage } from './coverage';
import { type Finding, SEVERITIES } from './finding';
import { judge, verdictRank } from './verdict';

const whole: Coverage = { explainedBytes: 10, totalBytes: 10, gaps: [] };
const holed: Coverage = {
  explainedBytes: 9,
  totalBytes: 10,
  gaps: [{ entryPath: [], start: 9, end: 10, reason: 'not read' }],
};
const finding = (severity: Finding['severity']): Finding => ({
  ruleId: 'r',
  severity,
  message: 'm',
  entryPath: [],
  byteOffset: 0,
  byteLength: 1,
  evidence: [],
});
const anyFinding = fc.constantFrom(...SEVERITIES).map(finding);
const anyCoverage = fc.constantFrom(whole, holed, { explainedBytes: 0, totalBytes: 0, gaps: [] });

describe('judge', () => {
  test('each severity, with and without full coverage', () => {
    expect(judge([], whole)).toBe('noFindings');
    expect(judge([], holed)).toBe('inconclusive');
    expect(judge([finding('info'), finding('low')], whole)).toBe('noFindings');
    expect(judge([finding('low')], holed)).toBe('inconclusive');
    expect(judge([finding('medium')], holed)).toBe('suspicious');
    expect(judge([finding('high')], whole)).toBe('dangerous');
    expect(judge([finding('critical')], holed)).toBe('dangerous');
  });

  test('an empty file was not understood', () =>
    expect(judge([], { explainedBytes: 0, totalBytes: 0, gaps: [] })).toBe('inconclusive'));

  test('adding a finding never lowers the verdict', () => {
    fc.assert(
      fc.property(fc.array(anyFinding), anyFinding, anyCoverage, (findings, more, coverage) => {
        expect(verdictRank(judge([...findings, more], coverage))).toBeLessThanOrEqual(
          verdictRank(judge(findings, coverage)),
        );
      }),
    );
  });

  test('no findings needs full coverage', () => {
    fc.assert(
      fc.property(fc.array(anyFinding), (findings) => {
        expect(judge(findings, holed)).not.toBe('noFindings');
      }),
    );
  });
});
