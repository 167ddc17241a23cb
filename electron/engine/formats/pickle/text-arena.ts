/**
 * Strings that must outlive the window: copied here, opcode and argument, when they are memoised or still needed at a skip.
 * Bounded; a string that no longer fits is left where it is and can only be resolved while its bytes are in memory.
 */
export class TextArena {
  private bytes = new Uint8Array(4096);
  private used = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** Copies `bytes[start … end)` and returns its place, or -1 when the arena is full. */
  store(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (this.used + length > this.bytes.length) {
      if (this.used + length > this.limit) return -1;
      const larger = new Uint8Array(Math.min(this.limit, Math.max(this.bytes.length * 2, this.used + length)));
      larger.set(this.bytes.subarray(0, this.used));
      this.bytes = larger;
    }
    const at = this.used;
    const into = this.bytes;
    for (let i = 0; i < length; i++) into[at + i] = bytes[start + i];
    this.used += length;
    return at;
  }

  /** The stored bytes from a place on, up to `length` of them. */
  view(place: number, length: number): Uint8Array {
    return this.bytes.subarray(place, Math.min(this.used, place + length));
  }
}
