import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readArguments } from './arguments';
import { readLabels, walkTree } from './labels';
import { answerFor } from './scanning';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'cuvette-judge-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(file: string, content = 'x'): void {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, content);
}

function found(more: readonly string[] = []) {
  const labels = readLabels(folder, more);
  const complaints = [...labels.complaints];
  const all = [...walkTree(folder, labels, (text) => complaints.push(text))];
  return {
    labelled: Object.fromEntries(all.flatMap((one) => (typeof one === 'string' ? [] : [[one.file, one.label]]))),
    unlabelled: all.filter((one) => typeof one === 'string'),
    complaints,
  };
}

describe('labels', () => {
  test('come from folders, the innermost first, by any usual name', () => {
    for (const file of ['malware/a', 'set/Clean/b', 'malicious/benign/c', 'broken/d', 'other/e', 'malicious/README.md'])
      put(file);
    expect(found()).toEqual({
      labelled: {
        'malware/a': 'malicious',
        'set/Clean/b': 'benign',
        'malicious/benign/c': 'benign',
        'broken/d': 'malformed',
      },
      unlabelled: ['other/e'],
      complaints: [],
    });
  });

  test('come from JSON and CSV files, before folders', () => {
    put('benign/a');
    put('b, with a comma');
    put('labels.json', '{"benign/a": {"label": "malicious", "expect": "dangerous"}}');
    put('labels-more.csv', 'path,label\n"b, with a comma",benign\n');
    expect(found().labelled).toEqual({ 'benign/a': 'malicious', 'b, with a comma': 'benign' });
  });

  test('that make no sense are complaints and stop nothing', () => {
    put('benign/a');
    put('labels.json', '{"gone": "benign", "benign/a": "purple"}');
    put('labels2.json', 'no json');
    const { labelled, complaints } = found([path.join(folder, 'nowhere.json')]);
    expect(labelled).toEqual({ 'benign/a': 'benign' });
    expect(complaints.join('\n')).toMatch(/purple|benign\/a has no known label/);
    expect(complaints).toContain('gone is labelled and not there');
    expect(complaints).toHaveLength(4);
  });

  test('are never followed through links', () => {
    put('benign/a');
    symlinkSync(folder, path.join(folder, 'benign', 'loop'));
    symlinkSync(path.join(folder, 'benign', 'a'), path.join(folder, 'benign', 'again'));
    expect(found().labelled).toEqual({ 'benign/a': 'benign' });
  });
});

test('arguments', () => {
  expect(readArguments(['x', '--jobs', '3', '--json', 'o', '--timeout', '5', '--labels', 'l'])).toEqual({
    folder: 'x',
    json: 'o',
    labels: ['l'],
    jobs: 3,
    patienceSeconds: 5,
  });
  for (const wrong of [[], ['x', 'y'], ['x', '--jobs'], ['x', '--jobs', '0'], ['x', '--what', '1']])
    expect(readArguments(wrong)).toBeNull();
});

test('a file that is gone is an answer, not a crash', async () => {
  expect((await answerFor(path.join(folder, 'gone'))).verdict).toBe('inconclusive');
});
