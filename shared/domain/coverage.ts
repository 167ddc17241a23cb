import type { ByteRange, EntryPath } from './artifact';

/** Bytes that were not understood, and why. */
export interface CoverageGap {
  readonly entryPath: EntryPath;
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/**
 * Which bytes of the artifact were understood. `explainedBytes` counts bytes of the artifact itself: a compressed member counts
 * as explained only when all of its content is. A gap inside a member is listed with that member's path and offsets.
 */
export interface Coverage {
  readonly explainedBytes: number;
  readonly totalBytes: number;
  readonly gaps: readonly CoverageGap[];
}

/** True when every byte of the artifact, and of every member in it, was understood. An empty artifact explains nothing. */
export function isComplete(coverage: Coverage): boolean {
  return coverage.gaps.length === 0 && coverage.explainedBytes === coverage.totalBytes && coverage.totalBytes > 0;
}

/** What a region of bytes is, for the byte map and the hex view. */
export type RegionKind = 'opcodes' | 'text' | 'array' | 'container' | 'compressed' | 'data' | 'unexplained';

/** A coloured span of the byte map; ranges are absolute in the artifact and do not overlap. */
export interface Region extends ByteRange {
  readonly kind: RegionKind;
}
