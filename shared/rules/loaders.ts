import { type EntryPath, formatEntryPath } from '../domain/artifact';
import type { CallFact, Fact, Reader } from '../domain/fact';
import { type Finding, severityRank } from '../domain/finding';
import {
  LOADING_PROGRAMS,
  type LoaderOutcome,
  type LoaderResult,
  type LoaderStep,
  type LoaderStop,
  type LoadingProgram,
  PROGRAM_NAMES,
} from '../domain/loader';
import type { GlobalClass, JudgedGlobal, WeightsOnly } from '../domain/report';
import type { FormatId } from '../formats';
import { OP } from '../pickle/opcodes';
import { printable, shorten } from '../text/printable';
import { formatCall, formatSymbol } from '../text/symbol';
import { FileLayout, type Reach, type Reading, readingOf } from './loader-reach';
import { weightsOnlyStops } from './weights-only';

/** Steps listed of each program; the rest is counted. */
const LISTED = 1000;
const LINE = 240;
/** Characters of a step that a sentence quotes. */
const SHORT = 120;
/** Literals that are followed because a call loads them. */
const PAYLOADS = 100;
/** The most that joblib puts between the opcodes and an array, so that the array is aligned. */
const PADDING = 256;

/** What the table is made of: the facts of a file, judged. */
export interface LoadersInput {
  readonly facts: readonly Fact[];
  readonly globals: readonly JudgedGlobal[];
  readonly findings: readonly Finding[];
  readonly format: FormatId;
  readonly weightsOnly: WeightsOnly | null;
  /** True when a member is encrypted and was not opened. */
  readonly locked: boolean;
}

/** THE loader table: for each program whether it reads the file, what it reaches in which order, and where it stops. */
export function loaderOutcomes(input: LoadersInput): readonly LoaderOutcome[] {
  const layout = new FileLayout([...input.facts, ...input.globals], input.format);
  const classes = new Classes(input);
  return LOADING_PROGRAMS.map((program) => outcomeOf(program, input, layout, classes));
}

/** How bad each place is: what the findings say of it, and for names their own judgement. */
class Classes {
  private readonly byPlace = new Map<string, GlobalClass>();
  private readonly byName = new Map<string, GlobalClass>();

  constructor({ findings, globals }: LoadersInput) {
    for (const { entryPath, byteOffset, severity } of findings) {
      const rank = severityRank(severity);
      const found = rank >= severityRank('high') ? 'dangerous' : rank >= severityRank('medium') ? 'unknown' : 'trusted';
      const key = placeKey(entryPath, byteOffset);
      this.byPlace.set(key, worse(this.byPlace.get(key) ?? 'trusted', found));
    }
    for (const global of globals) this.byName.set(nameKey(global.entryPath, global.module, global.name), global.class);
  }

  ofPlace(entryPath: EntryPath, offset: number): GlobalClass {
    return this.byPlace.get(placeKey(entryPath, offset)) ?? 'trusted';
  }

  ofCall({ entryPath, range, callee }: CallFact): GlobalClass {
    const named =
      callee.kind === 'global'
        ? (this.byName.get(nameKey(entryPath, callee.module, callee.name)) ?? 'unknown')
        : 'trusted';
    return worse(this.ofPlace(entryPath, range.start), named);
  }
}

const placeKey = (entryPath: EntryPath, offset: number): string => `${formatEntryPath(entryPath)}\0${offset}`;
const nameKey = (entryPath: EntryPath, module: string, name: string): string =>
  `${formatEntryPath(entryPath)}\0${module}\0${name}`;
const RANK: Readonly<Record<GlobalClass, number>> = { trusted: 0, unknown: 1, dangerous: 2 };
const worse = (a: GlobalClass, b: GlobalClass): GlobalClass => (RANK[a] >= RANK[b] ? a : b);

