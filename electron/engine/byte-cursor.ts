import type { ByteStream } from './byte-stream';
import { joinBytes } from './join-bytes';

/**
 * Reads a stream field by field. `need` makes bytes available, then they are read at once; so a walk over a million small fields waits
 * only where a chunk ends.
 */
export class ByteCursor {
  private readonly stream: ByteStream;
  private readonly littleEndian: boolean;
  private bytes = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  private base: number;

  constructor(stream: ByteStream, littleEndian = true) {
    this.stream = stream;
    this.littleEndian = littleEndian;
    this.base = stream.position;
  }

  /** Offset of the next byte. */
  get position(): number {
    return this.base + this.at;
  }

  /** Bytes that can be read at once. */
  get available(): number {
    return this.bytes.length - this.at;
  }

  /** True when `count` more bytes are there to be read at once. The caller bounds `count`: that much is held. */
  async need(count: number): Promise<boolean> {
    if (this.available >= count) return true;
    const parts: Uint8Array[] = [this.bytes.subarray(this.at)];
    let length = parts[0].length;
    while (length < count) {
      const chunk = await this.stream.pull();
      if (chunk === null) break;
      parts.push(chunk.slice());
      length += chunk.length;
    }
    this.base += this.at;
    this.bytes = joinBytes(parts);
    this.view = new DataView(this.bytes.buffer);
    this.at = 0;
    return length >= count;
  }

  /** The next `count` bytes, which `need` made available, without passing them. Borrowed until the next call. */
  peek(count: number): Uint8Array {
    return this.bytes.subarray(this.at, this.at + count);
  }

  /** Up to `count` bytes as a copy; fewer at the end. */
  async take(count: number): Promise<Uint8Array> {
    await this.need(count);
    const taken = this.bytes.slice(this.at, this.at + count);
    this.at += taken.length;
    return taken;
  }

  /** Passes over up to `count` bytes and returns how many there were. */
  async skip(count: number): Promise<number> {
    const held = Math.min(count, this.available);
    this.at += held;
    if (held === count) return count;
    const skipped = await this.stream.skip(count - held);
    this.base += this.bytes.length + skipped;
    this.bytes = new Uint8Array(0);
    this.view = new DataView(this.bytes.buffer);
    this.at = 0;
    return held + skipped;
  }

  /** Passes over everything; returns the length of the whole. */
  async end(tick: (position: number) => void): Promise<number> {
    if (this.stream.size !== null) return this.stream.size;
    await this.skip(this.available);
    while ((await this.skip(1024 * 1024)) > 0) tick(this.position);
    return this.position;
  }

  /** The stream from here on. The cursor is not used any more. */
  rest(): ByteStream {
    return new Rest(this.bytes.slice(this.at), this.stream, this.position);
  }

  u8(): number {
    return this.bytes[this.at++];
  }

  u16(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2, this.littleEndian);
  }

  u32(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4, this.littleEndian);
  }

  u64(): bigint {
    this.at += 8;
    return this.view.getBigUint64(this.at - 8, this.littleEndian);
  }

  i64(): bigint {
    return BigInt.asIntN(64, this.u64());
  }

  f32(): number {
    this.at += 4;
    return this.view.getFloat32(this.at - 4, this.littleEndian);
  }

  f64(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, this.littleEndian);
  }
}

/** What a cursor had read ahead, and then its stream, as a stream of its own that begins at 0. */
class Rest implements ByteStream {
  readonly size: number | null;
  position = 0;
  private held: Uint8Array;
  private readonly inner: ByteStream;

  constructor(held: Uint8Array, inner: ByteStream, start: number) {
    this.held = held;
    this.inner = inner;
    this.size = inner.size === null ? null : inner.size - start;
  }

  async pull(): Promise<Uint8Array | null> {
    const chunk = this.held.length > 0 ? this.held : await this.inner.pull();
    this.held = new Uint8Array(0);
    this.position += chunk?.length ?? 0;
    return chunk;
  }

  async skip(count: number): Promise<number> {
    const held = Math.min(count, this.held.length);
    this.held = this.held.subarray(held);
    const skipped = held + (held < count ? await this.inner.skip(count - held) : 0);
    this.position += skipped;
    return skipped;
  }
}
