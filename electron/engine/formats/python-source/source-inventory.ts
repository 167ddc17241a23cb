import type { CodeInventory } from '../../../../shared/domain/fact';
import { InventoryBuilder } from '../../python-code/code-inventory';
import { type LogicalLine, logicalLines, SourceDoubt, type StrictToken } from './strict-tokens';

const KEYWORDS: ReadonlySet<string> = new Set(
  'False None True and as assert break class continue def elif else except finally for from if import in is lambda not or pass raise return try while with yield'.split(
    ' ',
  ),
);
/** Statements that are not followed, and words that are a statement in some places: patterns read attributes without a dot. */
const NOT_FOLLOWED: ReadonlySet<string> = new Set([
  'async',
  'await',
  'del',
  'global',
  'nonlocal',
  'match',
  'case',
  'exec',
]);
const ASSIGNMENTS: ReadonlySet<string> = new Set([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '//=',
  '%=',
  '**=',
  '@=',
  '&=',
  '|=',
  '^=',
  '>>=',
  '<<=',
]);
const OPENING = '([{';
const CLOSING = ')]}';

type Scope = 'module' | 'class' | 'function';

/**
 * Everything that Python source reads, writes, imports and defines, token by token, as `inventoryOf` tells it of bytecode. Scopes are not
 * told apart: a name counts as whatever it may be anywhere. What runs while the source is loaded may only define and import.
 */
export function sourceInventory(source: string): CodeInventory {
  const builder = new InventoryBuilder();
  try {
    new SourceReader(builder).read(logicalLines(source));
    return builder.finish('');
  } catch (error) {
    if (error instanceof SourceDoubt) return builder.finish(error.message);
    throw error;
  }
}

const isOperator = (token: StrictToken | undefined, text: string): boolean =>
  token?.kind === 'operator' && token.text === text;
const isWord = (token: StrictToken | undefined, text: string): boolean => token?.kind === 'name' && token.text === text;
const isIdentifier = (token: StrictToken | undefined): boolean =>
  token?.kind === 'name' && !KEYWORDS.has(token.text) && !NOT_FOLLOWED.has(token.text);

class SourceReader {
  private readonly into: InventoryBuilder;

  constructor(into: InventoryBuilder) {
    this.into = into;
  }

  read(lines: readonly LogicalLine[]): void {
    this.into.functions = 1;
    const blocks: { readonly indent: number; readonly scope: Scope }[] = [{ indent: -1, scope: 'module' }];
    for (const { indent, tokens } of lines) {
      while ((blocks[blocks.length - 1] as { indent: number }).indent >= indent) blocks.pop();
      const scope = (blocks[blocks.length - 1] as { scope: Scope }).scope;
      for (const { kind, text } of tokens)
        if (kind === 'name' && NOT_FOLLOWED.has(text)) throw new SourceDoubt(`the word ${text} is not followed`);
      const [first] = tokens;
      if (isWord(first, 'def')) {
        this.definition(tokens, scope);
        blocks.push({ indent, scope: 'function' });
      } else if (isWord(first, 'class')) {
        if (scope !== 'module') throw new SourceDoubt('a class inside of something');
        this.classHeader(tokens);
        blocks.push({ indent, scope: 'class' });
      } else if (isWord(first, 'import') || isWord(first, 'from')) {
        if (scope === 'class') throw new SourceDoubt('an import in a class');
        this.import(tokens);
      } else if (scope === 'function') this.statement(tokens);
      else this.loaded(tokens);
    }
  }

  /** A statement that runs while the source is loaded: a text, a name that is given a value, or a decorator. */
  private loaded(tokens: readonly StrictToken[]): void {
    const [first, second] = tokens;
    if (tokens.every(({ kind }) => kind === 'string')) return;
    if (tokens.length === 1 && (isWord(first, 'pass') || isOperator(first, '...'))) return;
    if (isOperator(first, '@')) {
      const called = isOperator(tokens[tokens.length - 2], '(') && isOperator(tokens[tokens.length - 1], ')');
      this.into.loadCalls.add(dotted(tokens.slice(1, called ? -2 : undefined)) + (called ? '()' : ''));
      return;
    }
    if (!isIdentifier(first) || !(isOperator(second, '=') || isOperator(second, ':')))
      throw new SourceDoubt('a statement that runs while it is loaded');
    this.into.definitions.add((first as StrictToken).text);
    this.noCalls(tokens);
    this.statement(tokens);
  }

