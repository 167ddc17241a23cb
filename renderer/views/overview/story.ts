import type { ByteRange, EntryPath } from '../../../shared/domain/artifact';
import { type CallFact, LOADERS, type Reader } from '../../../shared/domain/fact';
import type { GlobalClass, JudgedGlobal, Report } from '../../../shared/domain/report';
import type { SymbolicValue } from '../../../shared/domain/symbol';
import { formatCall, formatSymbol } from '../../../shared/text/symbol';
import { READER_NAMES } from '../../state/readers';

/** One step of what loading would do: `before code after`, with the readers named where they differ. */
export interface StoryStep {
  readonly before: string;
  readonly code: string;
  readonly after: string;
  readonly tone: GlobalClass;
  readonly readers: string;
  readonly entryPath: EntryPath;
  readonly range: ByteRange;
}

const CODE_LENGTH = 240;

const IMPORT_NOTES: Readonly<Record<GlobalClass, string>> = {
  trusted: ', a name the policy trusts',
  unknown: ', a name nobody has vouched for',
  dangerous: ', a name that can do harm',
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
    after: `${IMPORT_NOTES[fact.class]}${written}${times}`,
    tone: fact.class,
    readers: readersNote(fact.readers),
    entryPath: fact.entryPath,
    range: fact.range,
  };
}

function globalOf(value: SymbolicValue): string | null {
  if (value.kind === 'global') return `${value.module}.${value.name}`;
  return value.kind === 'call' ? globalOf(value.callee) : null;
}

function callStep(fact: CallFact, classes: ReadonlyMap<string, GlobalClass>): StoryStep {
  const rest = {
    tone: classes.get(globalOf(fact.callee) ?? '') ?? 'unknown',
    readers: readersNote(fact.readers),
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

/** What a loader would import and call, in the order of the file. */
export function loadStory(report: Report): readonly StoryStep[] {
  const classes = new Map(report.globals.map((fact) => [`${fact.module}.${fact.name}`, fact.class]));
  const entryOrder = new Map<string, number>();
  for (const stream of report.streams) {
    const key = stream.entryPath.join('\0');
    if (!entryOrder.has(key)) entryOrder.set(key, entryOrder.size);
  }
  const order = (step: StoryStep) => entryOrder.get(step.entryPath.join('\0')) ?? entryOrder.size;
  const steps = [...report.globals.map(importStep), ...report.calls.map((fact) => callStep(fact, classes))];
  return steps.sort((a, b) => order(a) - order(b) || a.range.start - b.range.start);
}
