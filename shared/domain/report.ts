import type { ProfileId } from '../policy/project-policy';
import type { EntryPath } from './artifact';
import type { Coverage, Region } from './coverage';
import type { CuvetteError } from './error';
import type {
  ArrayFact,
  CallFact,
  CodeFact,
  EntryFact,
  GlobalFact,
  GlobalUse,
  IndicatorFact,
  MetadataFact,
  NamedObjectFact,
  OperationFact,
  ReferenceFact,
  StreamFact,
} from './fact';
import type { Finding } from './finding';
import type { LoaderOutcome } from './loader';
import type { Verdict } from './verdict';

/** How a global is judged by the policy table. */
export type GlobalClass = 'trusted' | 'unknown' | 'dangerous';

/** A global with its judgement, for lists. */
export interface JudgedGlobal extends GlobalFact {
  readonly class: GlobalClass;
  /** Uses that its trusted row does not cover; with any, the class is `unknown`. Empty for names that are not trusted at all. */
  readonly uncovered: readonly GlobalUse[];
  /** Set where the policy of the project decided, not the built-in rows: its profile, or a row of its own. */
  readonly by?: 'profile' | 'row';
}

/** The policy that a report was made under. `sha256` is of its file; null for the built-in policy, which has none. */
export interface PolicyStamp {
  readonly profile: ProfileId;
  readonly sha256: string | null;
}

/** Something that makes `torch.load(weights_only=True)` refuse a file. */
export interface WeightsOnlyStop {
  /** A name, an opcode or a form: `collections.deque`, `STACK_GLOBAL`, `a TorchScript archive`. */
  readonly what: string;
  readonly entryPath: EntryPath;
  readonly byteOffset: number;
}

/** The preflight of `torch.load(weights_only=True)`: what stops it, in file order, bounded. */
export interface WeightsOnly {
  readonly accepts: boolean;
  readonly stoppedBy: readonly WeightsOnlyStop[];
}

/** The whole answer about one artifact: what the CLI prints and the window shows. Lists are bounded; `omitted` says how many were left out. */
export interface Report {
  readonly sizeBytes: number;
  readonly format: string;
  /** `joblib › zlib › pickle 4`, outermost first. */
  readonly formatPath: readonly string[];
  readonly sha256: string | null;
  readonly verdict: Verdict;
  readonly coverage: Coverage;
  readonly findings: readonly Finding[];
  /** Findings that the policy accepts, those that are not listed included. */
  readonly accepted: number;
  readonly policy: PolicyStamp;
  readonly globals: readonly JudgedGlobal[];
  readonly calls: readonly CallFact[];
  readonly streams: readonly StreamFact[];
  readonly arrays: readonly ArrayFact[];
  readonly entries: readonly EntryFact[];
  readonly metadata: readonly MetadataFact[];
  readonly namedObjects: readonly NamedObjectFact[];
  readonly operations: readonly OperationFact[];
  readonly references: readonly ReferenceFact[];
  readonly code: readonly CodeFact[];
  readonly indicators: readonly IndicatorFact[];
  /** Whether `torch.load(weights_only=True)` takes the file; null for what `torch.load` does not read. */
  readonly weightsOnly: WeightsOnly | null;
  /** What each of five loaders would do with the file, in a fixed order; empty when it was not read to its end. */
  readonly loaders: readonly LoaderOutcome[];
  /** True when a member is encrypted and none of the passwords opens it. */
  readonly locked: boolean;
  readonly regions: readonly Region[];
  readonly opcodes: number;
  readonly omitted: Readonly<Record<string, number>>;
  readonly durationMs: number;
  /** Set when the scan did not run to its end; the verdict is then never `noFindings`. */
  readonly error: CuvetteError | null;
}