  /** Values, defaults and annotations that are computed while the source is loaded may call nothing. */
  private noCalls(tokens: readonly StrictToken[]): void {
    tokens.forEach((token, index) => {
      const before = tokens[index - 1];
      const mayBeCalled =
        isIdentifier(before) ||
        before?.kind === 'string' ||
        (before?.kind === 'operator' && CLOSING.includes(before.text));
      if (isOperator(token, '(') && mayBeCalled) this.into.loadCalls.add('?');
    });
  }

  private definition(tokens: readonly StrictToken[], scope: Scope): void {
    const [, name, open] = tokens;
    if (!isIdentifier(name) || !isOperator(open, '(')) throw new SourceDoubt('a definition that is not followed');
    this.into.functions++;
    if (scope !== 'function') this.into.definitions.add((name as StrictToken).text);
    const end = colonOf(tokens);
    if (scope !== 'function') this.noCalls(tokens.slice(3, end));
    this.statement(tokens.slice(2, end));
    this.statement(tokens.slice(end + 1));
  }

  private classHeader(tokens: readonly StrictToken[]): void {
    const [, name] = tokens;
    if (!isIdentifier(name) || colonOf(tokens) !== tokens.length - 1)
      throw new SourceDoubt('a class that is not followed');
    this.into.functions++;
    this.into.definitions.add((name as StrictToken).text);
    const header = tokens.slice(2, -1);
    if (header.length === 0) return;
    if (!isOperator(header[0], '(') || !isOperator(header[header.length - 1], ')'))
      throw new SourceDoubt('a class that is not followed');
    for (const base of split(header.slice(1, -1))) this.into.bases.add(dotted(base));
  }

  private import(tokens: readonly StrictToken[]): void {
    const at = tokens.findIndex((token) => isWord(token, 'import'));
    const module = at === 0 ? '' : dotted(tokens.slice(1, at));
    let names = tokens.slice(at + 1);
    if (at > 0 && isOperator(names[0], '(') && isOperator(names[names.length - 1], ')')) names = names.slice(1, -1);
    if (at > 0) this.into.imports.add(module);
    for (const part of split(names)) {
      const as = part.findIndex((token) => isWord(token, 'as'));
      const path = dotted(as < 0 ? part : part.slice(0, as));
      const alias = as < 0 ? null : part.slice(as + 1);
      if (alias !== null && (alias.length !== 1 || !isIdentifier(alias[0])))
        throw new SourceDoubt('an import that is not followed');
      const bound = alias?.[0]?.text ?? null;
      if (at > 0) {
        if (path.includes('.')) throw new SourceDoubt('an import that is not followed');
        this.into.bind(bound ?? path, `${module}.${path}`);
        continue;
      }
      this.into.imports.add(path);
      const top = path.split('.', 1)[0] as string;
      this.into.bind(bound ?? top, bound === null ? top : path);
    }
  }

  /** Names, attributes and targets of a statement, or of a part of one. */
  private statement(tokens: readonly StrictToken[]): void {
    const targetsEnd = this.targets(tokens);
    for (let index = 0; index < tokens.length; ) {
      const token = tokens[index] as StrictToken;
      if (isWord(token, 'class') || isWord(token, 'import') || isWord(token, 'def'))
        throw new SourceDoubt('a statement behind another one');
      if (isWord(token, 'as') && !this.isPlainTarget(tokens, index + 1))
        throw new SourceDoubt('a target that is not followed');
      if (isOperator(token, '**') && (isOperator(tokens[index - 1], '(') || isOperator(tokens[index - 1], ',')))
        this.into.keywords.add('**');
      if (isIdentifier(token)) index = this.chain(tokens, index, targetsEnd);
      else if (isOperator(token, '.')) index = this.attribute(tokens, index, targetsEnd);
      else index++;
    }
  }

  private isPlainTarget(tokens: readonly StrictToken[], index: number): boolean {
    return isIdentifier(tokens[index]) && !isOperator(tokens[index + 1], '.') && !isOperator(tokens[index + 1], '[');
  }

