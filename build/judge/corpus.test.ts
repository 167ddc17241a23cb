import { describe, expect, test } from 'vitest';
import { CORPUS } from '../../e2e/golden/corpus';
import { readLabels, walkTree } from './labels';
import { answerFor } from './scanning';
import { Score } from './score';

describe('the project’s own corpus', () => {
  const labels = readLabels(CORPUS);
  const score = new Score();

  test('is flagged whole and raises no alarm', async () => {
    for (const file of walkTree(CORPUS, labels, (text) => expect.fail(text))) {
      if (typeof file === 'string') continue;
      score.add({ file, ...(await answerFor(file.path)) });
    }
    expect(labels.complaints).toEqual([]);
    expect(score.misses.map(({ answer, why }) => `${answer.file.file}: ${why}`)).toEqual([]);
    expect(score.crashes + score.timeouts).toBe(0);
    expect(score.of('malicious', 'dangerous', 'suspicious')).toBe(score.total('malicious'));
    expect(score.falseAlarms).toBe(0);
    expect(score.of('malformed', 'no-findings')).toBe(0);
  }, 180_000);

  test('is as large as it must be', () => {
    expect(score.total('malicious')).toBeGreaterThan(1900);
    expect(score.total('benign')).toBeGreaterThan(600);
    expect(score.techniques.size).toBeGreaterThan(100);
  });

  test('holds nothing that runs a command and is not dangerous', () => {
    expect(score.running).toBeGreaterThan(1300);
    expect(score.runningDangerous).toBe(score.running);
  });

  test('is answered fast', () => expect(score.spread().p95).toBeLessThan(2));
});
