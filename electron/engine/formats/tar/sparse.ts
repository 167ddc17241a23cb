import { ChunkStream } from '../../byte-stream';
import type { EntryContext } from '../../entry-context';
import type { ForwardReader } from '../../forward-reader';
import { BLOCK_BYTES, fieldNumber } from './header';
import { paxNumber } from './pax';

/** A piece of a sparse file that is stored; what lies between the pieces are zeros. */
export interface SparsePiece {
  readonly offset: number;
  readonly bytes: number;
}

/** Pieces followed of one file. */
const PIECES = 100_000;
const ZEROS = new Uint8Array(64 * 1024);

/** Pieces in a GNU header: four there and 21 in each block that continues it (GNU tar manual, “Old GNU Format”). */
export async function readOldPieces(header: Uint8Array, reader: ForwardReader): Promise<SparsePiece[] | null> {
  const pieces: SparsePiece[] = [];
  if (!takePieces(pieces, header, 386, 4)) return null;
  let continued = header[482] !== 0;
  while (continued) {
    const block = await reader.take(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES || pieces.length > PIECES || !takePieces(pieces, block, 0, 21)) return null;
    continued = block[504] !== 0;
  }
  return pieces;
}

function takePieces(pieces: SparsePiece[], block: Uint8Array, from: number, count: number): boolean {
  for (let i = 0; i < count; i++) {
    const at = from + i * 24;
    if (block[at] === 0) continue;
    const offset = fieldNumber(block, { start: at, end: at + 12 });
    const bytes = fieldNumber(block, { start: at + 12, end: at + 24 });
    if (offset === null || bytes === null) return false;
    pieces.push({ offset, bytes });
  }
  return true;
}

/** Pieces in pax records: `GNU.sparse.map` of version 0.1, or the repeated keywords of 0.0. Null where there are none or they are no numbers. */
export function paxPieces(records: ReadonlyMap<string, string>): SparsePiece[] | null {
  const map = records.get('GNU.sparse.map');
  const offsets = records.get('GNU.sparse.offset')?.split(',');
  const lengths = records.get('GNU.sparse.numbytes')?.split(',');
  if (map !== undefined) {
    const numbers = map.split(',').map(paxNumber);
    return pairUp(
      numbers.filter((_, i) => i % 2 === 0),
      numbers.filter((_, i) => i % 2 === 1),
    );
  }
  return offsets && lengths ? pairUp(offsets.map(paxNumber), lengths.map(paxNumber)) : null;
}

/** Version 1.0: the map stands before the data as decimal lines, the first their count, filled up to a block. */
export async function readMapBlocks(
  reader: ForwardReader,
  storedBytes: number,
): Promise<{ readonly pieces: SparsePiece[]; readonly mapBytes: number } | null> {
  const numbers: number[] = [];
  let digits = '';
  let mapBytes = 0;
  let wanted = 1;
  while (numbers.length < wanted) {
    if (mapBytes + BLOCK_BYTES > storedBytes) return null;
    const block = await reader.take(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) return null;
    mapBytes += BLOCK_BYTES;
    for (const byte of block) {
      if (numbers.length >= wanted) break;
      if (byte !== 0x0a) {
        if (byte < 0x30 || byte > 0x39 || digits.length > 14) return null;
        digits += String.fromCharCode(byte);
        continue;
      }
      numbers.push(Number(digits));
      digits = '';
      if (numbers.length === 1) wanted = 1 + 2 * numbers[0];
      if (wanted > 2 * PIECES) return null;
    }
  }
  const rest = numbers.slice(1);
  const pieces = pairUp(
    rest.filter((_, i) => i % 2 === 0),
    rest.filter((_, i) => i % 2 === 1),
  );
  return pieces === null ? null : { pieces, mapBytes };
}

function pairUp(offsets: readonly (number | null)[], lengths: readonly (number | null)[]): SparsePiece[] | null {
  if (offsets.length !== lengths.length || offsets.length > PIECES) return null;
  const pieces: SparsePiece[] = [];
  for (const [i, offset] of offsets.entries()) {
    const bytes = lengths[i];
    if (offset === null || bytes === null) return null;
    pieces.push({ offset, bytes });
  }
  return pieces;
}

/** True for pieces one behind the other, within the file, that are all there is to store. */
export function arePlain(pieces: readonly SparsePiece[], storedBytes: number, realBytes: number): boolean {
  let end = 0;
  let stored = 0;
  for (const { offset, bytes } of pieces) {
    if (offset < end) return false;
    end = offset + bytes;
    stored += bytes;
  }
  return end <= realBytes && stored === storedBytes;
}

/** The file as it was: pieces from the reader, zeros between them, within the budget for bytes that are made. `limit` says which ran out. */
export function sparseStream(
  context: EntryContext,
  reader: ForwardReader,
  pieces: readonly SparsePiece[],
  realBytes: number,
  end: { limit: string | null },
): ChunkStream {
  async function* zeros(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; left -= ZEROS.length) {
      const chunk = ZEROS.subarray(0, Math.min(left, ZEROS.length));
      end.limit ??= context.budget.takeInflated(chunk.length);
      if (end.limit !== null) return;
      context.tick(reader.position);
      yield chunk;
    }
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let at = 0;
    for (const { offset, bytes } of pieces) {
      yield* zeros(offset - at);
      if (end.limit !== null) return;
      for (let left = bytes; left > 0; ) {
        const piece = await reader.pull(left);
        if (piece === null) return;
        left -= piece.length;
        yield piece;
      }
      at = offset + bytes;
    }
    yield* zeros(realBytes - at);
  }
  return new ChunkStream(chunks());
}
