/**
 * Filters that make machine code compress better: they turn relative addresses of calls into absolute ones, and are turned back here
 * (xz-file-format.txt 5.3.2, and simple/*.c of XZ Utils). A filter gets bytes in place and says how many of them it is done with.
 */
export type BranchFilter = (bytes: Uint8Array, length: number, position: number) => number;

/** Filters without memory: `step` bytes at a time. */
function aligned(
  step: number,
  size: number,
  turn: (bytes: Uint8Array, at: number, position: number) => void,
): () => BranchFilter {
  return () => (bytes, length, position) => {
    let at = 0;
    for (; at + size <= length; at += step) turn(bytes, at, position + at);
    return at;
  };
}

const powerPc = aligned(4, 4, (b, i, position) => {
  if ((b[i] & 0xfc) !== 0x48 || (b[i + 3] & 3) !== 1) return;
  const source = ((b[i] & 3) << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | (b[i + 3] & ~3);
  const target = source - position;
  b[i] = 0x48 | ((target >>> 24) & 3);
  b[i + 1] = target >>> 16;
  b[i + 2] = target >>> 8;
  b[i + 3] = (b[i + 3] & 3) | (target & ~3);
});

const arm = aligned(4, 4, (b, i, position) => {
  if (b[i + 3] !== 0xeb) return;
  const target = ((((b[i + 2] << 16) | (b[i + 1] << 8) | b[i]) << 2) - (position + 8)) >>> 2;
  b[i] = target;
  b[i + 1] = target >>> 8;
  b[i + 2] = target >>> 16;
});

const sparc = aligned(4, 4, (b, i, position) => {
  if (!((b[i] === 0x40 && (b[i + 1] & 0xc0) === 0) || (b[i] === 0x7f && (b[i + 1] & 0xc0) === 0xc0))) return;
  const source = ((b[i] << 24) | (b[i + 1] << 16) | (b[i + 2] << 8) | b[i + 3]) << 2;
  let target = (source - position) >>> 2;
  target = (((0 - ((target >>> 22) & 1)) << 22) & 0x3fffffff) | (target & 0x3fffff) | 0x40000000;
  b[i] = target >>> 24;
  b[i + 1] = target >>> 16;
  b[i + 2] = target >>> 8;
  b[i + 3] = target;
});

const armThumb = (): BranchFilter => (b, length, position) => {
  let i = 0;
  for (; i + 4 <= length; i += 2) {
    if ((b[i + 1] & 0xf8) !== 0xf0 || (b[i + 3] & 0xf8) !== 0xf8) continue;
    const source = (((b[i + 1] & 7) << 19) | (b[i] << 11) | ((b[i + 3] & 7) << 8) | b[i + 2]) << 1;
    const target = (source - (position + i + 4)) >>> 1;
    b[i + 1] = 0xf0 | ((target >>> 19) & 7);
    b[i] = target >>> 11;
    b[i + 3] = 0xf8 | ((target >>> 8) & 7);
    b[i + 2] = target;
    i += 2;
  }
  return i;
};

const arm64 = aligned(4, 4, (b, i, position) => {
  const word = b[i] | (b[i + 1] << 8) | (b[i + 2] << 16) | (b[i + 3] << 24);
  let turned: number;
  if (word >>> 26 === 0x25) turned = 0x94000000 | ((word - (position >>> 2)) & 0x03ffffff);
  else if ((word & 0x9f000000) >>> 0 === 0x90000000) {
    const source = ((word >>> 29) & 3) | ((word >>> 3) & 0x1ffffc);
    // ADRP reaches ± 512 MiB only where the filter was used.
    if ((source + 0x020000) & 0x1c0000) return;
    const target = source - (position >>> 12);
    turned =
      (word & 0x9000001f) | ((target & 3) << 29) | ((target & 0x3fffc) << 3) | ((0 - (target & 0x020000)) & 0xe00000);
  } else return;
  b[i] = turned;
  b[i + 1] = turned >>> 8;
  b[i + 2] = turned >>> 16;
  b[i + 3] = turned >>> 24;
});

const MASK_ALLOWED = [true, true, true, false, true, false, false, false];
const MASK_BIT = [0, 1, 2, 2, 3, 3, 3, 3];
const isEdge = (byte: number) => byte === 0 || byte === 0xff;

/** CALL and JMP of x86. Remembers what the last bytes looked like, as `simple/x86.c` does. */
function x86(): BranchFilter {
  let mask = 0;
  let previous = -5;
  return (b, length, position) => {
    if (length < 5) return 0;
    if (position - previous > 5) previous = position - 5;
    const limit = length - 5;
    let i = 0;
    while (i <= limit) {
      if (b[i] !== 0xe8 && b[i] !== 0xe9) {
        i++;
        continue;
      }
      const offset = position + i - previous;
      previous = position + i;
      if (offset > 5) mask = 0;
      else for (let k = 0; k < offset; k++) mask = (mask & 0x77) << 1;
      if (isEdge(b[i + 4]) && MASK_ALLOWED[(mask >> 1) & 7] && mask >> 1 < 16) {
        let source = (b[i + 4] << 24) | (b[i + 3] << 16) | (b[i + 2] << 8) | b[i + 1];
        let target: number;
        for (;;) {
          // At most twice: the second time the byte is no edge any more.
          target = (source - (position + i + 5)) | 0;
          if (mask === 0) break;
          const bit = MASK_BIT[(mask >> 1) & 7];
          const byte = (target >>> (24 - bit * 8)) & 0xff;
          if (!isEdge(byte)) break;
          source = target ^ (2 ** (32 - bit * 8) - 1);
        }
        b[i + 4] = 0 - ((target >>> 24) & 1);
        b[i + 3] = target >>> 16;
        b[i + 2] = target >>> 8;
        b[i + 1] = target;
        i += 5;
        mask = 0;
      } else {
        i++;
        mask |= 1;
        if (isEdge(b[i + 3])) mask |= 0x10;
      }
    }
    return i;
  };
}

/** Filters by their number in xz block headers. */
export const XZ_BRANCH_FILTERS: ReadonlyMap<number, () => BranchFilter> = new Map([
  [4, x86],
  [5, powerPc],
  [7, arm],
  [8, armThumb],
  [9, sparc],
  [10, arm64],
]);

/** Turns back the addresses in a stream of decoded bytes. `start` is the address that the first byte is said to have. */
export async function* throughBranchFilter(
  pieces: AsyncIterable<Uint8Array>,
  filter: BranchFilter,
  start: number,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array = new Uint8Array(0);
  let position = start;
  for await (const piece of pieces) {
    const bytes = new Uint8Array(held.length + piece.length);
    bytes.set(held);
    bytes.set(piece, held.length);
    const done = filter(bytes, bytes.length, position);
    position += done;
    held = bytes.slice(done);
    if (done > 0) yield bytes.subarray(0, done);
  }
  // What is too short for an instruction passes as it is, but only at the end: readers hold it back before a fault as well.
  if (held.length > 0) yield held;
}

/** Adds each byte to the one `distance` before it (xz-file-format.txt 5.3.3). */
export async function* throughDelta(pieces: AsyncIterable<Uint8Array>, distance: number): AsyncGenerator<Uint8Array> {
  const history = new Uint8Array(distance);
  let at = 0;
  for await (const piece of pieces) {
    const bytes = new Uint8Array(piece.length);
    for (let i = 0; i < piece.length; i++) {
      bytes[i] = piece[i] + history[at];
      history[at] = bytes[i];
      at = at + 1 === distance ? 0 : at + 1;
    }
    yield bytes;
  }
}
