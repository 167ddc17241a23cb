import { formatEntryPath } from '../../domain/artifact';
import type { CallOpcode, GlobalUse } from '../../domain/fact';
import type { JudgedGlobal } from '../../domain/report';
import { printable } from '../../text/printable';
import { formatCall } from '../../text/symbol';
import { judgeGlobal } from '../global-policy';
import { type Hit, type Rule, type RuleInput, reachedBy } from '../rule';

/** What the file does, and what honest files do. */
const DOES: Readonly<Record<GlobalUse, readonly [file: (name: string) => string, honest: string]>> = {
  rebuild: [(name) => `Rebuilds ${name} by NEWOBJ`, 'rebuild it by NEWOBJ'],
  call: [(name) => `Calls ${name} by REDUCE`, 'call it by REDUCE'],
  state: [(name) => `Gives ${name} state by BUILD`, 'give it state by BUILD'],
  items: [(name) => `Puts items into ${name}`, 'put items into it'],
  storage: [(name) => `Names ${name} in a persistent id`, 'name it in persistent ids'],
};

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

/** What honest files do with a name: `only rebuild it by NEWOBJ and give it state by BUILD`. */
function honestly(uses: readonly GlobalUse[]): string {
  return uses.length === 0 ? 'only import it' : `only ${joined(uses.map((use) => DOES[use][1]))}`;
}

const CALLS: ReadonlySet<CallOpcode> = new Set(['REDUCE', 'NEWOBJ', 'NEWOBJ_EX', 'OBJ', 'INST']);

/** The calls that were kept whole, by entry and place. */
function callsByPlace(facts: RuleInput['facts']): ReadonlyMap<string, Hit['evidence']> {
  const found = new Map<string, Hit['evidence']>();
  for (const fact of facts) {
    if (fact.kind !== 'call' || !CALLS.has(fact.via)) continue;
    const key = `${formatEntryPath(fact.entryPath)}\0${fact.range.start}`;
    found.set(key, [{ kind: 'call', callee: fact.callee, arguments: fact.arguments }]);
  }
  return found;
}

export const untrustedUse: Rule = {
  id: 'untrusted-use',
  title: 'Uses a known name as no honest file does',
  severity: 'medium',
  explanation:
    'Names are trusted for what honest files do with them: a class that is only ever rebuilt empty and given its state is not thereby one that may be called with any arguments. This file contains a name of a known library and uses it in a way that none of the library’s own files does.',
  remedy:
    'Look at the arguments before loading the file. A writer of its own may do so without harm; the library itself does not.',
  references: ['https://docs.python.org/3/library/pickle.html#object.__reduce__'],
  check: ({ globals, facts }) => {
    const hits = globals.filter(({ uncovered }) => uncovered.length > 0);
    if (hits.length === 0) return [];
    const calls = callsByPlace(facts);
    return hits.flatMap((global) => hitsOf(global, calls));
  },
};

function hitsOf(global: JudgedGlobal, calls: ReadonlyMap<string, Hit['evidence']>): readonly Hit[] {
  const { uses = [], library = '' } = judgeGlobal(global.module, global.name);
  const name = printable(`${global.module}.${global.name}`);
  return global.uses.flatMap(({ use, count, range }) => {
    if (!global.uncovered.includes(use)) return [];
    const call = calls.get(`${formatEntryPath(global.entryPath)}\0${range.start}`);
    const [evidence] = call ?? [];
    const shown = evidence?.kind === 'call' ? `: ${formatCall(evidence.callee, evidence.arguments, 160)}` : '';
    const times = count === 1 ? '' : ` (${count} times)`;
    return [
      {
        entryPath: global.entryPath,
        range,
        severity: 'medium' as const,
        message: `${DOES[use][0](name)}${times}${shown}; honest files of ${library} ${honestly(uses)}.${reachedBy(global.readers)}`,
        evidence: [{ kind: 'global' as const, module: global.module, name: global.name }, ...(call ?? [])],
      },
    ];
  });
}
