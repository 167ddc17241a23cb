import type { SymbolicValue } from '../../../../shared/domain/symbol';
import { CALL, DICT, FROZENSET, IMPORTED, LIST, OBJECT, PERSISTENT_ID, SET, TUPLE } from './heap';
import { readLiteral } from './literal';
import type { Machine } from './machine';
import type { Value } from './values';
import * as V from './values';

/** Nesting shown of one value. Deeper parts are said to be left out. */
const DEPTH = 12;

const LEFT_OUT: SymbolicValue = { kind: 'unknown', what: '…' };
const FORGOTTEN: SymbolicValue = { kind: 'unknown', what: 'made earlier, details not kept' };
/** What a loader asks for a global: its own method, of module and name. */
const FIND_CLASS: SymbolicValue = { kind: 'global', module: 'pickle.Unpickler', name: 'find_class' };

interface Budget {
  nodes: number;
  readonly text: number;
}

/** Describes a value as far as the machine still knows it, within `Limits.symbolNodes` and `symbolText`. */
export function describe(machine: Machine, value: Value): SymbolicValue {
  const { symbolNodes, symbolText } = machine.shared.limits;
  return describeWithin(machine, value, { nodes: symbolNodes, text: symbolText }, 0);
}

function describeWithin(m: Machine, value: Value, budget: Budget, depth: number): SymbolicValue {
  // The arguments themselves are always told where that takes one word: one large argument must not hide the others.
  if ((budget.nodes-- <= 0 && (depth > 1 || V.isHeap(value))) || depth > DEPTH) return LEFT_OUT;
  if (value < 0) return describeGlobal(m, value);
  if (V.isHeap(value)) return describeNode(m, value, budget, depth);
  if (V.isDtype(value))
    return {
      kind: 'call',
      callee: { kind: 'global', module: 'numpy', name: 'dtype' },
      arguments: single({ kind: 'str', value: m.shared.dtypes.rows[value - V.DTYPE].text, length: 0 }),
    };
  if (V.isInt(value)) return { kind: 'int', value: String(value - V.INT_ZERO) };
  if (value >= V.TEXT) return describeLiteral(m, value, budget.text);
  switch (value) {
    case V.NONE:
      return { kind: 'none' };
    case V.TRUE:
      return { kind: 'bool', value: true };
    case V.FALSE:
      return { kind: 'bool', value: false };
    case V.EMPTY_TUPLE:
      return { kind: 'tuple', items: [], truncated: false };
    default:
      return { kind: 'unknown', what: 'not known' };
  }
}

const single = (item: SymbolicValue): SymbolicValue => ({ kind: 'tuple', items: [item], truncated: false });

function describeGlobal(m: Machine, value: Value): SymbolicValue {
  if (!V.isGlobal(value)) return describeInstance(m, value);
  const row = m.shared.globals.rows[V.globalIdOf(value)];
  return { kind: 'global', module: row.module, name: row.name };
}

/** What a call of a trusted global returned: its arguments are not shown. */
function describeInstance(m: Machine, value: Value): SymbolicValue {
  const { module, name } = m.shared.globals.rows[V.globalIdOf(value)];
  const callee: SymbolicValue = { kind: 'global', module, name };
  return { kind: 'call', callee, arguments: { kind: 'tuple', items: [], truncated: true } };
}

function describeLiteral(m: Machine, value: Value, maximum: number): SymbolicValue {
  const bytes = m.literalBytes(value, maximum);
  if (bytes === null || bytes.length === 0)
    return V.isText(value)
      ? { kind: 'unknown', what: `text at ${hex(value - V.TEXT)}` }
      : { kind: 'unknown', what: `literal at ${hex(value - V.OTHER)}` };
  const literal = readLiteral(bytes, maximum);
  switch (literal.kind) {
    case 'str':
    case 'bytes':
      return {
        kind: literal.kind,
        value: literal.text,
        length: literal.byteLength > maximum ? literal.byteLength : literal.text.length,
      };
    case 'int':
    case 'float':
      return { kind: literal.kind, value: literal.text };
    case 'unknown':
      return { kind: 'unknown', what: `literal at ${hex(value - V.OTHER)}` };
  }
}

const hex = (offset: number): string => `0x${offset.toString(16)}`;

function describeNode(m: Machine, value: Value, budget: Budget, depth: number): SymbolicValue {
  const { heap } = m;
  if (!heap.holds(value)) return FORGOTTEN;
  const kind = heap.kind(value);
  const items = heap.items(value, Math.max(0, Math.min(64, budget.nodes)));
  const truncated = items.length < heap.count(value);
  const parts = () => items.map((item) => describeWithin(m, item, budget, depth + 1));
  switch (kind) {
    case TUPLE:
      return { kind: 'tuple', items: parts(), truncated };
    case LIST:
      return { kind: 'list', items: parts(), truncated };
    case SET:
      return { kind: 'set', items: parts(), truncated };
    case FROZENSET:
      return { kind: 'frozenset', items: parts(), truncated };
    case DICT: {
      const all = parts();
      const entries: (readonly [SymbolicValue, SymbolicValue])[] = [];
      for (let i = 0; i + 1 < all.length; i += 2) entries.push([all[i], all[i + 1]]);
      return { kind: 'dict', entries, truncated };
    }
    case OBJECT:
      return describeInstance(m, items[0]);
    case CALL:
      return {
        kind: 'call',
        callee: describeWithin(m, items[0], budget, depth + 1),
        arguments: describeWithin(m, items[1], budget, depth + 1),
      };
    case IMPORTED:
      return { kind: 'call', callee: FIND_CLASS, arguments: { kind: 'tuple', items: parts(), truncated: false } };
    case PERSISTENT_ID:
      return { kind: 'persistentId', id: describeWithin(m, items[0], budget, depth + 1) };
    default:
      return FORGOTTEN;
  }
}
