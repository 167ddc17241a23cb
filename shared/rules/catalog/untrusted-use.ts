import { formatEntryPath } from '../../domain/artifact';
import { type CallFact, type CallOpcode, type GlobalUse, USE_OF_OPCODE } from '../../domain/fact';
import type { JudgedGlobal } from '../../domain/report';
import { printable } from '../../text/printable';
import { formatCall } from '../../text/symbol';
import { judgeGlobal } from '../global-policy';
import { type Hit, type Rule, type RuleInput, reachedBy } from '../rule';

/** Characters shown of a call. */
const SHOWN_CHARACTERS = 160;

/** What the file does: the word, and the opcode where no call fact tells it. */
const DOES: Readonly<Record<GlobalUse, readonly [verb: string, how: string]>> = {
  rebuild: ['Rebuilds', 'by NEWOBJ'],
  call: ['Calls', 'by REDUCE'],
  state: ['Gives state by BUILD to what was made by', ''],
  items: ['Puts items into what was made by', ''],
  storage: ['Names as the type of a storage', ''],
};

/** What honest files do. */
const HONEST: Readonly<Record<GlobalUse, string>> = {
  rebuild: 'rebuild it by NEWOBJ',
  call: 'call it by REDUCE',
  state: 'give it state by BUILD',
  items: 'put items into it',
  storage: 'name it as the type of a storage',
};

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;

/** What honest files do with a name: `only rebuild it by NEWOBJ and give it state by BUILD`. */
function honestly(uses: readonly GlobalUse[]): string {
  return uses.length === 0 ? 'only import it' : `only ${joined(uses.map((use) => HONEST[use]))}`;
}

/** The calls that were kept whole, by entry and place. */
function callsByPlace(facts: RuleInput['facts']): ReadonlyMap<string, CallFact> {
  const found = new Map<string, CallFact>();
  for (const fact of facts) {
    if (fact.kind !== 'call' || !CALLS.has(fact.via)) continue;
    found.set(`${formatEntryPath(fact.entryPath)}\0${fact.range.start}`, fact);
  }
  return found;
}

const CALLS: ReadonlySet<CallOpcode> = new Set(['REDUCE', 'NEWOBJ', 'NEWOBJ_EX', 'OBJ', 'INST']);

/** The call that a use is. `_reconstructor` makes two calls of one opcode: of the class, and of its base. */
function callOf(global: JudgedGlobal, use: GlobalUse, fact: CallFact | undefined): CallFact | null {
  if (fact?.callee.kind !== 'global' || USE_OF_OPCODE[fact.via] !== use) return null;
  return fact.callee.module === global.module && fact.callee.name === global.name ? fact : null;
}

export const untrustedUse: Rule = {
  id: 'untrusted-use',
  title: 'Uses a known name as no honest file does',
  severity: 'medium',
  explanation:
    'Names are trusted for what honest files do with them: a class that is only ever rebuilt empty and given its state is not thereby one that may be called with any arguments. This file contains a name of a known library and uses it in a way that none of the library’s own files does.',
  consequence:
    'The library’s own code runs with arguments or state that its authors never wrote. Most often nothing comes of it; it is how gadgets are built out of harmless names.',
  certainty: 'indication',
  howSure:
    'The use stands in the bytes. Rows come from the files that several versions of the library write; another version, or a writer of somebody’s own, may use the name so for an honest purpose.',
  severities: [{ severity: 'medium', when: 'any use that no honest file of the library makes' }],
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

function hitsOf(global: JudgedGlobal, calls: ReadonlyMap<string, CallFact>): readonly Hit[] {
  const { uses = [], library = '' } = judgeGlobal(global.module, global.name);
  return global.uses.flatMap(({ use, count, range }) => {
    if (!global.uncovered.includes(use)) return [];
    const call = callOf(global, use, calls.get(`${formatEntryPath(global.entryPath)}\0${range.start}`));
    const [verb, opcode] = DOES[use];
    const what =
      call === null
        ? printable(`${global.module}.${global.name}`)
        : formatCall(call.callee, call.arguments, SHOWN_CHARACTERS);
    const how = call === null ? opcode : `by ${call.via}`;
    const times = count === 1 ? '' : `(${count} times)`;
    const does = [verb, what, how, times].filter((part) => part !== '').join(' ');
    return [
      {
        entryPath: global.entryPath,
        range,
        severity: 'medium' as const,
        message: `${does}; honest files of ${library} ${honestly(uses)}.${reachedBy(global.readers)}`,
        evidence: [
          { kind: 'global' as const, module: global.module, name: global.name },
          ...(call === null ? [] : [{ kind: 'call' as const, callee: call.callee, arguments: call.arguments }]),
        ],
      },
    ];
  });
}
