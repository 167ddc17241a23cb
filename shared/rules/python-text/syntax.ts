import { type PythonToken, pythonTokens } from './tokens';

/** An expression. What is not followed is `parts`: its pieces are looked at, its value is not known. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'format'; readonly pieces: readonly (string | Expression)[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'subscript'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'slice'; readonly bounds: readonly (Expression | null)[] }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly items: readonly Expression[];
      readonly named: readonly (readonly [string, Expression])[];
    }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | {
      readonly kind: 'each';
      readonly element: Expression;
      readonly targets: readonly string[];
      readonly over: Expression;
      readonly condition: Expression | null;
    }
  | { readonly kind: 'lambda'; readonly parameters: readonly string[]; readonly body: Expression }
  | { readonly kind: 'parts'; readonly parts: readonly Expression[] };

/** A statement as far as it matters: what is imported, bound, and worked out. */
export type Statement =
  | { readonly kind: 'import'; readonly module: string; readonly as: string | null }
  | { readonly kind: 'from'; readonly module: string; readonly name: string; readonly as: string }
  | {
      readonly kind: 'bind';
      readonly targets: readonly Target[];
      readonly value: Expression;
      readonly operator: string;
    }
  | { readonly kind: 'loop'; readonly targets: readonly string[]; readonly over: Expression }
  | { readonly kind: 'define'; readonly name: string }
  | { readonly kind: 'expression'; readonly value: Expression };

/** What is bound: names, or an attribute or item of something. */
export type Target =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'place'; readonly place: Expression };

const DEEPEST = 60;
/** Attributes, calls and subscripts one behind the other. */
const LONGEST_CHAIN = 200;
const NOTHING: Expression = { kind: 'parts', parts: [] };
const BINARY: ReadonlyMap<string, number> = new Map([
  ['or', 1],
  ['and', 2],
  ['in', 4],
  ['is', 4],
  ['not', 4],
  ['<', 4],
  ['>', 4],
  ['<=', 4],
  ['>=', 4],
  ['==', 4],
  ['!=', 4],
  ['|', 5],
  ['^', 6],
  ['&', 7],
  ['<<', 8],
  ['>>', 8],
  ['+', 9],
  ['-', 9],
  ['*', 10],
  ['/', 10],
  ['//', 10],
  ['%', 10],
  ['@', 10],
  ['**', 12],
]);
const HEADERS: ReadonlySet<string> = new Set([
  'if',
  'elif',
  'while',
  'with',
  'return',
  'yield',
  'await',
  'raise',
  'assert',
  'del',
  'except',
  'print',
  'exec',
  'match',
  'case',
  'async',
]);
const EMPTY_HEADERS: ReadonlySet<string> = new Set([
  'else',
  'try',
  'finally',
  'pass',
  'break',
  'continue',
  'nonlocal',
  'global',
]);

/** A parser of Python that never gives up: what it does not know it passes over. Recursion is bounded. */
class PythonParser {
  private readonly tokens: readonly PythonToken[];
  private at = 0;
  private depth: number;

  constructor(source: string, depth: number) {
    this.tokens = pythonTokens(source);
    this.depth = depth;
  }

  statements(): readonly Statement[] {
    const found: Statement[] = [];
    while (this.at < this.tokens.length) {
      const before = this.at;
      this.statement(found);
      if (this.at === before) this.at++;
    }
    return found;
  }

  private peek(ahead = 0): PythonToken | undefined {
    return this.tokens[this.at + ahead];
  }

  private isMark(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'mark' && token.text === text;
  }

  private isName(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'name' && token.text === text;
  }

  private take(text: string): boolean {
    if (!this.isMark(text) && !this.isName(text)) return false;
    this.at++;
    return true;
  }

  private nameHere(): string {
    const token = this.peek();
    if (token?.kind !== 'name') return '';
    this.at++;
    return token.text;
  }

  private dottedHere(): string {
    let dotted = '';
    while (this.isMark('.') || this.isMark('...')) {
      dotted += '.';
      this.at++;
    }
    dotted += this.nameHere();
    while (this.isMark('.') && dotted.length < 500) {
      this.at++;
      dotted += `.${this.nameHere()}`;
    }
    return dotted;
  }

