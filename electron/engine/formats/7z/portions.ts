import type { ByteStream } from '../../byte-stream';

/** One stream cut into members that lie in it one behind the other. A portion is read or passed over before the next one begins. */
export class Portions {
  private rest: Uint8Array | null = null;
  private readonly inner: ByteStream;
  private readonly crc32: (bytes: Uint8Array, previous: number) => number;
  private current: Portion | null = null;

  constructor(inner: ByteStream, crc32: (bytes: Uint8Array, previous: number) => number) {
    this.inner = inner;
    this.crc32 = crc32;
  }

  next(bytes: number): Portion {
    this.current = new Portion(bytes, (most) => this.take(most), this.crc32);
    return this.current;
  }

  private async take(most: number): Promise<Uint8Array | null> {
    const chunk = this.rest ?? (await this.inner.pull());
    this.rest = null;
    if (chunk === null || chunk.length <= most) return chunk;
    this.rest = chunk.subarray(most);
    return chunk.subarray(0, most);
  }
}

/** One member. Its size is a claim until it was read: as a stream it has none. */
export class Portion implements ByteStream {
  readonly size = null;
  position = 0;
  crc = 0;
  private readonly bytes: number;
  private readonly take: (most: number) => Promise<Uint8Array | null>;
  private readonly crc32: (bytes: Uint8Array, previous: number) => number;
  private back: Uint8Array | null = null;

  constructor(
    bytes: number,
    take: (most: number) => Promise<Uint8Array | null>,
    crc32: (bytes: Uint8Array, previous: number) => number,
  ) {
    this.bytes = bytes;
    this.take = take;
    this.crc32 = crc32;
  }

  /** True when everything that was claimed came. */
  get whole(): boolean {
    return this.position === this.bytes;
  }

  async pull(): Promise<Uint8Array | null> {
    const chunk = await this.fetch();
    if (chunk !== null) this.position += chunk.length;
    return chunk;
  }

  async skip(count: number): Promise<number> {
    let left = count;
    while (left > 0) {
      const chunk = await this.fetch();
      if (chunk === null) break;
      if (chunk.length > left) this.back = chunk.subarray(left);
      const step = Math.min(left, chunk.length);
      this.position += step;
      left -= step;
    }
    return count - left;
  }

  /** Reads what nobody read. */
  async finish(): Promise<void> {
    while ((await this.pull()) !== null);
  }

  private async fetch(): Promise<Uint8Array | null> {
    if (this.back !== null) {
      const { back } = this;
      this.back = null;
      return back;
    }
    if (this.position >= this.bytes) return null;
    const chunk = await this.take(this.bytes - this.position);
    if (chunk !== null) this.crc = this.crc32(chunk, this.crc);
    return chunk;
  }
}
