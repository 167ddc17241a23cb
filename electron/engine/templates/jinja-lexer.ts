import { decodePythonEscapes } from '../python-escapes';

export type JinjaTokenKind =
  | 'text'
  | 'name'
  | 'string'
  | 'number'
  | 'operator'
  | 'statement'
  | 'expression'
  | 'end'
  | 'unknown';

/**
 * A token between `{%` and `%}` or `{{` and `}}`, or the text between two tags. `statement` and `expression` open a tag, `end` closes it.
 * Offsets count UTF-16 units of the template.
 */
export interface JinjaToken {
  readonly kind: JinjaTokenKind;
  /** Strings are decoded; everything else as written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface JinjaTokens {
  readonly tokens: readonly JinjaToken[];
  /** Why lexing broke off; null for a template that was read to its end. */
  readonly failure: string | null;
}

const RAW = /\{%[-+]?\s{0,100}raw\s{0,100}-?%\}/y;
const END_RAW = /\{%[-+]?\s{0,100}endraw\s{0,100}[-+]?%\}/g;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Nd}\p{Mn}\p{Mc}\p{Pc}_]*/uy;
const NUMBER = /0[xX][\da-fA-F_]+|0[oObB][0-7_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?/y;
const OPERATOR = /\/\/|\*\*|[=!<>]=|[-+*/%~.:,;|=<>()[\]{}]/y;
const BLANK = /\s+/y;

function at(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

/** End of the string that begins with a quote at `start`; -1 when it does not end. */
function stringEnd(text: string, start: number): number {
  const quote = text[start];
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === quote) return i + 1;
  }
  return -1;
}

/**
 * The tokens of a Jinja template with its default delimiters, as Jinja's own lexer finds them (`jinja2/lexer.py`): comments and raw
 * blocks hold none, and brackets must be closed before a tag can end. One pass, linear.
 */
export function lexJinja(template: string): JinjaTokens {
  const tokens: JinjaToken[] = [];
  const push = (kind: JinjaTokenKind, text: string, start: number, end: number) =>
    tokens.push({ kind, text, start, end });
  let i = 0;
  for (;;) {
    const textStart = i;
    i = nextTag(template, i);
    const textEnd = i < 0 ? template.length : i;
    if (textEnd > textStart) push('text', template.slice(textStart, textEnd), textStart, textEnd);
    if (i < 0) return { tokens, failure: null };
    if (template[i + 1] === '#') {
      const end = template.indexOf('#}', i + 2);
      if (end < 0) return { tokens, failure: 'a comment that does not end' };
      i = end + 2;
      continue;
    }
    const raw = at(RAW, template, i);
    if (raw !== null) {
      END_RAW.lastIndex = i + raw.length;
      const end = END_RAW.exec(template);
      if (end === null) return { tokens, failure: 'a raw block that does not end' };
      push('text', template.slice(i + raw.length, end.index), i + raw.length, end.index);
      i = end.index + end[0].length;
      continue;
    }
    const close = template[i + 1] === '%' ? '%}' : '}}';
    const opened = i;
    i += 2;
    if (template[i] === '-' || template[i] === '+') i++;
    push(close === '%}' ? 'statement' : 'expression', template.slice(opened, i), opened, i);
    let depth = 0;
    let ended = false;
    while (i < template.length && !ended) {
      const blank = at(BLANK, template, i);
      if (blank !== null) i += blank.length;
      if (i >= template.length) break;
      const control = template[i] === '-' || (template[i] === '+' && close === '%}') ? 1 : 0;
      if (depth === 0 && template.startsWith(close, i + control)) {
        push('end', close, i, i + control + 2);
        i += control + 2;
        ended = true;
        continue;
      }
      const character = template[i];
      if (character === '"' || character === "'") {
        const end = stringEnd(template, i);
        if (end < 0) return { tokens, failure: 'a text that does not end' };
        push('string', decodePythonEscapes(template.slice(i + 1, end - 1)), i, end);
        i = end;
        continue;
      }
      const name = at(NAME, template, i);
      const number = name === null ? at(NUMBER, template, i) : null;
      const operator = name === null && number === null ? at(OPERATOR, template, i) : null;
      const text = name ?? number ?? operator ?? character;
      const kind = name !== null ? 'name' : number !== null ? 'number' : operator !== null ? 'operator' : 'unknown';
      if (operator !== null && '([{'.includes(operator)) depth++;
      if (operator !== null && ')]}'.includes(operator)) depth = Math.max(0, depth - 1);
      push(kind, text, i, i + text.length);
      i += text.length;
    }
    if (!ended) return { tokens, failure: 'a tag that does not end' };
  }
}

/** The next `{{`, `{%` or `{#`; -1 when there is none. */
function nextTag(template: string, from: number): number {
  for (let i = template.indexOf('{', from); i >= 0; i = template.indexOf('{', i + 1)) {
    const next = template[i + 1];
    if (next === '{' || next === '%' || next === '#') return i;
  }
  return -1;
}
