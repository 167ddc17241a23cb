/** Bits from the end of a span to its beginning, as entropy-coded parts of Zstandard are read (RFC 8878 section 4). */
export class BackwardBits {
  /** Bits that are left; negative when more were read than there are, which then were zeros. */
  left = 0;
  private bytes: Uint8Array = new Uint8Array(0);
  private start = 0;

  /** False when the span is empty or does not end with the bit that marks its end. */
  reset(bytes: Uint8Array, start: number, end: number): boolean {
    this.bytes = bytes;
    this.start = start;
    if (end <= start || bytes[end - 1] === 0) return false;
    this.left = (end - start) * 8 - Math.clz32(bytes[end - 1]) + 24 - 1;
    return true;
  }

  /** Up to 32 bits. */
  read(count: number): number {
    if (count > 16) return this.readLong(count);
    this.left -= count;
    return this.look(count);
  }

  private readLong(count: number): number {
    const high = this.read(count - 16);
    return high * 0x10000 + this.read(16);
  }

  /** Up to 16 bits from `left` upward. */
  private look(count: number): number {
    const { left, bytes } = this;
    if (left < 0) return this.lookBehind(count);
    const at = this.start + (left >> 3);
    const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
    return (word >>> (left & 7)) & ((1 << count) - 1);
  }

  /** Where some of the bits are in front of the beginning. */
  private lookBehind(count: number): number {
    const lost = -this.left;
    if (lost >= count) return 0;
    const word = this.bytes[this.start] | (this.bytes[this.start + 1] << 8) | (this.bytes[this.start + 2] << 16);
    return (word & ((1 << (count - lost)) - 1)) << lost;
  }
}
