import { endOfQuoted, IDENTIFIER, type LineTokenizer, matchAt, NUMBER, type Token } from './token';

const KEYWORDS: ReadonlySet<string> = new Set(
  'if elif else endif for endfor in recursive set endset block endblock extends include import from as with without context macro endmacro call endcall filter endfilter raw endraw generation endgeneration break continue not and or is true false none True False None loop'.split(
    ' ',
  ),
);
const CLOSING: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };
const OPENING = /\{[{%#]/g;
/** One operator at a time, so that `-%}` ends a tag. */
const PIECE = /[^\s\w"']/y;

/** A Jinja template: text, and in double braces and `{% %}` a small language of its own. */
export const jinjaTokens: LineTokenizer = (line, state) => {
  const tokens: Token[] = [];
  let open = state;
  let at = 0;
  const add = (end: number, kind: Token['kind']) => {
    if (end > at) tokens.push({ start: at, end, kind });
    at = end;
  };
  while (at < line.length) {
    if (open === '') {
      OPENING.lastIndex = at;
      const opening = OPENING.exec(line);
      if (!opening) {
        add(line.length, 'text');
        break;
      }
      add(opening.index, 'text');
      open = opening[0];
      if (open !== '{#') add(at + (line[at + 2] === '-' || line[at + 2] === '+' ? 3 : 2), 'tag');
      continue;
    }
    const closing = CLOSING[open] as string;
    if (open === '{#') {
      const end = line.indexOf(closing, at);
      add(end < 0 ? line.length : end + 2, 'comment');
      if (end >= 0) open = '';
      continue;
    }
    const character = line[at] as string;
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const dash = character === '-' || character === '+' ? 1 : 0;
    if (line.startsWith(closing, at + dash)) {
      add(at + dash + 2, 'tag');
      open = '';
      continue;
    }
    if (character === '"' || character === "'") {
      add(endOfQuoted(line, at + 1, character).end, 'string');
      continue;
    }
    const number = matchAt(NUMBER, line, at);
    if (number !== '') {
      add(at + number.length, 'number');
      continue;
    }
    const word = matchAt(IDENTIFIER, line, at);
    if (word !== '') {
      const isFilter = /\|\s*$/.test(line.slice(Math.max(0, at - 4), at));
      const end = at + word.length;
      const behindDot = line[at - 1] === '.';
      add(end, !behindDot && KEYWORDS.has(word) ? 'keyword' : isFilter || line[end] === '(' ? 'function' : 'name');
      continue;
    }
    add(at + Math.max(1, matchAt(PIECE, line, at).length), 'operator');
  }
  return { tokens, state: open };
};
