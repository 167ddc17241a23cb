/** A piece of TorchScript source. Offsets count characters of the text. */
export interface ScriptToken {
  readonly kind: 'name' | 'text' | 'other';
  /** A name with its dots, the content of a text constant as written, or one character. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const isNameStart = (code: number) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127;
const isDigit = (code: number) => code >= 48 && code <= 57;
const isSpace = (code: number) => code === 32 || code === 10 || code === 13 || code === 9 || code === 92;

/**
 * Cuts TorchScript source (torch/csrc/jit/frontend/lexer.h, as far as names and texts need it) into tokens. A name takes its dots along,
 * with or without spaces around them; comments are left out. A text constant that does not end is a token of kind `other` and empty
 * value; PyTorch gives up there, and the tokens go on with the next line.
 */
export function* scriptTokens(source: string): Generator<ScriptToken> {
  let at = 0;
  const code = (offset: number) => source.charCodeAt(offset);
  const skipSpace = (from: number) => {
    let to = from;
    while (to < source.length && isSpace(code(to))) to++;
    return to;
  };
  const nameEnd = (from: number) => {
    let to = from;
    while (to < source.length && (isNameStart(code(to)) || isDigit(code(to)))) to++;
    return to;
  };
  while (at < source.length) {
    at = skipSpace(at);
    if (at >= source.length) return;
    const start = at;
    const first = source[at];
    if (first === '#') {
      const feed = source.indexOf('\n', at);
      at = feed < 0 ? source.length : feed;
    } else if (first === '"' || first === "'") {
      const end = textEnd(source, at);
      if (end < 0) {
        const feed = source.indexOf('\n', start);
        at = feed < 0 ? source.length : feed;
        yield { kind: 'other', value: '', start, end: at };
        continue;
      }
      const quotes = end - start >= 6 && source.startsWith(first.repeat(3), start) ? 3 : 1;
      yield { kind: 'text', value: source.slice(start + quotes, end - quotes), start, end };
      at = end;
    } else if (isNameStart(code(at))) {
      const parts: string[] = [];
      for (;;) {
        const end = nameEnd(at);
        parts.push(source.slice(at, end));
        at = end;
        // `from .near import x`: the dot is not the word's.
        if (parts[0] === 'from') break;
        const dot = skipSpace(at);
        const next = skipSpace(dot + 1);
        if (source[dot] !== '.' || !isNameStart(code(next))) break;
        at = next;
      }
      yield { kind: 'name', value: parts.join('.'), start, end: at };
    } else if (isDigit(code(at))) {
      // A number takes along what could be its exponent or suffix, so that `1e5` is no name.
      at = nameEnd(at);
    } else {
      at++;
      yield { kind: 'other', value: first, start, end: at };
    }
  }
}

/** Behind the closing quote; -1 when there is none. */
function textEnd(source: string, start: number): number {
  const quote = source[start];
  const triple = source.startsWith(quote.repeat(3), start);
  const closing = triple ? quote.repeat(3) : quote;
  for (let at = start + closing.length; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source.startsWith(closing, at)) return at + closing.length;
    else if (source[at] === '\n' && !triple) return -1;
  }
  return -1;
}
