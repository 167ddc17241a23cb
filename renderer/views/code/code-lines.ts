import type { CodeFact } from '../../../shared/domain/fact';
import { defang } from '../../../shared/text/defang';
import { printable } from '../../../shared/text/printable';
import { type FlaggedName, flaggedNames } from '../../state/code-names';
import { bytecodeTokens } from './bytecode-tokens';
import { jinjaTokens } from './jinja-tokens';
import { pythonTokens, rTokens } from './python-tokens';
import type { Token, TokenizerTable } from './token';

const TOKENIZERS: TokenizerTable = {
  python: pythonTokens,
  torchscript: pythonTokens,
  pickle: pythonTokens,
  bytecode: bytecodeTokens,
  jinja: jinjaTokens,
  r: rTokens,
};

const TAB = '    ';
/** A longer line goes on in rows of its own: a row is one element with all of its text in it. */
export const ROW_CHARACTERS = 800;

/** A place of a dangerous name in a row. */
export interface NameMark {
  readonly start: number;
  readonly end: number;
  readonly danger: FlaggedName;
}

/** One row of the code: a line of the source, or a part of a very long one. */
export interface CodeRow {
  /** The line's number, from 1. */
  readonly line: number;
  /** False for a row that goes on with the line above. */
  readonly first: boolean;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly marks: readonly NameMark[];
}

/** Tabs as spaces, control characters as escapes, addresses not clickable. */
const shownLine = (line: string): string => defang(printable(line.replaceAll('\t', TAB)));

/** A dotted name in a line, put together from its tokens. */
interface Chain {
  readonly start: number;
  readonly end: number;
  /** Where each step of the name begins and ends. */
  readonly steps: readonly Token[];
  readonly text: string;
}

const isWord = (token: Token) => token.kind === 'name' || token.kind === 'function' || token.kind === 'keyword';

function chainsOf(text: string, tokens: readonly Token[]): readonly Chain[] {
  const chains: Chain[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const head = tokens[index] as Token;
    if (!isWord(head)) continue;
    const steps = [head];
    for (;;) {
      const dot = tokens[index + 1];
      const next = tokens[index + 2];
      if (!dot || !next || !isWord(next) || text.slice(dot.start, dot.end) !== '.') break;
      steps.push(next);
      index += 2;
    }
    const words = steps.map((step) => text.slice(step.start, step.end));
    chains.push({ start: head.start, end: (steps.at(-1) as Token).end, steps, text: words.join('.') });
  }
  return chains;
}

/**
 * Where dangerous names stand. A name that is written out is marked whole; one that the code reaches by an import of its own
 * (`from os import system`) is marked by its last step.
 */
function markNames(lines: readonly { readonly text: string; readonly tokens: readonly Token[] }[], code: CodeFact) {
  const names = flaggedNames(code);
  const marks: NameMark[][] = lines.map(() => []);
  if (names.length === 0) return marks;
  const whole = new Map(names.map((danger) => [danger.name, danger]));
  const byStep = new Map<string, FlaggedName>();
  for (const danger of names) {
    const step = danger.name.slice(danger.name.lastIndexOf('.') + 1);
    if (!byStep.has(step)) byStep.set(step, danger);
  }
  lines.forEach(({ text, tokens }, line) => {
    for (const chain of chainsOf(text, tokens)) {
      let prefix = '';
      let found: NameMark | null = null;
      for (const step of chain.steps) {
        const word = text.slice(step.start, step.end);
        prefix = prefix === '' ? word : `${prefix}.${word}`;
        const danger = whole.get(prefix);
        if (danger) found = { start: chain.start, end: step.end, danger };
      }
      if (!found) {
        const step = chain.steps.findLast((one) => byStep.has(text.slice(one.start, one.end)));
        const danger = step && byStep.get(text.slice(step.start, step.end));
        if (step && danger) found = { start: step.start, end: step.end, danger };
      }
      if (found) marks[line]?.push(found);
    }
  });
  return marks;
}

