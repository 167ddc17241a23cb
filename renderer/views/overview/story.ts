import type { ByteRange, EntryPath } from '../../../shared/domain/artifact';
import {
  type CallFact,
  type CodeFact,
  type GlobalUse,
  LOADERS,
  type NamedObjectFact,
  type OperationFact,
  type Reader,
  type ReferenceFact,
  USE_OF_OPCODE,
} from '../../../shared/domain/fact';
import { type Severity, severityRank } from '../../../shared/domain/finding';
import type { GlobalClass, JudgedGlobal, Report } from '../../../shared/domain/report';
import type { SymbolicValue } from '../../../shared/domain/symbol';
import { judgeNamedObject } from '../../../shared/rules/policy/named-objects';
import { judgeOperation } from '../../../shared/rules/policy/operations';
import { printable, shorten } from '../../../shared/text/printable';
import { formatCall, formatSymbol } from '../../../shared/text/symbol';
import { CODE_NOUNS, flaggedNames } from '../../state/code-names';
import { keyOfStep, stepKey } from '../../state/loader-steps';
import { absoluteRange } from '../../state/place';
import { READER_NAMES } from '../../state/readers';

/** One step of what loading would do: `before code after`, with the readers named where they differ. */
export interface StoryStep {
  readonly before: string;
  readonly code: string;
  readonly after: string;
  readonly tone: GlobalClass;
  readonly readers: string;
  /** When it happens: while the file is loaded, or only when the model is used. */
  readonly when: 'loading' | 'using';
  readonly entryPath: EntryPath;
  readonly range: ByteRange;
  /** The piece of code that runs, for a step that is one. */
  readonly carried: CodeFact | null;
}

const CODE_LENGTH = 240;

const IMPORT_NOTES: Readonly<Record<GlobalClass, string>> = {
  trusted: ', a name the policy trusts',
  unknown: ', a name nobody has vouched for',
  dangerous: ', a name that can do harm',
};

/** Of a trusted name with a use that is not trusted. */
const USED_OTHERWISE = ', a name the policy trusts, used as no honest file uses it';

/** Uses that no call fact tells of. */
const UNTOLD: Readonly<Partial<Record<GlobalUse, string>>> = {
  state: 'Sets the state of',
  items: 'Adds items through a method of',
  storage: 'Gives as the type of a storage',
};

function readersNote(readers: readonly Reader[]): string {
  const reached = LOADERS.filter((loader) => readers.includes(loader));
  if (reached.length === LOADERS.length) return '';
  if (reached.length === 0) return 'listed by pickletools only';
  return `only ${reached.map((loader) => READER_NAMES[loader]).join('; ')}`;
}

function importStep(fact: JudgedGlobal): StoryStep {
  const name = fact.module === '' ? fact.name : `${fact.module}.${fact.name}`;
  const written =
    fact.writtenModule !== fact.module || fact.writtenName !== fact.name
      ? `, written as ${fact.writtenModule}.${fact.writtenName}`
      : '';
  const times = fact.imports > 1 ? `, ${fact.imports.toLocaleString('en')} times` : '';
  return {
    before: 'Imports',
    code: formatSymbol({ kind: 'str', value: name, length: name.length }).slice(1, -1),
    after: `${fact.uncovered.length > 0 ? USED_OTHERWISE : IMPORT_NOTES[fact.class]}${written}${times}`,
    tone: fact.class,
    readers: readersNote(fact.readers),
    when: 'loading',
    carried: null,
    entryPath: fact.entryPath,
    range: fact.range,
  };
}

/** Uses that no honest file makes and that are no calls: each is a step of its own, where it happens first. */
function useSteps(fact: JudgedGlobal): readonly StoryStep[] {
  return fact.uses.flatMap(({ use, count, range }) => {
    const before = UNTOLD[use];
    if (before === undefined || !fact.uncovered.includes(use)) return [];
    const after = `, as no honest file does${count > 1 ? `, ${count.toLocaleString('en')} times` : ''}`;
    return [{ ...importStep(fact), before, after, range }];
  });
}

function globalOf(value: SymbolicValue): string | null {
  if (value.kind === 'global') return `${value.module}.${value.name}`;
  return value.kind === 'call' ? globalOf(value.callee) : null;
}

/** A trusted name keeps its tone in the uses that are trusted. */
function toneOfCall(fact: CallFact, global: JudgedGlobal | undefined): GlobalClass {
  if (global === undefined || global.uncovered.length === 0) return global?.class ?? 'unknown';
  return global.uncovered.includes(USE_OF_OPCODE[fact.via]) ? 'unknown' : 'trusted';
}

