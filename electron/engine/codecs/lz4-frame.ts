import { InflateError } from '../ports';
import { DecodeLimit } from './decode-limit';
import type { Intake } from './intake';
import { Xxh32, xxh32 } from './xxh32';

const FRAME = [0x04, 0x22, 0x4d, 0x18] as const;
const LEGACY = [0x02, 0x21, 0x4c, 0x18] as const;
/** Matches reach back this far, over block borders when blocks are linked. */
const WINDOW = 64 * 1024;
const LEGACY_BLOCK = 8 * 1024 * 1024;

/** True for LZ4 frames, legacy frames and frames to be skipped (lz4_Frame_format.md). */
export function beginsLz4(intake: Intake): boolean {
  return intake.begins(FRAME) || intake.begins(LEGACY) || isSkippable(intake);
}

/** Frames of other programs’ making, to be passed over: `184D2A50` to `184D2A5F`. LZ4 and Zstandard share them. */
export function isSkippable(intake: Intake): boolean {
  const { bytes, at, available } = intake;
  return (
    available >= 8 &&
    (bytes[at] & 0xf0) === 0x50 &&
    bytes[at + 1] === 0x2a &&
    bytes[at + 2] === 0x4d &&
    bytes[at + 3] === 0x18
  );
}

/** Passes over a frame that `isSkippable`. */
export async function skipFrame(intake: Intake): Promise<void> {
  const start = intake.consumed;
  intake.at += 4;
  for (let left = intake.u32(); left > 0; ) {
    await intake.need(1, 'a frame that is passed over');
    const piece = Math.min(left, intake.available);
    intake.at += piece;
    left -= piece;
  }
  intake.passOver(start);
}

/**
 * Frames of LZ4, one behind the other: linked and independent blocks, block and content checksums, content size. Ends at the first
 * bytes that begin no frame. Holds one block and what it was inflated to (at most 8 MiB each).
 */
export async function* decodeLz4(intake: Intake): AsyncGenerator<Uint8Array> {
  const scratch = new Scratch();
  for (let first = true; ; first = false) {
    await intake.fill(8);
    intake.beginStream();
    if (isSkippable(intake)) await skipFrame(intake);
    else if (intake.begins(FRAME)) yield* frame(intake, scratch);
    else if (intake.begins(LEGACY)) yield* legacyFrame(intake, scratch);
    else if (first) throw new InflateError('no LZ4 frame begins here');
    else return;
  }
}

/** The output buffer, kept from frame to frame: a file of a million empty frames must not make a million buffers. */
class Scratch {
  private bytes = new Uint8Array(0);

  of(size: number): Uint8Array {
    if (this.bytes.length < size) this.bytes = new Uint8Array(size);
    return this.bytes;
  }
}

async function* frame(intake: Intake, scratch: Scratch): AsyncGenerator<Uint8Array> {
  await intake.need(7, 'the header of a frame');
  const flags = intake.bytes[intake.at + 4];
  const sizeCode = (intake.bytes[intake.at + 5] >> 4) & 7;
  if (flags >> 6 !== 1) throw new InflateError(`version ${flags >> 6} of LZ4 frames is not known`);
  if ((flags & 2) !== 0 || (intake.bytes[intake.at + 5] & 0x8f) !== 0 || sizeCode < 4)
    throw new InflateError('the header of an LZ4 frame has bits that are reserved');
  const independent = (flags & 0x20) !== 0;
  const blockChecksums = (flags & 0x10) !== 0;
  const hasSize = (flags & 8) !== 0;
  const contentChecksum = (flags & 4) !== 0;
  const hasDictionary = (flags & 1) !== 0;
  const descriptor = 2 + (hasSize ? 8 : 0) + (hasDictionary ? 4 : 0);
  await intake.need(4 + descriptor + 1, 'the header of a frame');
  const header = intake.bytes.slice(intake.at + 4, intake.at + 4 + descriptor);
  if (intake.bytes[intake.at + 4 + descriptor] !== ((xxh32(header) >>> 8) & 0xff))
    throw new InflateError('the checksum of the header of an LZ4 frame is wrong');
  intake.at += 4 + descriptor + 1;
  if (hasDictionary) throw new DecodeLimit('dictionary', 'an LZ4 frame needs a dictionary that is not in the file');
  const stated = hasSize ? new DataView(header.buffer, 2, 8).getBigUint64(0, true) : null;
  const blockBytes = 1 << (8 + 2 * sizeCode);
  const output = scratch.of(WINDOW + blockBytes);
  const content = new Xxh32();
  let history = 0;
  let total = 0;
  for (;;) {
    await intake.need(4, 'a frame');
    const word = intake.u32();
    if (word === 0) break;
    const size = word % 0x80000000;
    if (size > blockBytes) throw new InflateError('a block of an LZ4 frame is larger than the frame says');
    const stored = word >= 0x80000000;
    if (!(await intake.fill(size + (blockChecksums ? 4 : 0)))) {
      // Readers hand on plain bytes as they come; what is compressed they inflate block by block.
      if (stored && intake.available > 0) yield intake.take(Math.min(size, intake.available));
      throw new InflateError('the compressed data ends inside a block');
    }
    const block = intake.take(size);
    const checksum = blockChecksums ? intake.u32() : null;
    if (independent) history = 0;
    let length: number;
    let fault: string | null = null;
    if (stored) {
      output.set(block, history);
      length = size;
    } else {
      const outcome = inflateBlock(block, output, history, history + blockBytes);
      length = outcome.end - history;
      fault = outcome.fault;
    }
    const piece = output.subarray(history, history + length);
    if (contentChecksum) content.update(piece);
    total += length;
    if (checksum !== null && checksum !== xxh32(block)) fault = 'the checksum of an LZ4 block is wrong';
    if (length > 0) yield piece;
    if (fault !== null) throw new InflateError(fault);
    const end = history + length;
    history = Math.min(end, WINDOW);
    output.copyWithin(0, end - history, end);
  }
  if (contentChecksum) {
    await intake.need(4, 'the checksum of a frame');
    if (intake.u32() !== content.digest()) throw new InflateError('the checksum of an LZ4 frame is wrong');
  }
  if (stated !== null && stated !== BigInt(total))
    throw new InflateError('an LZ4 frame does not hold as many bytes as it says');
}

