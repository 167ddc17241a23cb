import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RULES, RULESET } from '../../shared/rules/catalog';
import { DANGERS } from '../../shared/rules/policy/dangerous';

const page = path.resolve(import.meta.dirname, '../../docs/rules.md');

/** The page that explains every rule, from the catalogue that the product uses. */
function render(): string {
  const rules = RULES.map(
    (rule) =>
      `## ${rule.title}\n\n\`${rule.id}\`, at worst ${rule.severity}.\n\n${rule.explanation}\n\n**What to do.** ${rule.remedy}\n${rule.references.length > 0 ? `\nSee: ${rule.references.join(', ')}\n` : ''}`,
  );
  const dangers = Object.entries(DANGERS).map(([name, { severity, does }]) => `| ${name} | ${severity} | ${does} |`);
  return `# Rules ${RULESET}\n\nWritten by \`build/docs/rules.test.ts\`; \`UPDATE=1 npm run check\` writes it anew.\n\n${rules.join('\n')}\n## What dangerous names do\n\n| kind | severity when called | what such a name does |\n|---|---|---|\n${dangers.join('\n')}\n`;
}

test('docs/rules.md is what the catalogue says', () => {
  if (process.env.UPDATE === '1') writeFileSync(page, render());
  expect(readFileSync(page, 'utf8')).toBe(render());
});

test('every rule explains itself, and no id is used twice', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  for (const rule of RULES) {
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule.explanation.length).toBeGreaterThan(80);
    expect(rule.remedy.length).toBeGreaterThan(20);
    expect(`${rule.title} ${rule.explanation} ${rule.remedy}`).not.toMatch(/\bsafe\b|\bwe\b|!/i);
  }
});
