/** What is wrong with the list of a 7z archive. Not a bug: a fact with the words of the message. */
export class BrokenHeader extends Error {}

/** The bytes of a 7z header from front to back. Every read is checked against what is there. */
export class HeaderCursor {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  byte(): number {
    if (this.at >= this.bytes.length) throw new BrokenHeader('the list of members ends too early');
    return this.bytes[this.at++];
  }

  take(count: number): Uint8Array {
    if (count > this.left) throw new BrokenHeader('the list of members ends too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  u32(): number {
    const bytes = this.take(4);
    return (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24)) >>> 0;
  }

  /** A number of one to nine bytes: the first says by its leading ones how many follow (7zFormat.txt, “NUMBER”). */
  number(): number {
    const first = this.byte();
    let value = 0;
    let mask = 0x80;
    for (let i = 0; i < 8; i++, mask >>= 1) {
      if ((first & mask) === 0) {
        value += (first & (mask - 1)) * 2 ** (8 * i);
        break;
      }
      value += this.byte() * 2 ** (8 * i);
    }
    if (!Number.isSafeInteger(value)) throw new BrokenHeader('a number in the list of members is impossibly large');
    return value;
  }

  /** A count of things that each take at least one bit of what is left. */
  count(most: number): number {
    const value = this.number();
    if (value > most || value > this.left * 8) throw new BrokenHeader('more members are announced than can be there');
    return value;
  }

  /** One bit for each of `count` things, most significant first. */
  bits(count: number): boolean[] {
    const bytes = this.take(Math.ceil(count / 8));
    return Array.from({ length: count }, (_, i) => (bytes[i >> 3] & (0x80 >> (i & 7))) !== 0);
  }

  /** The same behind a byte that says whether all are set. */
  bitsOrAll(count: number): boolean[] {
    return this.byte() === 0 ? this.bits(count) : new Array<boolean>(count).fill(true);
  }

  /** CRC-32 of each of `count` things; null where there is none. */
  digests(count: number): (number | null)[] {
    return this.bitsOrAll(count).map((defined) => (defined ? this.u32() : null));
  }

  expect(id: number): void {
    if (this.byte() !== id) throw new BrokenHeader('the list of members is not in the order that it must have');
  }
}
