import type { ByteStream } from '../../byte-stream';
import { decodeUtf8 } from '../../decode-text';
import { TextCheck } from '../../text-check';

/** A line with its place; longer lines carry their beginning. */
export interface Line {
  /** Without the line end, at most `KEPT_BYTES` bytes of it. */
  readonly text: string;
  /** The same as they stand in the file. */
  readonly bytes: Uint8Array;
  readonly start: number;
  /** Behind the line end. */
  readonly end: number;
  /** False where some of its bytes are no text. */
  readonly isText: boolean;
}

/** Bytes of a line that are kept; lists of thresholds run to megabytes. */
export const KEPT_BYTES = 4096;

/** The lines of a stream, one at a time, without holding long ones. */
export class Lines {
  position = 0;
  private chunk: Uint8Array = new Uint8Array(0);
  private at = 0;
  private readonly stream: ByteStream;
  private readonly tick: (position: number) => void;

  constructor(stream: ByteStream, tick: (position: number) => void) {
    this.stream = stream;
    this.tick = tick;
  }

  async next(): Promise<Line | null> {
    const start = this.position;
    const check = new TextCheck();
    const kept = new Uint8Array(KEPT_BYTES);
    let length = 0;
    for (;;) {
      if (this.at >= this.chunk.length) {
        const chunk = await this.stream.pull();
        if (chunk === null) break;
        this.chunk = chunk.slice();
        this.at = 0;
        this.tick(this.position);
      }
      const found = this.chunk.indexOf(0x0a, this.at);
      const end = found < 0 ? this.chunk.length : found;
      const part = this.chunk.subarray(this.at, end);
      check.feed(part);
      const room = part.subarray(0, Math.max(0, KEPT_BYTES - length));
      kept.set(room, length);
      length += room.length;
      this.position += end - this.at + (found < 0 ? 0 : 1);
      this.at = found < 0 ? end : end + 1;
      if (found >= 0) break;
    }
    if (this.position === start) return null;
    const bytes = kept.subarray(0, length);
    const text = decodeUtf8(bytes).replace(/\r$/, '');
    return { text, bytes, start, end: this.position, isText: check.isText };
  }
}
