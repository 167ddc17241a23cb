import type { Limits } from '../../shared/domain/limits';

/** Small files may overlap as they like: a trick on a few kilobytes is better followed than refused. */
const OVERLAP_FLOOR_BYTES = 256 * 1024;

/**
 * What one inspection may spend in all, however its archives overlap or nest: a thousand directory entries that lead to the same
 * archive of a thousand entries would otherwise multiply. Each bound by itself is checked where it is spent; these are the sums.
 */
export class Budget {
  private members = 0;
  private memberBytes = 0;
  private inflatedBytes = 0;
  private passwordTries = 0;
  /** The password that opened the last encrypted member. */
  lastOpener: Uint8Array | null = null;
  private readonly limits: Limits;
  private readonly artifactBytes: number;

  constructor(limits: Limits, artifactBytes: number) {
    this.limits = limits;
    this.artifactBytes = artifactBytes;
  }

  /** Counts a member; false when there were as many as are followed. */
  takeMember(): boolean {
    return ++this.members <= this.limits.entries;
  }

  /**
   * Counts the bytes of a member that lies in its archive as it is. A byte can lie in one member of each level of nesting; when the sum
   * is more than that allows, members overlap, and following them all would multiply.
   */
  takeMemberBytes(bytes: number): boolean {
    this.memberBytes += bytes;
    const { depth } = this.limits;
    return this.memberBytes <= (depth + 1) * (this.artifactBytes + this.inflatedBytes) + OVERLAP_FLOOR_BYTES;
  }

  /** Counts a password held against a member, which is made slow on purpose; false when there were as many as are tried. */
  takePasswordTry(): boolean {
    return ++this.passwordTries <= this.limits.passwordTries;
  }

  /** Counts inflated bytes; the name of the limit when they are more than is followed. */
  takeInflated(bytes: number): 'inflatedBytes' | 'inflateRatio' | null {
    this.inflatedBytes += bytes;
    const { limits } = this;
    if (this.inflatedBytes > limits.inflatedBytes) return 'inflatedBytes';
    if (this.inflatedBytes <= limits.ratioFloorBytes) return null;
    return this.inflatedBytes / Math.max(1, this.artifactBytes) > limits.inflateRatio ? 'inflateRatio' : null;
  }
}
