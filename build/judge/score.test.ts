import { describe, expect, test } from 'vitest';
import type { Label } from './labels';
import { type Answer, formatScore, missOf, Score } from './score';

const answer = (label: Label, verdict: string, wanted: string | null = null, more: Partial<Answer> = {}): Answer => ({
  file: { file: `${label}-${verdict}`, path: '', label, wanted, technique: 'B-inst', runs: label === 'malicious' },
  verdict,
  seconds: 0.25,
  format: 'pickle',
  rules: [],
  ...more,
});

function textOf(...answers: readonly Answer[]): string {
  const score = new Score();
  for (const one of answers) score.add(one);
  return formatScore(score);
}

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
    expect(missOf(answer('malformed', 'crash'))).toBe('crash');
    expect(missOf(answer('malicious', 'timeout'))).toBe('timeout');
  });

  test('counts and prints', () => {
    const text = textOf(
      answer('malicious', 'dangerous'),
      answer('malicious', 'no-findings'),
      answer('benign', 'no-findings'),
    );
    expect(text).toContain('detection      50.0 % (1 of 2');
    expect(text).toContain('false alarms   0.0 %');
    expect(text).toContain('runs something 50.0 % (1 of 2');
    expect(text).toContain('miss  malicious-no-findings');
    expect(text).toContain('time per file  median 250 ms');
    expect(text).not.toContain('timeout   ');
    const expected = textOf(answer('benign', 'suspicious', 'suspicious'), answer('benign', 'no-findings'));
    expect(expected).toContain('false alarms   0.0 %');
    expect(expected).toContain('benign, warned 50.0 % (1 suspicious');
    expect(expected).not.toContain('missed by');
  });

  test('names crashes with what they said, and where things were missed', () => {
    const text = textOf(answer('benign', 'crash', null, { rules: ['RangeError: bad'], format: 'unknown' }));
    expect(text).toContain('crashes        1, timeouts 0');
    expect(text).toContain('miss  benign-crash: crash (RangeError: bad)');
    expect(text).toMatch(/missed by technique +files +missed/);
    expect(text).toMatch(/B-inst +1 +1 +0 +0 +0/);
    expect(text).toMatch(/missed by format/);
  });
});
