import { formatEntryPath } from '../domain/artifact';
import type { CallFact, Fact, GlobalFact } from '../domain/fact';
import { type Finding, findingKey, severityRank } from '../domain/finding';
import type { GlobalClass, JudgedGlobal } from '../domain/report';
import type { SymbolicValue } from '../domain/symbol';
import { RULES } from './catalog';
import { coversUse, isDangerousModule, judgeGlobal } from './global-policy';
import { isGetattr, isHonestGetattrArguments, isHonestSetattrArguments, isSetattr } from './honest-getattr';
import { isHonestPartialArguments, isPartial } from './honest-partial';
import { isInspectedLoad, isTensorLoad } from './inspected-load';
import { ordinaryEntries } from './ordinary-code/ordinary-entries';
import { isFunctionBuilder } from './policy/function-makers';
import { isOrdinaryInCode } from './policy/ordinary-in-code';
import { BUILT_IN_POLICY, type PolicyInForce } from './policy-in-force';
import { type RuleInput, toFinding } from './rule';

/** Findings listed per rule; the worst are kept, the rest is counted. */
export const FINDINGS_PER_RULE = 500;

/**
 * Gives every global its class. `getattr` is trusted where each of its calls is one that honest picklers write, and only there. The policy
 * of the project has the last word.
 */
export function judgeGlobals(
  globals: readonly GlobalFact[],
  facts: readonly Fact[],
  policy: PolicyInForce = BUILT_IN_POLICY,
): readonly JudgedGlobal[] {
  const makers = new Set(
    globals.filter(({ module, name, calls }) => calls > 0 && isFunctionBuilder(module, name)).map(entryOf),
  );
  const ordinary = ordinaryEntries(facts);
  return globals.map((global) => {
    const builtIn = ordinary.vouchesFor(global)
      ? { class: 'trusted' as const, uncovered: [] }
      : judgeFact(global, facts, makers.has(entryOf(global)));
    const ruling = policy.rulingOfGlobal(global, builtIn.class);
    return ruling.by === 'built-in'
      ? { ...global, ...builtIn, class: ruling.class }
      : { ...global, class: ruling.class, uncovered: [], by: ruling.by };
  });
}

const entryOf = ({ entryPath }: GlobalFact): string => formatEntryPath(entryPath);

/** A trusted name is unknown as soon as one of its uses is not among those that its row covers. */
function judgeFact(
  global: GlobalFact,
  facts: readonly Fact[],
  makesFunctions: boolean,
): Pick<JudgedGlobal, 'class' | 'uncovered'> {
  const special = specialClassOf(global, facts, makesFunctions);
  if (special !== null) return { class: special, uncovered: [] };
  const judgement = judgeGlobal(global.module, global.name);
  if (judgement.class !== 'trusted') return { class: judgement.class, uncovered: [] };
  const uncovered = global.uses.flatMap(({ use }) => (coversUse(judgement, use) ? [] : [use]));
  return { class: uncovered.length === 0 ? 'trusted' : 'unknown', uncovered };
}

/** The class of names that are judged by more than their row; null for all others. */
function specialClassOf(global: GlobalFact, facts: readonly Fact[], makesFunctions: boolean): GlobalClass | null {
  if (global.opcode === 'EXT') return 'unknown';
  if (global.onlyArrayClass) return 'trusted';
  if (isGetattr(global.module, global.name) && areAllHonest(global, facts, byArguments(isHonestGetattrArguments)))
    return 'trusted';
  if (isTensorLoad(global.module, global.name) && areAllHonest(global, facts, isInspectedLoad)) return 'trusted';
  if (isPartial(global.module, global.name) && areAllHonest(global, facts, byArguments(isHonestPartialArguments)))
    return 'trusted';
  // dill sets names of the classes that it makes; it writes a function pickle, for which nobody vouches.
  if (isSetattr(global.module, global.name) && areAllHonest(global, facts, byArguments(isHonestSetattrArguments)))
    return 'unknown';
  // A global of a function that the stream makes, called by no opcode: `type` as a metaclass, `getattr` for the code, which is judged.
  const handedOn = makesFunctions && global.calls + global.builds === 0 && !global.dotted;
  if (handedOn && isOrdinaryInCode(global.module, global.name)) return 'unknown';
  // dill gives a function the globals of its module by name, where the module can be imported; those of `os` are another thing.
  if (handedOn && global.name === '__dict__' && !isDangerousModule(global.module)) return 'unknown';
  return null;
}

const byArguments =
  (isHonest: (args: SymbolicValue) => boolean) =>
  (fact: CallFact): boolean =>
    isHonest(fact.arguments);

/** True when the global is called and every one of its calls is one that honest picklers write. */
function areAllHonest(
  global: GlobalFact,
  facts: readonly Fact[],
  isHonest: (fact: CallFact, facts: readonly Fact[]) => boolean,
): boolean {
  if (global.calls === 0) return false;
  const entry = formatEntryPath(global.entryPath);
  const honest = facts.filter(
    (fact) =>
      fact.kind === 'call' &&
      fact.callee.kind === 'global' &&
      fact.callee.module === global.module &&
      fact.callee.name === global.name &&
      formatEntryPath(fact.entryPath) === entry &&
      isHonest(fact, facts),
  );
  return honest.length === global.calls;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  /** Findings left out, by rule id. */
  readonly omitted: Readonly<Record<string, number>>;
  /** Findings that the policy accepts, listed or left out. */
  readonly accepted: number;
}

/** What is judged: the rules' input, with the digest that exceptions are bound to. Null while it is not known. */
export interface EvaluationInput extends Omit<RuleInput, 'policy' | 'exceptions' | 'ordinary'> {
  readonly sha256?: string | null;
}

/**
 * Facts → findings, in catalogue order, worst first within a rule, without repetition; what the policy accepts stands behind what it does
 * not, so that a full list never leaves out one that decides. Deterministic.
 */
export function evaluate(judged: EvaluationInput, policy: PolicyInForce = BUILT_IN_POLICY): Evaluation {
  const input: RuleInput = {
    ...judged,
    policy,
    exceptions: policy.exceptionsOf(judged.sha256 ?? null),
    ordinary: ordinaryEntries(judged.facts),
  };
  const findings: Finding[] = [];
  const omitted: Record<string, number> = {};
  let accepted = 0;
  for (const rule of RULES) {
    const seen = new Set<string>();
    const own: Finding[] = [];
    for (const hit of rule.check(input)) {
      const finding = accept(toFinding(rule, hit), input);
      const key = findingKey(finding);
      if (seen.has(key)) continue;
      seen.add(key);
      own.push(finding);
    }
    accepted += own.filter(isAccepted).length;
    own.sort(
      (a, b) =>
        Number(isAccepted(a)) - Number(isAccepted(b)) ||
        severityRank(b.severity) - severityRank(a.severity) ||
        a.byteOffset - b.byteOffset,
    );
    if (own.length > FINDINGS_PER_RULE) omitted[rule.id] = own.length - FINDINGS_PER_RULE;
    findings.push(...own.slice(0, FINDINGS_PER_RULE));
  }
  return { findings, omitted, accepted };
}

const isAccepted = ({ accepted }: Finding): boolean => accepted !== undefined;

/** Notes decide nothing and are never struck. */
function accept(finding: Finding, { policy, exceptions }: RuleInput): Finding {
  if (exceptions.size === 0 || severityRank(finding.severity) < severityRank('medium')) return finding;
  const accepted = policy.acceptance(finding.evidence, exceptions);
  return accepted === null ? finding : { ...finding, accepted };
}
