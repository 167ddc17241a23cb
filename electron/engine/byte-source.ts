/**
 * Bytes that can be read at any offset. The bytes returned are borrowed: they are valid until the next read of the same source.
 * A read may return fewer bytes than asked for; it returns none only at the end. `readWhole` insists.
 */
export interface ByteSource {
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * The same bytes at once, for the few that are looked at again long after they passed. Sources that cannot leave it out.
   * Borrowed until the next `readNow`.
   */
  readNow?(offset: number, length: number): Uint8Array;
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
  readNow(offset: number, length: number): Uint8Array {
    return this.bytes.subarray(offset, Math.min(this.size, offset + length));
  }
}

/** A span of another source as a source of its own. `start` and `end` are clamped to what the parent holds. */
export class SliceSource implements ByteSource {
  readonly size: number;
  readonly readNow?: (offset: number, length: number) => Uint8Array;
  private readonly start: number;
  private readonly parent: ByteSource;

  constructor(parent: ByteSource, start: number, end: number) {
    this.parent = parent;
    this.start = Math.min(Math.max(0, start), parent.size);
    this.size = Math.max(0, Math.min(end, parent.size) - this.start);
    const { readNow } = parent;
    if (readNow !== undefined) {
      this.readNow = (offset, length) =>
        readNow.call(parent, this.start + offset, Math.max(0, Math.min(length, this.size - offset)));
    }
  }
  async read(offset: number, length: number): Promise<Uint8Array> {
    if (offset >= this.size || length <= 0) return EMPTY;
    return this.parent.read(this.start + offset, Math.min(length, this.size - offset));
  }
  async passTo(offset: number): Promise<void> {
    await this.parent.passTo?.(this.start + Math.min(offset, this.size));
  }
}

/** `length` bytes from `offset` on, fewer only at the end of the source, as a copy that stays valid. */
export async function readWhole(source: ByteSource, offset: number, length: number): Promise<Uint8Array> {
  const wanted = Math.max(0, Math.min(length, source.size - offset));
  const bytes = new Uint8Array(wanted);
  let filled = 0;
  while (filled < wanted) {
    const piece = await source.read(offset + filled, wanted - filled);
    if (piece.length === 0) return bytes.subarray(0, filled);
    bytes.set(piece, filled);
    filled += piece.length;
  }
  return bytes;
}
