import type { ByteSource } from './byte-source';

/**
 * Bytes in order. `size` is null where it cannot be known before the end (inflated data).
 * A chunk is borrowed: valid until the next `pull` or `skip`.
 */
export interface ByteStream {
  readonly size: number | null;
  /** Offset of the next byte that `pull` will return. */
  readonly position: number;
  /** The next bytes, or null at the end. Never an empty chunk. */
  pull(): Promise<Uint8Array | null>;
  /** Passes over up to `count` bytes and returns how many there were. */
  skip(count: number): Promise<number>;
}

/** Reads in pieces of this size: large enough that reading is not felt, small enough to stay in the cache. */
export const CHUNK_BYTES = 1024 * 1024;

/** A source read from front to back. */
export class SourceStream implements ByteStream {
  readonly size: number;
  position = 0;
  private readonly source: ByteSource;
  private readonly chunkBytes: number;

  constructor(source: ByteSource, chunkBytes = CHUNK_BYTES) {
    this.source = source;
    this.chunkBytes = chunkBytes;
    this.size = source.size;
  }
  async pull(): Promise<Uint8Array | null> {
    if (this.position >= this.size) return null;
    const chunk = await this.source.read(this.position, this.chunkBytes);
    if (chunk.length === 0) return null;
    this.position += chunk.length;
    return chunk;
  }
  async skip(count: number): Promise<number> {
    const skipped = Math.min(count, this.size - this.position);
    this.position += skipped;
    await this.source.passTo?.(this.position);
    return skipped;
  }
}

/** Chunks that come from elsewhere, such as an inflater, read from front to back. */
export class ChunkStream implements ByteStream {
  readonly size = null;
  position = 0;
  private rest: Uint8Array | null = null;
  private readonly iterator: AsyncIterator<Uint8Array>;
  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.iterator = chunks[Symbol.asyncIterator]();
  }
  async pull(): Promise<Uint8Array | null> {
    const chunk = await this.take();
    if (chunk !== null) this.position += chunk.length;
    return chunk;
  }
  async skip(count: number): Promise<number> {
    let left = count;
    while (left > 0) {
      const chunk = await this.take();
      if (chunk === null) break;
      if (chunk.length > left) this.rest = chunk.subarray(left);
      left -= Math.min(left, chunk.length);
    }
    this.position += count - left;
    return count - left;
  }
  private async take(): Promise<Uint8Array | null> {
    if (this.rest !== null) {
      const rest = this.rest;
      this.rest = null;
      return rest;
    }
    for (;;) {
      const next = await this.iterator.next();
      if (next.done) return null;
      if (next.value.length > 0) return next.value;
    }
  }
}
