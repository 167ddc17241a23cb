import type { EntryPath } from '../../shared/domain/artifact';
import type { RegionKind } from '../../shared/domain/coverage';
import type {
  ArrayFact,
  CodeFact,
  Fact,
  FunctionPickleFact,
  MalformedCode,
  NamedObjectFact,
  OddityCode,
  OperationFact,
  ReferenceFact,
} from '../../shared/domain/fact';
import type { IndicatorSource } from '../../shared/domain/indicator';
import type { Limits } from '../../shared/domain/limits';
import type { AbsoluteBase, Collector } from './collector';
import type { CoverageMap } from './coverage-map';
import { IndicatorSieve, type Spelling } from './indicators/sieve';

/** A fact without what every fact of the entry shares. */
type Body<F> = Omit<F, 'kind' | 'entryPath' | 'range'>;

/**
 * Where an inspector writes what it found in one entry: facts with their place, coverage and the byte map, one line each. Offsets
 * count inside the entry. Ranges are clamped to it, so that a lie in the file cannot point outside.
 */
export class Notes {
  private readonly entryPath: EntryPath;
  private readonly absoluteBase: AbsoluteBase;
  private readonly collector: Collector;
  private readonly coverage: CoverageMap;
  private readonly limits: Limits;

  constructor(
    entryPath: EntryPath,
    absoluteBase: AbsoluteBase,
    collector: Collector,
    coverage: CoverageMap,
    limits: Limits,
  ) {
    this.entryPath = entryPath;
    this.absoluteBase = absoluteBase;
    this.collector = collector;
    this.coverage = coverage;
    this.limits = limits;
  }

  /** These bytes are understood, and what they are. */
  explain(start: number, end: number, kind: RegionKind): void {
    const last = this.within(end);
    this.coverage.explain(start, last);
    this.region(kind, start, last);
  }

  /** Colours bytes in the byte map without saying that they are understood. */
  region(kind: RegionKind, start: number, end: number): void {
    if (this.absoluteBase === null) return;
    this.collector.region(kind, this.absoluteBase + start, this.absoluteBase + this.within(end));
  }

  /** These bytes are not understood, and why. */
  gap(start: number, end: number, reason: string): void {
    this.coverage.declareGap(start, end, reason);
    this.region('unexplained', start, end);
  }

  /** The bytes break a rule of their format. Coverage is lowered: what is broken was not understood. */
  malformed(code: MalformedCode, detail: string, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.collector.add({ kind: 'malformed', entryPath: this.entryPath, range, code, detail, stops: [] }, code);
    this.coverage.declareGap(range.start, range.end, detail);
  }

  /** The bytes are well formed and not what an honest writer writes. */
  oddity(code: OddityCode, detail: string, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.collector.add({ kind: 'oddity', entryPath: this.entryPath, range, code, detail }, code);
  }

  /** The inspector stopped at a bound of its own; what lies behind is not understood. */
  limit(limit: string, detail: string, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.collector.add({ kind: 'limitReached', entryPath: this.entryPath, range, limit, detail }, limit);
    this.coverage.declareGap(range.start, range.end, detail);
  }

  /** A line of the summary: framework, class, licence, counts. Values are shortened to what a line can show. */
  metadata(key: string, value: string, start = 0, end = 0): void {
    this.collector.add({
      kind: 'metadata',
      entryPath: this.entryPath,
      range: this.clamp(start, end),
      key,
      value: value.length > 500 ? `${value.slice(0, 500)}…` : value,
    });
  }

  /** An array or tensor: its bytes count as understood. */
  array(array: Body<ArrayFact>, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.explain(range.start, range.end, 'array');
    this.collector.add({ kind: 'array', entryPath: this.entryPath, range, ...array });
  }

  namedObject(object: Body<NamedObjectFact>, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.judged({ kind: 'namedObject', entryPath: this.entryPath, range, ...object }, object.loader);
  }

  operation(operation: Body<OperationFact>, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.judged({ kind: 'operation', entryPath: this.entryPath, range, ...operation }, operation.family);
  }

  reference(reference: Body<ReferenceFact>, start: number, end: number): void {
    const range = this.clamp(start, end);
    this.judged({ kind: 'reference', entryPath: this.entryPath, range, ...reference }, reference.to);
  }

  functionPickle(made: Body<FunctionPickleFact>, start: number, end: number): void {
    this.collector.add({ kind: 'functionPickle', entryPath: this.entryPath, range: this.clamp(start, end), ...made });
  }

  /** Code for the Code view. Text and names are cut to `Limits`; names past the bound are a limit, since rules judge them. */
  code(code: Omit<Body<CodeFact>, 'truncated'>, start: number, end: number): void {
    const { codeText, codeNames } = this.limits;
    const range = this.clamp(start, end);
    this.judged(
      {
        kind: 'code',
        entryPath: this.entryPath,
        range,
        ...code,
        text: code.text.slice(0, codeText),
        names: code.names.slice(0, codeNames),
        truncated: code.text.length > codeText,
      },
      code.language,
    );
    if (code.names.length > codeNames) this.limit('codeNames', 'code with more names than are judged', start, end);
  }

  /** Finds addresses, paths, commands and secrets in texts of this entry that are handed to it. */
  sieve(source: IndicatorSource, spelling: Spelling = 'plain'): IndicatorSieve {
    return new IndicatorSieve(this.collector.indicators, this.entryPath, source, spelling);
  }

  /** Adds a fact that rules judge. One that is left out is no silence: the verdict must not be that of the others. */
  private judged(fact: Fact, code: string): void {
    if (!this.collector.add(fact, code))
      this.limit('facts', `more of one kind (${code}) than are judged`, fact.range.start, fact.range.end);
  }

  /** Never behind the end of an entry whose size is known. */
  private within(end: number): number {
    return this.coverage.sizeIsKnown ? Math.min(end, this.coverage.size) : end;
  }

  private clamp(start: number, end: number) {
    const size = Math.max(this.coverage.size, 0);
    const from = Math.min(Math.max(0, start), size);
    return { start: from, end: Math.min(Math.max(from, end), size) };
  }
}
