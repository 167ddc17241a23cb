import type { ByteSource } from './byte-source';
import { CHUNK_BYTES } from './byte-stream';
import type { Hasher } from './ports';

/**
 * A source that digests its bytes in the same read that inspects them, so that the digest is of the bytes that were judged.
 * Reads at the frontier are digested as they pass; `passTo` digests what the inspector passes over; a read ahead of the frontier
 * (an archive's directory at the end) is served and comes by again in its turn. `finish` digests what is left.
 */
export class HashingSource implements ByteSource {
  readonly size: number;
  readonly readNow?: (offset: number, length: number) => Uint8Array;
  private frontier = 0;
  private readonly inner: ByteSource;
  private readonly hasher: Hasher;
  private readonly onProgress: (digestedBytes: number) => void;

  constructor(inner: ByteSource, hasher: Hasher, onProgress: (digestedBytes: number) => void) {
    this.inner = inner;
    this.hasher = hasher;
    this.onProgress = onProgress;
    this.size = inner.size;
    const { readNow } = inner;
    if (readNow !== undefined) this.readNow = (offset, length) => readNow.call(inner, offset, length);
  }
  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = await this.inner.read(offset, length);
    if (offset <= this.frontier && offset + bytes.length > this.frontier) {
      this.hasher.update(bytes.subarray(this.frontier - offset));
      this.frontier = offset + bytes.length;
      this.onProgress(this.frontier);
    }
    return bytes;
  }
  async passTo(offset: number): Promise<void> {
    const goal = Math.min(offset, this.size);
    while (this.frontier < goal) {
      const bytes = await this.inner.read(this.frontier, Math.min(CHUNK_BYTES, goal - this.frontier));
      if (bytes.length === 0) return;
      this.hasher.update(bytes);
      this.frontier += bytes.length;
      this.onProgress(this.frontier);
    }
  }
  /** Digests the rest and returns SHA-256 as hex; null when the source ended before its size. */
  async finish(): Promise<string | null> {
    await this.passTo(this.size);
    return this.frontier === this.size ? this.hasher.finish() : null;
  }
}
