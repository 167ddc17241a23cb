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

/** A source that counts what is read from it. */
export class CountingSource implements ByteSource {
  readonly size: number;
  readBytes = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.size = bytes.length;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    const bytes = this.bytes.subarray(offset, Math.min(this.size, offset + length));
    this.readBytes += bytes.length;
    return bytes;
  }
}
