/** A number of 64 bits in two halves; multiplication and rotation as xxHash64 needs them. */
interface Word {
  low: number;
  high: number;
}

const P1: Word = { high: 0x9e3779b1, low: 0x85ebca87 };
const P2: Word = { high: 0xc2b2ae3d, low: 0x27d4eb4f };
const P3: Word = { high: 0x165667b1, low: 0x9e3779f9 };
const P4: Word = { high: 0x85ebca77, low: 0xc2b2ae63 };
const P5: Word = { high: 0x27d4eb2f, low: 0x165667c5 };

function add(to: Word, low: number, high: number): void {
  const sum = (to.low >>> 0) + (low >>> 0);
  to.low = sum | 0;
  to.high = (to.high + high + (sum > 0xffffffff ? 1 : 0)) | 0;
}

function multiply(to: Word, by: Word): void {
  // 16 bits at a time, so that no product leaves what a number holds exactly.
  const a0 = to.low & 0xffff;
  const a1 = to.low >>> 16;
  const b0 = by.low & 0xffff;
  const b1 = by.low >>> 16;
  const low = a0 * b0;
  const middle = a1 * b0 + (low - (low % 0x10000)) / 0x10000;
  const other = a0 * b1 + (middle % 0x10000);
  const carry = a1 * b1 + (middle - (middle % 0x10000)) / 0x10000 + (other - (other % 0x10000)) / 0x10000;
  const high = (carry + (Math.imul(to.high, by.low) >>> 0) + (Math.imul(to.low, by.high) >>> 0)) % 0x100000000;
  to.low = Math.imul(to.low, by.low);
  to.high = high | 0;
}

function rotate(word: Word, bits: number): void {
  const { low, high } = word;
  if (bits < 32) {
    word.low = (low << bits) | (high >>> (32 - bits));
    word.high = (high << bits) | (low >>> (32 - bits));
  } else {
    word.low = (high << (bits - 32)) | (bits === 32 ? 0 : low >>> (64 - bits));
    word.high = (low << (bits - 32)) | (bits === 32 ? 0 : high >>> (64 - bits));
  }
}

function xorShift(word: Word, bits: number): void {
  const { low, high } = word;
  if (bits >= 32) word.low ^= high >>> (bits - 32);
  else {
    word.low ^= (low >>> bits) | (high << (32 - bits));
    word.high ^= high >>> bits;
  }
}

const read32 = (bytes: Uint8Array, at: number) =>
  bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);

/** A running xxHash64 with seed 0, as Zstandard frames carry it (xxhash_spec.md, “XXH64 algorithm description”). */
export class Xxh64 {
  private readonly lanes: Word[] = [{ low: 0, high: 0 }, { ...P2 }, { low: 0, high: 0 }, { low: 0, high: 0 }];
  private total = 0;
  private readonly held = new Uint8Array(32);
  private holds = 0;
  private readonly scratch: Word = { low: 0, high: 0 };

  constructor() {
    add(this.lanes[0], P1.low, P1.high);
    add(this.lanes[0], P2.low, P2.high);
    // - P1
    add(this.lanes[3], ~P1.low, ~P1.high);
    add(this.lanes[3], 1, 0);
  }

  update(bytes: Uint8Array): void {
    this.total += bytes.length;
    let at = 0;
    if (this.holds > 0) {
      at = Math.min(32 - this.holds, bytes.length);
      this.held.set(bytes.subarray(0, at), this.holds);
      this.holds += at;
      if (this.holds < 32) return;
      this.stripe(this.held, 0);
      this.holds = 0;
    }
    for (; at + 32 <= bytes.length; at += 32) this.stripe(bytes, at);
    this.held.set(bytes.subarray(at));
    this.holds = bytes.length - at;
  }

  /** The lower half of the hash, which is what a frame stores, as an unsigned number. */
  digestLow(): number {
    const hash: Word = { low: 0, high: 0 };
    if (this.total < 32) add(hash, P5.low, P5.high);
    else {
      for (const [i, bits] of [1, 7, 12, 18].entries()) {
        const lane = { ...this.lanes[i] };
        rotate(lane, bits);
        add(hash, lane.low, lane.high);
      }
      for (const lane of this.lanes) {
        const turned = { low: 0, high: 0 };
        round(turned, lane.low, lane.high);
        hash.low ^= turned.low;
        hash.high ^= turned.high;
        multiply(hash, P1);
        add(hash, P4.low, P4.high);
      }
    }
    add(hash, this.total | 0, Math.floor(this.total / 0x100000000));
    const { held, holds } = this;
    let at = 0;
    for (; at + 8 <= holds; at += 8) {
      const turned = { low: 0, high: 0 };
      round(turned, read32(held, at), read32(held, at + 4));
      hash.low ^= turned.low;
      hash.high ^= turned.high;
      rotate(hash, 27);
      multiply(hash, P1);
      add(hash, P4.low, P4.high);
    }
    if (at + 4 <= holds) {
      const word = { low: read32(held, at), high: 0 };
      multiply(word, P1);
      hash.low ^= word.low;
      hash.high ^= word.high;
      rotate(hash, 23);
      multiply(hash, P2);
      add(hash, P3.low, P3.high);
      at += 4;
    }
    for (; at < holds; at++) {
      const word = { low: held[at], high: 0 };
      multiply(word, P5);
      hash.low ^= word.low;
      hash.high ^= word.high;
      rotate(hash, 11);
      multiply(hash, P1);
    }
    xorShift(hash, 33);
    multiply(hash, P2);
    xorShift(hash, 29);
    multiply(hash, P3);
    xorShift(hash, 32);
    return hash.low >>> 0;
  }

  private stripe(bytes: Uint8Array, at: number): void {
    for (let i = 0; i < 4; i++) {
      const lane = this.lanes[i];
      const { scratch } = this;
      scratch.low = read32(bytes, at + 8 * i);
      scratch.high = read32(bytes, at + 8 * i + 4);
      multiply(scratch, P2);
      add(lane, scratch.low, scratch.high);
      rotate(lane, 31);
      multiply(lane, P1);
    }
  }
}

function round(lane: Word, low: number, high: number): void {
  const input = { low, high };
  multiply(input, P2);
  add(lane, input.low, input.high);
  rotate(lane, 31);
  multiply(lane, P1);
}
