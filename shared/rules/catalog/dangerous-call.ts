import type { CallFact, Fact } from '../../domain/fact';
import type { SymbolicValue } from '../../domain/symbol';
import { printable, shorten } from '../../text/printable';
import { formatCall } from '../../text/symbol';
import { describeDanger, judgeGlobal, judgeModule } from '../global-policy';
import { isGetattr, isHonestGetattrArguments, isHonestSetattrArguments, isSetattr } from '../honest-getattr';
import { isInspectedLoad } from '../inspected-load';
import type { Danger } from '../policy/dangerous';
import { isModuleImporter } from '../policy/function-makers';
import { type Hit, type Rule, reachedBy } from '../rule';

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

/** The danger of the module that an importing helper is asked for: of any module, when the name is not shown. */
function importedDanger(args: SymbolicValue): Danger | null {
  const [module] = args.kind === 'tuple' ? args.items : [];
  return module?.kind === 'str' && module.length <= module.value.length ? judgeModule(module.value) : 'import';
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
  const danger = isModuleImporter(callee.module, callee.name)
    ? importedDanger(fact.arguments)
    : judgeGlobal(callee.module, callee.name).danger;
  if (danger === null) return null;
  if (isGetattr(callee.module, callee.name) && isHonestGetattrArguments(fact.arguments)) return null;
  if (isInspectedLoad(fact, facts)) return null;
  if (isSetattr(callee.module, callee.name) && isHonestSetattrArguments(fact.arguments)) return null;
  const name = `${callee.module}.${callee.name}`;
  const { severity, does } = describeDanger(danger);
  const text = firstText(fact.arguments);
  const shown = text === null ? null : shorten(printable(text), 300);
  const call = formatCall(callee, fact.arguments, 300);
  const message = isModuleImporter(callee.module, callee.name)
    ? `Loading this file imports ${shown ?? 'a module that is not shown'} by ${name}: that ${does}.`
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
  remedy: 'Do not load the file. Ask its sender for a safetensors or ONNX export, and keep the file as evidence.',
  references: ['https://docs.python.org/3/library/pickle.html'],
  check: ({ facts }) => facts.flatMap((fact) => (fact.kind === 'call' ? (hitFor(fact, facts) ?? []) : [])),
};
