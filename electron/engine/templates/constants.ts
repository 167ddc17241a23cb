import type { JinjaNode } from '../ports';
import { HOLE } from './escape-names';

/** What an expression can be found to be; null where it depends on what the template is given. */
export type Constant = string | number | readonly Constant[] | null;

/** Values kept of one expression, and the longest text of one. */
const MOST_VALUES = 8;
const LONGEST = 1024;
const LONGEST_LIST = 256;
/** Texts and items of a list, those of its lists included. */
const LARGEST = 4096;
/** What all expressions of a template may come to. */
const MOST_WORK = 2_000_000;

/** What stands at a node of the plain form: the decoded text or name of its token. */
export type TextOf = (node: JinjaNode) => string;

/**
 * The constant values of a template's expressions: texts put together with `~`, `+`, `%`, `*`, `join`, `format`, `replace`, slices and
 * the like, also through variables. The unknown pieces of a text are holes. Approximate in one direction only: a variable has every
 * value that is assigned to it anywhere.
 */
export class Constants {
  private readonly variables = new Map<string, readonly Constant[]>();
  private memo = new Map<JinjaNode, readonly Constant[]>();
  private readonly textOf: TextOf;
  private work = 0;

  /** True when there was more to follow than is followed: values are unknown from there on. */
  get exhausted(): boolean {
    return this.work > MOST_WORK;
  }

  constructor(nodes: readonly JinjaNode[], textOf: TextOf) {
    this.textOf = textOf;
    // Three rounds: a value may pass through a loop or be used above its assignment.
    for (let round = 0; round < 3; round++) {
      this.memo = new Map();
      for (const node of nodes) this.learn(node);
    }
    this.memo = new Map();
  }

  /** Every value that the expression is found to have. */
  values(node: JinjaNode): readonly Constant[] {
    const known = this.memo.get(node);
    if (known !== undefined) return known;
    this.memo.set(node, [null]);
    const values = this.exhausted ? [null] : distinct(this.compute(node).map(bounded));
    for (const value of values) this.work += sizeOf(value);
    this.memo.set(node, values);
    return values;
  }

  private learn(node: JinjaNode): void {
    const [target, value] = node.children;
    if (node.kind === 'set') this.assign(target, this.values(value));
    if (node.kind === 'for')
      this.assign(
        target,
        this.values(value).flatMap((list) => (Array.isArray(list) ? list : [null])),
      );
    // Arguments and defaults: `namespace(a='x')` is read as `ns.a` by its own name alone, macros as their parameters.
    if (node.kind === 'keyword') this.assign({ kind: 'name', text: node.text, children: [] }, this.values(target));
    for (const child of node.children) this.learn(child);
  }

  private assign(target: JinjaNode, values: readonly Constant[]): void {
    if (target.kind === 'list') {
      target.children.forEach((item, i) => {
        this.assign(
          item,
          values.map((value) => (Array.isArray(value) ? (value[i] ?? null) : null)),
        );
      });
      return;
    }
    if (target.kind !== 'name' && target.kind !== 'attribute') return;
    const name = this.textOf(target);
    this.variables.set(name, distinct([...(this.variables.get(name) ?? []), ...values]));
  }

  private compute(node: JinjaNode): readonly Constant[] {
    const { kind, children } = node;
    switch (kind) {
      case 'string':
        return [this.textOf(node)];
      case 'number':
        return [Number(node.text)];
      case 'name':
      case 'attribute':
        return this.variables.get(this.textOf(node)) ?? [null];
      case 'minus':
        return this.values(children[0]).map((value) => (typeof value === 'number' ? -value : null));
      case 'list':
        return combine(children.map((child) => this.values(child)).slice(0, LONGEST_LIST));
      case 'dict':
        return combine(
          children
            .filter((_, i) => i % 2 === 0)
            .map((child) => this.values(child))
            .slice(0, LONGEST_LIST),
        );
      case 'choice':
        return children.slice(0, 2).flatMap((child) => this.values(child));
      case 'output':
        return this.output(children);
      case 'binary':
        return combine(children.map((child) => this.values(child))).map((pair) => binary(node.text, pair));
      case 'subscript':
        return this.subscript(children[0], children[1]);
      case 'filter': {
        const [operand, ...args] = children;
        const [values, ...others] = [operand, ...args.map(unwrapKeyword)].map((child) => this.values(child));
        return combine([values, ...others]).map((all) => applied(this.textOf(node), all[0], all.slice(1)));
      }
      case 'call':
        return this.call(children);
      default:
        return [null];
    }
  }

