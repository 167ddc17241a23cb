import type { CallFact } from '../../domain/fact';
import { printable, shorten } from '../../text/printable';
import { formatCall } from '../../text/symbol';
import { CALLS_READ, tellResolved } from '../calls/call-sentence';
import { resolveCall } from '../calls/resolve-call';
import { describeDanger, judgeGlobal } from '../global-policy';
import { helperDanger, importedBy } from '../helper-calls';
import { isGetattr, isHonestGetattrArguments, isHonestSetattrArguments, isSetattr } from '../honest-getattr';
import { isInspectedLoad } from '../inspected-load';
import type { Danger } from '../policy/dangerous';
import { registeredExtensions, withExtension } from '../registered-extensions';
import { type Hit, type Rule, type RuleInput, reachedBy } from '../rule';
import { noteIfAllowed } from '../under-policy';

function hitFor(fact: CallFact, { facts, policy }: RuleInput, reads: boolean): Hit | null {
  const { callee } = fact;
  if (
    callee.kind !== 'global' ||
    fact.via === 'BUILD' ||
    fact.via.startsWith('APPEND') ||
    fact.via.endsWith('ITEM') ||
    fact.via.endsWith('ITEMS')
  )
    return null;
  const own =
    judgeGlobal(callee.module, callee.name).danger ?? helperDanger(callee.module, callee.name, fact.arguments);
  const resolved = resolveCall(fact);
  if (own === null && resolved?.reached !== true) return null;
  if (isGetattr(callee.module, callee.name) && isHonestGetattrArguments(fact.arguments)) return null;
  if (isInspectedLoad(fact, facts)) return null;
  if (isSetattr(callee.module, callee.name) && isHonestSetattrArguments(fact.arguments)) return null;
  const imported = importedBy(callee.module, callee.name, fact.arguments);
  const leads = resolved !== null && imported === null && (own === null || resolved.danger === own || resolved.reached);
  const danger = leads ? resolved.danger : own;
  if (danger === null) return null;
  const told = leads
    ? tellResolved(fact, resolved, reads)
    : { message: plainMessage(fact, danger, imported) + reachedBy(fact.readers), evidence: [] };
  const hit: Hit = {
    ...fact,
    severity: describeDanger(danger).severity,
    message: told.message,
    evidence: [
      { kind: 'call', callee, arguments: fact.arguments },
      { kind: 'global', module: callee.module, name: callee.name },
      ...told.evidence,
    ],
  };
  // A row that allows the callee says nothing about what is reached through it.
  return resolved?.reached === true ? hit : noteIfAllowed(hit, fact, policy);
}

/** What is said of a call that leads to nothing but itself. */
function plainMessage(fact: CallFact, danger: Danger, imported: string | null): string {
  const { does } = describeDanger(danger);
  if (imported !== null && fact.callee.kind === 'global')
    return `Loading this file imports ${shorten(printable(imported), 200)} by ${fact.callee.module}.${fact.callee.name}: that ${does}.`;
  return `Loading this file calls ${formatCall(fact.callee, fact.arguments, 300)}, which ${does}.`;
}

export const dangerousCall: Rule = {
  id: 'dangerous-call',
  title: 'Calls something dangerous',
  severity: 'critical',
  explanation:
    'A pickle may name any function of any installed module and have it called while it is loaded. This one calls a function that is known for what it can do to a computer. It happens during loading, before any check of the result.',
  remedy: 'Do not load the file. Ask its sender for a safetensors or ONNX export, and keep the file as evidence.',
  references: ['https://docs.python.org/3/library/pickle.html'],
  check: (input) => {
    const extensions = registeredExtensions(input.facts);
    let told = 0;
    return input.facts.flatMap((fact) => {
      const hit = fact.kind === 'call' ? hitFor(withExtension(fact, extensions), input, told < CALLS_READ) : null;
      if (hit === null) return [];
      told++;
      return [hit];
    });
  },
};
