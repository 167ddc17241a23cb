import type { Report } from '../../shared/domain/report';
import type { Verdict } from '../../shared/domain/verdict';
/** The verdict words of the JSON output. */
export declare const VERDICT_WORDS: Readonly<Record<Verdict, string>>;
export declare const TOOL: {
  readonly name: 'cuvette';
  readonly version: '0.1.0';
  readonly ruleset: '2026.11';
};
/** One artifact of the published schema (`docs/scan.schema.json`). Texts from the file are made printable; bytes are never included. */
export declare function artifactToJson(
  path: string,
  report: Report,
): {
  path: string;
  sizeBytes: number;
  format: string;
  formatPath: readonly string[];
  digests:
    | {
        sha256?: undefined;
      }
    | {
        sha256: string;
      };
  verdict: string;
  coverage: import('../../shared/domain/coverage').Coverage;
  findings: {
    ruleId: string;
    severity: 'critical' | 'high' | 'info' | 'low' | 'medium';
    message: string;
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
    byteLength: number;
  }[];
  globals: {
    module: string;
    name: string;
    writtenModule: string;
    writtenName: string;
    class: import('../../shared/domain/report').GlobalClass;
    called: boolean;
    imports: number;
    calls: number;
    builds: number;
    readers: readonly import('../../shared/domain/fact').Reader[];
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
  }[];
  calls: {
    callee: string;
    arguments: string;
    via: import('../../shared/domain/fact').CallOpcode;
    readers: readonly import('../../shared/domain/fact').Reader[];
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
  }[];
  namedObjects: {
    loader: import('../../shared/domain/fact').ConfigurationLoader;
    module: string;
    name: string;
    class: import('../../shared/domain/report').GlobalClass;
    called: boolean;
    arguments: string;
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
  }[];
  operations: {
    family: import('../../shared/domain/fact').OperationFamily;
    domain: string;
    name: string;
    class: 'known' | 'notable' | 'unknown';
    count: number;
    detail: string;
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
  }[];
  references: {
    to: 'address' | 'file' | 'library';
    target: string;
    leavesFolder: boolean;
    purpose: string;
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
  }[];
  code: {
    language: import('../../shared/domain/fact').CodeLanguage;
    title: string;
    runs: 'loading' | 'onRequest' | 'using';
    names: readonly string[];
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
    byteLength: number;
  }[];
  tensors: {
    name: string | null;
    dtype: string;
    shape: readonly number[];
    entryPath: import('../../shared/domain/artifact').EntryPath;
    byteOffset: number;
    byteLength: number;
  }[];
  metadata: {
    key: string;
    value: string;
    entryPath: import('../../shared/domain/artifact').EntryPath;
  }[];
  opcodes: number;
  omitted: Readonly<Record<string, number>>;
  error: import('../../shared/domain/error').CuvetteError | null;
  durationMs: number;
};
export interface Summary {
  dangerous: number;
  suspicious: number;
  noFindings: number;
  inconclusive: number;
}
export declare const emptySummary: () => Summary;
/** 0 all no-findings, 1 something dangerous or suspicious, 2 neither but something inconclusive. */
export declare function exitCode(summary: Summary): number;
