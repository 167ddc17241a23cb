import type { ByteSource } from './byte-source';

const WINDOW_BYTES = 64 * 1024;

/** A piece of a source in memory that moves along with whoever reads it: small reads near each other cost one read of the source. */
export class SourceWindow {
  /** Offset of `bytes[0]` in the source. */
  base = 0;
  bytes = new Uint8Array(0);
  readonly size: number;
  private readonly source: ByteSource;
  private readonly windowBytes: number;

  /** `windowBytes` are read at once: few where reads jump about. */
  constructor(source: ByteSource, windowBytes = WINDOW_BYTES) {
    this.source = source;
    this.windowBytes = windowBytes;
    this.size = source.size;
  }

  /** True when `length` bytes from `offset` on, or as many as there are, are in memory. */
  holds(offset: number, length: number): boolean {
    return offset >= this.base && Math.min(offset + length, this.size) <= this.base + this.bytes.length;
  }

  /** Brings `length` bytes from `offset` on into memory, fewer only at the end of the source. */
  async load(offset: number, length: number): Promise<void> {
    if (this.holds(offset, length)) return;
    await this.source.passTo?.(offset);
    const wanted = Math.max(0, Math.min(Math.max(length, this.windowBytes), this.size - offset));
    const bytes = new Uint8Array(wanted);
    let filled = 0;
    while (filled < wanted) {
      const piece = await this.source.read(offset + filled, wanted - filled);
      if (piece.length === 0) break;
      bytes.set(piece, filled);
      filled += piece.length;
    }
    this.base = offset;
    this.bytes = bytes.subarray(0, filled);
  }

  /** Bytes that are in memory, borrowed until the next `load`. */
  view(offset: number, length: number): Uint8Array {
    return this.bytes.subarray(offset - this.base, offset - this.base + length);
  }
}
