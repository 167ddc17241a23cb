import { tellCall } from '../calls/call-effects';
import { CallMachine } from '../calls/call-machine';
import {
  type Arguments,
  attributeOf,
  itemsOf,
  type Known,
  knownList,
  knownNumber,
  knownText,
  moduleValue,
  NONE_VALUE,
  positional,
  UNKNOWN_VALUE,
} from '../calls/known';
import { added, percented, shownIn } from '../calls/text-functions';
import type { Reading } from '../effects/reading';
import { type Expression, parsePython, type Statement, type Target } from './syntax';

const VARIABLES_KEPT = 2000;
const ITEMS_EACH = 4096;
const LONGEST_REPEAT = 64 * 1024;

/** Names under which modules are known everywhere although nothing imports them. */
const CUSTOMARY: ReadonlyMap<string, string> = new Map([
  ['__builtins__', 'builtins'],
  ['np', 'numpy'],
  ['pd', 'pandas'],
]);

/**
 * Reads Python source without running it: imports, names and texts are followed, calls are told. Blocks are read once, as if they ran, and
 * functions as if they were called.
 */
class PythonReader {
  private readonly machine: CallMachine;
  private readonly variables = new Map<string, Known>();
  private readonly defined = new Set<string>();
  private readonly stars: string[] = [];

  constructor(reading: Reading) {
    this.machine = new CallMachine((call) => tellCall(call, reading));
  }

  read(source: string): void {
    for (const statement of parsePython(source)) this.statement(statement);
  }

  private bind(name: string, value: Known): void {
    if (this.variables.size < VARIABLES_KEPT || this.variables.has(name)) this.variables.set(name, value);
  }

  private statement(statement: Statement): void {
    switch (statement.kind) {
      case 'import': {
        const { module, as } = statement;
        this.bind(
          as ?? (module.split('.', 1)[0] as string),
          moduleValue(as === null ? (module.split('.', 1)[0] as string) : module),
        );
        return;
      }
      case 'from':
        if (statement.name === '*') this.stars.push(statement.module);
        else this.bind(statement.as, { kind: 'name', module: statement.module, name: statement.name });
        return;
      case 'define':
        this.defined.add(statement.name);
        return;
      case 'loop': {
        const items = itemsOf(this.value(statement.over));
        const [first = UNKNOWN_VALUE] = items ?? [];
        this.bindNames(statement.targets, first);
        return;
      }
      case 'bind': {
        const value = this.value(statement.value);
        for (const target of statement.targets) this.bindTarget(target, value, statement.operator);
        return;
      }
      case 'expression':
        this.value(statement.value);
        return;
    }
  }

  private bindTarget(target: Target, value: Known, operator: string): void {
    if (target.kind === 'names') {
      const [only] = target.names;
      if (operator !== '' && only !== undefined) this.bind(only, operated(operator, this.named(only), value));
      else this.bindNames(target.names, value);
      return;
    }
    const { place } = target;
    if (place.kind !== 'subscript') this.value(place);
    else {
      this.value(place.of);
      this.value(place.index);
    }
  }

  private bindNames(names: readonly string[], value: Known): void {
    if (names.length === 1) this.bind(names[0] as string, value);
    else {
      const items = itemsOf(value);
      names.forEach((name, i) => {
        this.bind(name, items?.[i] ?? UNKNOWN_VALUE);
      });
    }
  }

  private named(name: string): Known {
    const known = this.variables.get(name);
    if (known !== undefined) return known;
    if (name === 'None') return NONE_VALUE;
    if (name === 'True' || name === 'False') return knownNumber(name === 'True' ? 1 : 0);
    if (this.defined.has(name)) return UNKNOWN_VALUE;
    const module = CUSTOMARY.get(name);
    if (module !== undefined) return moduleValue(module);
    // Of a name that nothing binds, a module whose every name was imported may be the origin.
    const [star] = this.stars;
    return star === undefined || BUILTINS.has(name)
      ? { kind: 'name', module: 'builtins', name }
      : { kind: 'name', module: star, name };
  }

  // ── expressions; their depth is bounded by the parser ──────────────────────────────────────────────────────────────

  private value(expression: Expression): Known {
    if (!this.machine.spend()) return UNKNOWN_VALUE;
    switch (expression.kind) {
      case 'text':
        return knownText(expression.text, false, expression.bytes);
      case 'number':
        return knownNumber(expression.value);
      case 'name':
        return this.named(expression.name);
      case 'attribute':
        return attributeOf(this.value(expression.of), expression.name);
      case 'subscript':
        return this.subscript(this.value(expression.of), expression.index);
      case 'slice':
        return UNKNOWN_VALUE;
      case 'call':
        return this.call(expression);
      case 'binary':
        return this.chain(expression);
      case 'list':
        return knownList(expression.items.map((item) => this.value(item)));
      case 'dict':
        return {
          kind: 'dict',
          entries: expression.entries.map(([key, item]) => [this.value(key), this.value(item)] as const),
        };
      case 'format':
        return this.format(expression.pieces);
      case 'each':
        return this.each(expression);
      case 'lambda':
        return this.lambda(expression);
      case 'parts': {
        const [first] = expression.parts.map((part) => this.value(part));
        return first ?? UNKNOWN_VALUE;
      }
    }
  }

  /** A chain of operators leans to the left and may be long: it is folded without recursion. */
  private chain(expression: Expression): Known {
    const links: (Expression & { readonly kind: 'binary' })[] = [];
    let innermost = expression;
    while (innermost.kind === 'binary') {
      links.push(innermost);
      innermost = innermost.left;
    }
    let value = this.value(innermost);
    for (const { operator, right } of links.reverse()) value = operated(operator, value, this.value(right));
    return value;
  }

