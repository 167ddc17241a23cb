import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** One corpus file and what its maker says of it. */
export interface CorpusCase {
  readonly file: string;
  readonly path: string;
  readonly label: 'benign' | 'malicious' | 'malformed';
  readonly expect: 'no-findings' | 'suspicious' | 'dangerous' | 'inconclusive';
  /** A worse verdict is right as well. */
  readonly atLeast?: boolean;
  readonly about: string;
  /** Globals that must be reported, as `module.name`. */
  readonly contains?: readonly string[];
  /** The technique of `techniques.json` that a hostile file shows. */
  readonly technique?: string;
  /** Loading it runs a command or code. */
  readonly runs?: boolean;
}

/** A published way to get past a scanner, as `build/corpus/hostile/techniques.py` lists it. */
export interface Technique {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly runs: boolean;
}

export const CORPUS = path.resolve(import.meta.dirname, '../corpus');

export const readTechniques = (): readonly Technique[] =>
  JSON.parse(readFileSync(path.join(CORPUS, 'techniques.json'), 'utf8')) as readonly Technique[];

const IN_MATRIX = 'matrix/';

/** The product of techniques and containers: small files by the thousand, answered by verdict alone. */
export const readMatrix = (): readonly CorpusCase[] => readLabels().filter(({ file }) => file.startsWith(IN_MATRIX));

/** Every labelled file of the corpus but the matrix, by name. */
export const readCorpus = (): readonly CorpusCase[] => readLabels().filter(({ file }) => !file.startsWith(IN_MATRIX));

function readLabels(): readonly CorpusCase[] {
  const cases: CorpusCase[] = [];
  for (const name of readdirSync(CORPUS)) {
    if (!/^labels.*\.json$/.test(name)) continue;
    const labels = JSON.parse(readFileSync(path.join(CORPUS, name), 'utf8')) as Record<
      string,
      Omit<CorpusCase, 'file' | 'path'>
    >;
    for (const [file, label] of Object.entries(labels)) cases.push({ ...label, file, path: path.join(CORPUS, file) });
  }
  return cases.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Verdicts, worst first. */
export const WORST_FIRST = ['dangerous', 'suspicious', 'inconclusive', 'no-findings'] as const;
