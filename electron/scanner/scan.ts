import { basename } from 'node:path';
import type { Coverage } from '../../shared/domain/coverage';
import type { CuvetteError } from '../../shared/domain/error';
import type { Fact } from '../../shared/domain/fact';
import type { Finding } from '../../shared/domain/finding';
import { DEFAULT_LIMITS, type Limits } from '../../shared/domain/limits';
import type { Report } from '../../shared/domain/report';
import { judge } from '../../shared/domain/verdict';
import type { FormatId } from '../../shared/formats';
import type { Progress } from '../../shared/ipc/messages';
import { callDetail } from '../../shared/rules/call-detail';
import { evaluate, judgeGlobals } from '../../shared/rules/evaluate';
import { loaderOutcomes } from '../../shared/rules/loaders';
import { BUILT_IN_POLICY, type PolicyInForce } from '../../shared/rules/policy-in-force';
import { preflightWeightsOnly } from '../../shared/rules/weights-only';
import { FileSource, toSourceError } from '../adapters/file-source';
import { NODE_PORTS } from '../adapters/node-ports';
import type { StreamIndex } from '../engine/formats/pickle/stream-index';
import { HashingSource } from '../engine/hashing-source';
import { Inspection, type InspectionResult } from '../engine/inspect';

/** How often a running scan is looked at for news. */
const LOOK_EVERY_MS = 80;
/** Lists in a report; what is left out is counted in `omitted`. */
const LISTED = {
  calls: 2000,
  globals: 5000,
  arrays: 20_000,
  entries: 20_000,
  streams: 2000,
  metadata: 500,
  namedObjects: 2000,
  operations: 2000,
  references: 2000,
  code: 200,
  indicators: 5000,
} as const;

/** Thrown through the engine when somebody cancels. */
export class ScanCancelled extends Error {}

export interface ScanOptions {
  readonly limits?: Limits;
  /** Tried on encrypted members. Never logged, never in a report. */
  readonly passwords?: readonly string[];
  /** False skips SHA-256: for reading an artifact again only to show it. */
  readonly digest?: boolean;
  /** What judges names. Asked whenever something is judged: a policy that changes during the scan is in force at its end. */
  readonly policy?: () => PolicyInForce;
  readonly cancelled?: () => boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Findings so far, called when there are new ones. */
  readonly onFindings?: (findings: readonly Finding[]) => void;
}

/** A report, the index that lets rows be shown, and what the report was made of, for judging it again under another policy. */
export interface Scan {
  readonly report: Report;
  readonly streams: readonly StreamIndex[];
  readonly judgeable: Judgeable | null;
}

/**
 * One scan of one file: read → facts → findings → verdict, with the digest of the same read. Never throws for what is in the file or
 * for what the world does to it: an unreadable file is a report with an error. Throws `ScanCancelled` when asked to stop.
 */
export async function scanFile(path: string, options: ScanOptions = {}): Promise<Scan> {
  const started = performance.now();
  let source: FileSource;
  try {
    source = await FileSource.open(path);
  } catch (error) {
    return {
      report: failed(0, toSourceError(error, path).error, performance.now() - started, options.policy?.()),
      streams: [],
      judgeable: null,
    };
  }
  try {
    return await scanSource(source, path, options, started);
  } catch (error) {
    if (error instanceof ScanCancelled) throw error;
    const known =
      error instanceof RangeError && /allocation|array length/i.test(error.message)
        ? ({
            code: 'outOfMemory',
            message: 'The file needs more memory than a scan may take.',
            detail: error.message,
          } as const)
        : null;
    if (known === null && !(error instanceof Error && 'error' in error)) throw error;
    return {
      report: failed(
        source.size,
        known ?? toSourceError(error, path).error,
        performance.now() - started,
        options.policy?.(),
      ),
      streams: [],
      judgeable: null,
    };
  } finally {
    await source.close();
  }
}

