/** Bytes kept behind the position, so that arguments read just before a call can still be shown. */
const HISTORY_BYTES = 64 * 1024;

/**
 * The part of a stream that is in memory: `bytes[0 … length)` are the stream's bytes from offset `base` on. Fixed-size reads may run
 * up to 16 bytes past `length`: they find zeros there.
 */
export class Window {
  bytes = new Uint8Array(256 * 1024);
  length = 0;
  base = 0;

  /** Stream offset behind the last byte in memory. */
  get end(): number {
    return this.base + this.length;
  }

  /** Appends the stream's next bytes and lets go of what lies more than the history before `position`. */
  append(chunk: Uint8Array, position: number): void {
    const drop = Math.max(0, Math.min(this.length, position - this.base - HISTORY_BYTES));
    const kept = this.length - drop;
    const needed = kept + chunk.length + 16;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(Math.max(needed, Math.min(this.bytes.length * 2, needed * 2)));
      larger.set(this.bytes.subarray(drop, this.length));
      this.bytes = larger;
    } else if (drop > 0) {
      this.bytes.copyWithin(0, drop, this.length);
    }
    this.bytes.set(chunk, kept);
    this.base += drop;
    this.length = kept + chunk.length;
    this.bytes.fill(0, this.length, this.length + 16);
  }

  /** Starts anew at a later offset: what was in memory is gone. */
  restart(offset: number): void {
    this.base = offset;
    this.length = 0;
    this.bytes.fill(0, 0, 16);
  }

  /** True when the bytes `[start, end)` are in memory. */
  has(start: number, end: number): boolean {
    return start >= this.base && end <= this.end;
  }

  /** A view of `[start, end)`; the caller checked `has`. */
  view(start: number, end: number): Uint8Array {
    return this.bytes.subarray(start - this.base, end - this.base);
  }

  /** The byte at a stream offset; the caller checked `has`. */
  at(offset: number): number {
    return this.bytes[offset - this.base];
  }
}
