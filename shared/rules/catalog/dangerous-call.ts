import type { CallFact } from '../../domain/fact';
import { printable, shorten } from '../../text/printable';
import { formatCall } from '../../text/symbol';
import { CALLS_READ, tellResolved } from '../calls/call-sentence';
import { resolveCall } from '../calls/resolve-call';
import { describeDanger, judgeGlobal } from '../global-policy';
import { helperDanger, importedBy } from '../helper-calls';
import { isGetattr, isHonestGetattrArguments, isHonestSetattrArguments, isSetattr } from '../honest-getattr';
import { isHonestPartialArguments, isPartial } from '../honest-partial';
import { isInspectedLoad } from '../inspected-load';
import { DANGERS, type Danger } from '../policy/dangerous';
import { registeredExtensions, withExtension } from '../registered-extensions';
import { type Hit, type Rule, type RuleInput, reachedBy, severityRows } from '../rule';
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
  if (resolved?.reached !== true && isPartial(callee.module, callee.name) && isHonestPartialArguments(fact.arguments))
    return null;
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
  consequence:
    'The call is made while the file is being loaded, with the rights of whoever loads it and before any check of what was loaded. Nothing has to be opened or used for that.',
  certainty: 'certain',
  howSure:
    'The call and its arguments stand in the bytes that are shown. It would be a false alarm only if a library wrote such a call on purpose; none of those whose files were studied does.',
  remedy:
    'Do not load the file, and keep it as evidence. Ask its sender for a safetensors or ONNX export. Whoever made it finds out where the call came from before exporting again: the machine that wrote the file may be the one that was attacked.',
  severities: severityRows(Object.fromEntries(Object.entries(DANGERS).map(([kind, row]) => [kind, row.severity]))),
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
