import type { ByteStream } from './byte-stream';
import { joinBytes } from './join-bytes';

const EMPTY = new Uint8Array(0);

/** Reads a stream from front to back in the pieces that a format asks for: headers whole, payloads passed over or handed on as parts. */
export class ForwardReader {
  /** Offset of the next byte. */
  position: number;
  private readonly stream: ByteStream;
  /** Bytes pulled and not yet given out; borrowed from the stream until the next pull. */
  private held: Uint8Array;

  /** `held` are bytes that stand before the stream's own, the first of them at `position`. */
  constructor(stream: ByteStream, position = stream.position, held: Uint8Array = EMPTY) {
    this.stream = stream;
    this.position = position;
    this.held = held;
  }

  /** A copy of the next `count` bytes; fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    let filled = 0;
    while (filled < count) {
      const piece = await this.pull(count - filled);
      if (piece === null) return bytes.subarray(0, filled);
      bytes.set(piece, filled);
      filled += piece.length;
    }
    return bytes;
  }

  /** Passes over up to `count` bytes and answers how many there were. */
  async pass(count: number): Promise<number> {
    const held = Math.min(count, this.held.length);
    this.held = this.held.subarray(held);
    const passed = held + (count > held ? await this.stream.skip(count - held) : 0);
    this.position += passed;
    return passed;
  }

  /** The next bytes, at most `maximum`, borrowed until the next call; null at the end. */
  async pull(maximum: number): Promise<Uint8Array | null> {
    if (this.held.length === 0) {
      const chunk = await this.stream.pull();
      if (chunk === null) return null;
      this.held = chunk;
    }
    const piece = this.held.subarray(0, maximum);
    this.held = this.held.subarray(piece.length);
    this.position += piece.length;
    return piece;
  }

  /** Puts back bytes that were taken last: they come again. */
  giveBack(bytes: Uint8Array): void {
    this.held = joinBytes([bytes, this.held]);
    this.position -= bytes.length;
  }

  /** Everything from here on as a stream of its own. */
  rest(): ByteStream {
    return new Part(this, Number.POSITIVE_INFINITY);
  }

  /** The next `length` bytes as a stream of their own, to be read before anything else is. */
  part(length: number): ByteStream {
    return new Part(this, length);
  }
}

class Part implements ByteStream {
  readonly size: number | null;
  private readonly length: number;
  position = 0;
  private readonly reader: ForwardReader;

  constructor(reader: ForwardReader, length: number) {
    this.reader = reader;
    this.length = length;
    this.size = Number.isFinite(length) ? length : null;
  }

  async pull(): Promise<Uint8Array | null> {
    if (this.position >= this.length) return null;
    const piece = await this.reader.pull(this.length - this.position);
    if (piece !== null) this.position += piece.length;
    return piece;
  }

  async skip(count: number): Promise<number> {
    const passed = await this.reader.pass(Math.min(count, this.length - this.position));
    this.position += passed;
    return passed;
  }
}
