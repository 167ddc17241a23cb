import { createInflateRaw } from 'node:zlib';
import { adler32 } from '../engine/adler32';
import { type Inflate, InflateError } from '../engine/ports';

/** Output pieces: the default of 16 KiB halves the speed. */
const OUTPUT_BYTES = 256 * 1024;
/** Output waiting to be taken before the inflater is paused. */
const WAITING_CHUNKS = 4;
/**
 * Input pieces. When a piece is damaged, zlib's output for it is lost. Python's readers feed 4 to 8 KiB at a time, so with pieces this
 * small everything that a loader would get to see before it fails is seen here too.
 */
const INPUT_BYTES = 4096;
const ZLIB_HEADER_BYTES = 2;
const ZLIB_TRAILER_BYTES = 4;

/**
 * Inflates by Node's zlib, with backpressure both ways. The zlib wrapping is read here and not by zlib, which would withhold the last
 * output when the checksum is wrong: a loader has run the pickle by then.
 */
export const inflate: Inflate = (method, pull) => {
  const wrapped = method === 'zlib';
  const input = new Pieces(pull, wrapped ? ZLIB_HEADER_BYTES : 0);
  const stream = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  const waiting: Uint8Array[] = [];
  let ended = false;
  let failure: Error | null = null;
  let inputEnded = false;
  let writing = false;
  let wake: (() => void) | null = null;
  let trailerBytes = 0;
  const signal = () => {
    wake?.();
    wake = null;
  };
  stream.on('data', (chunk: Uint8Array) => {
    // Not a Buffer, of which `slice` would be a view and not a copy.
    waiting.push(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
    if (waiting.length >= WAITING_CHUNKS) stream.pause();
    signal();
  });
  stream.on('end', () => {
    ended = true;
    signal();
  });
  stream.on('error', (error) => {
    failure = error;
    signal();
  });

  /** Feeds the inflater until it has output, ends or fails. */
  const feed = async (): Promise<void> => {
    while (waiting.length === 0 && !ended && failure === null) {
      if (!writing && !inputEnded) {
        const piece = await input.next(INPUT_BYTES);
        if (piece === null) {
          inputEnded = true;
          stream.end();
        } else {
          writing = true;
          stream.write(piece, () => {
            writing = false;
            signal();
          });
        }
      }
      if (waiting.length === 0 && !ended && failure === null) {
        await new Promise<void>((done) => {
          wake = done;
        });
      }
    }
  };

  return {
    async *[Symbol.asyncIterator]() {
      let checksum = 1;
      try {
        for (;;) {
          await feed();
          const chunk = waiting.shift();
          if (chunk !== undefined) {
            if (stream.isPaused() && waiting.length < WAITING_CHUNKS) stream.resume();
            if (wrapped) checksum = adler32(chunk, checksum);
            yield chunk;
            continue;
          }
          if (failure !== null) throw new InflateError(failure.message);
          if (ended) break;
        }
      } finally {
        stream.destroy();
      }
      if (!wrapped) return;
      const trailer = await input.at(ZLIB_HEADER_BYTES + stream.bytesWritten, ZLIB_TRAILER_BYTES);
      trailerBytes = trailer.length;
      if (trailer.length < ZLIB_TRAILER_BYTES) throw new InflateError('the compressed data ends inside its checksum');
      if (new DataView(trailer.buffer, trailer.byteOffset, 4).getUint32(0) !== checksum)
        throw new InflateError('the checksum of the compressed data is wrong');
    },
    consumed: () => stream.bytesWritten + (wrapped ? ZLIB_HEADER_BYTES + trailerBytes : 0),
  };
};

/** Cuts pulled chunks into pieces, and remembers the last of them for the trailer that zlib did not use. */
class Pieces {
  private readonly pull: () => Promise<Uint8Array | null>;
  private skip: number;
  private chunk: Uint8Array = new Uint8Array(0);
  private used = 0;
  /** Bytes handed out or skipped so far, and the tail of them. */
  private position = 0;
  private tail: Uint8Array = new Uint8Array(0);

  constructor(pull: () => Promise<Uint8Array | null>, skip: number) {
    this.pull = pull;
    this.skip = skip;
  }

  async next(maximum: number): Promise<Uint8Array | null> {
    while (this.used >= this.chunk.length) {
      const chunk = await this.pull();
      if (chunk === null) return null;
      this.chunk = chunk.slice();
      this.used = Math.min(this.skip, this.chunk.length);
      this.position += this.used;
      this.skip -= this.used;
    }
    const piece = this.chunk.subarray(this.used, this.used + maximum);
    this.used += piece.length;
    this.position += piece.length;
    this.tail = concatenate(this.tail.subarray(Math.max(0, this.tail.length - INPUT_BYTES)), piece);
    return piece;
  }

  /** Bytes from an offset of the input on: those handed out last, and more pulled as needed. */
  async at(offset: number, count: number): Promise<Uint8Array> {
    while (this.position < offset + count) if ((await this.next(INPUT_BYTES)) === null) break;
    const start = Math.max(0, offset - (this.position - this.tail.length));
    return this.tail.slice(start, start + count);
  }
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
