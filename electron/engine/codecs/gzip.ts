import { InflateError, type InflateMethod, type Ports } from '../ports';
import type { Intake } from './intake';

const HEADER_CHECKSUM = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
/** A name or comment that goes on longer is no name. */
const LONGEST_TEXT = 64 * 1024;

/**
 * Members of gzip (RFC 1952), one behind the other, with zero padding between them, as Python’s gzip reads them. Headers and trailers
 * are read here and the deflate data by the port: a library that checks for itself withholds what it inflated when a sum is wrong.
 */
export async function* decodeGzip(intake: Intake, ports: Ports): AsyncGenerator<Uint8Array> {
  for (let first = true; ; first = false) {
    await intake.fill(2);
    if (!intake.begins([0x1f, 0x8b])) {
      if (first) throw new InflateError('no gzip member begins here');
      return;
    }
    intake.beginStream();
    yield* member(intake, ports);
    do {
      while (intake.available > 0 && intake.bytes[intake.at] === 0) intake.at++;
    } while (intake.available === 0 && (await intake.fill(1)));
  }
}

async function* member(intake: Intake, ports: Ports): AsyncGenerator<Uint8Array> {
  await intake.need(10, 'the header');
  const header = intake.take(10);
  const flags = header[3];
  if (header[2] !== 8) throw new InflateError(`gzip method ${header[2]} is not known`);
  if (flags & EXTRA) {
    await intake.need(2, 'the header');
    const length = intake.u16();
    await intake.need(length, 'the header');
    intake.at += length;
  }
  for (const text of [NAME, COMMENT]) if (flags & text) await skipText(intake);
  if (flags & HEADER_CHECKSUM) {
    await intake.need(2, 'the header');
    intake.at += 2;
  }
  let crc = 0;
  let size = 0;
  for await (const piece of inflateOnce(intake, ports, 'deflate')) {
    crc = ports.crc32(piece, crc);
    size = (size + piece.length) % 0x100000000;
    yield piece;
  }
  await intake.need(8, 'its checksum');
  if (intake.u32() !== crc) throw new InflateError('the checksum of a gzip member is wrong');
  if (intake.u32() !== size) throw new InflateError('a gzip member does not hold as many bytes as it says');
}

/** Bytes lent to the inflater at a time. */
const LENT_BYTES = 4096;

/** zlib streams (RFC 1950), one behind the other, as joblib writes and reads them. */
export async function* decodeZlib(intake: Intake, ports: Ports): AsyncGenerator<Uint8Array> {
  do {
    intake.beginStream();
    yield* inflateOnce(intake, ports, 'zlib');
    await intake.fill(1);
  } while (intake.begins([0x78]));
}

/**
 * One stream of raw deflate or zlib by the port. The port takes pieces ahead and says afterwards how many bytes it used: the others are
 * given back.
 */
export async function* inflateOnce(intake: Intake, ports: Ports, method: InflateMethod): AsyncGenerator<Uint8Array> {
  let lent = 0;
  const inflation = ports.inflate(method, async () => {
    if (!(await intake.fill(1))) return null;
    const piece = intake.take(Math.min(LENT_BYTES, intake.available));
    lent += piece.length;
    return piece;
  });
  try {
    yield* inflation;
  } finally {
    intake.giveBack(Math.max(0, lent - inflation.consumed()));
  }
}

async function skipText(intake: Intake): Promise<void> {
  for (let length = 0; ; length++) {
    if (length > LONGEST_TEXT) throw new InflateError('a gzip header with a text without end');
    await intake.need(1, 'the header');
    if (intake.u8() === 0) return;
  }
}
