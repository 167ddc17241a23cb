import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { severityRank } from '../../shared/domain/finding';
import type { Report } from '../../shared/domain/report';

/** The readers that the oracle is. */
export const READERS = ['c', 'cFile', 'python'] as const;
export type OracleReader = (typeof READERS)[number];

/** What one of CPython's unpicklers did with a program: names as the file writes them, `module\nname`. */
export interface Loaded {
  readonly imports: readonly string[];
  readonly calls: readonly string[];
  /** `loaded`, or the error that it ended in. */
  readonly end: string;
}

export type Answer = Readonly<Record<OracleReader, Loaded>>;

/** Programs are sent in parts, so that neither side holds much. */
const PART = 2000;

/** What the Python at `python` does with the programs. Null where it cannot be run. */
export function askPython(python: string, programs: readonly Uint8Array[]): readonly Answer[] | null {
  const answers: Answer[] = [];
  for (let from = 0; from < programs.length; from += PART) {
    const input = programs.slice(from, from + PART).map((bytes) => `${Buffer.from(bytes).toString('hex')}\n`);
    const done = spawnSync(python, [path.resolve(import.meta.dirname, 'oracle.py')], {
      input: input.join(''),
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (done.error !== undefined) return null;
    if (done.status !== 0) throw new Error(`the oracle failed: ${done.stderr.slice(-2000)}`);
    for (const line of done.stdout.trimEnd().split('\n')) answers.push(JSON.parse(line) as Answer);
  }
  return answers;
}

/** What Cuvette says that a reader comes to, in the oracle's words. Names stand as written and as Python 3 calls them. */
export interface Said {
  readonly imports: ReadonlySet<string>;
  /** Calls of names that nobody vouches for; the others are only counted. */
  readonly calls: ReadonlySet<string>;
  readonly trusted: ReadonlySet<string>;
}

/** Half characters are shown as a mark: one or three of them. */
const wellFormed = (name: string): string => name.replace(/[\ud800-\udfff\ufffd]+/g, '\ufffd');

const CALLING: ReadonlySet<string> = new Set(['REDUCE', 'NEWOBJ', 'NEWOBJ_EX', 'OBJ', 'INST']);

export function whatIsSaid(report: Report, reader: OracleReader): Said {
  const imports = new Set<string>();
  const trusted = new Set<string>();
  const written = new Map<string, string[]>();
  for (const global of report.globals) {
    const names = [`${global.module}\n${global.name}`, `${global.writtenModule}\n${global.writtenName}`].map(
      wellFormed,
    );
    const known = written.get(names[0] as string);
    if (known === undefined) written.set(names[0] as string, names);
    else known.push(...names);
    for (const name of names) {
      if (global.readers.includes(reader)) imports.add(name);
      if (global.class === 'trusted') trusted.add(name);
    }
  }
  const calls = new Set<string>();
  for (const { callee, via, readers } of report.calls) {
    if (callee.kind !== 'global' || !CALLING.has(via) || !readers.includes(reader)) continue;
    const name = wellFormed(`${callee.module}\n${callee.name}`);
    for (const one of written.get(name) ?? [name]) calls.add(one);
  }
  return { imports, calls, trusted };
}

/** True when a finding, suspicious by itself, says that readers disagree on the frames. */
const saysSplit = (report: Report): boolean =>
  report.findings.some(
    ({ severity, message }) =>
      severityRank(severity) >= severityRank('medium') &&
      /goes on beyond the end of its frame|begins before the last one is used up/.test(message),
  );

/**
 * What CPython came to and Cuvette does not say; each line is a bug in one of the two. Behind an argument that is split by its frame, the C
 * unpickler over an unbuffered file puts names together of bytes from two places: that this happens is said, and enough.
 */
export function missing(report: Report, answer: Answer): readonly string[] {
  const lines: string[] = [];
  for (const reader of READERS) {
    if (reader === 'cFile' && saysSplit(report)) continue;
    const said = whatIsSaid(report, reader);
    const show = (name: string) => name.replace('\n', '.');
    // A GLOBAL that the end cuts off is imported by half its name, and no call can follow.
    const ended = reader === 'python' && answer.python.end.startsWith('EOFError');
    for (const name of answer[reader].imports)
      if (!said.imports.has(wellFormed(name)) && !(ended && !answer.python.calls.includes(name)))
        lines.push(`${reader} imports ${show(name)}`);
    for (const name of answer[reader].calls)
      if (!said.calls.has(wellFormed(name)) && !said.trusted.has(wellFormed(name)))
        lines.push(`${reader} calls ${show(name)}`);
  }
  return lines;
}
