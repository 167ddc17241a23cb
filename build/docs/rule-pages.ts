import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SEVERITIES, type Severity } from '../../shared/domain/finding';
import { RULES, RULESET } from '../../shared/rules/catalog';
import { CERTAINTY_WORDS, referenceAddress } from '../../shared/rules/explain';
import { DANGER_USES } from '../../shared/rules/policy/danger-uses';
import { DANGERS, type Danger } from '../../shared/rules/policy/dangerous';
import type { Rule } from '../../shared/rules/rule';
import { defang } from '../../shared/text/defang';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EXPECTED = path.join(ROOT, 'e2e/golden/expected');

/**
 * The file of the corpus whose finding is shown on a rule’s page: one that is easy to follow. A rule without a line here shows the first
 * file that has its worst severity.
 */
const EXAMPLES: Readonly<Record<string, string>> = {
  'dangerous-call': 'joblib/iris_aws_exfil.joblib',
  'changed-global': 'pickle/appends-sys-path.pkl',
  'special-state': 'pickle/build-setstate-planted.pkl',
  'dangerous-import': 'pickle/chain-defaultdict.pkl',
  'computed-call': 'pickle/chain-getattr.pkl',
  'unknown-global': 'pickle/binpersid-module.pkl',
  'persistent-id': 'pickle/binpersid-module.pkl',
};

interface Example {
  readonly file: string;
  readonly severity: Severity;
  readonly message: string;
}

const LINE = /^finding (info|low|medium|high|critical) ([a-z-]+) (.*?): (.*)$/;

/** Findings of the golden answers by rule: what the product really says. */
export function readExamples(): ReadonlyMap<string, Example> {
  const best = new Map<string, Example>();
  const files = readdirSync(EXPECTED, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  for (const name of files.sort()) {
    const file = name
      .split(path.sep)
      .join('/')
      .replace(/\.txt$/, '');
    for (const line of readFileSync(path.join(EXPECTED, name), 'utf8').split('\n')) {
      const [, severity, rule, where, message] = LINE.exec(line) ?? [];
      if (severity === undefined || rule === undefined || message === undefined) continue;
      // The place ends at the last offset: names of members may hold a colon.
      const example = { file, severity: severity as Severity, message: afterOffset(where ?? '', message) };
      const known = best.get(rule);
      const rank = (one: Example) =>
        SEVERITIES.indexOf(one.severity) + (EXAMPLES[rule] === one.file ? SEVERITIES.length : 0);
      if (known === undefined || rank(example) > rank(known)) best.set(rule, example);
    }
  }
  return best;
}

/** The message alone, where a member’s name with `: ` in it was cut in two. */
function afterOffset(where: string, message: string): string {
  if (/(?:^|› )\d+$/.test(where)) return message;
  const rest = /^.*?› \d+: (.*)$/.exec(message)?.[1];
  return rest ?? message;
}

/** Text as it may stand in a table cell or a line of Markdown. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

function reference(text: string): string {
  const address = referenceAddress(text);
  return address === null ? `- ${text}` : address === text ? `- <${text}>` : `- [${text}](${address})`;
}

/** The page of one rule. */
export function rulePage(rule: Rule, example: Example | undefined): string {
  const parts = [
    `# ${rule.title}`,
    `\`${rule.id}\`, at worst ${rule.severity}. [All rules](../rules.md)`,
    `## What it means\n\n${rule.explanation}`,
    `## What would happen\n\n${rule.consequence}`,
    `## How sure\n\n**${CERTAINTY_WORDS[rule.certainty]}.** ${rule.howSure}`,
    `## What to do\n\n${rule.remedy}`,
    `## Severity\n\n| severity | when |\n|---|---|\n${rule.severities.map((row) => `| ${row.severity} | ${cell(row.when)} |`).join('\n')}`,
  ];
  if (example !== undefined)
    parts.push(
      `## Example\n\nIn \`e2e/corpus/${example.file}\`, which is inert and was never loaded (${example.severity}):\n\n\`\`\`text\n${defang(example.message)}\n\`\`\``,
    );
  if (rule.references.length > 0) parts.push(`## References\n\n${rule.references.map(reference).join('\n')}`);
  return `${parts.join('\n\n')}\n`;
}

/** The index of all rules, and the table of what dangerous names do. */
export function ruleIndex(): string {
  const rules = RULES.map(
    ({ id, title, severity, certainty }) =>
      `| [\`${id}\`](rules/${id}.md) | ${title} | ${severity} | ${CERTAINTY_WORDS[certainty].toLowerCase()} |`,
  );
  const dangers = (Object.keys(DANGERS) as Danger[]).map(
    (kind) => `| ${kind} | ${DANGERS[kind].severity} | ${DANGERS[kind].does} | ${cell(DANGER_USES[kind])} |`,
  );
  return [
    `# Rules ${RULESET}`,
    'Written by `build/docs/rules.test.ts` from the catalogue; `UPDATE=1 npm run check` writes it anew. `cuvette explain RULE-ID` prints a page.',
    `| rule | title | at worst | how sure |\n|---|---|---|---|\n${rules.join('\n')}`,
    '## What dangerous names do',
    `| kind | severity when called | what such a name does | what it is used for |\n|---|---|---|---|\n${dangers.join('\n')}`,
  ].join('\n\n');
}
