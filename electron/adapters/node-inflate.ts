import { createInflate, createInflateRaw } from 'node:zlib';
import { type Inflate, InflateError } from '../engine/ports';

/** Output pieces: the default of 16 KiB halves the speed. */
const CHUNK_BYTES = 256 * 1024;
/** Output waiting to be taken before the inflater is paused. */
const WAITING_CHUNKS = 4;

/** Inflates by Node's zlib, with backpressure both ways. */
export const inflate: Inflate = (method, pull) => {
  const stream =
    method === 'zlib' ? createInflate({ chunkSize: CHUNK_BYTES }) : createInflateRaw({ chunkSize: CHUNK_BYTES });
  const waiting: Uint8Array[] = [];
  let ended = false;
  let failure: Error | null = null;
  let inputEnded = false;
  let writing = false;
  let wake: (() => void) | null = null;
  const signal = () => {
    wake?.();
    wake = null;
  };
  stream.on('data', (chunk: Uint8Array) => {
    waiting.push(chunk);
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
        const chunk = await pull();
        if (chunk === null) {
          inputEnded = true;
          stream.end();
        } else {
          writing = true;
          stream.write(chunk, () => {
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
      try {
        for (;;) {
          await feed();
          const chunk = waiting.shift();
          if (chunk !== undefined) {
            if (stream.isPaused() && waiting.length < WAITING_CHUNKS) stream.resume();
            yield chunk;
            continue;
          }
          if (failure !== null) throw new InflateError(failure.message);
          if (ended) return;
        }
      } finally {
        stream.destroy();
      }
    },
    consumed: () => stream.bytesWritten,
  };
};