  private call({ callee, items, named }: Expression & { readonly kind: 'call' }): Known {
    const target = this.value(callee);
    const args: Arguments = {
      items: items.map((item) => this.value(item)),
      named: new Map(named.map(([name, item]) => [name, this.value(item)])),
    };
    return this.machine.call(target, args);
  }

  private subscript(of: Known, index: Expression): Known {
    if (index.kind !== 'slice') return this.machine.subscript(of, this.value(index));
    const [from, to, step] = index.bounds.map((bound) => (bound === null ? null : this.value(bound)));
    const number = (value: Known | null | undefined) => (value?.kind === 'number' ? value.value : undefined);
    const by = number(step) ?? 1;
    const pick = <T>(list: readonly T[]): readonly T[] => {
      const some = list.slice(by < 0 ? 0 : (number(from) ?? 0), by < 0 ? undefined : number(to));
      const ordered = by < 0 ? [...some].reverse() : some;
      return Math.abs(by) > 1 ? ordered.filter((_, i) => i % Math.abs(by) === 0) : ordered;
    };
    if (of.kind === 'text') return knownText(pick([...of.text]).join(''), true, of.bytes);
    return of.kind === 'list' ? knownList(pick(of.items)) : UNKNOWN_VALUE;
  }

  private format(pieces: readonly (string | Expression)[]): Known {
    const values = pieces.map((piece) => (typeof piece === 'string' ? knownText(piece) : this.value(piece)));
    const texts = values.map((one) => shownIn(one));
    return texts.every((text) => text !== null)
      ? knownText(texts.join(''), true)
      : { kind: 'made', by: '+', args: positional(...values) };
  }

  /** A comprehension over a known list. */
  private each({ element, targets, over }: Expression & { readonly kind: 'each' }): Known {
    const items = itemsOf(this.value(over));
    const outer = this.remember(targets);
    const results: Known[] = [];
    if (items === null) {
      this.bindNames(targets, UNKNOWN_VALUE);
      results.push(this.value(element));
    } else {
      for (const item of items.slice(0, ITEMS_EACH)) {
        this.bindNames(targets, item);
        results.push(this.value(element));
      }
    }
    this.restore(outer);
    return items === null ? UNKNOWN_VALUE : knownList(results);
  }

  private remember(names: readonly string[]): readonly (readonly [string, Known | undefined])[] {
    return names.map((name) => [name, this.variables.get(name)] as const);
  }

  private restore(outer: readonly (readonly [string, Known | undefined])[]): void {
    for (const [name, value] of outer) {
      if (value === undefined) this.variables.delete(name);
      else this.variables.set(name, value);
    }
  }

  /** A function without a name: read where it is called, and once in case nothing here calls it. */
  private lambda({ parameters, body }: Expression & { readonly kind: 'lambda' }): Known {
    const run = (args: Arguments): Known => {
      const outer = this.remember(parameters);
      parameters.forEach((parameter, i) => {
        this.bind(parameter, args.items[i] ?? args.named.get(parameter) ?? UNKNOWN_VALUE);
      });
      const result = this.value(body);
      this.restore(outer);
      return result;
    };
    return { kind: 'function', call: run };
  }
}

const BUILTINS: ReadonlySet<string> = new Set([
  'exec',
  'eval',
  'compile',
  'open',
  'print',
  'getattr',
  'setattr',
  '__import__',
  'bytes',
  'str',
  'chr',
  'ord',
  'map',
  'filter',
  'list',
  'tuple',
  'dict',
  'set',
  'range',
  'len',
  'int',
  'vars',
  'globals',
  'locals',
  'reversed',
  'zip',
  'sorted',
  'next',
  'iter',
  'max',
  'min',
  'input',
  'breakpoint',
  'type',
  'isinstance',
  'bytearray',
  'memoryview',
]);

/** Two values with an operator between them. */
function operated(operator: string, left: Known, right: Known): Known {
  switch (operator) {
    case '+':
      return added(left, right) ?? { kind: 'made', by: '+', args: positional(left, right) };
    case '%':
      if (left.kind === 'number' && right.kind === 'number') return knownNumber(left.value % right.value);
      if (left.kind !== 'text') return UNKNOWN_VALUE;
      return right.kind === 'text' || right.kind === 'list' || right.kind === 'number'
        ? percented(left.text, right.kind === 'list' ? right.items : [right])
        : { kind: 'made', by: '+', args: positional(left, right) };
    case '*': {
      const [text, count] = left.kind === 'text' ? [left, right] : [right, left];
      if (text.kind === 'text' && count.kind === 'number')
        return text.text.length * count.value <= LONGEST_REPEAT
          ? knownText(text.text.repeat(Math.max(0, Math.trunc(count.value) || 0)), true, text.bytes)
          : UNKNOWN_VALUE;
      break;
    }
    case 'and':
    case 'or':
      return right.kind === 'unknown' ? left : right;
  }
  if (left.kind !== 'number' || right.kind !== 'number') return UNKNOWN_VALUE;
  const result = NUMBERS.get(operator)?.(left.value, right.value);
  return result === undefined ? UNKNOWN_VALUE : knownNumber(result);
}

const NUMBERS: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['//', (left, right) => Math.floor(left / right)],
  ['^', (left, right) => left ^ right],
  ['&', (left, right) => left & right],
  ['|', (left, right) => left | right],
  ['<<', (left, right) => left << right],
  ['>>', (left, right) => left >> right],
  ['**', (left, right) => left ** right],
]);

/** Reads Python source: what it would do goes into `reading`. */
export function readPython(source: string, reading: Reading): void {
  if (reading.spend(source.length + 1)) new PythonReader(reading).read(source);
}