  /** What a block prints: its texts and expressions in a row. Statements in between may print anything. */
  private output(children: readonly JinjaNode[]): readonly Constant[] {
    const printed = children.filter(({ kind }) => kind !== 'set').map((child) => this.values(child));
    return combine(printed.slice(0, LONGEST_LIST)).map((pieces) => bounded(pieces.map(asText).join('').trim()));
  }

  private subscript(object: JinjaNode, index: JinjaNode): readonly Constant[] {
    const objects = this.values(object);
    if (index.kind !== 'slice')
      return combine([objects, this.values(index)]).map(([list, at]) =>
        typeof at === 'number' ? item(list, at) : null,
      );
    const bounds = combine(index.children.map((bound) => this.values(bound)));
    return combine([objects, bounds]).map(([list, bound]) => sliced(list, bound as readonly Constant[]));
  }

  private call([callee, ...args]: readonly JinjaNode[]): readonly Constant[] {
    if (callee.kind === 'name' && this.textOf(callee) === 'dict')
      return [args.filter(({ kind }) => kind === 'keyword').map((keyword) => this.textOf(keyword))];
    // A macro that the template defines.
    if (callee.kind === 'name') return this.variables.get(this.textOf(callee)) ?? [null];
    if (callee.kind !== 'attribute') return [null];
    const values = [callee.children[0], ...args.map(unwrapKeyword)].map((child) => this.values(child));
    const method = this.textOf(callee);
    return combine(values).map(([object, ...rest]) =>
      // `'-'.join(list)` has them the other way round than `list|join('-')`.
      method === 'join'
        ? applied('join', rest[0] ?? null, [object])
        : applied(method === 'format' ? '.format' : method, object, rest),
    );
  }
}

const unwrapKeyword = (node: JinjaNode): JinjaNode => (node.kind === 'keyword' ? node.children[0] : node);

function distinct(values: readonly Constant[]): readonly Constant[] {
  const seen = new Map<string, Constant>();
  for (const value of values) {
    if (seen.size >= MOST_VALUES - 1) {
      // More than are kept: anything, from here on.
      seen.set('null', null);
      break;
    }
    seen.set(JSON.stringify(value), value);
  }
  return seen.size === 0 ? [null] : [...seen.values()];
}

/** Every choice of one value from each place, as many as are kept. */
function combine(places: readonly (readonly Constant[])[]): readonly (readonly Constant[])[] {
  let choices = 1;
  for (const values of places) choices = Math.min(MOST_VALUES, choices * values.length);
  return Array.from({ length: choices }, (_, choice) => {
    let rest = choice;
    return places.map((values) => {
      const value = values[rest % values.length];
      rest = Math.floor(rest / values.length);
      return value;
    });
  });
}

function asText(value: Constant): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : HOLE;
}

const sizes = new WeakMap<readonly Constant[], number>();

/** Characters and items of a value; those of a list are counted once and kept, since lists may hold one another many times over. */
function sizeOf(value: Constant): number {
  if (typeof value === 'string') return value.length + 1;
  if (!Array.isArray(value)) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  let size = 1;
  for (const item of value) size += sizeOf(item);
  sizes.set(value, size);
  return size;
}

/** The value, or nothing known where it is larger than is kept. */
const bounded = (value: Constant): Constant =>
  sizeOf(value) > (typeof value === 'string' ? LONGEST : LARGEST) ? null : value;

function binary(operator: string, [left, right]: readonly Constant[]): Constant {
  if (operator === '~') return bounded(asText(left) + asText(right));
  if (operator === '+') {
    if (typeof left === 'string' || typeof right === 'string') return bounded(asText(left) + asText(right));
    if (typeof left === 'number' && typeof right === 'number') return left + right;
    return Array.isArray(left) && Array.isArray(right) ? [...left, ...right].slice(0, LONGEST_LIST) : null;
  }
  if (operator === '*') {
    const [text, count] = typeof left === 'string' ? [left, right] : [right, left];
    if (typeof left === 'number' && typeof right === 'number') return left * right;
    return typeof text === 'string' && typeof count === 'number' && count >= 0 && text.length * count <= LONGEST
      ? text.repeat(Math.floor(count))
      : null;
  }
  if (operator === '-' && typeof left === 'number' && typeof right === 'number') return left - right;
  return operator === '%' && typeof left === 'string' ? percent(left, Array.isArray(right) ? right : [right]) : null;
}