/** What `lz4 -l` and old kernels write: blocks of 8 MiB without any checksum, up to the end or to the magic of another frame. */
async function* legacyFrame(intake: Intake, scratch: Scratch): AsyncGenerator<Uint8Array> {
  intake.at += 4;
  const output = scratch.of(LEGACY_BLOCK);
  while (await intake.fill(4)) {
    await intake.fill(8);
    if (beginsLz4(intake)) return;
    const size = intake.u32();
    if (size > LEGACY_BLOCK + LEGACY_BLOCK / 255 + 16) {
      intake.at -= 4;
      return;
    }
    await intake.need(size, 'a block');
    const { end, fault } = inflateBlock(intake.take(size), output, 0, LEGACY_BLOCK);
    if (end > 0) yield output.subarray(0, end);
    if (fault !== null) throw new InflateError(fault);
  }
}

/**
 * One block (lz4_Block_format.md) into `output` from `start` on, up to `maximum`; matches may reach back to `output[0]`. What was
 * written before a fault stands.
 */
export function inflateBlock(
  block: Uint8Array,
  output: Uint8Array,
  start: number,
  maximum: number,
): { readonly end: number; readonly fault: string | null } {
  const size = block.length;
  let at = 0;
  let to = start;
  while (at < size) {
    const token = block[at++];
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255) {
        if (at >= size) return { end: to, fault: 'an LZ4 block ends inside a length' };
        more = block[at++];
        literals += more;
      }
    }
    if (at + literals > size || to + literals > maximum) {
      const room = Math.min(size - at, maximum - to);
      output.set(block.subarray(at, at + room), to);
      return { end: to + room, fault: 'an LZ4 block has more literals than there are bytes' };
    }
    if (literals > 32) {
      output.set(block.subarray(at, at + literals), to);
      to += literals;
      at += literals;
    } else for (const end = at + literals; at < end; ) output[to++] = block[at++];
    if (at === size) return { end: to, fault: null };
    if (at + 2 > size) return { end: to, fault: 'an LZ4 block ends inside an offset' };
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    let length = (token & 15) + 4;
    if (length === 19) {
      let more = 255;
      while (more === 255) {
        if (at >= size) return { end: to, fault: 'an LZ4 block ends inside a length' };
        more = block[at++];
        length += more;
      }
    }
    if (distance === 0 || distance > to) return { end: to, fault: 'an LZ4 match points before the beginning' };
    if (to + length > maximum) return { end: to, fault: 'an LZ4 match is longer than its block' };
    if (distance >= length && length > 48) {
      output.copyWithin(to, to - distance, to - distance + length);
      to += length;
    } else if (distance === 1 && length > 48) {
      output.fill(output[to - 1], to, to + length);
      to += length;
    } else for (let from = to - distance, end = to + length; to < end; ) output[to++] = output[from++];
  }
  return size === 0 ? { end: to, fault: null } : { end: to, fault: 'an LZ4 block does not end with literals' };
}
