import type { CallFact } from '../../domain/fact';
import { severityRank } from '../../domain/finding';
import type { SymbolicValue } from '../../domain/symbol';
import { readLayers } from '../effects/read-text';
import { Reading } from '../effects/reading';
import { describeDanger } from '../global-policy';
import type { Danger } from '../policy/dangerous';
import { codeOf, commandOf, dangerOf, tellCall } from './call-effects';
import { CallMachine, describedCall, type EffectiveCall } from './call-machine';
import { dottedName, knownOf } from './known';

/** What a call of a pickle amounts to. */
export interface ResolvedCall {
  /** The worst call that it leads to, by its dotted name. */
  readonly target: string;
  readonly danger: Danger;
  /** False where the callee is the target itself, by its own name. */
  readonly reached: boolean;
  /** The command or the code that the target runs; null where it runs none or it is not shown. */
  readonly text: string | null;
  /** Everything that it leads to. */
  readonly calls: readonly EffectiveCall[];
}

/** Answers by fact: while a scan runs, its facts are judged again and again. */
const RESOLVED = new WeakMap<CallFact, ResolvedCall | null>();
const READ = new WeakMap<CallFact, Reading>();

/** Dangers whose first text is what is run. */
const RUNS_TEXT: ReadonlySet<Danger> = new Set(['command', 'code', 'debugger']);

/**
 * Follows a call through everything that hands out or calls functions (`getattr`, `import_module`, `partial`, `map` …) and says what it
 * amounts to; null where that is nothing dangerous or cannot be told. Pure, and bounded by the symbolic values, which are.
 */
export function resolveCall(fact: CallFact): ResolvedCall | null {
  const known = RESOLVED.get(fact);
  if (known !== undefined) return known;
  const resolved = resolve(fact);
  RESOLVED.set(fact, resolved);
  return resolved;
}

function resolve(fact: CallFact): ResolvedCall | null {
  const calls: EffectiveCall[] = [];
  const machine = new CallMachine((call) => {
    if (calls.length < 32) calls.push(call);
  });
  const { callee, args } = describedCall(machine, fact.callee, fact.arguments, fact.via === 'NEWOBJ_EX');
  machine.call(callee, args);
  let worst: { readonly call: EffectiveCall; readonly danger: Danger } | null = null;
  for (const call of calls) {
    const danger = dangerOf(call);
    if (danger !== null && (worst === null || rank(danger) > rank(worst.danger))) worst = { call, danger };
  }
  if (worst === null) return null;
  const { call, danger } = worst;
  const own = fact.callee.kind === 'global' ? dottedName(fact.callee.module, fact.callee.name) : null;
  const text =
    danger === 'command'
      ? (commandOf(call)?.text ?? null)
      : RUNS_TEXT.has(danger)
        ? (codeOf(call)?.text ?? null)
        : null;
  return { target: call.name, danger, reached: own !== call.name, text, calls };
}

/** The text that a described value comes to, where functions of texts make it; null for everything else. */
export function resolveText(value: SymbolicValue): string | null {
  const machine = new CallMachine(() => {});
  const known = machine.silently(() => knownOf(value, (callee, args) => machine.call(callee, args)));
  return known.kind === 'text' && !known.bytes ? known.text : null;
}

/** Commands first, then by severity: what can be shown as a command says most. */
const rank = (danger: Danger): number =>
  severityRank(describeDanger(danger).severity) * 2 + (RUNS_TEXT.has(danger) ? 1 : 0);

/** What the call would do, layer by layer. */
export function readCall(fact: CallFact): Reading {
  const known = READ.get(fact);
  if (known !== undefined) return known;
  const calls = resolveCall(fact)?.calls ?? [];
  const reading =
    calls.length === 0
      ? new Reading()
      : readLayers((begun) => {
          for (const call of calls) tellCall(call, begun);
        });
  READ.set(fact, reading);
  return reading;
}
