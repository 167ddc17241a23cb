import type { ByteStream } from './byte-stream';
import { joinBytes } from './join-bytes';

/**
 * Fields read one after the other from a stream, for formats that are walked from front to back. `fill` makes sure that bytes are
 * there, then the readers take them at once; payloads are passed over without being held.
 */
export class StreamCursor {
  /** Offset of the next byte. */
  position = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private view = new DataView(this.bytes.buffer);
  private at = 0;
  private readonly stream: ByteStream;

  constructor(stream: ByteStream) {
    this.stream = stream;
  }

  /** Bytes that can be taken now. */
  get available(): number {
    return this.bytes.length - this.at;
  }

  /** True when at least `count` bytes are left; they can be taken then. What is asked for is held, so it must be bounded by the caller. */
  async fill(count: number): Promise<boolean> {
    if (this.available >= count) return true;
    const parts: Uint8Array[] = [this.bytes.slice(this.at)];
    let held = this.available;
    while (held < count) {
      const chunk = await this.stream.pull();
      if (chunk === null) break;
      parts.push(chunk.slice());
      held += chunk.length;
    }
    this.bytes = joinBytes(parts);
    this.view = new DataView(this.bytes.buffer);
    this.at = 0;
    return held >= count;
  }

  /** True at the end of the stream. */
  async atEnd(): Promise<boolean> {
    return !(await this.fill(1));
  }

  peek(): number {
    return this.bytes[this.at] as number;
  }

  uint8(): number {
    this.position++;
    return this.bytes[this.at++] as number;
  }

  int8(): number {
    return (this.uint8() << 24) >> 24;
  }

  int16(littleEndian: boolean): number {
    return this.view.getInt16(this.step(2), littleEndian);
  }

  int32(littleEndian: boolean): number {
    return this.view.getInt32(this.step(4), littleEndian);
  }

  uint32(littleEndian: boolean): number {
    return this.view.getUint32(this.step(4), littleEndian);
  }

  int64(littleEndian: boolean): bigint {
    return this.view.getBigInt64(this.step(8), littleEndian);
  }

  float32(littleEndian: boolean): number {
    return this.view.getFloat32(this.step(4), littleEndian);
  }

  float64(littleEndian: boolean): number {
    return this.view.getFloat64(this.step(8), littleEndian);
  }

  /** The next bytes, borrowed until the next `fill`. */
  take(count: number): Uint8Array {
    const start = this.step(count);
    return this.bytes.subarray(start, start + count);
  }

  /** Passes over up to `count` bytes and answers how many there were. */
  async skip(count: number): Promise<number> {
    const held = Math.min(count, this.available);
    this.at += held;
    const skipped = held + (count > held ? await this.stream.skip(count - held) : 0);
    this.position += skipped;
    return skipped;
  }

  /** Passes over everything that is left and answers how long the whole stream is. */
  async drain(tick: (position: number) => void): Promise<number> {
    await this.skip(this.available);
    for (let chunk = await this.stream.pull(); chunk !== null; chunk = await this.stream.pull()) {
      this.position += chunk.length;
      tick(this.position);
    }
    return this.position;
  }

  private step(count: number): number {
    const start = this.at;
    this.at += count;
    this.position += count;
    return start;
  }
}
