import type { ByteStream } from './byte-stream';
import { ChunkStream } from './byte-stream';
import { type Codec, decode } from './codecs/codec';
import { DecodeLimit } from './codecs/decode-limit';
import { Intake } from './codecs/intake';
import type { EntryContext } from './entry-context';
import { InflateError } from './ports';

/** How an inflated stream ended, known once it was read to its end. */
export interface InflatedEnd {
  /** False while it goes on, and for good where the one who read it stopped at a bound of its own. */
  reached: boolean;
  inflatedBytes: number;
  /** Compressed bytes used, all streams behind one another together. */
  consumedBytes: number;
  crc32: number;
  failure: string | null;
  /** The bound that was reached, and in words. */
  limit: string | null;
  limitDetail: string;
  /** Frames that readers pass over: nobody knows what they are for. */
  passedOver: readonly { readonly start: number; readonly end: number }[];
}

export interface InflatedStream {
  readonly stream: ChunkStream;
  readonly end: InflatedEnd;
}

/** Decoders work without a pause: after this long the process gets a turn to take messages, such as one that cancels. */
const TURN_MS = 50;

/**
 * Compressed bytes as a stream of what they inflate to, within `Limits.inflatedBytes` and `inflateRatio`. Damage and bounds end the
 * stream early and are noted in `end`; they never throw. `size` is what a container says will come out.
 */
export function inflatedStream(
  context: EntryContext,
  codec: Codec,
  compressed: ByteStream,
  size: number | null = null,
): InflatedStream {
  return boundedStream(context, compressed, (intake) => decode(codec, intake, context.ports, size));
}

/** The same for bytes that go through several decoders, such as a folder of a 7z archive. */
export function boundedStream(
  context: EntryContext,
  compressed: ByteStream,
  decoder: (intake: Intake) => AsyncIterable<Uint8Array>,
): InflatedStream {
  const end: InflatedEnd = {
    reached: false,
    inflatedBytes: 0,
    consumedBytes: 0,
    crc32: 0,
    failure: null,
    limit: null,
    limitDetail: '',
    passedOver: [],
  };
  return { stream: new ChunkStream(chunks(context, compressed, decoder, end)), end };
}

async function* chunks(
  context: EntryContext,
  compressed: ByteStream,
  decoder: (intake: Intake) => AsyncIterable<Uint8Array>,
  end: InflatedEnd,
): AsyncGenerator<Uint8Array> {
  const { limits, ports, budget } = context;
  const intake = new Intake(compressed, context.tick);
  let turn = ports.now();
  try {
    for await (const chunk of decoder(intake)) {
      end.inflatedBytes += chunk.length;
      end.crc32 = ports.crc32(chunk, end.crc32);
      const stored = Math.max(1, intake.pulled);
      if (end.inflatedBytes > limits.inflatedBytes) end.limit = 'inflatedBytes';
      else if (end.inflatedBytes > limits.ratioFloorBytes && end.inflatedBytes / stored > limits.inflateRatio)
        end.limit = 'inflateRatio';
      else end.limit = budget.takeInflated(chunk.length);
      if (end.limit !== null) {
        end.limitDetail = `inflates to more than is followed: ${end.inflatedBytes} bytes from ${compressed.size ?? stored}`;
        return;
      }
      context.tick(compressed.position);
      yield chunk;
      if (ports.now() - turn > TURN_MS) {
        await ports.turn();
        turn = ports.now();
      }
    }
  } catch (error) {
    if (!(error instanceof InflateError)) throw error;
    if (error instanceof DecodeLimit) {
      end.limit = error.limit;
      end.limitDetail = error.message;
    } else end.failure = error.message;
  } finally {
    end.reached = true;
    end.consumedBytes = intake.consumed;
    end.passedOver = intake.passedOver;
  }
}
