import type { Finding } from '../domain/finding';
import { ruleById } from './catalog';
import { judgeGlobal } from './global-policy';
import { DANGER_USES } from './policy/danger-uses';
import type { Certainty } from './rule';

/** A finding in the four parts that people ask for, and where they come from. */
export interface Explanation {
  readonly ruleId: string;
  readonly title: string;
  readonly meaning: string;
  /** What would happen: the rule’s words, with those for the kind of harm where the finding names something known for it. */
  readonly consequence: string;
  readonly certainty: Certainty;
  readonly howSure: string;
  readonly remedy: string;
  readonly references: readonly string[];
}

/** How sure, in a word or two that may begin a sentence. */
export const CERTAINTY_WORDS: Readonly<Record<Certainty, string>> = {
  certain: 'Certain',
  unknown: 'Not vouched for',
  indication: 'An indication',
};

/** Explains a finding by its rule and by what it points at; null for a rule of another version. */
export function explain(finding: Finding): Explanation | null {
  const rule = ruleById(finding.ruleId);
  if (rule === undefined) return null;
  const use = usesOf(finding);
  return {
    ruleId: rule.id,
    title: rule.title,
    meaning: rule.explanation,
    consequence: use === null ? rule.consequence : `${rule.consequence} ${use}`,
    certainty: rule.certainty,
    howSure: rule.howSure,
    remedy: rule.remedy,
    references: [...new Set([...rule.references, ...referencesOf(finding)])],
  };
}

/** The sentence for the first thing known for harm that the finding points at. */
function usesOf({ evidence }: Finding): string | null {
  for (const one of evidence) {
    if (one.kind !== 'global') continue;
    const { danger } = judgeGlobal(one.module, one.name);
    if (danger !== null) return DANGER_USES[danger];
  }
  return null;
}

/** Advisories that are known for the very name. Titles of manuals say nothing more than the rule. */
function referencesOf({ evidence }: Finding): readonly string[] {
  return evidence.flatMap((one) => {
    if (one.kind !== 'global') return [];
    const { danger, reference } = judgeGlobal(one.module, one.name);
    return danger !== null && ADVISORY.test(reference) ? [reference] : [];
  });
}

const ADVISORY = /^(?:CVE|GHSA)-[0-9a-z-]+$/;

/** Where a reference can be read; null for one that has no address. */
export function referenceAddress(reference: string): string | null {
  if (/^https:\/\//.test(reference)) return reference;
  if (reference.startsWith('CVE-')) return `https://nvd.nist.gov/vuln/detail/${reference}`;
  return reference.startsWith('GHSA-') ? `https://github.com/advisories/${reference}` : null;
}
