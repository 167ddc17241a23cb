import { decodePythonEscapes } from './python-escapes';

/** A value of a Python literal, as `ast.literal_eval` would make it, as far as configuration headers hold such values. */
export type PythonLiteral =
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'tuple' | 'list'; readonly items: readonly PythonLiteral[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [PythonLiteral, PythonLiteral])[] };

export type PythonLiteralOutcome =
  | { readonly value: PythonLiteral }
  /** `expression` is true where the text is Python that would have to be run: a call, a name, an operator. */
  | { readonly failure: string; readonly offset: number; readonly expression: boolean };

const DEEPEST = 64;
const BLANK = /\s*/y;
const STRING = /(?:[uU]|[bB]?[rR]?|[rR][bB])(?:'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")/y;
const INTEGER = /[-+]?(?:0[xX][\da-fA-F]{1,40}|\d{1,100})[lL]?(?![\w.])/y;
const WORD = /[A-Za-z_]\w*/y;

class Broken extends Error {
  readonly offset: number;
  readonly expression: boolean;
  constructor(message: string, offset: number, expression = false) {
    super(message);
    this.offset = offset;
    this.expression = expression;
  }
}

/**
 * Reads a Python literal without evaluating anything: texts with escapes, integers (also Python 2's `3L`), `True`, `False`, `None`,
 * tuples, lists and dictionaries. Everything else is refused with its place.
 */
export function readPythonLiteral(text: string): PythonLiteralOutcome {
  const reader = new Reader(text);
  try {
    const value = reader.value(0);
    reader.finish();
    return { value };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    return { failure: error.message, offset: error.offset, expression: error.expression };
  }
}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(depth: number): PythonLiteral {
    if (depth > DEEPEST) throw new Broken('nested too deeply', this.at);
    this.blank();
    const character = this.text[this.at];
    if (character === '(') return this.sequence('tuple', ')', depth);
    if (character === '[') return this.sequence('list', ']', depth);
    if (character === '{') return this.dictionary(depth);
    const quoted = this.match(STRING);
    if (quoted !== null) return { kind: 'str', value: this.strings(quoted) };
    const integer = this.match(INTEGER);
    if (integer !== null) return { kind: 'int', value: integerOf(integer) };
    const start = this.at;
    const word = this.match(WORD);
    if (word === 'True' || word === 'False') return { kind: 'bool', value: word === 'True' };
    if (word === 'None') return { kind: 'none' };
    if (word !== null) throw new Broken(`the name ${word.slice(0, 100)}, which is no literal`, start, true);
    throw new Broken(start >= this.text.length ? 'the literal does not end' : 'no literal begins here', start);
  }

  /** Nothing but blanks may follow. */
  finish(): void {
    this.blank();
    const next = this.text[this.at];
    if (next !== undefined) throw new Broken('something follows the literal', this.at, '.([+-*/%|&^<>='.includes(next));
  }

  /** Texts that stand side by side are one. */
  private strings(first: string): string {
    let value = unquote(first);
    for (;;) {
      this.blank();
      const next = this.match(STRING);
      if (next === null) return value;
      value += unquote(next);
    }
  }

  private sequence(kind: 'tuple' | 'list', close: string, depth: number): PythonLiteral {
    this.at++;
    const items: PythonLiteral[] = [];
    let comma = false;
    while (!this.accept(close)) {
      if (items.length > 0 && !comma) throw this.unexpected(close);
      items.push(this.value(depth + 1));
      comma = this.accept(',');
    }
    // `(3)` is 3; `(3,)` is a tuple.
    return kind === 'tuple' && items.length === 1 && !comma ? (items[0] as PythonLiteral) : { kind, items };
  }

  private dictionary(depth: number): PythonLiteral {
    this.at++;
    const entries: (readonly [PythonLiteral, PythonLiteral])[] = [];
    let comma = true;
    while (!this.accept('}')) {
      if (!comma) throw this.unexpected('}');
      const key = this.value(depth + 1);
      if (!this.accept(':')) throw this.unexpected(':');
      entries.push([key, this.value(depth + 1)]);
      comma = this.accept(',');
    }
    return { kind: 'dict', entries };
  }

  private unexpected(wanted: string): Broken {
    const next = this.text[this.at];
    if (next === undefined) return new Broken('the literal does not end', this.at);
    return new Broken(`${wanted} expected`, this.at, '.([+-*/%|&^<>='.includes(next) || WORD_START.test(next));
  }

  private accept(character: string): boolean {
    this.blank();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private blank(): void {
    this.match(BLANK);
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    this.at += found?.length ?? 0;
    return found;
  }
}

const WORD_START = /[A-Za-z_]/;

function unquote(literal: string): string {
  const quote = literal.search(/['"]/);
  const inner = literal.slice(quote + 1, -1);
  return /[rR]/.test(literal.slice(0, quote)) ? inner : decodePythonEscapes(inner);
}

function integerOf(text: string): bigint {
  const digits = text.replace(/^[-+]|[lL]$/g, '');
  return text.startsWith('-') ? -BigInt(digits) : BigInt(digits);
}
