import type { CallFact, Fact } from '../../domain/fact';
import type { SymbolicValue } from '../../domain/symbol';
import { printable, shorten } from '../../text/printable';
import { formatCall } from '../../text/symbol';
import { describeDanger, judgeGlobal } from '../global-policy';
import { helperDanger, importedBy } from '../helper-calls';
import { isGetattr, isHonestGetattrArguments, isHonestSetattrArguments, isSetattr } from '../honest-getattr';
import { isInspectedLoad } from '../inspected-load';
import { DANGERS } from '../policy/dangerous';
import { type Hit, type Rule, reachedBy, severityRows } from '../rule';

/** The first text among the arguments: the command, the code, the path. */
function firstText(args: SymbolicValue): string | null {
  const items = args.kind === 'tuple' || args.kind === 'list' ? args.items : [args];
  for (const item of items) {
    if ((item.kind === 'str' || item.kind === 'bytes') && item.value.trim() !== '') return item.value;
    if (item.kind === 'list' || item.kind === 'tuple') {
      const words = item.items.flatMap((word) => (word.kind === 'str' ? [word.value] : []));
      if (words.length > 0) return words.join(' ');
    }
  }
  return null;
}

function hitFor(fact: CallFact, facts: readonly Fact[]): Hit | null {
  const { callee } = fact;
  if (
    callee.kind !== 'global' ||
    fact.via === 'BUILD' ||
    fact.via.startsWith('APPEND') ||
    fact.via.endsWith('ITEM') ||
    fact.via.endsWith('ITEMS')
  )
    return null;
  const danger =
    judgeGlobal(callee.module, callee.name).danger ?? helperDanger(callee.module, callee.name, fact.arguments);
  if (danger === null) return null;
  if (isGetattr(callee.module, callee.name) && isHonestGetattrArguments(fact.arguments)) return null;
  if (isInspectedLoad(fact, facts)) return null;
  if (isSetattr(callee.module, callee.name) && isHonestSetattrArguments(fact.arguments)) return null;
  const name = `${callee.module}.${callee.name}`;
  const { severity, does } = describeDanger(danger);
  const text = firstText(fact.arguments);
  const shown = text === null ? null : shorten(printable(text), 300);
  const call = formatCall(callee, fact.arguments, 300);
  const imported = importedBy(callee.module, callee.name, fact.arguments);
  const message =
    imported !== null
      ? `Loading this file imports ${shorten(printable(imported), 200)} by ${name}: that ${does}.`
      : danger === 'command'
        ? shown === null
          ? `Loading this file runs a command through ${name}.`
          : `Loading this file runs a shell command: ${shown}`
        : danger === 'code' && shown !== null
          ? `Loading this file runs Python code: ${shown}`
          : `Loading this file calls ${call}, which ${does}.`;
  return {
    ...fact,
    severity,
    message: message + reachedBy(fact.readers),
    evidence: [
      { kind: 'call', callee, arguments: fact.arguments },
      { kind: 'global', module: callee.module, name: callee.name },
    ],
  };
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
  check: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'call' ? (hitFor(fact, facts) ?? []) : [])),
};
