import type { CallFact, NamedObjectFact } from '../domain/fact';
import type { JudgedGlobal } from '../domain/report';
import type { PolicyRow } from '../policy/project-policy';
import { printable, shorten } from '../text/printable';
import { formatCall } from '../text/symbol';
import { type GlobalJudgement, judgeGlobal } from './global-policy';
import { callUse, type PolicyInForce } from './policy-in-force';
import { type Hit, reachedBy } from './rule';

/** What a row says for itself, as far as a message has room. */
const reasonOf = ({ reason }: PolicyRow): string => shorten(printable(reason), 200);

/** What a row that lowers a built-in judgement adds to what is found all the same. */
function allowedBy(row: PolicyRow): string {
  const verb = row.judgement === 'trusted' ? 'Allowed' : 'Judged unknown';
  return ` ${verb} by the policy of this project: ${reasonOf(row)}.`;
}

/** Why the policy leaves a name unknown or makes it dangerous, as the end of a sentence. */
function whyNot(by: 'profile' | 'row', row: PolicyRow | null, policy: PolicyInForce): string {
  if (by === 'profile' || row === null) return `which is outside the profile ${policy.profile}`;
  if (row.judgement === 'dangerous') return `which the policy of this project calls dangerous: ${reasonOf(row)}`;
  return row.judgement === 'unknown'
    ? `which the policy of this project does not trust: ${reasonOf(row)}`
    : `which the policy of this project trusts for other uses only (${(row.uses ?? []).join(', ')})`;
}

/** `, which runs commands and which the policy calls dangerous`. */
const joined = (does: string, why: string): string => (does === '' ? `, ${why}` : `${does} and ${why}`);

/** What is found about a global that the policy decided about; the rules of the built-in rows leave it alone. */
export function hitsOfGlobal(global: JudgedGlobal, policy: PolicyInForce): readonly Hit[] {
  const { by, module, name } = global;
  if (by === undefined) return [];
  const row = by === 'row' ? policy.rowOf(module, name) : null;
  const builtIn = judgeGlobal(module, name);
  const calls = global.calls + global.builds;
  const use = calls === 0 ? 'Imports' : `Imports and calls (${calls === 1 ? 'once' : `${calls} times`})`;
  const subject = `${use} ${printable(`${module}.${name}`)}`;
  const does = builtIn.does === '' ? '' : `, which ${builtIn.does}`;
  const evidence = [{ kind: 'global' as const, module, name }];
  const hit = (severity: Hit['severity'], message: string): Hit => ({
    entryPath: global.entryPath,
    range: global.range,
    severity,
    message: message + reachedBy(global.readers),
    evidence,
  });
  // What the built-in rows would say of a name that a row allows stays to be read.
  const note =
    row !== null &&
    builtIn.class !== 'trusted' &&
    global.class !== 'dangerous' &&
    (does !== '' || global.class === 'trusted')
      ? [hit('info', `${subject}${does}.${allowedBy(row)}`)]
      : [];
  if (global.class === 'trusted') return note;
  const severity = global.class === 'dangerous' ? 'high' : 'medium';
  const danger = global.class === 'dangerous' ? does : '';
  return [hit(severity, `${subject}${joined(danger, whyNot(by, row, policy))}.`), ...note];
}

/** What is found about a name of a configuration that the policy decided about; null where it has no say. */
export function hitsOfNamedObject(
  fact: NamedObjectFact,
  judgement: GlobalJudgement,
  policy: PolicyInForce,
): readonly Hit[] | null {
  const ruling = policy.rulingOfNamedObject(fact, judgement.class, judgement.reference);
  if (ruling.by === 'built-in') return null;
  const name = printable([fact.module, fact.name].filter((part) => part !== '').join('.'));
  const shown = fact.arguments === '' ? name : `${name}(${shorten(printable(fact.arguments), 200)})`;
  const subject = `${fact.loader} ${fact.called ? 'calls' : 'imports'} ${shown}`;
  const does = judgement.does === '' ? '' : `, which ${judgement.does}`;
  const hit = (severity: Hit['severity'], message: string): Hit => ({
    entryPath: fact.entryPath,
    range: fact.range,
    severity,
    message,
    evidence: [{ kind: 'global', module: fact.module, name: fact.name }],
  });
  if (ruling.class === 'trusted')
    return judgement.class === 'trusted' || ruling.row === null
      ? []
      : [hit('info', `${subject}${does}.${allowedBy(ruling.row)}`)];
  const why = whyNot(ruling.by, ruling.row, policy);
  if (ruling.class === 'unknown') return [hit('medium', `${subject}${joined(does, why)}.`)];
  return [hit(fact.called ? 'critical' : 'high', `${subject}${joined(does, why)}.`)];
}

const CALLING: ReadonlySet<string> = new Set(['REDUCE', 'NEWOBJ', 'NEWOBJ_EX', 'OBJ', 'INST']);

/** A call of what the project's own policy calls dangerous; null for every other. */
export function hitOfCall(fact: CallFact, policy: PolicyInForce): Hit | null {
  const { callee } = fact;
  if (callee.kind !== 'global' || !CALLING.has(fact.via)) return null;
  const row = policy.rowOf(callee.module, callee.name);
  if (row?.judgement !== 'dangerous' || judgeGlobal(callee.module, callee.name).danger !== null) return null;
  return {
    entryPath: fact.entryPath,
    range: fact.range,
    severity: 'critical',
    message: `Loading this file calls ${formatCall(callee, fact.arguments, 300)}, ${whyNot('row', row, policy)}.${reachedBy(fact.readers)}`,
    evidence: [
      { kind: 'call', callee, arguments: fact.arguments },
      { kind: 'global', module: callee.module, name: callee.name },
    ],
  };
}

/**
 * A dangerous call, as a note where a row vouches for such a call of its callee. A row vouches for a name: what a helper does with its
 * arguments is the arguments' doing, for which it does not.
 */
export function noteIfAllowed(hit: Hit, fact: CallFact, policy: PolicyInForce): Hit {
  const { callee } = fact;
  if (callee.kind !== 'global' || judgeGlobal(callee.module, callee.name).danger === null) return hit;
  const row = policy.allowingRow(callee.module, callee.name, callUse(fact.via));
  return row === null ? hit : { ...hit, severity: 'info', message: hit.message + allowedBy(row) };
}
