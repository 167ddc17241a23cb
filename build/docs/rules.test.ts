import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { severityRank } from '../../shared/domain/finding';
import { RULES } from '../../shared/rules/catalog';
import { referenceAddress } from '../../shared/rules/explain';
import { readExamples, ruleIndex, rulePage } from './rule-pages';

const docs = path.resolve(import.meta.dirname, '../../docs');
const folder = path.join(docs, 'rules');

describe('the pages of the rules', () => {
  const examples = readExamples();
  const pages = new Map(RULES.map((rule) => [`${rule.id}.md`, rulePage(rule, examples.get(rule.id))]));

  test('docs/rules.md and docs/rules/ are what the catalogue says', () => {
    if (process.env.UPDATE === '1') {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder);
      for (const [name, page] of pages) writeFileSync(path.join(folder, name), page);
      writeFileSync(path.join(docs, 'rules.md'), `${ruleIndex()}\n`);
    }
    expect(readFileSync(path.join(docs, 'rules.md'), 'utf8')).toBe(`${ruleIndex()}\n`);
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    for (const [name, page] of pages) expect(readFileSync(path.join(folder, name), 'utf8'), name).toBe(page);
  });

  test('every rule has an example in the corpus, but for those that a policy makes and one that no file is about', () => {
    expect(RULES.filter(({ id }) => !examples.has(id)).map(({ id }) => id)).toEqual([
      'project-policy',
      'codec-call',
      'expired-exception',
      'carried-secret',
    ]);
  });
});

test('every rule explains itself, and no id is used twice', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const rule of RULES) {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.explanation.length, rule.id).toBeGreaterThan(80);
    expect(rule.howSure.length, rule.id).toBeGreaterThan(20);
    expect(rule.remedy.length, rule.id).toBeGreaterThan(20);
    expect(rule.consequence, rule.id).toMatch(/\.$/);
    const texts = [rule.title, rule.explanation, rule.consequence, rule.howSure, rule.remedy].join(' ');
    expect(texts, rule.id).not.toMatch(/\bsafe\b|\bwe\b|!/i);
  }
});

test('the severities of a rule are told worst first, and begin with its worst', () => {
  for (const { id, severity, severities } of RULES) {
    const ranks = severities.map((row) => severityRank(row.severity));
    expect(ranks[0], id).toBe(severityRank(severity));
    expect(ranks, id).toEqual([...ranks].sort((a, b) => b - a));
  }
});

test('advisories have an address', () => {
  for (const { references } of RULES)
    for (const reference of references)
      if (/^(?:CVE|GHSA)-/.test(reference)) expect(referenceAddress(reference)).toContain(reference);
});
