import type { GlobalFact } from '../domain/fact';
import { type Finding, findingKey, severityRank } from '../domain/finding';
import type { JudgedGlobal } from '../domain/report';
import { RULES } from './catalog';
import { judgeGlobal } from './global-policy';
import { type RuleInput, toFinding } from './rule';

/** Findings listed per rule; the worst are kept, the rest is counted. */
export const FINDINGS_PER_RULE = 500;

/** Gives every global its class. */
export function judgeGlobals(globals: readonly GlobalFact[]): readonly JudgedGlobal[] {
  return globals.map((global) => ({
    ...global,
    class: global.opcode === 'EXT' ? 'unknown' : judgeGlobal(global.module, global.name).class,
  }));
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  /** Findings left out, by rule id. */
  readonly omitted: Readonly<Record<string, number>>;
}

/** Facts → findings, in catalogue order, worst first within a rule, without repetition. Deterministic. */
export function evaluate(input: RuleInput): Evaluation {
  const findings: Finding[] = [];
  const omitted: Record<string, number> = {};
  for (const rule of RULES) {
    const seen = new Set<string>();
    const own: Finding[] = [];
    for (const hit of rule.check(input)) {
      const finding = toFinding(rule, hit);
      const key = findingKey(finding);
      if (seen.has(key)) continue;
      seen.add(key);
      own.push(finding);
    }
    own.sort((a, b) => severityRank(b.severity) - severityRank(a.severity) || a.byteOffset - b.byteOffset);
    if (own.length > FINDINGS_PER_RULE) omitted[rule.id] = own.length - FINDINGS_PER_RULE;
    findings.push(...own.slice(0, FINDINGS_PER_RULE));
  }
  return { findings, omitted };
}
