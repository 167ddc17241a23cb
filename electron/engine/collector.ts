import type { EntryPath } from '../../shared/domain/artifact';
import type { Region, RegionKind } from '../../shared/domain/coverage';
import type { Fact, GlobalFact } from '../../shared/domain/fact';
import type { Limits } from '../../shared/domain/limits';
import { IndicatorTable } from './indicators/indicator-table';
import { seeMemberName } from './indicators/member-name';

/** Regions kept for the byte map; neighbours of one kind are merged, and past this count the smallest distances are. */
const REGIONS = 4096;

/** Kinds of which honest files hold thousands, or of which one more may be the one that matters. */
const MANY: ReadonlySet<Fact['kind']> = new Set(['entry', 'call', 'array', 'namedObject', 'operation', 'reference']);

/** All facts of one artifact, bounded per kind and entry, with a count of what was left out. */
export class Collector {
  readonly facts: Fact[] = [];
  readonly omitted: Record<string, number> = {};
  regions: Region[] = [];
  /** Grows with every fact: tells a watcher that there is news. */
  version = 0;
  opcodes = 0;
  /** Addresses, paths and secrets in texts: each once, bounded by the table itself. */
  readonly indicators = new IndicatorTable(
    (fact) => {
      this.facts.push(fact);
      this.version++;
    },
    (label) => {
      this.omitted[label] = (this.omitted[label] ?? 0) + 1;
    },
  );
  private readonly counts = new Map<string, number>();
  private readonly liveGlobals: (() => readonly GlobalFact[])[] = [];

  private readonly limits: Limits;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Keeps a fact unless its kind is full for that entry. `code` tells kinds with a code apart, so that a flood of one hides no other. */
  add(fact: Fact, code = ''): boolean {
    if (fact.kind === 'entry') seeMemberName(this.indicators, fact);
    const key = `${fact.kind}:${code}:${fact.entryPath.join('\0')}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    const cap = MANY.has(fact.kind) ? this.limits.entries : this.limits.factsPerKind;
    if (count > cap) {
      const label = code === '' ? fact.kind : `${fact.kind} ${code}`;
      this.omitted[label] = (this.omitted[label] ?? 0) + 1;
      return false;
    }
    this.facts.push(fact);
    this.version++;
    return true;
  }

  /** Globals are counted while a stream runs: a source that is asked whenever somebody looks. */
  addGlobals(source: () => readonly GlobalFact[]): void {
    this.liveGlobals.push(source);
  }

  globals(): readonly GlobalFact[] {
    return this.liveGlobals.flatMap((source) => source());
  }

  /** A coloured span of the artifact, absolute offsets. Later spans win nothing: they are only added behind or merged. */
  region(kind: RegionKind, start: number, end: number): void {
    if (end <= start) return;
    const last = this.regions[this.regions.length - 1];
    if (last !== undefined && last.kind === kind && last.end === start)
      this.regions[this.regions.length - 1] = { kind, start: last.start, end };
    else this.regions.push({ kind, start, end });
    if (this.regions.length > 2 * REGIONS) this.regions = mergeClosest(this.regions);
  }

  sortedRegions(): readonly Region[] {
    return [...this.regions].sort((a, b) => a.start - b.start);
  }
}

/** Halves the count of regions: each pair becomes one span of the larger one's kind. */
function mergeClosest(regions: readonly Region[]): Region[] {
  const sorted = [...regions].sort((a, b) => a.start - b.start);
  const merged: Region[] = [];
  for (let i = 0; i < sorted.length; i += 2) {
    const a = sorted[i];
    const b = sorted[i + 1] ?? a;
    merged.push({
      kind: b.end - b.start > a.end - a.start ? b.kind : a.kind,
      start: a.start,
      end: Math.max(a.end, b.end),
    });
  }
  return merged;
}

/** Where an entry's bytes lie in the artifact, for the byte map: null inside compressed data. */
export type AbsoluteBase = number | null;

export function sameEntry(a: EntryPath, b: EntryPath): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
