import type { EntryPath } from '../../shared/domain/artifact';
import type { CallFact } from '../../shared/domain/fact';
import { type Finding, severityRank } from '../../shared/domain/finding';
import type { JudgedGlobal, Report } from '../../shared/domain/report';
import { showsWhatRuns } from '../../shared/rules/calls/call-sentence';
import { samePath } from './place';

/** What the report says about the bytes of one opcode. */
export interface FactsHere {
  readonly finding: Finding | null;
  readonly global: JudgedGlobal | null;
  readonly call: CallFact | null;
}

export interface FactIndex {
  at(offset: number, end: number): FactsHere;
}

interface Spot<T> {
  readonly offset: number;
  readonly end: number;
  readonly value: T;
}

const byOffset = <T>(spots: Spot<T>[]) => spots.sort((a, b) => a.offset - b.offset);

/** The first spot that starts inside [offset, end). */
function startingIn<T>(spots: readonly Spot<T>[], offset: number, end: number): T | null {
  let low = 0;
  let high = spots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spots[middle] as Spot<T>).offset < offset) low = middle + 1;
    else high = middle;
  }
  const spot = spots[low];
  return spot && spot.offset < end ? spot.value : null;
}

/** Facts and findings of one entry by offset. A fact belongs to the opcode that its range starts at or inside. */
export function indexFacts(report: Report, entryPath: EntryPath): FactIndex {
  const here = <T extends { readonly entryPath: EntryPath }>(facts: readonly T[]) =>
    facts.filter((fact) => samePath(fact.entryPath, entryPath));
  const findings = byOffset(
    worstFirst(here(report.findings)).map((finding) => ({
      offset: finding.byteOffset,
      end: finding.byteOffset + finding.byteLength,
      value: finding,
    })),
  );
  const globals = byOffset(
    here(report.globals).map((fact) => ({ offset: fact.range.start, end: fact.range.end, value: fact })),
  );
  const calls = byOffset(
    here(report.calls).map((fact) => ({ offset: fact.range.start, end: fact.range.end, value: fact })),
  );
  return {
    at: (offset, end) => ({
      finding: startingIn(findings, offset, end),
      global: startingIn(globals, offset, end),
      call: startingIn(calls, offset, end),
    }),
  };
}

const indexes = new WeakMap<Report, Map<string, FactIndex>>();

/** As `indexFacts`, built once per report and entry. */
export function factsOf(report: Report, entryPath: EntryPath): FactIndex {
  const key = entryPath.join('\0');
  let held = indexes.get(report);
  if (!held) {
    held = new Map();
    indexes.set(report, held);
  }
  let index = held.get(key);
  if (!index) {
    index = indexFacts(report, entryPath);
    held.set(key, index);
  }
  return index;
}

/** Worst first, what is accepted behind what is not; among equals those that show what would run, then the order of the report. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.accepted !== undefined) - Number(b.accepted !== undefined) ||
      severityRank(b.severity) - severityRank(a.severity) ||
      Number(showsWhatRuns(b)) - Number(showsWhatRuns(a)),
  );
}
