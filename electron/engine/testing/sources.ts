import type { ByteSource } from '../byte-source';

/** A source that never gives more than `pieceBytes` at once: what reads over it must cope with any cut. */
export class ShortReadSource implements ByteSource {
  readonly size: number;
  private readonly bytes: Uint8Array;
  private readonly pieceBytes: number;

  constructor(bytes: Uint8Array, pieceBytes: number) {
    this.bytes = bytes;
    this.pieceBytes = pieceBytes;
    this.size = bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    return this.bytes.slice(offset, Math.min(this.size, offset + Math.min(length, this.pieceBytes)));
  }
}

/** A file with a large hole of zeros between its two ends, without the memory for it. Counts what is read. */
export class HoleSource implements ByteSource {
  readonly size: number;
  readBytes = 0;
  private readonly head: Uint8Array;
  private readonly tail: Uint8Array;

  constructor(head: Uint8Array, holeBytes: number, tail: Uint8Array) {
    this.head = head;
    this.tail = tail;
    this.size = head.length + holeBytes + tail.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const end = Math.min(this.size, offset + length);
    const bytes = new Uint8Array(Math.max(0, end - offset));
    const tailStart = this.size - this.tail.length;
    for (let at = offset; at < Math.min(end, this.head.length); at++) bytes[at - offset] = this.head[at];
    for (let at = Math.max(offset, tailStart); at < end; at++) bytes[at - offset] = this.tail[at - tailStart];
    this.readBytes += bytes.length;
    return bytes;
  }
}
