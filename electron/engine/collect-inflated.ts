import { type ByteSource, MemorySource } from './byte-source';
import { SourceStream } from './byte-stream';
import type { Codec } from './codecs/codec';
import { collect } from './collect';
import { inflatedStream } from './inflated-stream';
import type { Ports } from './ports';
import { silentContext } from './silent-context';

/** Inflated bytes of one entry that are held to be shown; what lies behind is not shown. */
export const SHOWN_BYTES = 256 * 1024 * 1024;

/** Inflates a whole source into memory, to show it. Damage ends it early: what came before is shown. */
export async function collectInflated(
  source: ByteSource,
  codec: Codec,
  ports: Ports,
  size: number | null = null,
): Promise<ByteSource> {
  const { stream } = inflatedStream(silentContext(source, ports), codec, new SourceStream(source), size);
  return new MemorySource((await collect(stream, SHOWN_BYTES, () => {})).bytes);
}
