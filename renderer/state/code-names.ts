import type { EntryPath } from '../../shared/domain/artifact';
import type { CodeFact } from '../../shared/domain/fact';
import { type Severity, severityRank } from '../../shared/domain/finding';
import type { Report } from '../../shared/domain/report';
import { worstName } from '../../shared/rules/catalog/carried-code';
import { describeDanger } from '../../shared/rules/global-policy';
import { judgeOperation } from '../../shared/rules/policy/operations';
import { severityOfR, worstRName } from '../../shared/rules/policy/r-names';
import { samePath } from './place';

/** A name in carried code that the policy does not let pass, and why. */
export interface FlaggedName {
  readonly name: string;
  /** The end of a sentence: `runs commands on this computer`. */
  readonly does: string;
  readonly severity: Severity;
}

/** Code that comes with its judgement. */
export interface JudgedCode extends CodeFact {
  /** Worst first. */
  readonly flagged: readonly FlaggedName[];
}

const isJudged = (code: CodeFact): code is JudgedCode => 'flagged' in code;

type Judge = (name: string, code: CodeFact) => FlaggedName | null;

const asPython: Judge = (name) => {
  const worst = worstName([name]);
  return worst && { name, ...describeDanger(worst.danger) };
};

/** A template has functions of its own (`map`, `print`): of its bare names only those mean Python that lead to everything. */
const asTemplate: Judge = (name, code) => (name.includes('.') || name.startsWith('__') ? asPython(name, code) : null);

/** TorchScript runs in an interpreter of its own, where a name is an operation and is judged as one. */
const asOperation: Judge = (name) => {
  const dot = name.lastIndexOf('.');
  const judgement = judgeOperation('TorchScript', name.slice(0, Math.max(0, dot)), name.slice(dot + 1));
  if (judgement.class === 'known') return null;
  if (judgement.class === 'unknown') return { name, does: 'is not one of TorchScript’s own', severity: 'medium' };
  const { does, severity } = judgement.row;
  return severityRank(severity) < severityRank('medium') ? null : { name, does, severity };
};

/** R has functions of its own to be wary of, more so where looking at the object is enough to run them. */
const asR: Judge = (name, { runs }) => {
  const worst = worstRName([name]);
  return worst && { name, does: describeDanger(worst.danger).does, severity: severityOfR(runs, worst.danger) };
};

/** Who judges the names of each language. */
const JUDGES: Readonly<Record<CodeFact['language'], Judge>> = {
  python: asPython,
  bytecode: asPython,
  pickle: asPython,
  jinja: asTemplate,
  torchscript: asOperation,
  r: asR,
};

const held = new WeakMap<CodeFact, readonly FlaggedName[]>();

/** The names of a piece of code that deserve a look, each judged by the policy that judges the file; worst first. */
export function flaggedNames(code: CodeFact): readonly FlaggedName[] {
  if (isJudged(code)) return code.flagged;
  const known = held.get(code);
  if (known) return known;
  const names: FlaggedName[] = [];
  for (const name of new Set(code.names)) {
    const danger = JUDGES[code.language](name, code);
    if (danger) names.push(danger);
  }
  names.sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
  held.set(code, names);
  return names;
}

/** The piece of code that holds an offset of an entry; the shortest, where one lies in another. */
export function codeAt(report: Report, entryPath: EntryPath, offset: number): CodeFact | null {
  let found: CodeFact | null = null;
  for (const fact of report.code) {
    const { start, end } = fact.range;
    if (offset < start || offset >= Math.max(end, start + 1) || !samePath(fact.entryPath, entryPath)) continue;
    if (found === null || end - start < found.range.end - found.range.start) found = fact;
  }
  return found;
}

/** The piece to look at first: the one that names the worst, and runs soonest. */
export function worstCode(pieces: readonly CodeFact[]): CodeFact | null {
  const soon = { loading: 2, using: 1, onRequest: 0 } as const;
  const weight = (fact: CodeFact) => {
    const [worst] = flaggedNames(fact);
    return (worst ? 10 * severityRank(worst.severity) : 0) + soon[fact.runs];
  };
  let best: CodeFact | null = null;
  for (const fact of pieces) if (best === null || weight(fact) > weight(best)) best = fact;
  return best;
}

/** The line of the text that an offset of the entry falls into; null where the text is not the bytes themselves. */
export function lineOfOffset(fact: CodeFact, offset: number): number | null {
  const bytes = new TextEncoder().encode(fact.text);
  const length = fact.range.end - fact.range.start;
  const at = offset - fact.range.start;
  if (at < 0 || at >= bytes.length || (fact.truncated ? bytes.length > length : bytes.length !== length)) return null;
  let line = 0;
  for (let index = 0; index < at; index++) if (bytes[index] === 10) line++;
  return line;
}

export const LANGUAGE_WORDS: Readonly<Record<CodeFact['language'], string>> = {
  python: 'Python',
  bytecode: 'Bytecode',
  torchscript: 'TorchScript',
  jinja: 'Jinja',
  pickle: 'Pickle',
  r: 'R',
};

/** What a sentence calls code of each language. */
export const CODE_NOUNS: Readonly<Record<CodeFact['language'], string>> = {
  python: 'Python code',
  bytecode: 'Python byte code',
  torchscript: 'TorchScript code',
  jinja: 'Jinja template',
  pickle: 'pickle',
  r: 'R code',
};

export const RUNS_WORDS: Readonly<Record<CodeFact['runs'], string>> = {
  loading: 'while loading',
  using: 'when used',
  onRequest: 'on request',
};

export const RUNS_SENTENCES: Readonly<Record<CodeFact['runs'], string>> = {
  loading: 'It runs while the file is loaded.',
  using: 'It runs when the model is used.',
  onRequest: 'It runs only if somebody asks for it.',
};
