import type { EntryPath } from '../domain/artifact';
import type { Result } from '../domain/error';
import type { Finding } from '../domain/finding';
import type { MachineStep, StackItem } from '../domain/machine-step';
import type { Report } from '../domain/report';
import type { Verdict } from '../domain/verdict';
import type { ProjectPolicy } from '../policy/project-policy';

/**
 * What passes between the window and a scanner over their MessagePort. Two lanes:
 * push (progress, findings, report: small, bounded, batched, sent only while the window has given credit) and
 * pull (queries for what is on the screen, answered once each, cancellable).
 * The scanner checks everything that the window sends (`guards.ts`); the window checks the envelope of what it receives.
 */

/** One page of opcode rows as columns; index `i` of every column is row `from + i` of the stream. */
export interface OpcodeColumns {
  readonly from: number;
  /** Byte offset of the opcode inside the stream's entry. */
  readonly offset: Float64Array;
  /** Offset behind the opcode and its argument. */
  readonly end: Float64Array;
  readonly code: Uint8Array;
  /** Items on the stack before the opcode, marks not counted. */
  readonly stackDepth: Uint32Array;
  /** Open marks before the opcode: the nesting of the tree. */
  readonly markDepth: Uint32Array;
  /** The memo slot that the opcode writes or reads; -1 for none. */
  readonly memo: Float64Array;
  /** The argument as text, shortened; empty for none. */
  readonly argument: readonly string[];
}

/** A stream as pseudo-Python. Line `i` is told by the opcodes of the stream's entry from `start[i]` to `end[i]`. */
export interface PseudoProgram {
  readonly lines: readonly string[];
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** True when the stream goes on behind the last line. */
  readonly truncated: boolean;
}

/** A stream that can be shown as rows. `id` counts all streams of the artifact in the order they were read. */
export interface StreamInfo {
  readonly id: number;
  readonly entryPath: EntryPath;
  readonly start: number;
  readonly end: number;
  readonly rows: number;
}

export type { MachineStep, StackItem };

export type RowFilter =
  | { readonly kind: 'imports' }
  | { readonly kind: 'calls' }
  | { readonly kind: 'text'; readonly text: string; readonly regex: boolean };

/** A question of the window about one artifact. */
export type Query =
  | { readonly what: 'streams' }
  | { readonly what: 'rows'; readonly stream: number; readonly from: number; readonly count: number }
  /** Row that covers an offset of the stream's entry; the nearest one before it when it falls between. */
  | { readonly what: 'rowAt'; readonly stream: number; readonly offset: number }
  /** Row numbers that match, at most `limit`. */
  | { readonly what: 'filter'; readonly stream: number; readonly filter: RowFilter; readonly limit: number }
  /** The row that closes the MARK at `row`. */
  | { readonly what: 'closingRow'; readonly stream: number; readonly row: number }
  | { readonly what: 'step'; readonly stream: number; readonly row: number }
  /** The stream told as the Python program that it amounts to, up to `lines` lines. */
  | { readonly what: 'pseudoPython'; readonly stream: number; readonly lines: number }
  | { readonly what: 'bytes'; readonly entryPath: EntryPath; readonly offset: number; readonly length: number }
  /** First place at or after `offset` where the bytes stand; null when they do not. */
  | { readonly what: 'findBytes'; readonly entryPath: EntryPath; readonly offset: number; readonly bytes: Uint8Array };

/** The answer to each query. */
export interface Answers {
  readonly streams: readonly StreamInfo[];
  readonly rows: OpcodeColumns;
  readonly rowAt: { readonly row: number };
  readonly filter: { readonly rows: Float64Array; readonly truncated: boolean };
  readonly closingRow: { readonly row: number | null };
  readonly step: MachineStep;
  readonly pseudoPython: PseudoProgram;
  /** `sizeBytes` is the entry's whole size. Bytes past its end are simply missing. */
  readonly bytes: { readonly offset: number; readonly bytes: Uint8Array; readonly sizeBytes: number };
  readonly findBytes: { readonly offset: number | null };
}
export type Answer<Q extends Query> = Answers[Q['what']];

/** Window → scanner. */
export type WindowMessage =
  | { readonly kind: 'credit'; readonly count: number }
  | { readonly kind: 'query'; readonly requestId: number; readonly artifactId: string; readonly query: Query }
  | { readonly kind: 'cancelQuery'; readonly requestId: number };

/** How far a scan is. */
export interface Progress {
  readonly readBytes: number;
  readonly totalBytes: number;
  readonly opcodes: number;
  readonly format: string;
  readonly bytesPerSecond: number;
}

/** Scanner → window. `push` messages spend one credit each; answers do not. */
export type ScannerMessage =
  | { readonly kind: 'push'; readonly batch: readonly PushItem[] }
  | { readonly kind: 'answer'; readonly requestId: number; readonly result: Result<Answers[keyof Answers]> };

/** One artifact's news. `findings` are those not sent before; `report` is the last word and carries all of them. */
export type PushItem =
  | { readonly kind: 'progress'; readonly artifactId: string; readonly progress: Progress }
  | {
      readonly kind: 'findings';
      readonly artifactId: string;
      readonly findings: readonly Finding[];
      readonly verdictSoFar: Verdict;
    }
  | { readonly kind: 'report'; readonly artifactId: string; readonly report: Report };

/** Credit that the window gives at the start; it gives one back for each `push` it has handled. */
export const INITIAL_CREDIT = 16;

/** Main → scanner, over the utility process's own channel. */
export type HostMessage =
  | {
      readonly kind: 'scan';
      readonly artifactId: string;
      readonly path: string;
      readonly name: string;
      /** Tried on encrypted members; held in memory only. */
      readonly passwords?: readonly string[] | undefined;
    }
  /** Make the artifact ready for queries; scans it again without pushing when it is no longer held. */
  | {
      readonly kind: 'open';
      readonly artifactId: string;
      readonly path: string;
      readonly name: string;
      readonly passwords?: readonly string[] | undefined;
    }
  /**
   * The policy in force from now on. The facts of `artifactIds` that are still held are judged anew, and their reports pushed; the rest is
   * said in `rejudged`.
   */
  | {
      readonly kind: 'policy';
      readonly round: number;
      readonly policy: ProjectPolicy;
      /** Of the policy's file; absent for the built-in policy. */
      readonly sha256?: string | undefined;
      /** The day on which exceptions are looked at: a scanner has no clock of its own. */
      readonly today: string;
      readonly artifactIds: readonly string[];
    }
  | { readonly kind: 'cancel'; readonly artifactId: string }
  | { readonly kind: 'release'; readonly artifactId: string }
  | { readonly kind: 'port' };

/** Scanner → main. A `beat` comes at least every second while a scan makes progress; silence is a hang. */
export type HostReply =
  | { readonly kind: 'beat'; readonly artifactId: string }
  | { readonly kind: 'finished'; readonly artifactId: string; readonly outcome: 'done' | 'cancelled' }
  /** A `policy` message is done with: so many reports were made anew, and these artifacts are no longer held. */
  | {
      readonly kind: 'rejudged';
      readonly round: number;
      readonly rejudged: number;
      readonly missing: readonly string[];
    };
