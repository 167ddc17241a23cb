import type { JinjaNode, ParseJinja } from '../ports';
import { type Constant, Constants } from './constants';
import {
  canBeEscapeAttribute,
  escapeAttributeIn,
  FUNCTIONS,
  HOLE,
  HOST_OBJECTS,
  isEscapeAttribute,
  JINJA_GLOBALS,
  METHODS,
  MODULES,
} from './escape-names';
import { type JinjaToken, lexJinja } from './jinja-lexer';
import { plainForm } from './plain-form';

/** Something in a template that is worth telling, with its place in UTF-16 units. */
export interface TemplateMark {
  readonly code: 'templateEscape' | 'templateImport' | 'templateContext';
  readonly detail: string;
  readonly start: number;
  readonly end: number;
}

export interface TemplateJudgement {
  readonly marks: readonly TemplateMark[];
  /** What the template reads and calls by name: `messages`, `raise_exception`, `loop.last`. */
  readonly names: readonly string[];
  /** Why the template was judged by its words alone; null when all of it was. */
  readonly failure: string | null;
}

const TOO_LONG = 'longer than is parsed';
/** Different marks kept of one template. */
const MOST_MARKS = 100;
const MOST_NAMES = 2000;
/** Characters of a template that is parsed: real ones have some ten thousand. */
const LONGEST_PARSED = 256 * 1024;

/** Judges a template by its words, and by what its expressions can be found to be. Never renders it. */
export function judgeTemplate(template: string, parse: ParseJinja): TemplateJudgement {
  const { tokens, failure } = lexJinja(template);
  const marks = new Map<string, TemplateMark>();
  const mark: Mark = (code, detail, token, last = token) => {
    const key = `${code} ${detail}`;
    if (marks.size < MOST_MARKS && !marks.has(key)) marks.set(key, { code, detail, start: token.start, end: last.end });
  };
  judgeWords(tokens, mark);
  const parsed =
    failure !== null
      ? { failure }
      : template.length > LONGEST_PARSED
        ? { failure: TOO_LONG }
        : parse(plainForm(tokens));
  let exhausted = false;
  if ('nodes' in parsed) exhausted = judgeTree(parsed.nodes, tokens, mark);
  else judgeTexts(tokens, mark);
  return {
    marks: [...marks.values()].sort((a, b) => a.start - b.start),
    names: namesIn(tokens),
    failure: exhausted
      ? 'its expressions come to more than is followed'
      : 'nodes' in parsed
        ? null
        : (failure ?? reasonFor(parsed.failure)),
  };
}

/** The parser speaks of the plain form, which nobody has seen. */
const reasonFor = (failure: string): string =>
  failure === 'nested too deeply' || failure === TOO_LONG
    ? failure
    : 'its statements are not all known or not balanced';

type Mark = (code: TemplateMark['code'], detail: string, token: JinjaToken, last?: JinjaToken) => void;

const isOperator = (token: JinjaToken | undefined, text: string) => token?.kind === 'operator' && token.text === text;

/** What the words alone say, however they are put together: this holds for templates that do not parse as well. */
function judgeWords(tokens: readonly JinjaToken[], mark: Mark): void {
  const bound = boundNames(tokens);
  tokens.forEach((token, i) => {
    const { kind, text } = token;
    const [before, next] = [tokens[i - 1], tokens[i + 1]];
    if (kind === 'string') {
      const attribute = escapeAttributeIn(text);
      if (attribute !== null)
        mark('templateEscape', `a text of the template holds ${attribute}, which leads out of it into Python`, token);
      return;
    }
    if (kind !== 'name') return;
    if (before?.kind === 'statement' && /^(include|import|from|extends)$/.test(text)) {
      mark(
        'templateImport',
        `the template asks for another template by {% ${text} %}`,
        before,
        tokenBeforeEnd(tokens, i),
      );
      return;
    }
    const isAttribute = isOperator(before, '.');
    const isCalled = isOperator(next, '(');
    if (/^_.*__|^__/.test(text) || (isAttribute && isEscapeAttribute(text)))
      mark('templateEscape', `the template names ${text}, which leads out of it into Python`, token);
    else if (isAttribute && isCalled && METHODS.has(text))
      mark('templateEscape', `the template calls ${text}, which runs a command`, token);
    else if (
      !isAttribute &&
      !bound.has(text) &&
      isCalled &&
      (FUNCTIONS.has(text) || METHODS.has(text)) &&
      !isOperator(before, '|')
    )
      mark('templateEscape', `the template calls ${text}, a function of Python`, token);
    else if (!isAttribute) judgeWalk(token, next, bound, mark);
  });
}

