/** A token of PowerShell: a text in quotes, a variable, a bare word, or one of the characters that hold a script together. */
export type PowerToken =
  | { readonly kind: 'text'; readonly text: string; readonly expands: boolean }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'word'; readonly text: string; readonly spaced: boolean }
  | { readonly kind: 'mark'; readonly text: string; readonly spaced: boolean };

const TOKENS_KEPT = 100_000;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['0', '\0'],
]);
const MARKS = '(){}[]|;,+=&';

/** Splits a script of PowerShell into tokens, in one pass. */
export function powerTokens(text: string): readonly PowerToken[] {
  const tokens: PowerToken[] = [];
  let at = 0;
  let spaced = true;
  while (at < text.length && tokens.length < TOKENS_KEPT) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === ' ' || character === '\t' || character === '\r') {
      at++;
      spaced = true;
      continue;
    }
    if (character === '\n') {
      tokens.push({ kind: 'mark', text: ';', spaced: true });
      at++;
    } else if (character === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if ((character === '@' && (next === "'" || next === '"')) || character === "'" || character === '"') {
      const here = character === '@';
      const quote = here ? next : character;
      const [body, end] = here ? hereText(text, at + 2, quote) : quotedText(text, at + 1, quote);
      tokens.push({ kind: 'text', text: body, expands: quote === '"' });
      at = end;
    } else if (character === '$' && /[A-Za-z_{]/.test(next)) {
      const braces = next === '{';
      let end = at + (braces ? 2 : 1);
      while (end < text.length && (braces ? text.charAt(end) !== '}' : /[A-Za-z0-9_:]/.test(text.charAt(end)))) end++;
      tokens.push({ kind: 'variable', name: text.slice(at + (braces ? 2 : 1), end).toLowerCase() });
      at = end + (braces ? 1 : 0);
    } else if (MARKS.includes(character) || (character === '.' && !spaced)) {
      tokens.push({ kind: 'mark', text: character, spaced });
      at++;
    } else if (character === '$') {
      at++;
      continue;
    } else {
      const [word, end] = bareWord(text, at);
      tokens.push({ kind: 'word', text: word, spaced });
      at = end;
    }
    spaced = false;
  }
  return tokens;
}

/** A text in quotes: doubled quotes stand for one, and in double quotes a backtick escapes. */
function quotedText(text: string, from: number, quote: string): readonly [string, number] {
  let out = '';
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === quote) {
      if (text.charAt(at + 1) !== quote) break;
      at++;
      out += quote;
    } else if (character === '`' && quote === '"') {
      const next = text.charAt(++at);
      out += ESCAPES.get(next) ?? next;
    } else out += character;
  }
  return [out, at + 1];
}

function hereText(text: string, from: number, quote: string): readonly [string, number] {
  const end = text.indexOf(`\n${quote}@`, from);
  return end < 0 ? [text.slice(from), text.length] : [text.slice(from, end).replace(/^\r?\n/, ''), end + 3];
}

/** A word without quotes; backticks in it are noise. Inside of an expression a dot ends it where a name follows. */
function bareWord(text: string, from: number): readonly [string, number] {
  let out = '';
  let at = from;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '`') {
      out += text.charAt(++at);
      continue;
    }
    if (' \t\r\n\'"(){}[]|;,=&'.includes(character) || (character === '$' && out === '')) break;
    if (character === '+' && out !== '') break;
    out += character;
  }
  return out === '' ? [text.charAt(from), from + 1] : [out, at];
}
