import { InflateError } from '../ports';

/** Compressed data that asks for more than is given to it: a dictionary of gigabytes, one that lies elsewhere. Not damage, a bound. */
export class DecodeLimit extends InflateError {
  readonly limit: string;

  constructor(limit: string, detail: string) {
    super(detail);
    this.limit = limit;
  }
}

/** Streams, frames and blocks behind one another: each costs time, however little is in it. */
export const MOST_STREAMS = 100_000;

/** Bytes of dictionary or window that a decoder may keep. Files of `xz -9` ask for 64 MiB, lzma-alone headers can ask for 4 GiB. */
export const DICTIONARY_BYTES = 512 * 1024 * 1024;