/** Without a tree nobody knows which texts are values: all of them may be. */
function judgeTexts(tokens: readonly JinjaToken[], mark: Mark): void {
  for (const token of tokens) {
    const attribute = token.kind === 'text' ? escapeAttributeIn(token.text) : null;
    if (attribute !== null)
      mark('templateEscape', `a text between the tags holds ${attribute}, which leads out of it into Python`, token);
  }
}

/** A name of Jinja, of the program or of a module, where the template goes on from it. */
function judgeWalk(token: JinjaToken, next: JinjaToken | undefined, bound: ReadonlySet<string>, mark: Mark): void {
  const { text } = token;
  if (bound.has(text) && !/^(cycler|joiner|lipsum)$/.test(text)) return;
  if (!isOperator(next, '.') && !isOperator(next, '[') && !isOperator(next, '|')) return;
  if (JINJA_GLOBALS.has(text))
    mark('templateEscape', `the template looks inside ${text}, which leads out of it into Python`, token);
  else if (MODULES.has(text) && !isOperator(next, '|'))
    mark('templateEscape', `the template looks inside the module ${text}`, token);
  else if (HOST_OBJECTS.has(text))
    mark('templateContext', `the template looks inside ${text}, an object of the program that renders it`, token);
}

function tokenBeforeEnd(tokens: readonly JinjaToken[], from: number): JinjaToken {
  let i = from;
  while (i + 1 < tokens.length && tokens[i].kind !== 'end') i++;
  return tokens[i];
}

/** Names that the template itself gives: targets of `set` and `for`, macros and their parameters, names of imports. */
function boundNames(tokens: readonly JinjaToken[]): ReadonlySet<string> {
  const bound = new Set<string>();
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i].kind !== 'statement') continue;
    const word = tokens[i + 1]?.text ?? '';
    if (!/^(set|for|macro|call|with|import|from)$/.test(word)) continue;
    for (let k = i + 2; k < tokens.length && tokens[k].kind !== 'end'; k++) {
      const { kind, text } = tokens[k];
      if ((word === 'set' && isOperator(tokens[k], '=')) || (word === 'for' && text === 'in' && kind === 'name')) break;
      const walks = isOperator(tokens[k - 1], '.') || isOperator(tokens[k + 1], '.');
      const isValue = (word === 'macro' || word === 'call' || word === 'with') && isOperator(tokens[k - 1], '=');
      if (kind === 'name' && !walks && !isValue) bound.add(text);
    }
  }
  return bound;
}

/** Dotted names that are read or called. */
function namesIn(tokens: readonly JinjaToken[]): readonly string[] {
  const names = new Set<string>();
  for (let i = 0; i < tokens.length && names.size < MOST_NAMES; i++) {
    const before = tokens[i - 1];
    if (tokens[i].kind !== 'name' || before?.kind === 'statement' || isOperator(before, '.')) continue;
    if (/^(and|or|not|in|is|if|else|true|false|none|True|False|None)$/.test(tokens[i].text)) continue;
    let name = tokens[i].text;
    for (let k = i + 1; isOperator(tokens[k], '.') && tokens[k + 1]?.kind === 'name' && name.length < 200; k += 2)
      name += `.${tokens[k + 1].text}`;
    names.add(name);
  }
  return [...names];
}