function outcomeOf(program: LoadingProgram, input: LoadersInput, layout: FileLayout, classes: Classes): LoaderOutcome {
  const reading = readingOf(program, layout);
  const isRestricted = program === 'torchWeightsOnly';
  const refusal = isRestricted ? refusalOf(input, reading) : null;
  const steps: LoaderStep[] = [];
  let stop: LoaderStop | null = null;
  const seen = new Set<string>();
  let isWhole = true;
  for (const reach of reading.reaches) {
    const walked = walk(reach, isRestricted, layout, classes, seen);
    const before = refusal !== null && isBefore(refusal, reach, walked.stop) ? refusal : null;
    for (const step of walked.steps) if (before === null || !isBehind(step, before)) steps.push(step);
    isWhole &&= walked.isWhole;
    stop = before ?? walked.stop;
    if (stop !== null) break;
  }
  if (reading.reaches.length === 0) stop = refusal;
  const worst = worstOf(steps);
  const result = resultOf(program, input, reading, worst, stop, refusal, isWhole);
  const imports = steps.filter(({ does }) => does === 'imports').length;
  const outcome = { program, result, worst, stop, imports, unread: result === 'notRead' ? '' : reading.unread };
  return {
    ...outcome,
    sentence: sentenceOf(outcome, input, reading),
    calls: new Set(steps.flatMap((step) => (step.does === 'calls' ? [calledName(step.what)] : []))).size,
    steps: steps.slice(0, LISTED),
    omittedSteps: Math.max(0, steps.length - LISTED),
  };
}

/** `os.system` of `os.system('…')`. */
const calledName = (what: string): string => what.slice(0, Math.max(0, what.indexOf('(')) || undefined);

/** Where the restricted loader says no; null where it does not, or where it has nothing to read. */
function refusalOf(input: LoadersInput, reading: Reading): LoaderStop | null {
  const stops =
    input.weightsOnly?.stoppedBy ??
    reading.reaches.flatMap((reach) =>
      weightsOnlyStops(
        input.facts.filter((fact) => isInside(fact, reach)),
        input.globals.filter((global) => isInside(global, reach)),
      ),
    );
  const [first] = stops;
  return first === undefined
    ? null
    : { why: refusalWords(first.what), entryPath: first.entryPath, byteOffset: first.byteOffset };
}

function refusalWords(what: string): string {
  if (Object.hasOwn(OP, what)) return `the opcode ${what} is none that it reads`;
  return /^[\w.]+$/.test(what) ? `${what} is not on its list` : `it does not take ${what}`;
}

function isInside(fact: Fact, { entryPath, start, end }: Reach): boolean {
  if (formatEntryPath(fact.entryPath) !== formatEntryPath(entryPath)) return false;
  return fact.kind === 'opcodeSet' || (fact.range.start >= start && fact.range.start < end);
}

/** True when a refusal comes in this reach, and no later than where it breaks off by itself. */
function isBefore(refusal: LoaderStop, reach: Reach, stop: LoaderStop | null): boolean {
  if (formatEntryPath(refusal.entryPath) !== formatEntryPath(reach.entryPath)) return refusal.entryPath.length === 0;
  if (refusal.byteOffset >= reach.end) return false;
  return stop === null || refusal.byteOffset <= stop.byteOffset;
}

const isBehind = (step: LoaderStep, stop: LoaderStop): boolean =>
  stop.entryPath.length < step.entryPath.length || step.byteOffset >= stop.byteOffset;

interface Walked {
  readonly steps: readonly LoaderStep[];
  readonly stop: LoaderStop | null;
  /** False when a bound was reached: there may be more steps. */
  readonly isWhole: boolean;
}

