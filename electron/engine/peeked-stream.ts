import type { ByteStream } from './byte-stream';

const EMPTY = new Uint8Array(0);
/** Bytes that tell what a stream is, where it has as many. */
const HEAD_BYTES = 64 * 1024;

/** A stream whose first bytes were looked at already: they come again. */
export class PeekedStream implements ByteStream {
  private head: Uint8Array | null;
  private readonly inner: ByteStream;

  private readonly whole: number | null;

  private constructor(inner: ByteStream, head: Uint8Array | null, whole: number | null) {
    this.inner = inner;
    this.head = head;
    this.whole = whole;
  }

  /**
   * Takes the first bytes of a stream and gives the stream back as it was. One chunk is enough unless it is small: what is compressed
   * may come out byte by byte, and must not be taken for something else because of that.
   */
  static async peek(inner: ByteStream): Promise<{ readonly head: Uint8Array; readonly stream: PeekedStream }> {
    let head: Uint8Array = (await inner.pull())?.slice() ?? EMPTY;
    let filled = head.length;
    let ended = filled === 0;
    while (filled > 0 && filled < HEAD_BYTES) {
      const chunk = await inner.pull();
      ended = chunk === null;
      if (chunk === null) break;
      if (filled + chunk.length > head.length) {
        const wider = new Uint8Array(Math.max(2 * head.length, filled + chunk.length));
        wider.set(head.subarray(0, filled));
        head = wider;
      }
      head.set(chunk, filled);
      filled += chunk.length;
    }
    head = head.subarray(0, filled);
    return { head, stream: new PeekedStream(inner, filled > 0 ? head : null, ended ? filled : null) };
  }

  /** Known also where the end was met while looking: what is small and compressed is then like any other bytes. */
  get size(): number | null {
    return this.inner.size ?? this.whole;
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