async function scanSource(file: FileSource, path: string, options: ScanOptions, started: number): Promise<Scan> {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const watch = new Watch(file.size, basename(path), options, started);
  const hashing =
    options.digest === false ? null : new HashingSource(file, NODE_PORTS.sha256(), (bytes) => watch.digested(bytes));
  const inspection = new Inspection({
    fileName: basename(path),
    ports: NODE_PORTS,
    limits,
    callDetail: callDetail(limits),
    passwords: options.passwords ?? [],
    tick: () => watch.look(inspection),
  });
  const result = await inspection.run(hashing ?? file);
  watch.finished = true;
  const digest = (await hashing?.finish()) ?? null;
  let error: CuvetteError | null = null;
  try {
    await file.assertUnchanged();
    if (hashing !== null && digest === null)
      error = { code: 'fileChanged', message: 'The file became shorter while it was being read.' };
  } catch (failure) {
    error = toSourceError(failure, path).error;
  }
  const about: About = {
    fileName: basename(path),
    sizeBytes: file.size,
    sha256: digest,
    error,
    durationMs: performance.now() - started,
  };
  const judgeable = { inspected: asRead(result), about };
  return { report: makeReport(judgeable.inspected, about, options.policy?.()), streams: result.streams, judgeable };
}

/** Looks at a running inspection now and then: progress out, findings out, cancel in. */
class Watch {
  finished = false;
  private readonly size: number;
  private readonly fileName: string;
  private readonly options: ScanOptions;
  private readonly started: number;
  private lastLook = 0;
  private lastVersion = 0;
  private sent = 0;
  private readBytes = 0;
  private opcodes = 0;

  constructor(size: number, fileName: string, options: ScanOptions, started: number) {
    this.size = size;
    this.fileName = fileName;
    this.options = options;
    this.started = started;
    this.lastLook = started;
  }

  digested(bytes: number): void {
    this.readBytes = Math.max(this.readBytes, bytes);
    this.checkCancelled();
    if (this.finished) this.report();
  }

  look(inspection: Inspection): void {
    this.checkCancelled();
    this.opcodes = inspection.collector.opcodes;
    if (performance.now() - this.lastLook < LOOK_EVERY_MS) return;
    this.report();
    const { collector } = inspection;
    if (this.options.onFindings === undefined || collector.version === this.lastVersion) return;
    this.lastVersion = collector.version;
    const policy = this.options.policy?.() ?? BUILT_IN_POLICY;
    const { findings } = evaluate(
      {
        facts: collector.facts,
        globals: judgeGlobals(collector.globals(), collector.facts, policy),
        fileName: '',
        format: 'unknown',
      },
      policy,
    );
    if (findings.length > this.sent) this.options.onFindings(findings);
    this.sent = findings.length;
  }

  private checkCancelled(): void {
    if (this.options.cancelled?.() === true) throw new ScanCancelled();
  }

  private report(): void {
    const now = performance.now();
    if (now - this.lastLook < LOOK_EVERY_MS) return;
    this.lastLook = now;
    const seconds = Math.max(0.001, (now - this.started) / 1000);
    this.options.onProgress?.({
      readBytes: this.readBytes,
      totalBytes: this.size,
      opcodes: this.opcodes,
      format: this.fileName === '' ? '' : 'reading',
      bytesPerSecond: Math.round(this.readBytes / seconds),
    });
  }
}

/** What a report is made of beside what is known about its file: the facts of an inspection, without the machines that found them. */
export type Inspected = Pick<InspectionResult, 'format' | 'formatPath' | 'coverage'> & {
  readonly collector: Pick<
    InspectionResult['collector'],
    'facts' | 'omitted' | 'opcodes' | 'globals' | 'sortedRegions'
  >;
};

/** Everything that judging a file again needs, and nothing of the file. */
export interface Judgeable {
  readonly inspected: Inspected;
  readonly about: About;
}

/** The facts as they stand at the end: globals and regions are counted once, so that the tables they are counted in can go. */
function asRead({ format, formatPath, coverage, collector }: InspectionResult): Inspected {
  const { facts, omitted, opcodes } = collector;
  const globals = collector.globals();
  const regions = collector.sortedRegions();
  return {
    format,
    formatPath,
    coverage,
    collector: { facts, omitted, opcodes, globals: () => globals, sortedRegions: () => regions },
  };
}

interface About {
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string | null;
  readonly error: CuvetteError | null;
  readonly durationMs: number;
}

