/** A value in pseudo-Python: a text. */
export class Expression {
  readonly text: string;
  /** The str that a text literal stands for; null for everything else. */
  literal: string | null = null;

  constructor(text: string) {
    this.text = text;
  }
}

/** Something with a name: a variable, an import, a constant. */
export class Named extends Expression {
  get name(): string {
    return this.text;
  }
}

export type ContainerKind = 'tuple' | 'list' | 'dict' | 'set' | 'frozenset';

/** Items told of one container; the rest is counted. */
const KEPT_ITEMS = 64;
const BRACKETS: Readonly<Record<ContainerKind, readonly [open: string, close: string]>> = {
  tuple: ['(', ')'],
  list: ['[', ']'],
  dict: ['{', '}'],
  set: ['{', '}'],
  frozenset: ['frozenset({', '})'],
};

/** A tuple, list, dict or set. Dicts hold keys and values in turn. Once it has a variable, changes of it are lines of their own. */
export class Container extends Expression {
  readonly kind: ContainerKind;
  variable: string | null = null;
  readonly items: Expression[];
  count: number;

  constructor(kind: ContainerKind, items: readonly Expression[] = []) {
    super('');
    this.kind = kind;
    this.items = items.slice(0, KEPT_ITEMS);
    this.count = items.length;
  }

  push(items: readonly Expression[]): void {
    for (const item of items) if (this.items.length < KEPT_ITEMS) this.items.push(item);
    this.count += items.length;
  }

  /** True when the container is of the kind that this opcode adds to. */
  takes(addition: 'append' | 'extend' | 'add' | 'update' | 'item'): boolean {
    if (addition === 'append' || addition === 'extend') return this.kind === 'list';
    return addition === 'add' ? this.kind === 'set' : this.kind === 'dict';
  }
}

/** Nesting told of one value. */
const DEPTH = 10;

/** An expression as one line, at most about `width` characters: what is left out is an ellipsis. Containers with a name are that name. */
export function render(value: Expression, width: number): string {
  const budget = { left: width };
  return renderWithin(value, budget, 0);
}

function renderWithin(value: Expression, budget: { left: number }, depth: number): string {
  if (budget.left <= 0 || depth > DEPTH) return '…';
  if (!(value instanceof Container)) {
    budget.left -= value.text.length;
    return value.text;
  }
  if (value.variable !== null) {
    budget.left -= value.variable.length;
    return value.variable;
  }
  const [open, close] = BRACKETS[value.kind];
  budget.left -= open.length + close.length;
  const parts: string[] = [];
  const step = value.kind === 'dict' ? 2 : 1;
  for (let i = 0; i + step <= value.items.length && budget.left > 0; i += step) {
    const first = renderWithin(value.items[i] as Expression, budget, depth + 1);
    parts.push(step === 1 ? first : `${first}: ${renderWithin(value.items[i + 1] as Expression, budget, depth + 1)}`);
    budget.left -= 2;
  }
  const left = value.count / step - parts.length;
  if (left >= 1) parts.push(`… ${Math.floor(left)} more`);
  const comma = value.kind === 'tuple' && value.count === 1 ? ',' : '';
  if (value.kind === 'set' && value.count === 0) return 'set()';
  if (value.kind === 'frozenset' && value.count === 0) return 'frozenset()';
  return `${open}${parts.join(', ')}${comma}${close}`;
}
