import type { CodeLanguage } from '../../../shared/domain/fact';

export type TokenKind =
  | 'keyword'
  | 'name'
  | 'function'
  | 'string'
  | 'number'
  | 'comment'
  | 'operator'
  | 'opcode'
  | 'offset'
  | 'tag'
  | 'text';

/** A coloured piece of one line. What lies between tokens is space. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: TokenKind;
}

/**
 * Splits one line. `state` is what the line before left open (a triple quote, a template tag), empty for nothing; the new state comes
 * back beside the tokens. Every pattern is sticky and without nesting, so that a line costs time in proportion to its length.
 */
export type LineTokenizer = (line: string, state: string) => { readonly tokens: Token[]; readonly state: string };

/** Which tokenizer reads which language. */
export type TokenizerTable = Readonly<Record<CodeLanguage, LineTokenizer>>;

export const NUMBER =
  /(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d[\d_]*(?:[eE][+-]?\d+)?)[jJ]?/y;
export const IDENTIFIER = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y;
/** Dots stand alone, so that a dotted name can be put together again from its tokens. */
export const OPERATOR = /\.|[^\s\w"'#.\u0080-\uffff]+/y;

/** The text that a sticky pattern matches at a place; empty for none. */
export function matchAt(pattern: RegExp, line: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(line)?.[0] ?? '';
}

/** Index behind the closing quote, or the end of the line when it does not close here. */
export function endOfQuoted(line: string, from: number, quote: string): { end: number; closed: boolean } {
  for (let at = from; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line.startsWith(quote, at)) return { end: at + quote.length, closed: true };
  }
  return { end: line.length, closed: false };
}
