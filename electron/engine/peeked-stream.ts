import type { ByteStream } from './byte-stream';

/** Bytes looked at to recognise what a stream holds, where it has as many. */
const PEEKED_BYTES = 64 * 1024;

/** A stream whose first bytes were looked at already: they come again. */
export class PeekedStream implements ByteStream {
  private head: Uint8Array | null;
  private readonly inner: ByteStream;

  private constructor(inner: ByteStream, head: Uint8Array | null) {
    this.inner = inner;
    this.head = head;
  }

  /**
   * Takes the first bytes of a stream and gives the stream back as it was. Chunks are gathered: how an inflater cuts its output is in the
   * hands of whoever made its input, and must not decide what is recognised.
   */
  static async peek(inner: ByteStream): Promise<{ readonly head: Uint8Array; readonly stream: PeekedStream }> {
    const parts: Uint8Array[] = [];
    let gathered = 0;
    while (gathered < PEEKED_BYTES) {
      const chunk = await inner.pull();
      if (chunk === null) break;
      parts.push(chunk.slice());
      gathered += chunk.length;
    }
    const head = parts.length === 1 ? parts[0] : joined(parts, gathered);
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

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
