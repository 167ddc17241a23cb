import { unescapeC } from '../layers/decode';

/** A token of Python. `end` is a line end or `;` outside of brackets; indentation is not kept. */
export type PythonToken =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string; readonly bytes: boolean; readonly formats: boolean }
  | { readonly kind: 'mark'; readonly text: string }
  | { readonly kind: 'end' };

const TOKENS_KEPT = 200_000;
const MARKS: readonly string[] = [
  '**=',
  '//=',
  '>>=',
  '<<=',
  '...',
  ':=',
  '->',
  '==',
  '!=',
  '<=',
  '>=',
  '<<',
  '>>',
  '**',
  '//',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '&=',
  '|=',
  '^=',
  '@=',
];
const END: PythonToken = { kind: 'end' };

const isNameStart = (character: string): boolean => /[A-Za-z_]/.test(character) || character > '\x7f';
const isNamePart = (character: string): boolean => /[A-Za-z0-9_]/.test(character) || character > '\x7f';

/** Splits Python into tokens, in one pass. What is no token is passed over. */
export function pythonTokens(source: string): readonly PythonToken[] {
  const tokens: PythonToken[] = [];
  let depth = 0;
  let at = 0;
  while (at < source.length && tokens.length < TOKENS_KEPT) {
    const character = source.charAt(at);
    if (character === '\n' || character === ';') {
      if (depth === 0 || character === ';') tokens.push(END);
      at++;
    } else if (character === '#') {
      const end = source.indexOf('\n', at);
      at = end < 0 ? source.length : end;
    } else if (character === '\\' || /\s/.test(character)) at += character === '\\' ? 2 : 1;
    else if (character === '"' || character === "'") {
      at = string(source, at, '', tokens);
    } else if (isNameStart(character)) {
      let end = at + 1;
      while (end < source.length && isNamePart(source.charAt(end))) end++;
      const name = source.slice(at, end);
      const quote = source.charAt(end);
      if (name.length <= 2 && /^(?:[rbuf]|[bfu]r|r[bf])$/i.test(name) && (quote === '"' || quote === "'"))
        at = string(source, end, name.toLowerCase(), tokens);
      else {
        tokens.push({ kind: 'name', text: name.normalize('NFKC') });
        at = end;
      }
    } else if (/[0-9]/.test(character)) {
      let end = at + 1;
      while (end < source.length && /[0-9A-Za-z_.]/.test(source.charAt(end))) end++;
      tokens.push({
        kind: 'number',
        value: Number(source.slice(at, Math.min(end, at + 40)).replace(/_|[lLjJ]$/g, '')),
      });
      at = end;
    } else {
      const mark = MARKS.find((one) => source.startsWith(one, at)) ?? character;
      if ('([{'.includes(mark)) depth++;
      else if (')]}'.includes(mark)) depth = Math.max(0, depth - 1);
      tokens.push({ kind: 'mark', text: mark });
      at += mark.length;
    }
  }
  tokens.push(END);
  return tokens;
}

/** Reads the string at a quote; its end. One that does not end goes to the end of the text. */
function string(source: string, start: number, prefix: string, tokens: PythonToken[]): number {
  const quote = source.charAt(start);
  const triple = source.startsWith(quote.repeat(3), start);
  const close = triple ? quote.repeat(3) : quote;
  const from = start + close.length;
  let end = from;
  while (end < source.length && !source.startsWith(close, end)) {
    if (!triple && source.charAt(end) === '\n') break;
    end += source.charAt(end) === '\\' ? 2 : 1;
  }
  const raw = source.slice(from, end);
  const text = prefix.includes('r') ? raw : unescapeC(raw.replaceAll('\\\n', ''));
  tokens.push({ kind: 'text', text, bytes: prefix.includes('b'), formats: prefix.includes('f') });
  return end + close.length;
}
