/** A piece of Python source: the opening of a string, a comment, a name, a number, blanks, or one other character. */
const TOKEN =
  /[rbufRBUF]{0,2}(?:'''|"""|'|")|#[^\n]*|[\p{ID_Start}_][\p{ID_Continue}]*|\d[\w.]*|\\\r?\n|\n|[ \t\r\f]+|[\s\S]/uy;

type Token = string;

/** The tokens that matter for names: words, dots, brackets, commas, line ends; a string becomes `''`. Linear in the text. */
function* tokens(source: string): Generator<Token> {
  let depth = 0;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source)?.[0] ?? (source[at] as string);
    at += token.length;
    if (/^[rbufRBUF]{0,2}['"]/.test(token)) {
      at = endOfString(source, at, /['"]+$/.exec(token)?.[0] ?? '"');
      yield "''";
    } else if (token === '\n' || token === ';') {
      if (depth === 0) yield '\n';
    } else if (!/^[\s#\\]/.test(token)) {
      if ('([{'.includes(token)) depth++;
      if (')]}'.includes(token)) depth = Math.max(0, depth - 1);
      yield token;
    }
  }
}

/** Behind the closing quotes of a string that opened before `start`; at the line end for one that is not closed on its line. */
function endOfString(source: string, start: number, quotes: string): number {
  const isLong = quotes.length === 3;
  for (let at = start; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (character === '\n' && !isLong) return at;
    else if (character === quotes[0] && source.startsWith(quotes, at)) return at + quotes.length;
  }
  return source.length;
}

const WORD = /^[\p{ID_Start}_]/u;
const KEYWORDS: ReadonlySet<string> = new Set(
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);

/**
 * What Python source imports and what it uses by dotted name, with `import x as y` and `from x import y` followed: `os.system` for
 * `from os import system as s; s()`. A reading of names, not of the program: what is computed is not seen. At most `maximum`.
 */
export function pythonNames(source: string, maximum: number): readonly string[] {
  const found = new Set<string>();
  const aliases = new Map<string, string>();
  const add = (name: string) => {
    if (found.size < maximum) found.add(name);
  };
  let previous = '\n';
  const queue = tokens(source);
  const next = () => queue.next().value as Token | undefined;
  let token = next();
  while (token !== undefined) {
    if ((token === 'import' || token === 'from') && (previous === '\n' || previous === ':')) {
      const statement: Token[] = [];
      for (token = next(); token !== undefined && token !== '\n'; token = next()) statement.push(token);
      if (previous !== undefined) readImport(statement, aliases, add);
      previous = '\n';
      continue;
    }
    if (WORD.test(token) && !KEYWORDS.has(token) && previous !== '.') {
      const first: string = token;
      const isDefined = previous === 'def' || previous === 'class';
      const parts = [aliases.get(first) ?? first];
      previous = token;
      token = next();
      while (token === '.') {
        previous = token;
        token = next();
        if (token === undefined || !WORD.test(token)) break;
        parts.push(token);
        previous = token;
        token = next();
      }
      if (!isDefined && (parts.length > 1 || aliases.has(first) || token === '(')) add(parts.join('.'));
      continue;
    }
    previous = token;
    token = next();
  }
  return [...found];
}

/** The tokens behind `import` or `from` up to the end of the statement. */
function readImport(statement: readonly Token[], aliases: Map<string, string>, add: (name: string) => void): void {
  const split = statement.indexOf('import');
  const module = split < 0 ? '' : statement.slice(0, split).join('');
  const imported: Token[][] = [[]];
  for (const token of statement.slice(split + 1))
    if (token === ',') imported.push([]);
    else if (token !== '(' && token !== ')') (imported[imported.length - 1] as Token[]).push(token);
  for (const part of imported) {
    const as = part.indexOf('as');
    const name = (as < 0 ? part : part.slice(0, as)).join('');
    if (name === '') continue;
    const full = module === '' ? name : `${module}.${name}`;
    add(full);
    const bound = as < 0 ? (module === '' ? (name.split('.')[0] as string) : name) : (part[as + 1] ?? '');
    if (bound !== '') aliases.set(bound, as < 0 && module === '' ? bound : full);
  }
}
