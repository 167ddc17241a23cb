import { InflateError } from '../ports';
import { DICTIONARY_BYTES } from './decode-limit';
import type { Intake } from './intake';
import { attempt, tooLarge } from './lzma';
import { LzmaDecoder } from './lzma-decoder';

/** Size of the dictionary as one byte (xz-file-format.txt 5.3.1); null when it stands for none. */
export function lzma2Dictionary(byte: number): number | null {
  if (byte > 40) return null;
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** ((byte >> 1) + 11);
}

/**
 * LZMA2 data up to its end byte: chunks of LZMA or of plain bytes, each with its sizes, that reset the dictionary, the models or
 * nothing. Holds one chunk (64 KiB) and the dictionary, which is what `dictionaryBytes` says or what came out, if that is less.
 */
export async function* decodeLzma2(intake: Intake, dictionaryBytes: number): AsyncGenerator<Uint8Array> {
  if (dictionaryBytes > DICTIONARY_BYTES) throw tooLarge(dictionaryBytes);
  const decoder = new LzmaDecoder(dictionaryBytes);
  let needsDictionary = true;
  let needsProperties = true;
  for (;;) {
    await intake.need(1, 'LZMA2 data');
    const control = intake.u8();
    if (control === 0) return;
    if (control >= 0xe0 || control === 1) {
      needsDictionary = false;
      decoder.resetDictionary();
      if (control === 1) needsProperties = true;
    } else if (needsDictionary) throw new InflateError('LZMA2 data does not begin with a new dictionary');
    if (control < 0x80) {
      if (control > 2) throw new InflateError('LZMA2 data has a control byte that does not exist');
      await intake.need(2, 'LZMA2 data');
      yield* plainChunk(intake, decoder);
      continue;
    }
    await intake.need(6, 'LZMA2 data');
    const size = ((control & 0x1f) << 16) + (intake.u8() << 8) + intake.u8() + 1;
    const stored = (intake.u8() << 8) + intake.u8() + 1;
    if (control >= 0xc0) {
      needsProperties = false;
      const properties = intake.u8();
      if ((properties % 9) + (Math.floor(properties / 9) % 5) > 4 || !decoder.setProperties(properties))
        throw new InflateError('LZMA properties that do not exist');
    } else if (needsProperties) throw new InflateError('LZMA2 data begins without LZMA properties');
    else if (control >= 0xa0) decoder.resetState();
    yield* lzmaChunk(intake, decoder, size, stored);
  }
}

async function* plainChunk(intake: Intake, decoder: LzmaDecoder): AsyncGenerator<Uint8Array> {
  for (let left = (intake.u8() << 8) + intake.u8() + 1; left > 0; ) {
    await intake.need(1, 'LZMA2 data');
    const piece = Math.min(left, intake.available, decoder.room());
    decoder.copy(intake.take(piece));
    left -= piece;
    yield decoder.taken();
  }
}

async function* lzmaChunk(
  intake: Intake,
  decoder: LzmaDecoder,
  size: number,
  stored: number,
): AsyncGenerator<Uint8Array> {
  // A little more than the chunk, so that its last symbols need no second look; a cut chunk is decoded as far as it goes.
  await intake.fill(stored + 32);
  const end = intake.consumed + stored;
  if (stored < 5 || intake.available < 5) throw new InflateError('the compressed data ends inside LZMA2 data');
  if (!decoder.begin(intake)) throw new InflateError('LZMA data does not begin with a zero byte');
  for (let left = size; left > 0; ) {
    const room = decoder.room();
    const before = decoder.position;
    const { fault } = attempt(decoder, intake, Math.min(left, room));
    left -= decoder.position - before;
    const moved = decoder.position > before;
    if (moved) yield decoder.taken();
    if (fault !== null) throw fault;
    if (left > 0 && (intake.consumed > end || !moved))
      throw new InflateError('a chunk of LZMA2 data does not hold what it says');
  }
  decoder.normalize(intake);
  if (decoder.pending || !decoder.finished || intake.consumed !== end)
    throw new InflateError('a chunk of LZMA2 data does not hold what it says');
}
