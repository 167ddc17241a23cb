/** CRC-64 (ECMA-182, reflected) as xz files carry it, in two halves of 32 bits; four bytes at a time. */
const LOW: Int32Array[] = [];
const HIGH: Int32Array[] = [];

function tables(): void {
  for (let slice = 0; slice < 4; slice++) {
    const low = new Int32Array(256);
    const high = new Int32Array(256);
    for (let byte = 0; byte < 256; byte++) {
      let l = slice === 0 ? byte : LOW[slice - 1][byte];
      let h = slice === 0 ? 0 : HIGH[slice - 1][byte];
      for (let bit = 0; bit < 8; bit++) {
        const odd = l & 1;
        l = (l >>> 1) | (h << 31);
        h >>>= 1;
        if (odd !== 0) {
          l ^= 0xd7870f42;
          h ^= 0xc96c5795;
        }
      }
      low[byte] = l;
      high[byte] = h;
    }
    LOW.push(low);
    HIGH.push(high);
  }
}

/** A running CRC-64. */
export class Crc64 {
  private low = -1;
  private high = -1;

  constructor() {
    if (LOW.length === 0) tables();
  }

  update(bytes: Uint8Array): void {
    const [l0, l1, l2, l3] = LOW;
    const [h0, h1, h2, h3] = HIGH;
    let { low, high } = this;
    const { length } = bytes;
    let i = 0;
    for (; i + 4 <= length; i += 4) {
      const word = low ^ (bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24));
      const a = word & 0xff;
      const b = (word >>> 8) & 0xff;
      const c = (word >>> 16) & 0xff;
      const d = word >>> 24;
      low = high ^ l3[a] ^ l2[b] ^ l1[c] ^ l0[d];
      high = h3[a] ^ h2[b] ^ h1[c] ^ h0[d];
    }
    for (; i < length; i++) {
      const at = (low ^ bytes[i]) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ l0[at];
      high = (high >>> 8) ^ h0[at];
    }
    this.low = low;
    this.high = high;
  }

  /** The sum, little-endian as xz stores it. */
  digest(): Uint8Array {
    const bytes = new Uint8Array(8);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, ~this.low >>> 0, true);
    view.setUint32(4, ~this.high >>> 0, true);
    return bytes;
  }
}