/** Facts and coverage become the report. A scan that did not run to its end is never without a gap. */
export function makeReport(result: Inspected, about: About, policy: PolicyInForce = BUILT_IN_POLICY): Report {
  const { collector } = result;
  const { facts } = collector;
  const globals = judgeGlobals(collector.globals(), collector.facts, policy);
  const format: FormatId = result.format;
  const evaluation = evaluate({ facts, globals, fileName: about.fileName, format, sha256: about.sha256 }, policy);
  const coverage = about.error === null ? result.coverage : withGap(result.coverage, about.error.message);
  const omitted: Record<string, number> = { ...collector.omitted };
  for (const [rule, count] of Object.entries(evaluation.omitted)) omitted[`finding ${rule}`] = count;
  const pick = <K extends Fact['kind']>(kind: K, maximum: number): Extract<Fact, { kind: K }>[] => {
    const all = facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
    if (all.length > maximum) omitted[kind] = (omitted[kind] ?? 0) + all.length - maximum;
    return all.slice(0, maximum);
  };
  const weightsOnly = preflightWeightsOnly(facts, globals, format);
  const locked = facts.some((fact) => fact.kind === 'malformed' && fact.code === 'entryEncrypted');
  const { findings } = evaluation;
  if (globals.length > LISTED.globals) omitted.global = globals.length - LISTED.globals;
  return {
    sizeBytes: about.sizeBytes,
    format,
    formatPath: result.formatPath,
    sha256: about.sha256,
    verdict: judge(evaluation.findings, coverage),
    coverage,
    findings: evaluation.findings,
    accepted: evaluation.accepted,
    policy: policy.stamp,
    globals: worstFirst(globals).slice(0, LISTED.globals),
    calls: pick('call', LISTED.calls),
    streams: pick('stream', LISTED.streams),
    arrays: pick('array', LISTED.arrays),
    entries: pick('entry', LISTED.entries),
    metadata: pick('metadata', LISTED.metadata),
    namedObjects: pick('namedObject', LISTED.namedObjects),
    operations: pick('operation', LISTED.operations),
    references: pick('reference', LISTED.references),
    code: pick('code', LISTED.code),
    indicators: pick('indicator', LISTED.indicators),
    weightsOnly,
    loaders: about.error === null ? loaderOutcomes({ facts, globals, findings, format, weightsOnly, locked }) : [],
    locked,
    regions: collector.sortedRegions(),
    opcodes: collector.opcodes,
    omitted,
    durationMs: Math.round(about.durationMs * 10) / 10,
    error: about.error,
  };
}

const CLASS_ORDER = { dangerous: 0, unknown: 1, trusted: 2 } as const;

function worstFirst<T extends { readonly class: keyof typeof CLASS_ORDER }>(globals: readonly T[]): T[] {
  return [...globals].sort((a, b) => CLASS_ORDER[a.class] - CLASS_ORDER[b.class]);
}

function withGap(coverage: Coverage, reason: string): Coverage {
  return { ...coverage, gaps: [...coverage.gaps, { entryPath: [], start: 0, end: coverage.totalBytes, reason }] };
}

/** The report of a file that could not be read at all, or not to its end. */
export function failed(
  sizeBytes: number,
  error: CuvetteError,
  durationMs: number,
  policy: PolicyInForce = BUILT_IN_POLICY,
): Report {
  const coverage: Coverage = {
    explainedBytes: 0,
    totalBytes: sizeBytes,
    gaps: [{ entryPath: [], start: 0, end: sizeBytes, reason: error.message }],
  };
  return {
    sizeBytes,
    format: 'unknown',
    formatPath: [],
    sha256: null,
    verdict: 'inconclusive',
    coverage,
    findings: [],
    accepted: 0,
    policy: policy.stamp,
    globals: [],
    calls: [],
    streams: [],
    arrays: [],
    entries: [],
    metadata: [],
    namedObjects: [],
    operations: [],
    references: [],
    code: [],
    indicators: [],
    weightsOnly: null,
    loaders: [],
    locked: false,
    regions: [],
    opcodes: 0,
    omitted: {},
    durationMs: Math.round(durationMs * 10) / 10,
    error,
  };
}
