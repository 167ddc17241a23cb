import type { EntryPath } from '../../shared/domain/artifact';
import type { Limits } from '../../shared/domain/limits';
import type { ByteStream } from './byte-stream';
import type { AbsoluteBase, Collector } from './collector';
import type { CoverageMap } from './coverage-map';
import type { CallDetail } from './formats/pickle/global-table';
import type { Ports } from './ports';

/** What an inspector gets besides the bytes: where to put facts, what bounds it, and whom to tell that it is alive. */
export interface EntryContext {
  readonly entryPath: EntryPath;
  readonly absoluteBase: AbsoluteBase;
  readonly depth: number;
  readonly limits: Limits;
  readonly ports: Ports;
  readonly collector: Collector;
  readonly coverage: CoverageMap;
  readonly callDetail: CallDetail;
  /** A second reader of the same entry from an offset on; null where the bytes come by only once. */
  readonly reopen: ((offset: number) => ByteStream) | null;
  /** Called with each chunk: progress, and a throw when the scan was cancelled. */
  tick(position: number): void;
}
