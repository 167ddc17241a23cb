import { severityRank } from '../../shared/domain/finding';
import type { GlobalClass, JudgedGlobal } from '../../shared/domain/report';
import { OP, type OpcodeRow, opcodeByCode, type StackItemName } from '../../shared/pickle/opcodes';
import { formatCall, formatSymbol } from '../../shared/text/symbol';
import type { FactsHere } from './facts';
import type { OpcodeLine } from './row-pages';

const CLASS_WORDS: Readonly<Record<GlobalClass, string>> = {
  trusted: 'trusted',
  unknown: 'nobody has vouched for it',
  dangerous: 'can do harm',
};

/** What the import comes to: a trusted name is one also where the stream goes on to use it otherwise. */
const wordOf = (global: JudgedGlobal): string =>
  global.uncovered.length > 0 ? 'trusted for other uses' : CLASS_WORDS[global.class];

const ITEM_WORDS: Partial<Record<StackItemName, string>> = {
  any: 'object',
  int_or_bool: 'int or bool',
  bytes_or_str: 'Python 2 string',
  bool: 'bool',
};

const IMPORTS: ReadonlySet<number> = new Set([OP.GLOBAL, OP.STACK_GLOBAL, OP.INST]);
const CALLS: ReadonlySet<number> = new Set([OP.REDUCE, OP.OBJ, OP.INST, OP.NEWOBJ, OP.NEWOBJ_EX, OP.BUILD]);

export type RowTone = 'plain' | 'dangerous' | 'suspicious';

/** Colour of a row: that of its worst finding. */
export function toneOf(facts: FactsHere): RowTone {
  if (!facts.finding || facts.finding.accepted) return 'plain';
  const rank = severityRank(facts.finding.severity);
  if (rank >= severityRank('high')) return 'dangerous';
  return rank >= severityRank('medium') ? 'suspicious' : 'plain';
}

/** The argument to show: the file's own, else what the stack gives this opcode where the report says so. */
export function argumentOf(line: OpcodeLine, facts: FactsHere): { readonly text: string; readonly derived: boolean } {
  if (line.argument !== '') return { text: line.argument, derived: false };
  if (facts.call && CALLS.has(line.code))
    return { text: formatCall(facts.call.callee, facts.call.arguments, 200), derived: true };
  if (facts.global && IMPORTS.has(line.code)) {
    return {
      text: formatSymbol({ kind: 'global', module: facts.global.module, name: facts.global.name }, 200),
      derived: true,
    };
  }
  return { text: '', derived: false };
}

function plainEffect(row: OpcodeRow): string {
  const taken = row.stackBefore.filter((item) => item !== 'mark' && item !== 'stackslice').length;
  const slice = row.stackBefore.includes('stackslice');
  const made = row.stackAfter.map((item) => ITEM_WORDS[item] ?? item).join(', ');
  if (taken === 0 && !slice) return made === '' ? '' : `push ${made}`;
  const takes = slice ? 'collect to the mark' : `take ${taken}`;
  return made === '' ? takes : `${takes}, push ${made}`;
}

/** What an opcode does here, in a few words. */
export function effectOf(line: OpcodeLine, facts: FactsHere): string {
  const row = opcodeByCode(line.code);
  if (!row) return 'not an opcode';
  if (IMPORTS.has(line.code) && line.code !== OP.INST)
    return facts.global ? `import: ${wordOf(facts.global)}` : 'import';
  switch (line.code) {
    case OP.INST:
      return facts.global ? `import and call: ${wordOf(facts.global)}` : 'import and call';
    case OP.REDUCE:
    case OP.OBJ:
      return 'call';
    case OP.NEWOBJ:
    case OP.NEWOBJ_EX:
      return 'make an object of the class';
    case OP.BUILD:
      return 'set the state of the object';
    case OP.PROTO:
      return `protocol ${line.argument}`;
    case OP.FRAME:
      return `the next ${Number.parseInt(line.argument, 10).toLocaleString('en')} bytes belong together`;
    case OP.MEMOIZE:
    case OP.PUT:
    case OP.BINPUT:
    case OP.LONG_BINPUT:
      return line.memo >= 0 ? `remember the top as ${line.memo}` : 'remember the top';
    case OP.GET:
    case OP.BINGET:
    case OP.LONG_BINGET:
      return line.memo >= 0 ? `push what was remembered as ${line.memo}` : 'push from the memo';
    case OP.MARK:
      return 'open a group';
    case OP.POP:
      return 'throw the top away';
    case OP.POP_MARK:
      return 'throw the group away';
    case OP.DUP:
      return 'push the top once more';
    case OP.STOP:
      return 'end: the top is the result';
    case OP.PERSID:
    case OP.BINPERSID:
      return 'ask the loader for an object by its id';
    case OP.EXT1:
    case OP.EXT2:
    case OP.EXT4:
      return 'push what the loader registered under this number';
    case OP.NEXT_BUFFER:
      return 'push a buffer from outside the file';
    default:
      return plainEffect(row);
  }
}