  /** Where the targets of an assignment end; 0 for a statement that is none. Items of things are no targets that are followed. */
  private targets(tokens: readonly StrictToken[]): number {
    let depth = 0;
    let end = 0;
    tokens.forEach((token, index) => {
      if (token.kind === 'operator') {
        if (OPENING.includes(token.text)) depth++;
        else if (CLOSING.includes(token.text)) depth--;
        else if (depth === 0 && ASSIGNMENTS.has(token.text)) end = index;
      } else if (isWord(token, 'for')) {
        const until = tokens.findIndex((other, at) => at > index && isWord(other, 'in'));
        const target = tokens.slice(index + 1, until < 0 ? undefined : until);
        if (until < 0 || target.length > 50 || target.some((part) => isOperator(part, '.') || isOperator(part, '[')))
          throw new SourceDoubt('a loop over something that is not followed');
      }
    });
    if (tokens.slice(0, end).some((token) => isWord(token, 'lambda'))) return end;
    if (tokens.slice(0, end).some((token) => isOperator(token, '[')))
      throw new SourceDoubt('it writes into something that it may not have made');
    return end;
  }

  /** A name and the attributes that are read of it at once. Behind the chain goes the walk on. */
  private chain(tokens: readonly StrictToken[], from: number, targetsEnd: number): number {
    const root = (tokens[from] as StrictToken).text;
    const before = tokens[from - 1];
    if (isOperator(tokens[from + 1], '=') && (isOperator(before, '(') || isOperator(before, ','))) {
      this.into.keywords.add(root);
      return from + 1;
    }
    if (root === 'super') {
      if (
        !isOperator(tokens[from + 1], '(') ||
        !isOperator(tokens[from + 2], ')') ||
        !isOperator(tokens[from + 3], '.') ||
        !isIdentifier(tokens[from + 4])
      )
        throw new SourceDoubt('super of something else');
      this.into.globals.add('super');
      this.into.superAttributes.add((tokens[from + 4] as StrictToken).text);
      return from + 5;
    }
    const parts = [root];
    let index = from + 1;
    while (isOperator(tokens[index], '.')) {
      if (!isIdentifier(tokens[index + 1]) || parts.length > 20)
        throw new SourceDoubt('an attribute that is not followed');
      parts.push((tokens[index + 1] as StrictToken).text);
      index += 2;
    }
    // The name of an object's class is only a text.
    if (parts.length > 2 && parts[parts.length - 1] === '__name__' && parts[parts.length - 2] === '__class__')
      parts.length -= 2;
    if (index <= targetsEnd && parts.length > 1) this.store(parts[parts.length - 1] as string);
    this.into.globals.add(parts.join('.'));
    return index;
  }

  /** An attribute of what is no name: of a call, an item, a text. */
  private attribute(tokens: readonly StrictToken[], index: number, targetsEnd: number): number {
    const name = tokens[index + 1] as StrictToken;
    const base = tokens[index - 1];
    if (!isIdentifier(name)) throw new SourceDoubt('an attribute that is not followed');
    if (base?.kind === 'string' && name.text === 'format') {
      if (base.plain === null || tokens[index - 2]?.kind === 'string')
        throw new SourceDoubt('a text whose fields are not told');
      this.into.formats.add(base.plain);
      return index + 2;
    }
    if (index < targetsEnd) this.store(name.text);
    this.into.attributes.add(name.text);
    return index + 2;
  }

  private store(name: string): void {
    this.into.stores.add(name);
  }
}

/** The colon that ends the header of a definition. */
function colonOf(tokens: readonly StrictToken[]): number {
  let depth = 0;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as StrictToken;
    if (token.kind !== 'operator') continue;
    if (OPENING.includes(token.text)) depth++;
    else if (CLOSING.includes(token.text)) depth--;
    else if (token.text === ':' && depth === 0) return index;
  }
  throw new SourceDoubt('a definition that is not followed');
}

function split(tokens: readonly StrictToken[]): readonly (readonly StrictToken[])[] {
  const parts: StrictToken[][] = [[]];
  for (const token of tokens)
    if (isOperator(token, ',')) parts.push([]);
    else (parts[parts.length - 1] as StrictToken[]).push(token);
  return parts.filter((part, index) => part.length > 0 || index < parts.length - 1);
}

/** Names with dots between them, and nothing else. */
function dotted(tokens: readonly StrictToken[]): string {
  const isDotted =
    tokens.length % 2 === 1 &&
    tokens.every((token, index) => (index % 2 === 0 ? isIdentifier(token) : isOperator(token, '.')));
  if (!isDotted) throw new SourceDoubt('a name that is not plain');
  return tokens.map(({ text }) => text).join('');
}
