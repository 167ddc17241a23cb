import type { JinjaToken } from './jinja-lexer';

/** Words with a meaning of their own inside expressions. */
const RESERVED: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'is',
  'if',
  'else',
  'true',
  'false',
  'none',
  'True',
  'False',
  'None',
]);

/** Statements that the parser knows by their first word. */
const STATEMENTS: ReadonlySet<string> = new Set([
  'set',
  'if',
  'elif',
  'else',
  'for',
  'macro',
  'call',
  'filter',
  'break',
  'continue',
]);
const ENDS: ReadonlySet<string> = new Set(['endset', 'endif', 'endfor', 'endmacro', 'endcall', 'endfilter']);
/** Statements without an expression, and ends of those that are written in another way here. */
const DROPPED: ReadonlySet<string> = new Set([
  'generation',
  'endgeneration',
  'block',
  'endblock',
  'endwith',
  'autoescape',
  'endautoescape',
  'debug',
  'endtrans',
  'pluralize',
  'import',
  'from',
]);
/** Statements that are their expression, as far as it is judged. */
const AS_EXPRESSION: ReadonlySet<string> = new Set(['do', 'include', 'extends']);
const AS_ASSIGNMENTS: ReadonlySet<string> = new Set(['with', 'trans']);

/**
 * The template as the parser gets it: no comments, every name written `v` and every text and string `s` with the number of its token,
 * and the statements that the parser lacks as others with the same expressions. So no text of the file decides what the parser does,
 * and every node leads back to its place.
 */
export function plainForm(tokens: readonly JinjaToken[]): string {
  const parts: string[] = [];
  for (let i = 0; i < tokens.length; ) {
    if (tokens[i].kind === 'text') {
      // Text is a value where a block is assigned or a macro called.
      parts.push(`{{ 's${i}' }}`);
      i++;
      continue;
    }
    let end = i;
    while (end < tokens.length && tokens[end].kind !== 'end') end++;
    if (tokens[i].kind === 'expression') parts.push('{{ ', ...expression(tokens, i + 1, end), '}}');
    else statement(tokens, i + 1, end, parts);
    i = end + 1;
  }
  return parts.join('');
}

function statement(tokens: readonly JinjaToken[], start: number, end: number, parts: string[]): void {
  const word = tokens[start]?.text ?? '';
  if (DROPPED.has(word)) return;
  if (ENDS.has(word)) parts.push('{% ', word, ' %}');
  else if (STATEMENTS.has(word))
    parts.push('{% ', word, ' ', ...expression(tokens, start + 1, forEnd(tokens, word, end)), '%}');
  else if (AS_EXPRESSION.has(word))
    parts.push('{{ ', ...expression(tokens, start + 1, includeEnd(tokens, start, end)), '}}');
  else if (AS_ASSIGNMENTS.has(word))
    for (const [from, to] of splitAtCommas(tokens, start + 1, end)) {
      const assigns = tokens[from + 1]?.text === '=';
      parts.push(assigns ? '{% set ' : '{{ ', ...expression(tokens, from, to), assigns ? '%}' : '}}');
    }
  else parts.push('{% unknown %}');
}

/** `{% for … recursive %}` without its last word. */
function forEnd(tokens: readonly JinjaToken[], word: string, end: number): number {
  return word === 'for' && tokens[end - 1]?.text === 'recursive' && tokens[end - 1]?.kind === 'name' ? end - 1 : end;
}

/** `{% include x ignore missing with context %}` without what follows the expression. */
function includeEnd(tokens: readonly JinjaToken[], start: number, end: number): number {
  let last = end;
  while (
    last > start + 2 &&
    tokens[last - 1].kind === 'name' &&
    /^(ignore|missing|with|without|context)$/.test(tokens[last - 1].text)
  )
    last--;
  return last;
}

function splitAtCommas(tokens: readonly JinjaToken[], start: number, end: number): (readonly [number, number])[] {
  const pieces: (readonly [number, number])[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i <= end; i++) {
    const text = i < end && tokens[i].kind === 'operator' ? tokens[i].text : '';
    if ('([{'.includes(text) && text !== '') depth++;
    else if (')]}'.includes(text) && text !== '') depth--;
    if (i === end || (text === ',' && depth === 0)) {
      if (i > from) pieces.push([from, i]);
      from = i + 1;
    }
  }
  return pieces;
}

function* expression(tokens: readonly JinjaToken[], start: number, end: number): Generator<string> {
  for (let i = start; i < end; i++) {
    const { kind, text } = tokens[i];
    const before = i > start ? tokens[i - 1] : undefined;
    const next = i + 1 < end ? tokens[i + 1] : undefined;
    if (kind === 'string') yield `'s${i}' `;
    else if (kind === 'number') yield /^\d{1,9}(\.\d{1,9})?$/.test(text) ? `${text} ` : '0 ';
    else if (kind === 'name') {
      const asWritten =
        RESERVED.has(text) && !(before?.kind === 'operator' && (before.text === '.' || before.text === '|'));
      const isTest = before?.text === 'is' || (before?.text === 'not' && tokens[i - 2]?.text === 'is');
      yield asWritten && !(isTest && text !== 'not') ? `${text} ` : `v${i} `;
      // The parser knows no tests with an argument: it becomes a condition of its own.
      if (isTest && text !== 'not' && next !== undefined && beginsOperand(next)) yield 'and ';
    } else if (text === '(' && next?.text === ')' && !isOperandEnd(before)) {
      yield '[ ] ';
      i++;
    } else if (text === ',' && next?.kind === 'operator' && ')]}'.includes(next.text)) continue;
    else yield `${text} `;
  }
}

function beginsOperand(token: JinjaToken): boolean {
  if (token.kind === 'string' || token.kind === 'number') return true;
  return token.kind === 'name' ? !RESERVED.has(token.text) : token.kind === 'operator' && '([{'.includes(token.text);
}

/** True where an opening bracket would call or index what stands before it. */
function isOperandEnd(token: JinjaToken | undefined): boolean {
  if (token === undefined) return false;
  return (
    token.kind === 'string' ||
    (token.kind === 'name' && !RESERVED.has(token.text)) ||
    (token.kind === 'operator' && ')]}'.includes(token.text))
  );
}