/** Cuts spans to a window of the line and counts them from its beginning. */
function within<T extends { readonly start: number; readonly end: number }>(
  spans: readonly T[],
  from: number,
  to: number,
): T[] {
  return spans
    .filter((span) => span.start < to && span.end > from)
    .map((span) => ({ ...span, start: Math.max(0, span.start - from), end: Math.min(to, span.end) - from }));
}

/** A piece of code as rows to show: harmless texts with colours and marks. */
export function codeRows(code: CodeFact): readonly CodeRow[] {
  const tokenize = TOKENIZERS[code.language];
  let state = '';
  const lines = code.text.split(/\r\n|\n|\r/).map((line) => {
    const text = shownLine(line);
    const split = tokenize(text, state);
    state = split.state;
    return { text, tokens: split.tokens };
  });
  if (lines.length > 1 && lines.at(-1)?.text === '') lines.pop();
  const marks = markNames(lines, code);
  return lines.flatMap(({ text, tokens }, index): CodeRow[] => {
    const here = marks[index] ?? [];
    if (text.length <= ROW_CHARACTERS) return [{ line: index + 1, first: true, text, tokens, marks: here }];
    const rows: CodeRow[] = [];
    for (let from = 0; from < text.length; from += ROW_CHARACTERS) {
      const to = Math.min(text.length, from + ROW_CHARACTERS);
      rows.push({
        line: index + 1,
        first: from === 0,
        text: text.slice(from, to),
        tokens: within(tokens, from, to),
        marks: within(here, from, to),
      });
    }
    return rows;
  });
}

/** A match of the search. */
export interface Hit {
  readonly row: number;
  readonly start: number;
  readonly end: number;
}

export const MOST_HITS = 5000;

/** Every place of a text in the rows, without regard to case. */
export function findInRows(rows: readonly CodeRow[], text: string): readonly Hit[] {
  const wanted = text.toLowerCase();
  const hits: Hit[] = [];
  if (wanted === '') return hits;
  for (const [row, { text: line }] of rows.entries()) {
    // A few letters change their length in lower case, and the places would no longer be those of the row.
    const folded = line.toLowerCase();
    const lower = folded.length === line.length ? folded : line;
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      hits.push({ row, start: at, end: at + wanted.length });
      if (hits.length >= MOST_HITS) return hits;
    }
  }
  return hits;
}

/** A run of characters that look alike. */
export interface Segment {
  readonly start: number;
  readonly text: string;
  readonly kind: Token['kind'] | 'space';
  readonly mark: NameMark | null;
  readonly hit: Hit | null;
}

/** A row as runs, cut wherever a token, a mark or a match begins or ends. */
export function segmentsOf(row: CodeRow, hits: readonly Hit[]): readonly Segment[] {
  const cuts = new Set([0, row.text.length]);
  for (const span of [...row.tokens, ...row.marks, ...hits]) {
    cuts.add(span.start);
    cuts.add(span.end);
  }
  const edges = [...cuts].filter((edge) => edge <= row.text.length).sort((a, b) => a - b);
  const segments: Segment[] = [];
  let token = 0;
  for (let index = 0; index + 1 < edges.length; index++) {
    const start = edges[index] as number;
    const end = edges[index + 1] as number;
    while (token < row.tokens.length && (row.tokens[token] as Token).end <= start) token++;
    const here = row.tokens[token];
    segments.push({
      start,
      text: row.text.slice(start, end),
      kind: here && here.start <= start ? here.kind : 'space',
      mark: row.marks.find((mark) => mark.start <= start && mark.end >= end) ?? null,
      hit: hits.find((hit) => hit.start <= start && hit.end >= end) ?? null,
    });
  }
  return segments;
}

/** Runs that belong to one mark together, those of none by themselves. */
export function marksOf(
  segments: readonly Segment[],
): readonly { readonly mark: NameMark | null; readonly segments: readonly Segment[] }[] {
  const groups: { readonly mark: NameMark | null; readonly segments: Segment[] }[] = [];
  for (const segment of segments) {
    const last = groups.at(-1);
    if (last && last.mark === segment.mark) last.segments.push(segment);
    else groups.push({ mark: segment.mark, segments: [segment] });
  }
  return groups;
}
