import { formatEntryPath } from '../domain/artifact';
import type { CallFact, Fact, GlobalFact } from '../domain/fact';
import { type Finding, findingKey, severityRank } from '../domain/finding';
import type { GlobalClass, JudgedGlobal } from '../domain/report';
import type { SymbolicValue } from '../domain/symbol';
import { RULES } from './catalog';
import { judgeGlobal } from './global-policy';
import { isGetattr, isHonestGetattrArguments, isHonestSetattrArguments, isSetattr } from './honest-getattr';
import { isInspectedLoad, isTensorLoad } from './inspected-load';
import { ordinaryEntries } from './ordinary-code/ordinary-entries';
import { isFunctionBuilder } from './policy/function-makers';
import { isOrdinaryInCode } from './policy/ordinary-in-code';
import { type RuleInput, toFinding } from './rule';

/** Findings listed per rule; the worst are kept, the rest is counted. */
export const FINDINGS_PER_RULE = 500;

/** Gives every global its class. `getattr` is trusted where each of its calls is one that honest picklers write, and only there. */
export function judgeGlobals(globals: readonly GlobalFact[], facts: readonly Fact[]): readonly JudgedGlobal[] {
  const makers = new Set(
    globals.filter(({ module, name, calls }) => calls > 0 && isFunctionBuilder(module, name)).map(entryOf),
  );
  const ordinary = ordinaryEntries(facts);
  return globals.map((global) => ({
    ...global,
    class: ordinary.vouchesFor(global) ? 'trusted' : classOf(global, facts, makers.has(entryOf(global))),
  }));
}

const entryOf = ({ entryPath }: GlobalFact): string => formatEntryPath(entryPath);

function classOf(global: GlobalFact, facts: readonly Fact[], makesFunctions: boolean): GlobalClass {
  if (global.opcode === 'EXT') return 'unknown';
  if (isGetattr(global.module, global.name) && areAllHonest(global, facts, byArguments(isHonestGetattrArguments)))
    return 'trusted';
  if (isTensorLoad(global.module, global.name) && areAllHonest(global, facts, isInspectedLoad)) return 'trusted';
  // dill sets names of the classes that it makes; it writes a function pickle, for which nobody vouches.
  if (isSetattr(global.module, global.name) && areAllHonest(global, facts, byArguments(isHonestSetattrArguments)))
    return 'unknown';
  // A global of a function that the stream makes, called by no opcode: `type` as a metaclass, `getattr` for the code, which is judged.
  const handedOn = makesFunctions && global.calls + global.builds === 0 && !global.dotted;
  if (handedOn && isOrdinaryInCode(global.module, global.name)) return 'unknown';
  return judgeGlobal(global.module, global.name).class;
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
