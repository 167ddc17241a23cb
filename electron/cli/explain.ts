import { RULES, RULESET, ruleById } from '../../shared/rules/catalog';
import { CERTAINTY_WORDS, referenceAddress } from '../../shared/rules/explain';
import type { Rule } from '../../shared/rules/rule';

const WIDTH = 100;

/** Breaks a text at spaces, for a terminal. */
function wrapped(text: string, indent: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => indent + one).join('\n');
}

const part = (title: string, text: string): string => `${title}\n${wrapped(text, '  ')}`;

function page(rule: Rule): string {
  const severities = rule.severities.map(({ severity, when }) => wrapped(`${severity}: ${when}`, '  '));
  const references = rule.references.map((one) => {
    const address = referenceAddress(one);
    return address === null || address === one ? `  ${one}` : `  ${one}  ${address}`;
  });
  return [
    `${rule.title}\n${rule.id}, at worst ${rule.severity}, rules ${RULESET}`,
    part('What it means', rule.explanation),
    part('What would happen', rule.consequence),
    part('How sure', `${CERTAINTY_WORDS[rule.certainty]}. ${rule.howSure}`),
    part('What to do', rule.remedy),
    `Severity\n${severities.join('\n')}`,
    ...(references.length > 0 ? [`References\n${references.join('\n')}`] : []),
  ].join('\n\n');
}

/** The page of a rule, or all rules with their titles for `list`; null for an id that is none. */
export function explainText(id: string): string | null {
  if (id === 'list') {
    const width = Math.max(...RULES.map((rule) => rule.id.length));
    return `${RULES.map((rule) => `${rule.id.padEnd(width)}  ${rule.title}`).join('\n')}\n`;
  }
  const rule = ruleById(id);
  return rule === undefined ? null : `${page(rule)}\n`;
}