/** What one pickle makes a program do, in the order of its bytes, as far as the program gets. */
function walk(reach: Reach, isRestricted: boolean, layout: FileLayout, classes: Classes, seen: Set<string>): Walked {
  const own = layout.between(reach.entryPath, reach.start, reach.end);
  const joblibs = arrayBoundary(own);
  const goesOn = hasOtherReading(own);
  const stop = stopOf(reach, isRestricted, own, goesOn ? Number.POSITIVE_INFINITY : joblibs);
  const steps: LoaderStep[] = [];
  let isWhole = true;
  for (const fact of goesOn ? [...own, ...strayed(reach, layout)] : own) {
    const at = fact.range.start;
    if (fact.kind === 'limitReached') isWhole = false;
    if (at === reach.end) continue;
    // Files beside this one are read by joblib alone.
    if (fact.kind === 'reference' && reach.arrays && (stop === null || at < stop.byteOffset))
      steps.push({
        ...stepAt(fact, reach),
        does: 'opens',
        what: fact.target,
        class: classes.ofPlace(fact.entryPath, at),
      });
    if (!('readers' in fact)) continue;
    if (!isReached(reach, isRestricted, fact.readers)) continue;
    // From the first array on, joblib and the others read different things from the same bytes.
    if (at >= joblibs && readsAsOpcodes(fact.readers) === reach.arrays && !isMetAgain(fact)) continue;
    if (stop !== null && at >= stop.byteOffset && (at < joblibs || reach.arrays)) continue;
    const step = stepOf(fact, reach, classes);
    if (step === null) continue;
    steps.push(step);
    if (fact.kind === 'call' && fact.payload !== undefined)
      steps.push(...payloadSteps([...reach.entryPath, fact.payload], layout, classes, seen));
  }
  return { steps, stop, isWhole };
}

const hasOtherReading = (facts: readonly Fact[]): boolean =>
  facts.some((fact) => fact.kind === 'oddity' && fact.code === 'alternateReading');

/** What another reading of the bytes reaches behind the end of the pickle, where no later pickle stands. */
function strayed({ entryPath, end }: Reach, layout: FileLayout): readonly Fact[] {
  const later = layout.streamsOf(entryPath).filter((stream) => stream.start >= end);
  let next = 0;
  return layout.between(entryPath, end + 1, Number.POSITIVE_INFINITY).filter(({ range }) => {
    while (next < later.length && (later[next]?.end ?? 0) <= range.start) next++;
    return range.start < (later[next]?.start ?? Number.POSITIVE_INFINITY);
  });
}

const isReached = (reach: Reach, isRestricted: boolean, readers: readonly Reader[]): boolean =>
  isRestricted
    ? readers.some((reader) => reader !== 'pickletools')
    : reach.readers.some((one) => readers.includes(one));

/** Behind joblib’s first array only its own unpickler is left in the main reading; the others are in the one that takes numbers for opcodes. */
const readsAsOpcodes = (readers: readonly Reader[]): boolean => readers.includes('c') || readers.includes('cFile');

const isMetAgain = (fact: Fact): boolean => fact.kind === 'global' && fact.imports > 1;

/** Where joblib’s first array begins; the reading that takes it for opcodes begins a few bytes before. */
function arrayBoundary(facts: readonly Fact[]): number {
  let first = Number.POSITIVE_INFINITY;
  for (const fact of facts) if (fact.kind === 'array' && fact.name === null) first = Math.min(first, fact.range.start);
  for (const fact of facts)
    if (fact.kind === 'oddity' && fact.code === 'alternateReading' && isJustBefore(fact.range.start, first))
      return fact.range.start;
  return first;
}

const isJustBefore = (at: number, first: number): boolean => at <= first && first - at <= PADDING;

