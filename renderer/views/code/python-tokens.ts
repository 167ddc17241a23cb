import { endOfQuoted, IDENTIFIER, type LineTokenizer, matchAt, NUMBER, OPERATOR, type Token } from './token';

const PYTHON: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield match case'.split(
    ' ',
  ),
);
const R: ReadonlySet<string> = new Set(
  'if else repeat while function for next break in TRUE FALSE NULL NA NaN Inf NA_integer_ NA_real_ NA_character_'.split(
    ' ',
  ),
);
const PREFIX_AND_QUOTE = /[rRbBuUfF]{0,2}(?:"""|'''|"|')/y;

/** Languages with Python's comments, quotes and numbers, told apart by their keywords. */
const scriptTokens =
  (keywords: ReadonlySet<string>): LineTokenizer =>
  (line, state) => {
    const tokens: Token[] = [];
    let open = state;
    let at = 0;
    const add = (end: number, kind: Token['kind']) => {
      tokens.push({ start: at, end, kind });
      at = end;
    };
    if (open !== '') {
      const { end, closed } = endOfQuoted(line, 0, open);
      if (end > 0) add(end, 'string');
      if (!closed) return { tokens, state: open };
      open = '';
    }
    while (at < line.length) {
      const character = line[at] as string;
      if (/\s/.test(character)) {
        at++;
        continue;
      }
      if (character === '#') {
        add(line.length, 'comment');
        break;
      }
      const opening = matchAt(PREFIX_AND_QUOTE, line, at);
      if (opening !== '') {
        const quote = opening.replace(/^\w+/, '');
        const { end, closed } = endOfQuoted(line, at + opening.length, quote);
        add(end, 'string');
        if (!closed && quote.length === 3) return { tokens, state: quote };
        continue;
      }
      const number = matchAt(NUMBER, line, at);
      if (number !== '') {
        add(at + number.length, 'number');
        continue;
      }
      const word = matchAt(IDENTIFIER, line, at);
      if (word !== '') {
        const end = at + word.length;
        const behindDot = line[at - 1] === '.';
        add(end, !behindDot && keywords.has(word) ? 'keyword' : line[end] === '(' ? 'function' : 'name');
        continue;
      }
      const operator = matchAt(OPERATOR, line, at);
      add(at + Math.max(1, operator.length), 'operator');
    }
    return { tokens, state: '' };
  };

/** Python, TorchScript and the Python-like listing of a pickle. */
export const pythonTokens: LineTokenizer = scriptTokens(PYTHON);

export const rTokens: LineTokenizer = scriptTokens(R);