/** `'%s%c' % (…)`. */
function percent(pattern: string, values: readonly Constant[]): Constant {
  let used = 0;
  return bounded(
    pattern.replace(/%(?:%|\((\w+)\)[a-z]|[-+ 0#]{0,5}\d{0,3}([a-zA-Z]))/g, (whole, _key?: string, letter?: string) => {
      if (whole === '%%') return '%';
      if (letter === undefined) return HOLE;
      const value = values[used++] ?? null;
      return letter === 'c' ? character(value) : asText(value);
    }),
  );
}

const character = (value: Constant): string =>
  typeof value === 'number' && value >= 0 && value < 0x110000 ? String.fromCodePoint(Math.floor(value)) : asText(value);

/** `'{}{1}{x:c}'.format(…)`. */
function braces(pattern: string, values: readonly Constant[]): Constant {
  let used = 0;
  return bounded(
    pattern.replace(/\{\{|\}\}|\{(\d{0,3})([^{}]{0,200})\}/g, (whole, index?: string, rest?: string) => {
      if (whole === '{{' || whole === '}}') return whole[0] as string;
      // A field that walks attributes is kept: it is what is looked for.
      if (rest !== '' && rest !== undefined && !rest.startsWith(':') && !rest.startsWith('!')) return whole;
      const value = values[index === '' || index === undefined ? used++ : Number(index)] ?? null;
      return rest?.endsWith('c') ? character(value) : asText(value);
    }),
  );
}

function item(list: Constant, at: number): Constant {
  if (typeof list === 'string') return list.includes(HOLE) ? null : (list.at(at) ?? null);
  return Array.isArray(list) ? (list.at(at) ?? null) : null;
}

function sliced(list: Constant, [start, stop, step]: readonly Constant[]): Constant {
  const isText = typeof list === 'string';
  if (!isText && !Array.isArray(list)) return null;
  const items: readonly Constant[] = isText ? [...list] : list;
  const width = typeof step === 'number' && step !== 0 ? Math.trunc(step) : 1;
  const n = items.length;
  const bound = (value: Constant | undefined, otherwise: number) => {
    if (typeof value !== 'number') return otherwise;
    return width > 0
      ? Math.max(0, Math.min(n, value < 0 ? value + n : value))
      : Math.max(-1, Math.min(n - 1, value < 0 ? value + n : value));
  };
  const from = bound(start, width > 0 ? 0 : n - 1);
  const to = bound(stop, width > 0 ? n : -1);
  const kept: Constant[] = [];
  for (let i = from; width > 0 ? i < to : i > to; i += width) kept.push(items[i]);
  return isText ? kept.map(asText).join('') : kept;
}

/** What a filter, or the method of the same name, makes of a value. */
function applied(name: string, value: Constant, args: readonly Constant[]): Constant {
  if (Array.isArray(value)) {
    if (name === 'join') return bounded(value.map(asText).join(typeof args[0] === 'string' ? args[0] : ''));
    if (name === 'first') return value[0] ?? null;
    if (name === 'last') return value[value.length - 1] ?? null;
    if (name === 'reverse') return [...value].reverse();
    return name === 'list' ? value : null;
  }
  if (typeof value === 'number') return name === 'string' ? String(value) : null;
  if (typeof value !== 'string') return name === 'default' || name === 'd' ? (args[0] ?? null) : null;
  switch (name) {
    case 'string':
    case 'safe':
    case 'escape':
    case 'e':
    case 'default':
    case 'd':
      return value;
    case 'lower':
    case 'casefold':
      return value.toLowerCase();
    case 'upper':
      return value.toUpperCase();
    case 'swapcase':
      return [...value]
        .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
        .join('');
    case 'trim':
    case 'strip':
    case 'lstrip':
    case 'rstrip':
      return typeof args[0] === 'string' ? stripped(value, args[0]) : value.trim();
    case 'reverse':
      return [...value].reverse().join('');
    case 'list':
      return [...value].slice(0, LONGEST_LIST);
    case 'join':
      return bounded([...value].join(typeof args[0] === 'string' ? args[0] : ''));
    case 'first':
      return value[0] ?? null;
    case 'last':
      return value[value.length - 1] ?? null;
    case 'replace':
      return typeof args[0] === 'string' && args[0] !== ''
        ? bounded(value.replaceAll(args[0], () => asText(args[1] ?? null)))
        : null;
    case 'removeprefix':
      return typeof args[0] === 'string' && value.startsWith(args[0]) ? value.slice(args[0].length) : value;
    case 'removesuffix':
      return typeof args[0] === 'string' && value.endsWith(args[0])
        ? value.slice(0, value.length - args[0].length)
        : value;
    case 'split':
      return typeof args[0] === 'string' && args[0] !== '' ? value.split(args[0]).slice(0, LONGEST_LIST) : null;
    case 'format':
      return percent(value, args);
    case '.format':
      return braces(value, args);
    default:
      return null;
  }
}

function stripped(text: string, characters: string): string {
  const letters = [...text];
  while (letters.length > 0 && characters.includes(letters[0])) letters.shift();
  while (letters.length > 0 && characters.includes(letters[letters.length - 1])) letters.pop();
  return letters.join('');
}
