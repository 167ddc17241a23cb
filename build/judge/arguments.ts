import os from 'node:os';

export interface JudgeArguments {
  readonly folder: string;
  /** Where the whole result goes, file by file; null for nowhere. */
  readonly json: string | null;
  readonly labels: readonly string[];
  readonly jobs: number;
  readonly patienceSeconds: number;
}

export const USAGE = `npm run judge -- FOLDER [--labels FILE]… [--json FILE] [--jobs N] [--timeout SECONDS]

Scans a tree of labelled files as the product does and prints how it did. Labels come from labels*.json and labels*.csv at the top of
the tree, from files given by --labels (paths count from the top), else from folders called malicious, benign or malformed, or the like.

Exit code 0: as labelled. 1: something was missed, crashed or took too long. 64: not asked rightly. 66: no such folder.
`;

/** The arguments, or null when they make no sense. */
export function readArguments(words: readonly string[]): JudgeArguments | null {
  let folder: string | null = null;
  let json: string | null = null;
  const labels: string[] = [];
  let jobs = Math.max(1, Math.min(8, os.availableParallelism()));
  let patienceSeconds = 60;
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (!word.startsWith('--')) {
      if (folder !== null) return null;
      folder = word;
      continue;
    }
    const value = words[++i];
    if (value === undefined) return null;
    if (word === '--json') json = value;
    else if (word === '--labels') labels.push(value);
    else if (word === '--jobs' && /^[1-9]\d{0,2}$/.test(value)) jobs = Number(value);
    else if (word === '--timeout' && /^[1-9]\d{0,5}$/.test(value)) patienceSeconds = Number(value);
    else return null;
  }
  return folder === null ? null : { folder, json, labels, jobs, patienceSeconds };
}
