/** A piece of Python source. Strings keep their text only where it can be told without reading escapes. */
export interface StrictToken {
  readonly kind: 'name' | 'number' | 'string' | 'operator';
  readonly text: string;
  /** The characters of a string without escapes; null for other strings and tokens. */
  readonly plain: string | null;
}

/** Tokens between two ends of statements, and how far they are indented. */
export interface LogicalLine {
  readonly indent: number;
  readonly tokens: readonly StrictToken[];
}

/** Why source was not understood to the end: ends the look at one file, and only that. */
export class SourceDoubt extends Error {}

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER =
  /0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|(?:[0-9]+(?:_[0-9]+)*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[jJ]?/y;
const OPERATOR =
  /\*\*=|\/\/=|>>=|<<=|\.\.\.|\*\*|\/\/|>>|<<|<=|>=|==|!=|->|:=|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|@=|[-+*/%@&|^~<>()[\]{},:.=]/y;
const PREFIXES: ReadonlySet<string> = new Set(['', 'r', 'b', 'u', 'br', 'rb']);
const LINES = 20_000;

/**
 * Takes Python source apart as CPython does, and refuses whatever could be read in two ways: other encodings, line ends and blanks, letters
 * that CPython turns into others, texts with code in them, several statements on a line.
 */
export function logicalLines(source: string): readonly LogicalLine[] {
  const text = source.replaceAll('\r\n', '\n');
  if (/[\0\r\f\v\uFFFD\uFEFF\t]/.test(text)) throw new SourceDoubt('characters that may be read in two ways');
  for (const line of text.split('\n', 2))
    if (line.includes('coding')) throw new SourceDoubt('source in an encoding of its own');
  const lines: LogicalLine[] = [];
  let tokens: StrictToken[] = [];
  let indent = 0;
  let depth = 0;
  let isFresh = true;
  const finish = () => {
    if (tokens.length > 0) lines.push({ indent, tokens });
    if (lines.length > LINES) throw new SourceDoubt('more lines than are followed');
    tokens = [];
    isFresh = true;
  };
  for (let at = 0; at < text.length; ) {
    const character = text[at] as string;
    if (character === '\n') {
      if (depth === 0) finish();
      at++;
    } else if (character === ' ') {
      let blanks = at;
      while (text[blanks] === ' ') blanks++;
      if (isFresh && tokens.length === 0 && depth === 0) indent = blanks - at;
      isFresh = false;
      at = blanks;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (character === '\\') {
      if (text[at + 1] !== '\n' || tokens.length === 0) throw new SourceDoubt('a line that goes on in another way');
      at += 2;
    } else {
      if (isFresh && tokens.length === 0 && depth === 0) indent = 0;
      isFresh = false;
      const { token, end } = tokenAt(text, at);
      if (token.kind === 'operator' && '([{'.includes(token.text)) depth++;
      if (token.kind === 'operator' && ')]}'.includes(token.text) && --depth < 0)
        throw new SourceDoubt('brackets that do not match');
      tokens.push(token);
      at = end;
    }
  }
  finish();
  if (depth > 0) throw new SourceDoubt('brackets that do not match');
  return lines;
}

function tokenAt(text: string, at: number): { readonly token: StrictToken; readonly end: number } {
  NAME.lastIndex = at;
  const name = NAME.exec(text)?.[0] ?? '';
  const behind = text[at + name.length];
  if (behind === "'" || behind === '"') return stringAt(text, at + name.length, name.toLowerCase());
  if (name !== '') return { token: { kind: 'name', text: name, plain: null }, end: at + name.length };
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(text)?.[0];
  if (number !== undefined) {
    const next = text[at + number.length] ?? '';
    if (/[A-Za-z0-9_]/.test(next)) throw new SourceDoubt('a number that runs into a name');
    return { token: { kind: 'number', text: number, plain: null }, end: at + number.length };
  }
  OPERATOR.lastIndex = at;
  const operator = OPERATOR.exec(text)?.[0];
  if (operator === undefined) throw new SourceDoubt('a character that is not followed');
  return { token: { kind: 'operator', text: operator, plain: null }, end: at + operator.length };
}

/** A string whose quotes begin at `at`. */
function stringAt(text: string, at: number, prefix: string): { readonly token: StrictToken; readonly end: number } {
  if (!PREFIXES.has(prefix)) throw new SourceDoubt('a text with code in it');
  const quote = text[at] as string;
  const quotes = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
  let hasEscapes = false;
  for (let end = at + quotes.length; end < text.length; end++) {
    const character = text[end];
    if (character === '\\') {
      hasEscapes = true;
      end++;
    } else if (character === '\n' && quotes.length === 1) break;
    else if (text.startsWith(quotes, end)) {
      const plain = hasEscapes ? null : text.slice(at + quotes.length, end);
      return { token: { kind: 'string', text: '', plain }, end: end + quotes.length };
    }
  }
  throw new SourceDoubt('a text that does not end');
}
