import { pythonTokens } from './python-tokens';
import { endOfQuoted, IDENTIFIER, type LineTokenizer, matchAt, NUMBER, OPERATOR, type Token } from './token';

const OPCODE = /[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*\b/y;
/** Line number, jump mark and offset at the beginning of a line of `dis`. */
const OFFSETS = /\s*(?:(?:\d+|-->|>>|L\d+:)\s+)*(?=[A-Z<])/y;

/** A listing of Python byte code: offsets, opcode, argument, and in brackets what the argument means. */
export const bytecodeTokens: LineTokenizer = (line) => {
  // The signature above the instructions of a function is Python.
  if (line.startsWith('def ')) return { ...pythonTokens(line, ''), state: '' };
  const tokens: Token[] = [];
  let at = 0;
  const add = (end: number, kind: Token['kind']) => {
    tokens.push({ start: at, end, kind });
    at = end;
  };
  const offsets = matchAt(OFFSETS, line, 0);
  if (offsets.trim() !== '') add(offsets.length, 'offset');
  let hasOpcode = false;
  while (at < line.length) {
    const character = line[at] as string;
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    if (character === '#' || (character === ';' && !hasOpcode)) {
      add(line.length, 'comment');
      break;
    }
    if (character === '"' || character === "'") {
      add(endOfQuoted(line, at + 1, character).end, 'string');
      continue;
    }
    const opcode = hasOpcode ? '' : matchAt(OPCODE, line, at);
    if (opcode !== '') {
      hasOpcode = true;
      add(at + opcode.length, 'opcode');
      continue;
    }
    const number = matchAt(NUMBER, line, at);
    if (number !== '') {
      add(at + number.length, 'number');
      continue;
    }
    const word = matchAt(IDENTIFIER, line, at);
    if (word !== '') {
      add(at + word.length, 'name');
      continue;
    }
    const operator = matchAt(OPERATOR, line, at);
    add(at + Math.max(1, operator.length), 'operator');
  }
  return { tokens, state: '' };
};
