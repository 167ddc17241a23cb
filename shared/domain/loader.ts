import type { EntryPath } from './artifact';
import type { GlobalClass } from './report';

/** The programs of the loader table, in its order. */
export const LOADING_PROGRAMS = ['pickleC', 'picklePython', 'joblib', 'torch', 'torchWeightsOnly'] as const;
export type LoadingProgram = (typeof LOADING_PROGRAMS)[number];

/** What a person calls each of them. */
export const PROGRAM_NAMES: Readonly<Record<LoadingProgram, string>> = {
  pickleC: 'pickle.load, C unpickler',
  picklePython: 'pickle.load, Python unpickler',
  joblib: 'joblib.load',
  torch: 'torch.load',
  torchWeightsOnly: 'torch.load(weights_only=True)',
};

/**
 * What loading comes to.
 * - `dangerous`, `unknown`: it reaches something that is known for harm, or that nobody has vouched for
 * - `trusted`: it reads the file and reaches nothing else than trusted names
 * - `refuses`: the restricted loader stops at something that is not on its list
 * - `handsOn`: it gives the file to another program, with other rules
 * - `fails`: it begins to read the file, and gives up before it reaches anything that is not trusted
 * - `notRead`: it does not take the file for something of its own; nothing of it runs
 * - `notKnown`: not enough of the file was understood to say
 */
export const LOADER_RESULTS = [
  'dangerous',
  'unknown',
  'trusted',
  'refuses',
  'handsOn',
  'fails',
  'notRead',
  'notKnown',
] as const;
export type LoaderResult = (typeof LOADER_RESULTS)[number];

/** One import, call, change or other file that a program reaches: a reference to the fact at the same place. */
export interface LoaderStep {
  readonly does: 'imports' | 'calls' | 'changes' | 'opens';
  /** The name, or the call with its arguments, as one bounded line. */
  readonly what: string;
  readonly class: GlobalClass;
  /** What is special about reaching it: `only over a file that has no buffer`; empty for nothing. */
  readonly note: string;
  readonly entryPath: EntryPath;
  readonly byteOffset: number;
}

/** Where a program gives up, and why. */
export interface LoaderStop {
  readonly why: string;
  readonly entryPath: EntryPath;
  readonly byteOffset: number;
}

/** One row of the loader table. */
export interface LoaderOutcome {
  readonly program: LoadingProgram;
  readonly result: LoaderResult;
  /** The outcome as one sentence. */
  readonly sentence: string;
  /** What of the file it leaves unread, as a sentence; empty for nothing. */
  readonly unread: string;
  /** Names that are imported, and different callables that are called. */
  readonly imports: number;
  readonly calls: number;
  /** The first of the worst steps, a call before an import; null when all are trusted. */
  readonly worst: LoaderStep | null;
  readonly stop: LoaderStop | null;
  /** In order, bounded; `omittedSteps` were left out. */
  readonly steps: readonly LoaderStep[];
  readonly omittedSteps: number;
}
