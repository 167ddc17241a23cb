import type { ByteStream } from './byte-stream';

/** Bytes that are enough to tell a format by. */
const ENOUGH = 4096;

/** A stream whose first bytes were looked at already: they come again. */
export class PeekedStream implements ByteStream {
  private head: Uint8Array | null;
  private readonly inner: ByteStream;

  private constructor(inner: ByteStream, head: Uint8Array | null) {
    this.inner = inner;
    this.head = head;
  }

  /**
   * Takes the first bytes of a stream and gives the stream back as it was. A chunk may be a few bytes long where an inflater had little
   * to go on: what a format is told by must not depend on that.
   */
  static async peek(inner: ByteStream): Promise<{ readonly head: Uint8Array; readonly stream: PeekedStream }> {
    let head = (await inner.pull())?.slice() ?? new Uint8Array(0);
    while (head.length < ENOUGH) {
      const chunk = await inner.pull();
      if (chunk === null) break;
      const joined = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
    }
    return { head, stream: new PeekedStream(inner, head.length > 0 ? head : null) };
  }

  get size(): number | null {
    return this.inner.size;
  }

  get position(): number {
    return this.inner.position - (this.head?.length ?? 0);
  }

  async pull(): Promise<Uint8Array | null> {
    if (this.head === null) return this.inner.pull();
    const head = this.head;
    this.head = null;
    return head;
  }

  async skip(count: number): Promise<number> {
    if (this.head === null) return this.inner.skip(count);
    const held = this.head.length;
    if (count < held) {
      this.head = this.head.subarray(count);
      return count;
    }
    this.head = null;
    return held + (await this.inner.skip(count - held));
  }
}