function callStep(fact: CallFact, globals: ReadonlyMap<string, JudgedGlobal>): StoryStep {
  const rest = {
    tone: toneOfCall(fact, globals.get(globalOf(fact.callee) ?? '')),
    readers: readersNote(fact.readers),
    when: 'loading' as const,
    carried: null,
    entryPath: fact.entryPath,
    range: fact.range,
  };
  switch (fact.via) {
    case 'BUILD':
      return {
        before: 'Sets the state of',
        code: formatSymbol(fact.callee, CODE_LENGTH),
        after: ` from ${formatSymbol(fact.arguments, 80)}`,
        ...rest,
      };
    case 'NEWOBJ':
    case 'NEWOBJ_EX':
      return { before: 'Makes', code: formatCall(fact.callee, fact.arguments, CODE_LENGTH), after: '', ...rest };
    case 'APPEND':
    case 'APPENDS':
    case 'ADDITEMS':
    case 'SETITEM':
    case 'SETITEMS':
      return {
        before: 'Adds items through a method of',
        code: formatSymbol(fact.callee, CODE_LENGTH),
        after: '',
        ...rest,
      };
    case 'REDUCE':
    case 'OBJ':
    case 'INST':
      return { before: 'Calls', code: formatCall(fact.callee, fact.arguments, CODE_LENGTH), after: '', ...rest };
  }
}

const dotted = (...parts: readonly string[]): string => printable(parts.filter((part) => part !== '').join('.'));

function namedObjectStep(fact: NamedObjectFact, times: number): StoryStep {
  const judgement = judgeNamedObject(fact.loader, fact.module, fact.name);
  const name = dotted(fact.module, fact.name);
  const call = fact.arguments === '' ? name : `${name}(${shorten(printable(fact.arguments), CODE_LENGTH)})`;
  return {
    before: `${fact.loader} ${fact.called ? 'makes or calls' : 'imports'}`,
    code: fact.called ? call : name,
    after: `${IMPORT_NOTES[judgement.class]}${times > 1 ? `, ${times.toLocaleString('en')} times` : ''}`,
    tone: judgement.class,
    readers: '',
    when: 'loading',
    carried: null,
    entryPath: fact.entryPath,
    range: fact.range,
  };
}

const toneOfSeverity = (severity: Severity): GlobalClass => {
  const rank = severityRank(severity);
  return rank >= severityRank('high') ? 'dangerous' : rank >= severityRank('medium') ? 'unknown' : 'trusted';
};

/** An operation that only computes is no step: the table of operations has it. */
function operationStep(fact: OperationFact): StoryStep | null {
  const judgement = judgeOperation(fact.family, fact.domain, fact.name);
  if (judgement.class === 'known') return null;
  const detail = fact.detail === '' ? '' : ` (${shorten(printable(fact.detail), 160)})`;
  const rest = {
    code: printable(fact.domain === '' ? fact.name : `${fact.domain}::${fact.name}`),
    readers: '',
    when: 'using' as const,
    carried: null,
    entryPath: fact.entryPath,
    range: fact.range,
  };
  if (judgement.class === 'unknown')
    return {
      ...rest,
      before: `Needs the ${fact.family} operation`,
      after: `, whose code is not in the file${detail}`,
      tone: 'unknown',
    };
  return {
    ...rest,
    before: `Runs the ${fact.family} operation`,
    after: `, which ${judgement.row.does}${detail}`,
    tone: toneOfSeverity(judgement.row.severity),
  };
}

const REFERENCE_WORDS: Readonly<Record<ReferenceFact['to'], string>> = {
  file: 'Opens the file',
  address: 'Opens the address',
  library: 'Loads the native library',
};

function referenceStep(fact: ReferenceFact): StoryStep {
  const outside = fact.to === 'file' && fact.leavesFolder ? ', outside its folder' : '';
  return {
    before: REFERENCE_WORDS[fact.to],
    code: shorten(printable(fact.target), CODE_LENGTH),
    after: `${outside}: ${shorten(printable(fact.purpose), 120)}`,
    tone: fact.to === 'library' ? 'dangerous' : fact.to === 'address' || fact.leavesFolder ? 'unknown' : 'trusted',
    readers: '',
    when: 'loading',
    carried: null,
    entryPath: fact.entryPath,
    range: fact.range,
  };
}

