import { type EntryPath, formatEntryPath } from '../../shared/domain/artifact';
import type { CodeFact } from '../../shared/domain/fact';
import { type Finding, severityRank } from '../../shared/domain/finding';
import type { JudgedGlobal, Report } from '../../shared/domain/report';
import type { PseudoProgram, StreamInfo } from '../../shared/ipc/messages';
import { describeDanger, judgeGlobal } from '../../shared/rules/global-policy';
import { type FlaggedName, flaggedNames, type JudgedCode } from './code-names';
import { worstFirst } from './facts';
import { samePath } from './place';

/** A pickle stream as a piece of code: its opcodes are a program. The text is told by the scanner when somebody looks at it. */
export interface StreamCode extends JudgedCode {
  readonly stream: number;
  readonly opcodes: number;
}

export const isStreamCode = (code: CodeFact): code is StreamCode => 'stream' in code;

const dotted = ({ module, name }: JudgedGlobal): string => (module === '' ? name : `${module}.${name}`);

function flaggedIn(globals: readonly JudgedGlobal[]): readonly FlaggedName[] {
  const byName = new Map<string, FlaggedName>();
  for (const global of globals) {
    if (global.class !== 'dangerous') continue;
    const { danger } = judgeGlobal(global.module, global.name);
    if (danger !== null) byName.set(dotted(global), { name: dotted(global), ...describeDanger(danger) });
  }
  return [...byName.values()].sort((a, b) => severityRank(b.severity) - severityRank(a.severity));
}

function byEntry<T extends { readonly entryPath: EntryPath }>(places: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const place of places) {
    const key = place.entryPath.join('\0');
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  }
  return groups;
}

/** The last stream that begins at or before an offset; streams of one entry stand in order. */
function lastFrom(streams: readonly StreamInfo[], offset: number): StreamInfo | undefined {
  let low = 0;
  let high = streams.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((streams[middle] as StreamInfo).start <= offset) low = middle + 1;
    else high = middle;
  }
  return streams[low - 1];
}

/** What each stream imports itself. */
function globalsByStream(
  report: Report,
  streams: ReadonlyMap<string, readonly StreamInfo[]>,
): ReadonlyMap<StreamInfo, readonly JudgedGlobal[]> {
  const found = new Map<StreamInfo, JudgedGlobal[]>();
  for (const global of report.globals) {
    const stream = lastFrom(streams.get(global.entryPath.join('\0')) ?? [], global.range.start);
    if (!stream || global.range.start >= stream.end) continue;
    const here = found.get(stream);
    if (here) here.push(global);
    else found.set(stream, [global]);
  }
  return found;
}

function streamsAsCode(report: Report, streams: readonly StreamInfo[]): readonly StreamCode[] {
  const siblings = byEntry(streams);
  const globals = globalsByStream(report, siblings);
  const numbers = new Map(
    [...siblings.values()].flatMap((own) => own.map((stream, index) => [stream, index + 1] as const)),
  );
  return streams.map((stream): StreamCode => {
    const { id, entryPath, start, end, rows } = stream;
    const path = formatEntryPath(entryPath);
    const isOnly = siblings.get(entryPath.join('\0'))?.length === 1;
    const here = globals.get(stream) ?? [];
    const what = siblings.size === 1 || path === '' ? 'the pickle' : path;
    return {
      kind: 'code',
      language: 'pickle',
      title: `What ${what} does${isOnly ? '' : `, stream ${numbers.get(stream)}`}`,
      text: '',
      truncated: false,
      runs: 'loading',
      names: [...new Set(here.map(dotted))],
      entryPath,
      range: { start, end },
      stream: id,
      opcodes: rows,
      flagged: flaggedIn(here),
    };
  });
}

const worstRank = (pieces: readonly CodeFact[]): number =>
  pieces.reduce((worst, piece) => Math.max(worst, severityRank(flaggedNames(piece)[0]?.severity ?? 'info')), 0);

const held = new WeakMap<readonly StreamInfo[], { readonly report: Report; readonly pieces: readonly CodeFact[] }>();

/** Everything in a file that is code: what it carries and what its pickles do, the group that names the worst first. */
export function codePieces(report: Report, streams: readonly StreamInfo[]): readonly CodeFact[] {
  if (streams.length === 0) return report.code;
  const known = held.get(streams);
  if (known?.report === report) return known.pieces;
  const programs = streamsAsCode(report, streams);
  const pieces =
    report.code.length > 0 && worstRank(report.code) >= worstRank(programs)
      ? [...report.code, ...programs]
      : [...programs, ...report.code];
  held.set(streams, { report, pieces });
  return pieces;
}

/** The stream that holds an offset of an entry. */
export function streamCodeAt(pieces: readonly CodeFact[], entryPath: EntryPath, offset: number): CodeFact | null {
  return (
    pieces.find(
      (piece) =>
        isStreamCode(piece) &&
        offset >= piece.range.start &&
        offset < piece.range.end &&
        samePath(piece.entryPath, entryPath),
    ) ?? null
  );
}

/** The line that tells the opcode at an offset, from 0: the first that ends behind it. Null past what is told. */
export function lineOfProgram({ lines, end }: PseudoProgram, offset: number): number | null {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((end[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low < lines.length ? low : null;
}

/** The worst finding of each line of a stream, by the line's number from 0. */
export function findingsByLine(report: Report, code: CodeFact, program: PseudoProgram): ReadonlyMap<number, Finding> {
  const byLine = new Map<number, Finding>();
  for (const finding of worstFirst(report.findings)) {
    const { byteOffset, entryPath } = finding;
    if (byteOffset < code.range.start || byteOffset >= code.range.end || !samePath(entryPath, code.entryPath)) continue;
    const line = lineOfProgram(program, byteOffset);
    if (line !== null && !byLine.has(line)) byLine.set(line, finding);
  }
  return byLine;
}