  private skipTo(mark: string): void {
    let open = 0;
    for (; this.at < this.tokens.length; this.at++) {
      const token = this.peek();
      if (token?.kind === 'end' && open <= 0) return;
      if (token?.kind !== 'mark') continue;
      if (open === 0 && token.text === mark) return;
      if ('([{'.includes(token.text)) open++;
      else if (')]}'.includes(token.text)) open--;
    }
  }

  // ── statements ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private statement(found: Statement[]): void {
    const token = this.peek();
    if (token === undefined || token.kind === 'end' || this.isMark(':')) {
      this.at++;
      return;
    }
    if (token.kind === 'name') {
      if (EMPTY_HEADERS.has(token.text)) {
        this.at++;
        return;
      }
      switch (token.text) {
        case 'import':
          this.at++;
          this.imports(found);
          return;
        case 'from':
          if (this.peek(1)?.kind === 'name' || this.isMark('.', 1)) {
            this.at++;
            this.importsFrom(found);
            return;
          }
          break;
        case 'def':
        case 'class':
          this.at++;
          found.push({ kind: 'define', name: this.nameHere() });
          this.skipTo(':');
          this.take(':');
          return;
        case 'for': {
          this.at++;
          const targets = this.targetNames();
          this.take('in');
          found.push({ kind: 'loop', targets, over: this.expressions() });
          return;
        }
      }
      // `print "x"` and `exec "x"` of Python 2 have no brackets.
      const isOld = (token.text === 'print' || token.text === 'exec') && this.peek(1)?.kind === 'text';
      if (isOld) {
        this.at++;
        found.push({
          kind: 'expression',
          value: { kind: 'call', callee: { kind: 'name', name: token.text }, items: [this.expressions()], named: [] },
        });
        return;
      }
      if (HEADERS.has(token.text) && !this.isMark('(', 1) && !this.isMark('=', 1) && !this.isMark('.', 1)) this.at++;
    }
    // `with a as b, c as d` binds one behind the other.
    while (this.binding(found));
  }

  private imports(found: Statement[]): void {
    do {
      const module = this.dottedHere();
      const as = this.take('as') ? this.nameHere() : null;
      if (module !== '') found.push({ kind: 'import', module, as });
    } while (this.take(','));
  }

  private importsFrom(found: Statement[]): void {
    const module = this.dottedHere();
    if (!this.take('import')) return;
    this.take('(');
    do {
      const name = this.take('*') ? '*' : this.nameHere();
      const as = this.take('as') ? this.nameHere() : name;
      if (name !== '') found.push({ kind: 'from', module, name, as });
    } while (this.take(','));
    this.take(')');
  }

  /** One expression and what it is bound to; true when another follows behind a comma. */
  private binding(found: Statement[]): boolean {
    const targets: Target[] = [];
    let value = this.expressions();
    for (;;) {
      const token = this.peek();
      if (token?.kind === 'mark' && /^(?:=|[-+*/%&|^@]=|\/\/=|\*\*=|>>=|<<=)$/.test(token.text)) {
        this.at++;
        targets.push(targetOf(value));
        value = this.expressions();
        if (token.text !== '=') {
          found.push({ kind: 'bind', targets, value, operator: token.text.slice(0, -1) });
          return false;
        }
      } else if (this.isMark(':') && targets.length === 0 && this.peek(1)?.kind === 'name' && this.isMark('=', 2))
        this.at += 2;
      else if (this.isName('as')) {
        this.at++;
        targets.push({ kind: 'names', names: this.targetNames() });
        found.push({ kind: 'bind', targets: [...targets], value, operator: '' });
        return this.take(',');
      } else break;
    }
    found.push(targets.length > 0 ? { kind: 'bind', targets, value, operator: '' } : { kind: 'expression', value });
    return false;
  }

  private targetNames(): readonly string[] {
    const names: string[] = [];
    for (;;) {
      const token = this.peek();
      if (token?.kind === 'name' && token.text !== 'in') names.push(token.text);
      else if (token?.kind !== 'mark' || !'(),*'.includes(token.text)) return names;
      this.at++;
    }
  }

  // ── expressions ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Expressions with commas between them: a tuple where there are several. */
  private expressions(): Expression {
    const items = [this.expression()];
    while (this.take(',')) {
      const token = this.peek();
      if (token === undefined || token.kind === 'end' || this.isMark('=') || this.isMark(')') || this.isMark(':'))
        break;
      items.push(this.expression());
    }
    return items.length === 1 ? (items[0] ?? NOTHING) : { kind: 'list', items };
  }

  expression(): Expression {
    if (this.depth >= DEEPEST) {
      this.at++;
      return NOTHING;
    }
    this.depth++;
    const value = this.conditional();
    this.depth--;
    return value;
  }

  private conditional(): Expression {
    if (this.isName('lambda')) return this.lambda();
    const value = this.binary(0);
    if (this.isMark(':=')) {
      this.at++;
      return this.expression();
    }
    if (!this.isName('if')) return value;
    this.at++;
    const condition = this.binary(0);
    const parts = [value, condition];
    if (this.take('else')) parts.push(this.expression());
    return { kind: 'parts', parts };
  }

  private lambda(): Expression {
    this.at++;
    const parameters: string[] = [];
    while (!this.isMark(':') && this.peek() !== undefined && this.peek()?.kind !== 'end') {
      const token = this.peek();
      if (token?.kind === 'name') parameters.push(token.text);
      this.at++;
      if (this.isMark('=')) {
        this.at++;
        this.expression();
      }
    }
    this.take(':');
    return { kind: 'lambda', parameters, body: this.expression() };
  }

  private binary(lowest: number): Expression {
    let left = this.unary();
    for (;;) {
      const token = this.peek();
      const operator = token?.kind === 'mark' || token?.kind === 'name' ? token.text : '';
      const strength = BINARY.get(operator);
      if (strength === undefined || strength <= lowest) return left;
      this.at++;
      if (operator === 'not' || operator === 'is') this.take(operator === 'is' ? 'not' : 'in');
      const right = this.deeper(() => this.binary(operator === '**' ? strength - 1 : strength));
      left = { kind: 'binary', operator, left, right };
    }
  }

  private deeper(work: () => Expression): Expression {
    if (this.depth >= DEEPEST) {
      this.at++;
      return NOTHING;
    }
    this.depth++;
    const value = work();
    this.depth--;
    return value;
  }

  private unary(): Expression {
    if (this.isMark('-')) {
      this.at++;
      const value = this.deeper(() => this.unary());
      return value.kind === 'number' ? { kind: 'number', value: -value.value } : value;
    }
    if (
      this.isMark('+') ||
      this.isMark('~') ||
      this.isMark('*') ||
      this.isMark('**') ||
      this.isName('not') ||
      this.isName('await') ||
      this.isName('yield') ||
      this.isName('from')
    ) {
      this.at++;
      return this.deeper(() => this.unary());
    }
    return this.postfix(this.primary());
  }

  private postfix(start: Expression): Expression {
    let value = start;
    for (let links = 0; links < LONGEST_CHAIN; links++) {
      if (this.isMark('.')) {
        this.at++;
        value = { kind: 'attribute', of: value, name: this.nameHere() };
      } else if (this.isMark('(')) {
        this.at++;
        value = this.call(value);
      } else if (this.isMark('[')) {
        this.at++;
        value = { kind: 'subscript', of: value, index: this.index() };
      } else return value;
    }
    return value;
  }

  private call(callee: Expression): Expression {
    const items: Expression[] = [];
    const named: (readonly [string, Expression])[] = [];
    this.untilClosed(')', () => {
      const token = this.peek();
      if (token?.kind === 'name' && this.isMark('=', 1)) {
        this.at += 2;
        named.push([token.text, this.expression()]);
      } else items.push(this.each(this.expression()));
    });
    return { kind: 'call', callee, items, named };
  }

  /** Reads what stands in brackets, with commas between. */
  private untilClosed(close: string, read: () => void): void {
    while (this.at < this.tokens.length && !this.isMark(close)) {
      const before = this.at;
      if (!this.take(',')) read();
      if (this.at === before) this.at++;
    }
    this.at++;
  }

  private index(): Expression {
    const bounds: (Expression | null)[] = [null];
    let isSlice = false;
    this.untilClosed(']', () => {
      if (this.take(':')) {
        isSlice = true;
        bounds.push(null);
      } else bounds[bounds.length - 1] = this.expression();
    });
    return isSlice ? { kind: 'slice', bounds } : (bounds[0] ?? NOTHING);
  }

  /** `for x in y if z` behind an element. */
  private each(element: Expression): Expression {
    if (this.isName('async')) this.at++;
    if (!this.isName('for')) return element;
    this.at++;
    const targets = this.targetNames();
    this.take('in');
    const over = this.deeper(() => this.binary(0));
    const condition = this.take('if') ? this.deeper(() => this.binary(0)) : null;
    // A second FOR stands inside of the first; its element is worked out for both.
    const inner = this.isName('for') ? this.deeper(() => this.each(element)) : element;
    return { kind: 'each', element: inner, targets, over, condition };
  }

  private primary(): Expression {
    const token = this.peek();
    if (token === undefined || token.kind === 'end') return NOTHING;
    if (
      token.kind === 'mark' &&
      (')]}'.includes(token.text) || token.text === ',' || token.text === ':' || token.text === '=')
    )
      return NOTHING;
    this.at++;
    switch (token.kind) {
      case 'name':
        return { kind: 'name', name: token.text };
      case 'number':
        return { kind: 'number', value: token.value };
      case 'text':
        return this.texts(token);
      case 'mark':
        break;
    }
    if (token.text === '(') return this.brackets(')');
    if (token.text === '[') return this.brackets(']');
    if (token.text === '{') return this.braces();
    if (token.text === '`') return NOTHING;
    return NOTHING;
  }

  /** Texts that stand side by side are one. */
  private texts(first: PythonToken & { readonly kind: 'text' }): Expression {
    const pieces: (string | Expression)[] = this.pieces(first);
    let next = this.peek();
    while (next?.kind === 'text') {
      this.at++;
      pieces.push(...this.pieces(next));
      next = this.peek();
    }
    return pieces.every((piece) => typeof piece === 'string')
      ? { kind: 'text', text: pieces.join(''), bytes: first.bytes }
      : { kind: 'format', pieces };
  }

  /** The texts and expressions of an f-string. */
  private pieces({ text, formats }: PythonToken & { readonly kind: 'text' }): (string | Expression)[] {
    if (!formats || !text.includes('{') || this.depth + 8 >= DEEPEST) return [text];
    const pieces: (string | Expression)[] = [];
    let from = 0;
    for (let open = text.indexOf('{'); open >= 0 && pieces.length < 200; open = text.indexOf('{', from)) {
      pieces.push(text.slice(from, open));
      if (text.charAt(open + 1) === '{') {
        pieces.push('{');
        from = open + 2;
        continue;
      }
      const close = text.indexOf('}', open);
      const inner = text.slice(open + 1, close < 0 ? undefined : close).replace(/(?:![rsa])?(?::[^:'"]{0,20})?$/, '');
      pieces.push(new PythonParser(inner, this.depth + 8).expression());
      from = close < 0 ? text.length : close + 1;
    }
    pieces.push(text.slice(from));
    return pieces;
  }

  private brackets(close: string): Expression {
    const items: Expression[] = [];
    let commas = 0;
    while (this.at < this.tokens.length && !this.isMark(close)) {
      const before = this.at;
      if (this.take(',')) commas++;
      else items.push(this.each(this.expression()));
      if (this.at === before) this.at++;
    }
    this.at++;
    const [only] = items;
    if (close === ')' && items.length === 1 && commas === 0) return only ?? NOTHING;
    return items.length === 1 && only?.kind === 'each' ? only : { kind: 'list', items };
  }

  private braces(): Expression {
    const items: Expression[] = [];
    const entries: (readonly [Expression, Expression])[] = [];
    this.untilClosed('}', () => {
      const key = this.each(this.expression());
      if (this.take(':')) entries.push([key, this.each(this.expression())]);
      else items.push(key);
    });
    return entries.length > 0 ? { kind: 'dict', entries } : { kind: 'list', items };
  }
}

function targetOf(value: Expression): Target {
  if (value.kind === 'name') return { kind: 'names', names: [value.name] };
  if (value.kind === 'list')
    return { kind: 'names', names: value.items.map((item) => (item.kind === 'name' ? item.name : '')) };
  return { kind: 'place', place: value };
}

/** Python source as statements, in the order in which they stand; blocks are not told apart. Total. */
export function parsePython(source: string): readonly Statement[] {
  return new PythonParser(source, 0).statements();
}
