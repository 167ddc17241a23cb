/**
 * Bytes that can be read at any offset. The bytes returned are borrowed: they are valid until the next read of the same source.
 * A read past the end returns what is there, possibly nothing; it never throws for that.
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * Tells the source that nothing before `offset` will be read in order any more, so that one that digests on the way can catch up
   * while the bytes are passed over. Sources that do not care leave it out.
   */
  passTo?(offset: number): Promise<void>;
}

const EMPTY = new Uint8Array(0);

/** Bytes that are already in memory. */
export class MemorySource implements ByteSource {
  readonly size: number;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.size = bytes.length;
  }
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset >= this.size || length <= 0) return EMPTY;
    return this.bytes.subarray(offset, Math.min(this.size, offset + length));
  }
}

/** A span of another source as a source of its own. `start` and `end` are clamped to what the parent holds. */
export class SliceSource implements ByteSource {
  readonly size: number;
  private readonly start: number;
  private readonly parent: ByteSource;

  constructor(parent: ByteSource, start: number, end: number) {
    this.parent = parent;
    this.start = Math.min(Math.max(0, start), parent.size);
    this.size = Math.max(0, Math.min(end, parent.size) - this.start);
  }
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset >= this.size || length <= 0) return EMPTY;
    return this.parent.read(this.start + offset, Math.min(length, this.size - offset));
  }
  async passTo(offset: number): Promise<void> {
    await this.parent.passTo?.(this.start + Math.min(offset, this.size));
  }
}