/** The first place where the program gives up. */
function stopOf(reach: Reach, isRestricted: boolean, facts: readonly Fact[], firstArray: number): LoaderStop | null {
  let best: LoaderStop | null = null;
  const consider = (why: string, byteOffset: number) => {
    if (best === null || byteOffset < best.byteOffset) best = { why, entryPath: reach.entryPath, byteOffset };
  };
  if (!reach.arrays && firstArray !== Number.POSITIVE_INFINITY) consider('arrays of joblib are no opcodes', firstArray);
  for (const fact of facts) {
    const at = fact.range.start;
    // The end of a pickle is the beginning of the next one: only damage stands there.
    if (at === reach.end && fact.kind !== 'malformed') continue;
    switch (fact.kind) {
      case 'malformed': {
        const stopped = isRestricted
          ? fact.stops.length > 0
          : reach.readers.every((one) => fact.stops.includes(one) || one === 'cFile');
        if (stopped && fact.stops.length > 0) consider(printable(fact.detail), at);
        break;
      }
      case 'persistentId':
        if (!isResolved(reach, fact.id)) consider('a persistent id, which it does not resolve', at);
        break;
      case 'extension':
        consider(`extension code ${fact.code}, unless the program has registered it`, at);
        break;
      case 'oddity':
        if (fact.code === 'outOfBandBuffer') consider('a buffer that is not in the file', at);
        break;
    }
  }
  return best;
}

function isResolved({ persistentIds }: Reach, id: Extract<Fact, { kind: 'persistentId' }>['id']): boolean {
  if (persistentIds === 'none') return false;
  if (persistentIds === 'numbers') return id.kind === 'tuple' || id.kind === 'str' || id.kind === 'int';
  return id.kind === 'tuple' && id.items[0]?.kind === 'str' && ['storage', 'module'].includes(id.items[0].value);
}

const CHANGES: ReadonlySet<CallFact['via']> = new Set([
  'BUILD',
  'APPEND',
  'APPENDS',
  'ADDITEMS',
  'SETITEM',
  'SETITEMS',
]);

function stepOf(fact: Fact, reach: Reach, classes: Classes): LoaderStep | null {
  const place = stepAt(fact, reach);
  const { entryPath, byteOffset } = place;
  switch (fact.kind) {
    case 'global': {
      const what = shorten(printable(fact.module === '' ? fact.name : `${fact.module}.${fact.name}`), LINE);
      const judged = (fact as JudgedGlobal).class;
      return { ...place, does: 'imports', what, class: worse(judged, classes.ofPlace(entryPath, byteOffset)) };
    }
    case 'unresolvedGlobal': {
      const what = `${formatSymbol(fact.module, 80)} . ${formatSymbol(fact.name, 80)}`;
      return { ...place, does: 'imports', what, class: worse('unknown', classes.ofPlace(entryPath, byteOffset)) };
    }
    case 'call': {
      const does = CHANGES.has(fact.via) ? 'changes' : 'calls';
      const what = does === 'calls' ? formatCall(fact.callee, fact.arguments, LINE) : formatSymbol(fact.callee, LINE);
      return { ...place, does, what, class: classes.ofCall(fact) };
    }
    default:
      return null;
  }
}

const stepAt = (fact: Fact, reach: Reach) => ({
  entryPath: fact.entryPath,
  byteOffset: fact.range.start,
  note: noteOf(fact, reach),
});

function noteOf(fact: Fact, { readers }: Reach): string {
  if (!('readers' in fact) || !readers.includes('cFile') || fact.readers.includes('c')) return '';
  return fact.readers.includes('cFile') ? 'only from a file without a buffer' : '';
}

/** What a literal does that a call of the pickle loads: a pickle, or an archive of PyTorch with one. */
function payloadSteps(
  entryPath: EntryPath,
  layout: FileLayout,
  classes: Classes,
  seen: Set<string>,
): readonly LoaderStep[] {
  const key = formatEntryPath(entryPath);
  // The same literal may be loaded any number of times, and literals stand in literals.
  if (seen.has(key) || seen.size >= PAYLOADS) return [];
  seen.add(key);
  const pickles = layout.streamsOf(entryPath).length > 0 ? [entryPath] : layout.childrenOf(entryPath);
  return pickles.flatMap((path) => {
    const [first] = layout.streamsOf(path);
    if (first === undefined) return [];
    const readers = ['c', 'cFile'] as const;
    const reach: Reach = { entryPath: path, ...first, readers, persistentIds: 'storages', arrays: false };
    return walk(reach, false, layout, classes, seen).steps;
  });
}