/** Filters that take the name of an attribute, at one place or another; `join` has it behind the text that it puts between. */
const ATTRIBUTE_FILTERS: ReadonlySet<string> = new Set([
  'attr',
  'selectattr',
  'rejectattr',
  'groupby',
  'map',
  'sort',
  'sum',
  'unique',
  'min',
  'max',
  'join',
]);

/** What expressions come to: attributes that are put together, and texts that are. True when there was more than is followed. */
function judgeTree(nodes: readonly JinjaNode[], tokens: readonly JinjaToken[], mark: Mark): boolean {
  const tokenOf = (text: string): JinjaToken | undefined => tokens[Number(/\d+/.exec(text)?.[0] ?? -1)];
  const textOf = (node: JinjaNode): string =>
    node.kind === 'string'
      ? [...node.text.matchAll(/s(\d+)/g)].map(([, i]) => tokens[Number(i)]?.text ?? '').join('')
      : (tokenOf(node.text)?.text ?? node.text);
  const constants = new Constants(nodes, textOf);
  const place = (node: JinjaNode): JinjaToken => firstToken(node, tokenOf) ?? tokens[0];

  const attributeName = (node: JinjaNode, what: string) => {
    for (const value of constants.values(node))
      for (const name of typeof value === 'string' ? value.split('.') : [])
        if (canBeEscapeAttribute(name))
          mark(
            'templateEscape',
            `the template asks for the ${what} ${shown(name)}, which leads out of it into Python`,
            place(node),
          );
  };
  const visit = (node: JinjaNode): void => {
    const { kind, children } = node;
    if (kind === 'subscript' && children[1].kind !== 'slice') attributeName(children[1], 'attribute');
    if (kind === 'filter') {
      const filter = textOf(node);
      const args = children.slice(1);
      if (ATTRIBUTE_FILTERS.has(filter))
        for (const [i, arg] of args.entries())
          if (arg.kind !== 'keyword' ? filter !== 'join' || i > 0 : textOf(arg) === 'attribute')
            attributeName(arg.kind === 'keyword' ? arg.children[0] : arg, 'attribute');
      if (filter === 'attr' && args.length > 0 && constants.values(args[0]).some((value) => !isPlainName(value)))
        mark('templateEscape', 'the template asks for an attribute whose name it computes', place(args[0]));
      const first = args[0];
      if (filter === 'map' && first !== undefined && first.kind !== 'keyword') {
        const names = constants.values(first);
        if (
          names.some(
            (value) => value === 'attr' || value === null || (typeof value === 'string' && value.includes(HOLE)),
          )
        )
          mark(
            'templateEscape',
            'the template asks for an attribute of many values by a filter it computes',
            place(first),
          );
      }
    }
    if (
      kind === 'binary' ||
      kind === 'filter' ||
      kind === 'call' ||
      kind === 'output' ||
      kind === 'subscript' ||
      (kind === 'string' && /s\d+s/.test(node.text))
    )
      for (const value of constants.values(node)) {
        const attribute = typeof value === 'string' ? escapeAttributeIn(value) : null;
        if (attribute !== null)
          mark(
            'templateEscape',
            `the template puts together ${attribute}, which leads out of it into Python`,
            place(node),
          );
      }
    for (const child of children) visit(child);
  };
  for (const node of nodes) visit(node);
  return constants.exhausted;
}

const isPlainName = (value: Constant): boolean => typeof value === 'string' && !value.includes(HOLE);

const shown = (name: string): string => name.replaceAll(HOLE, '…').slice(0, 100);

function firstToken(node: JinjaNode, tokenOf: (text: string) => JinjaToken | undefined): JinjaToken | undefined {
  const own =
    /^[sv]\d/.test(node.text) && node.kind !== 'attribute' && node.kind !== 'filter' ? tokenOf(node.text) : undefined;
  if (own !== undefined) return own;
  for (const child of node.children) {
    const found = firstToken(child, tokenOf);
    if (found !== undefined) return found;
  }
  return undefined;
}
