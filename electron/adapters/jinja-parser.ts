import { parse, tokenize } from '@huggingface/jinja';
import type { JinjaNode, JinjaNodeKind, JinjaParse, ParseJinja } from '../engine/ports';

/** Templates longer than this are not parsed: real chat templates have some ten thousand characters. */
const LONGEST = 512 * 1024;
/** Nesting of the tree that is handed on, so that whoever walks it by recursion may. */
const DEEPEST = 500;

/** The library's nodes, as far as they are looked at. Its own types say `Statement` for nearly everything. */
interface Raw {
  readonly type: string;
  readonly [field: string]: unknown;
}

class TooDeep extends Error {}

/**
 * Parses with `@huggingface/jinja`, of which nothing but `tokenize` and `parse` is used: nothing is rendered or run. The parser throws
 * errors of every class at what it does not know (also `TypeError` at the end of its tokens and `RangeError` at deep nesting), and all
 * of them mean that the template was not understood.
 */
export const parseJinja: ParseJinja = (template): JinjaParse => {
  if (template.length > LONGEST) return { failure: 'the template is longer than is parsed' };
  let program: Raw;
  try {
    program = parse(tokenize(template)) as unknown as Raw;
  } catch (error) {
    const reason = error instanceof RangeError ? 'nested too deeply' : error instanceof Error ? error.message : '';
    return { failure: reason.slice(0, 200) };
  }
  try {
    return { nodes: nodesOf(program.body, 0) };
  } catch (error) {
    if (error instanceof TooDeep) return { failure: 'nested too deeply' };
    throw error;
  }
};

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && 'type' in value;

function nodesOf(value: unknown, depth: number): JinjaNode[] {
  if (Array.isArray(value)) return value.flatMap((item) => nodesOf(item, depth));
  if (value instanceof Map)
    return [...value].flatMap(([key, item]) => [...nodesOf(key, depth), ...nodesOf(item, depth)]);
  return isRaw(value) ? [nodeOf(value, depth)] : [];
}

/** Fields of each type that are children, in the order of `JinjaNodeKind`. */
const SHAPES: Readonly<Record<string, readonly [kind: JinjaNodeKind, ...fields: readonly string[]]>> = {
  ArrayLiteral: ['list', 'value'],
  TupleLiteral: ['list', 'value'],
  ObjectLiteral: ['dict', 'value'],
  CallExpression: ['call', 'callee', 'args'],
  Ternary: ['choice', 'trueExpr', 'falseExpr', 'condition'],
  SelectExpression: ['choice', 'lhs', 'test'],
  If: ['other', 'test', 'body', 'alternate'],
  For: ['for', 'loopvar', 'iterable', 'body', 'defaultBlock'],
  TestExpression: ['other', 'operand'],
  SpreadExpression: ['other', 'argument'],
  KeywordSpreadExpression: ['other', 'argument'],
};

const NONE: JinjaNode = { kind: 'none', text: '', children: [] };

function nodeOf(raw: Raw, depth: number): JinjaNode {
  if (depth > DEEPEST) throw new TooDeep();
  const below = (...fields: readonly string[]) => fields.flatMap((field) => nodesOf(raw[field], depth + 1));
  const node = (kind: JinjaNodeKind, text: unknown, children: readonly JinjaNode[]) => ({
    kind,
    text: String(text),
    children,
  });
  switch (raw.type) {
    case 'StringLiteral':
      return node('string', raw.value, []);
    case 'IntegerLiteral':
    case 'FloatLiteral':
      return node('number', raw.value, []);
    case 'Identifier':
      return node('name', raw.value, []);
    case 'MemberExpression':
      return raw.computed === true
        ? node('subscript', '', below('object', 'property'))
        : node('attribute', (raw.property as Raw).value, below('object'));
    case 'SliceExpression': {
      const part = (field: string) => below(field)[0] ?? NONE;
      return node('slice', '', [part('start'), part('stop'), part('step')]);
    }
    case 'FilterExpression':
      return filterNode(raw.filter as Raw, below('operand'), depth);
    case 'FilterStatement':
      return filterNode(raw.filter as Raw, [node('output', '', below('body'))], depth);
    case 'BinaryExpression':
      return node('binary', (raw.operator as Raw).value, below('left', 'right'));
    case 'UnaryExpression':
      return node((raw.operator as Raw).value === '-' ? 'minus' : 'other', '', below('argument'));
    case 'KeywordArgumentExpression':
      return node('keyword', (raw.key as Raw).value, below('value'));
    case 'Set': {
      const value = raw.value === null ? [node('output', '', below('body'))] : below('value');
      return node('set', '', [...below('assignee'), ...value]);
    }
    case 'Macro':
      // A macro is what it prints; its parameters have what they are given by default.
      return node('other', '', [
        ...below('args'),
        node('set', '', [...below('name'), node('output', '', below('body'))]),
      ]);
    case 'CallStatement': {
      const caller = node('set', '', [node('name', 'caller', []), node('output', '', below('body'))]);
      return node('other', '', [...below('call', 'callerArgs'), caller]);
    }
    default: {
      const [kind, ...fields] = SHAPES[raw.type] ?? ['other'];
      return node(kind, '', below(...fields));
    }
  }
}

/** A filter with arguments is a call whose callee is the filter's name; what is called or read behind it stands around that call. */
function filterNode(filter: Raw, operand: readonly JinjaNode[], depth: number): JinjaNode {
  if (depth > DEEPEST) throw new TooDeep();
  const inner = (raw: unknown) => filterNode(raw as Raw, operand, depth + 1);
  const below = (value: unknown) => nodesOf(value, depth + 1);
  if (filter.type === 'Identifier') return { kind: 'filter', text: String(filter.value), children: operand };
  if (filter.type === 'CallExpression') {
    const callee = filter.callee as Raw;
    return callee.type === 'Identifier'
      ? { kind: 'filter', text: String(callee.value), children: [...operand, ...below(filter.args)] }
      : { kind: 'call', text: '', children: [inner(callee), ...below(filter.args)] };
  }
  if (filter.type === 'MemberExpression')
    return filter.computed === true
      ? { kind: 'subscript', text: '', children: [inner(filter.object), ...below(filter.property)] }
      : { kind: 'attribute', text: String((filter.property as Raw).value), children: [inner(filter.object)] };
  return { kind: 'other', text: '', children: [...operand, ...below(filter)] };
}
