import type { ByteStream } from '../byte-stream';
import { InflateError } from '../ports';
import { DecodeLimit, MOST_STREAMS } from './decode-limit';

/** Spans noted one by one. */
const MOST_PASSED_OVER = 100;
/** Zero bytes kept behind the end, so that a decoder which looks a few bytes too far reads numbers and finds out afterwards. */
const PADDING = 32;
/** Bytes kept in front of `at`: decoders that take or are lent bytes ahead give them back. */
const BACK = 64 * 1024;

/**
 * The compressed bytes of a stream as decoders want them: `bytes[at]` up to `bytes[end - 1]`, contiguous, as many as were asked for.
 * Decoders move `at` along. What they hold is bounded by the largest `fill` they ask for, plus one chunk of the stream.
 */
export class Intake {
  bytes: Uint8Array = new Uint8Array(PADDING);
  at = 0;
  end = 0;
  /** True when nothing comes behind `end`. */
  ended = false;
  /** Offset in the stream of `bytes[0]`. */
  private base = 0;
  private streams = 0;
  private readonly stream: ByteStream;
  private readonly tick: (position: number) => void;
  /** Spans that belong to the format and that readers pass over. The first hundred, the last of which goes on to the end. */
  readonly passedOver: { readonly start: number; end: number }[] = [];

  /** `tick` is called with each chunk, so that bytes from which nothing comes out can be cancelled too. */
  constructor(stream: ByteStream, tick: (position: number) => void = () => {}) {
    this.stream = stream;
    this.tick = tick;
  }

  /** Counts a stream, frame or block that begins here. Throws when there were as many as are followed. */
  beginStream(): void {
    if (++this.streams > MOST_STREAMS)
      throw new DecodeLimit('streams', 'more compressed streams behind one another than are followed');
  }

  /** Notes that the bytes from `start` to here were passed over. */
  passOver(start: number): void {
    const last = this.passedOver[this.passedOver.length - 1];
    if (last !== undefined && (last.end === start || this.passedOver.length >= MOST_PASSED_OVER))
      last.end = this.consumed;
    else this.passedOver.push({ start, end: this.consumed });
  }

  /** Offset in the stream of the next byte that a decoder will look at. */
  get consumed(): number {
    // A decoder that found out that it looked too far is still within the stream.
    return this.base + Math.min(this.at, this.end);
  }

  /** Bytes taken from the stream so far. */
  get pulled(): number {
    return this.base + this.end;
  }

  get available(): number {
    return this.end - this.at;
  }

  /** Reads until `count` bytes are there; false when the stream ends before. */
  async fill(count: number): Promise<boolean> {
    while (this.end - this.at < count) {
      if (this.ended) return false;
      const chunk = await this.stream.pull();
      if (chunk === null) {
        this.ended = true;
        this.bytes.fill(0, this.end, this.end + PADDING);
        return false;
      }
      this.tick(this.stream.position);
      this.append(chunk);
    }
    return true;
  }

  /** The same, where fewer bytes are damage. `inside` says what is cut: `a block`. */
  async need(count: number, inside: string): Promise<void> {
    if (!(await this.fill(count))) throw new InflateError(`the compressed data ends inside ${inside}`);
  }

  /** `count` bytes, borrowed until the next `fill`; they must have been filled. */
  take(count: number): Uint8Array {
    const taken = this.bytes.subarray(this.at, this.at + count);
    this.at += count;
    return taken;
  }

  /** Takes back the last `count` bytes; only some tens of thousands are kept for that. */
  giveBack(count: number): void {
    this.at -= Math.min(count, this.at);
  }

  u8(): number {
    return this.bytes[this.at++];
  }

  u16(): number {
    this.at += 2;
    return this.bytes[this.at - 2] | (this.bytes[this.at - 1] << 8);
  }

  u32(): number {
    const low = this.u16();
    return low + this.u16() * 0x10000;
  }

  /** True when the next bytes are these. Looks only at what was filled. */
  begins(bytes: readonly number[]): boolean {
    return this.available >= bytes.length && bytes.every((byte, i) => this.bytes[this.at + i] === byte);
  }

  private append(chunk: Uint8Array): void {
    const from = Math.max(0, this.at - BACK);
    const kept = this.end - from;
    const wanted = kept + chunk.length + PADDING;
    if (this.bytes.length < this.end + chunk.length + PADDING) {
      const target = this.bytes.length >= wanted ? this.bytes : new Uint8Array(Math.max(wanted, 2 * kept));
      target.set(this.bytes.subarray(from, this.end));
      this.bytes = target;
      this.base += from;
      this.at -= from;
      this.end = kept;
    }
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }
}