/**
 * Code that runs only if somebody asks for it is no step, and neither is a script or template that stays inside its own interpreter:
 * the Code view has them. What a pickle does is told by its own imports and calls.
 */
function codeStep(fact: CodeFact): StoryStep | null {
  if (fact.runs === 'onRequest' || fact.language === 'pickle') return null;
  const [worst] = flaggedNames(fact);
  const isConfined = fact.language === 'torchscript' || fact.language === 'jinja';
  if (isConfined && !worst && fact.runs === 'using') return null;
  return {
    before: `Runs the ${CODE_NOUNS[fact.language]}`,
    code: shorten(printable(fact.title), CODE_LENGTH),
    after: worst ? `, which names ${printable(worst.name)}: it ${worst.does}` : '',
    tone: worst ? toneOfSeverity(worst.severity) : isConfined ? 'trusted' : 'unknown',
    readers: '',
    when: fact.runs === 'loading' ? 'loading' : 'using',
    carried: fact,
    entryPath: fact.entryPath,
    range: fact.range,
  };
}

/** A configuration names its loader's own layers over and over: one step for each name and member, with a count. */
function namedObjectSteps(facts: readonly NamedObjectFact[]): readonly StoryStep[] {
  const counts = new Map<string, { readonly fact: NamedObjectFact; times: number }>();
  for (const fact of facts) {
    const trusted = judgeNamedObject(fact.loader, fact.module, fact.name).class === 'trusted';
    const key = [
      fact.loader,
      fact.module,
      fact.name,
      fact.called,
      trusted ? '' : fact.arguments,
      ...fact.entryPath,
    ].join('\0');
    const held = counts.get(key);
    if (held) held.times++;
    else counts.set(key, { fact: trusted ? { ...fact, arguments: '' } : fact, times: 1 });
  }
  return [...counts.values()].map(({ fact, times }) => namedObjectStep(fact, times));
}

/** Imports and calls by the place that steps of the loader table refer to. */
export function storySteps(report: Report): ReadonlyMap<string, StoryStep> {
  const globals = globalsByName(report);
  return new Map([
    ...report.globals.map((fact) => [stepKey(true, fact.entryPath, fact.range.start), importStep(fact)] as const),
    ...report.references.map(
      (fact) => [stepKey(false, fact.entryPath, fact.range.start), referenceStep(fact)] as const,
    ),
    ...report.calls.map((fact) => [stepKey(false, fact.entryPath, fact.range.start), callStep(fact, globals)] as const),
  ]);
}

/** What of the story no loader of the table reaches: later pickles, other members, configurations, and whatever happens in use. */
export function storyBesideLoaders(report: Report): readonly StoryStep[] {
  const reached = new Set(report.loaders.flatMap(({ steps }) => steps.map(keyOfStep)));
  // A table that was cut does not tell what it reaches: better twice than left out.
  return loadStory(report).filter(
    (step) => !reached.has(stepKey(step.before === 'Imports', step.entryPath, step.range.start)),
  );
}

const globalsByName = (report: Report): ReadonlyMap<string, JudgedGlobal> =>
  new Map(report.globals.map((fact) => [`${fact.module}.${fact.name}`, fact]));

/** What a loader would import, make, open and run, in the order of the file; what happens only when the model is used comes last. */
export function loadStory(report: Report): readonly StoryStep[] {
  const globals = globalsByName(report);
  const entryOrder = new Map<string, number>();
  const order = ({ entryPath }: StoryStep): number => {
    const key = entryPath.join('\0');
    let start = entryOrder.get(key);
    if (start === undefined) {
      start = entryPath.length === 0 ? 0 : absoluteRange(report, { entryPath, range: { start: 0, end: 0 } }).start;
      entryOrder.set(key, start);
    }
    return start;
  };
  const steps = [
    ...report.globals.map(importStep),
    ...report.globals.flatMap(useSteps),
    ...report.calls.map((fact) => callStep(fact, globals)),
    ...namedObjectSteps(report.namedObjects),
    ...report.operations.map(operationStep),
    ...report.references.map(referenceStep),
    ...report.code.map(codeStep),
  ].filter((step) => step !== null);
  return steps.sort(
    (a, b) =>
      Number(a.when === 'using') - Number(b.when === 'using') ||
      order(a) - order(b) ||
      a.entryPath.length - b.entryPath.length ||
      a.range.start - b.range.start,
  );
}

/** Imports, calls and the rest that were counted and are not in the story. */
export const STORY_KINDS = ['global', 'call', 'namedObject', 'operation', 'reference', 'code'] as const;
