import type { ByteStream } from './byte-stream';
import { ChunkStream } from './byte-stream';
import type { EntryContext } from './entry-context';
import { InflateError, type InflateMethod, type Inflation } from './ports';

/** How an inflated stream ended, known once it was read to its end. */
export interface InflatedEnd {
  inflatedBytes: number;
  /** Compressed bytes used, all members together. */
  consumedBytes: number;
  crc32: number;
  failure: string | null;
  limit: string | null;
}

/**
 * Compressed bytes as a stream of what they inflate to, within `Limits.inflatedBytes` and `inflateRatio`. Damage and bounds end the
 * stream early and are noted in `end`; they never throw. With `members`, further zlib streams right behind are read on, as joblib does.
 */
export function inflatedStream(
  context: EntryContext,
  method: InflateMethod,
  compressed: ByteStream,
  members: boolean,
): { readonly stream: ChunkStream; readonly end: InflatedEnd } {
  const end: InflatedEnd = { inflatedBytes: 0, consumedBytes: 0, crc32: 0, failure: null, limit: null };
  return { stream: new ChunkStream(chunks(context, method, compressed, members, end)), end };
}

async function* chunks(
  context: EntryContext,
  method: InflateMethod,
  compressed: ByteStream,
  members: boolean,
  end: InflatedEnd,
): AsyncGenerator<Uint8Array> {
  const { limits, ports, budget } = context;
  const feed = new Feed(compressed);
  do {
    const inflation: Inflation = ports.inflate(method, () => feed.pull());
    try {
      for await (const chunk of inflation) {
        end.inflatedBytes += chunk.length;
        end.crc32 = ports.crc32(chunk, end.crc32);
        const stored = Math.max(1, feed.pulled);
        if (end.inflatedBytes > limits.inflatedBytes) end.limit = 'inflatedBytes';
        else if (end.inflatedBytes > limits.ratioFloorBytes && end.inflatedBytes / stored > limits.inflateRatio)
          end.limit = 'inflateRatio';
        else end.limit = budget.takeInflated(chunk.length);
        if (end.limit !== null) return;
        context.tick(compressed.position);
        yield chunk;
      }
    } catch (error) {
      if (!(error instanceof InflateError)) throw error;
      end.failure = error.message;
      return;
    }
    feed.rewind(inflation.consumed());
    end.consumedBytes = feed.consumed;
  } while (members && (await feed.peek()) === 0x78);
}

/** Hands compressed chunks to an inflater and takes back what it did not use. */
class Feed {
  /** Bytes handed out and bytes used. */
  pulled = 0;
  consumed = 0;
  private held: Uint8Array | null = null;
  private last: Uint8Array | null = null;
  private memberStart = 0;
  private readonly inner: ByteStream;

  constructor(inner: ByteStream) {
    this.inner = inner;
  }

  async pull(): Promise<Uint8Array | null> {
    const chunk = this.held ?? (await this.inner.pull());
    this.held = null;
    // The chunk is borrowed and may have to be handed out again: keep a copy of the latest one only.
    this.last = chunk === null ? this.last : chunk.slice();
    this.pulled += chunk?.length ?? 0;
    return chunk === null ? null : this.last;
  }

  /** The inflater used `count` bytes of what it was given since the last call: the rest is handed out again. */
  rewind(count: number): void {
    this.consumed = this.memberStart + count;
    const unused = this.pulled - this.consumed;
    if (unused > 0 && this.last !== null && unused <= this.last.length) {
      this.held = this.last.subarray(this.last.length - unused);
      this.pulled -= unused;
    }
    this.memberStart = this.consumed;
  }

  async peek(): Promise<number | null> {
    this.held ??= await this.inner.pull();
    return this.held === null ? null : this.held[0];
  }
}
