import type { EntryPath } from '../../../../shared/domain/artifact';
import type { Checkpoints } from './checkpoints';

/** Everything needed to list a stream's rows again: its checkpoints, and where raw bytes stand between two opcodes. */
export interface StreamIndex {
  readonly entryPath: EntryPath;
  readonly start: number;
  end: number;
  rows: number;
  readonly checkpoints: Checkpoints;
  /** From the offset where an array's bytes begin to where the next opcode stands. */
  readonly jumps: Map<number, number>;
}