/** The first of the worst: a call, since it acts; then a change; then an import. */
function worstOf(steps: readonly LoaderStep[]): LoaderStep | null {
  const weight = (step: LoaderStep) =>
    4 * RANK[step.class] + (step.does === 'calls' ? 2 : step.does === 'changes' ? 1 : 0);
  let worst: LoaderStep | null = null;
  for (const step of steps)
    if (step.class !== 'trusted' && (worst === null || weight(step) > weight(worst))) worst = step;
  return worst;
}

function resultOf(
  program: LoadingProgram,
  input: LoadersInput,
  reading: Reading,
  worst: LoaderStep | null,
  stop: LoaderStop | null,
  refusal: LoaderStop | null,
  isWhole: boolean,
): LoaderResult {
  if (refusal !== null && stop === refusal) return 'refuses';
  // What is not trusted is not on its list either: here only not all of the opcodes could be followed.
  if (worst !== null && worst.class !== 'trusted') return program === 'torchWeightsOnly' ? 'notKnown' : worst.class;
  if (reading.reaches.length === 0) {
    if (!program.startsWith('torch') || input.format !== 'torch') return 'notRead';
    return reading.why === '' ? 'handsOn' : input.locked ? 'notKnown' : 'notRead';
  }
  if (!isWhole) return 'notKnown';
  return stop !== null || reading.failsAfter !== '' ? 'fails' : 'trusted';
}

const VERBS: Readonly<Record<LoaderStep['does'], string>> = {
  imports: 'Imports',
  calls: 'Calls',
  changes: 'Changes',
  opens: 'Opens',
};

function sentenceOf(
  { program, result, worst, stop, imports }: Pick<LoaderOutcome, 'program' | 'result' | 'worst' | 'stop' | 'imports'>,
  input: LoadersInput,
  reading: Reading,
): string {
  switch (result) {
    case 'dangerous':
    case 'unknown': {
      if (worst === null) throw new Error('a result without a step');
      const vouched = result === 'unknown' && worst.does !== 'opens' ? ', which nobody has vouched for' : '';
      const note = worst.note === '' ? '' : `, ${worst.note}`;
      return `${VERBS[worst.does]} ${quotedStep(worst)}${vouched}${note}.`;
    }
    case 'refuses':
      return `Refuses it: ${printable(stop?.why ?? '')}.`;
    case 'fails': {
      const reached = imports === 0 ? 'before it imports anything' : 'after trusted names only';
      return stop !== null ? `Gives up ${reached}: ${stop.why}.` : `Gives up ${reached}: ${reading.failsAfter}.`;
    }
    case 'trusted':
      if (program === 'torchWeightsOnly') return 'Takes it: every name is on its list.';
      return imports === 0 ? 'Loads it and imports nothing.' : 'Loads it with trusted names only.';
    case 'handsOn':
      return 'Hands the archive to torch.jit.load, which imports no Python names and runs TorchScript.';
    case 'notRead':
      return `Does not read it: ${reading.why}.`;
    case 'notKnown':
      return input.locked
        ? 'Not known: what it would read is encrypted.'
        : 'Not known: not all of what it would read was understood.';
  }
}

/** A step as the sentence of its row quotes it. */
export const quotedStep = ({ what }: LoaderStep): string => shorten(what, SHORT);

/** The rows that differ from the others of those that read the file, as one line each; empty when all do the same. */
export function differences(outcomes: readonly LoaderOutcome[]): readonly string[] {
  const reading = outcomes.filter(({ program, result }) => program !== 'torchWeightsOnly' && result !== 'notRead');
  if (new Set(reading.map(({ sentence }) => sentence)).size < 2) return [];
  return reading.map(({ program, sentence }) => `${PROGRAM_NAMES[program]}: ${sentence}`);
}
