import { describe, expect, test } from 'vitest';
import type { Label } from './labels';
import { type Answer, formatScore, missOf, scoreOf } from './score';

const answer = (label: Label, verdict: string, wanted: string | null = null): Answer => ({
  file: { file: `${label}-${verdict}`, path: '', label, wanted },
  verdict,
  seconds: 0,
  rules: [],
});

describe('the score', () => {
  test('says what was missed', () => {
    expect(missOf(answer('malicious', 'dangerous'))).toBeNull();
    expect(missOf(answer('malicious', 'inconclusive'))).toContain('at least suspicious');
    expect(missOf(answer('malicious', 'suspicious', 'dangerous'))).toContain('at least dangerous');
    expect(missOf(answer('benign', 'suspicious'))).toContain('false alarm');
    expect(missOf(answer('benign', 'inconclusive'))).toBe('not understood');
    expect(missOf(answer('benign', 'inconclusive', 'inconclusive'))).toBeNull();
    expect(missOf(answer('benign', 'suspicious', 'suspicious'))).toBeNull();
    expect(missOf(answer('benign', 'dangerous', 'suspicious'))).toContain('false alarm');
    expect(missOf(answer('malformed', 'no-findings'))).toContain('at least inconclusive');
    expect(missOf(answer('malformed', 'dangerous'))).toBeNull();
  });

  test('counts and prints', () => {
    const text = formatScore(
      scoreOf([answer('malicious', 'dangerous'), answer('malicious', 'no-findings'), answer('benign', 'no-findings')]),
    );
    expect(text).toContain('detection      50.0 % (1 of 2');
    expect(text).toContain('false alarms   0.0 %');
    expect(text).toContain('miss  malicious-no-findings');
    const expected = formatScore(
      scoreOf([answer('benign', 'suspicious', 'suspicious'), answer('benign', 'no-findings')]),
    );
    expect(expected).toContain('false alarms   0.0 %');
    expect(expected).toContain('benign, warned 50.0 % (1 suspicious');
  });
});
