import { joinBytes } from '../join-bytes';
import type { IndicatorSieve } from './sieve';

/** A line that is longer is read in pieces: what stands across the cut is not found. */
const LONGEST_CARRIED = 64 * 1024;

/** A text that comes by in chunks, read line by line: what is left of the last line waits for the next chunk. */
export class TextFeed {
  private readonly sieve: IndicatorSieve;
  private carried: Uint8Array = new Uint8Array(0);
  /** Offset of the first byte that was not read yet. */
  private position = 0;

  constructor(sieve: IndicatorSieve) {
    this.sieve = sieve;
  }

  /** The next chunk; borrowed. */
  write(chunk: Uint8Array): void {
    const bytes = this.carried.length === 0 ? chunk : joinBytes([this.carried, chunk]);
    const feed = bytes.lastIndexOf(0x0a);
    const end = feed >= 0 || bytes.length <= LONGEST_CARRIED ? feed + 1 : bytes.length;
    if (end > 0) this.sieve.read(bytes, 0, end, this.position);
    const rest = bytes.subarray(end);
    if (rest.length > LONGEST_CARRIED) {
      this.sieve.read(rest, 0, rest.length, this.position + end);
      this.position += bytes.length;
      this.carried = new Uint8Array(0);
      return;
    }
    this.carried = rest.slice();
    this.position += end;
  }

  /** No more text. */
  end(): void {
    this.sieve.read(this.carried, 0, this.carried.length, this.position);
    this.carried = new Uint8Array(0);
  }
}
