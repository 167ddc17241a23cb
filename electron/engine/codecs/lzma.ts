import { InflateError } from '../ports';
import { DecodeLimit, DICTIONARY_BYTES } from './decode-limit';
import type { Intake } from './intake';
import { LzmaDecoder } from './lzma-decoder';

const HEADER_BYTES = 13;
/** Pieces in which output is handed on. */
const PIECE_BYTES = 256 * 1024;

/** True where an lzma-alone header can begin: properties that exist, and the zero byte with which the range coder starts. */
export function beginsLzma(bytes: Uint8Array, at: number, available: number): boolean {
  return available > HEADER_BYTES && bytes[at] < 225 && bytes[at + HEADER_BYTES] === 0;
}

/**
 * What `.lzma` files hold (lzma-file-format.txt): properties, dictionary size, size or -1, LZMA data with or without an end marker.
 * Python’s reader goes on with further ones right behind. There is no checksum.
 */
export async function* decodeLzmaAlone(intake: Intake): AsyncGenerator<Uint8Array> {
  do {
    intake.beginStream();
    await intake.need(HEADER_BYTES, 'the header');
    const properties = intake.u8();
    const dictionaryBytes = intake.u32();
    const low = intake.u32();
    const high = intake.u32();
    const known = low !== 0xffffffff || high !== 0xffffffff;
    yield* decodeLzmaData(intake, properties, dictionaryBytes, known ? low + high * 0x100000000 : null);
    await intake.fill(HEADER_BYTES + 1);
  } while (beginsLzma(intake.bytes, intake.at, intake.available));
}

/** The header of LZMA data in a zip member: version, size of the properties, properties (APPNOTE 5.8.8). */
export async function* decodeLzmaInZip(intake: Intake, size: number | null): AsyncGenerator<Uint8Array> {
  await intake.need(4, 'the header');
  intake.at += 2;
  const propertiesBytes = intake.u16();
  if (propertiesBytes !== 5) throw new InflateError('LZMA properties of a length that is not known');
  await intake.need(propertiesBytes, 'the header');
  const properties = intake.u8();
  yield* decodeLzmaData(intake, properties, intake.u32(), size);
}

/** LZMA data of `size` bytes, or up to its end marker when `size` is null. */
export async function* decodeLzmaData(
  intake: Intake,
  properties: number,
  dictionaryBytes: number,
  size: number | null,
): AsyncGenerator<Uint8Array> {
  // A dictionary larger than all that comes out is never used: honest writers state one all the same.
  const useful = Math.min(dictionaryBytes, size ?? Number.POSITIVE_INFINITY);
  if (useful > DICTIONARY_BYTES) throw tooLarge(useful);
  const decoder = new LzmaDecoder(useful);
  if (!decoder.setProperties(properties)) throw new InflateError('LZMA properties that do not exist');
  await intake.need(5, 'LZMA data');
  if (!decoder.begin(intake)) throw new InflateError('LZMA data does not begin with a zero byte');
  let left = size ?? Number.POSITIVE_INFINITY;
  for (;;) {
    const room = Math.min(decoder.room(), left, PIECE_BYTES);
    const before = decoder.position;
    const { stop, fault } = attempt(decoder, intake, room);
    left -= decoder.position - before;
    if (decoder.position > decoder.flushed) yield decoder.taken();
    if (fault !== null) throw fault;
    if (stop === 'marker') {
      if (size !== null && left > 0) throw new InflateError('LZMA data ends before its stated size');
      break;
    }
    if (stop === 'more') {
      await intake.fill(MORE_BYTES);
      if (intake.available === 0) throw new InflateError('the compressed data ends inside LZMA data');
    }
    if (left === 0) {
      if (decoder.pending) throw new InflateError('LZMA data goes on beyond its stated size');
      await intake.fill(MORE_BYTES);
      decoder.normalize(intake);
      if (decoder.finished) return;
      // An end marker is allowed behind a stated size as well.
      const marker = decoder.room() > 0 ? attempt(decoder, intake, 1) : null;
      if (marker?.stop !== 'marker') throw new InflateError('LZMA data goes on beyond its stated size');
      break;
    }
  }
  await intake.fill(1);
  decoder.normalize(intake);
  if (!decoder.finished) throw new InflateError('LZMA data does not end as it should');
}

/** Compressed bytes with which at least one symbol can be decoded. */
const MORE_BYTES = 64;

/** Decodes; a fault is an answer, so that what came before it can be handed on first. */
export function attempt(decoder: LzmaDecoder, intake: Intake, count: number) {
  try {
    return { stop: decoder.decode(intake, count), fault: null };
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    return { stop: null, fault: error };
  }
}

export function tooLarge(bytes: number): DecodeLimit {
  return new DecodeLimit(
    'dictionary',
    `unpacking needs a dictionary of ${Math.ceil(bytes / 1048576)} MiB, more than the ${DICTIONARY_BYTES / 1048576} MiB that are given`,
  );
}
