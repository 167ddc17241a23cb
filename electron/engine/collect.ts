import type { ByteStream } from './byte-stream';
import { joinBytes } from './join-bytes';

/**
 * The bytes of a stream in memory, up to `maximum`. The stream is read to its end all the same: `totalBytes` says how long it is, and
 * more than `bytes.length` means that the rest was passed over.
 */
export async function collect(
  stream: ByteStream,
  maximum: number,
  tick: (position: number) => void,
): Promise<{ readonly bytes: Uint8Array; readonly totalBytes: number }> {
  const parts: Uint8Array[] = [];
  let kept = 0;
  let totalBytes = 0;
  for (let chunk = await stream.pull(); chunk !== null; chunk = await stream.pull()) {
    totalBytes += chunk.length;
    tick(totalBytes);
    const part = chunk.subarray(0, Math.max(0, maximum - kept));
    if (part.length === 0) continue;
    parts.push(part.slice());
    kept += part.length;
  }
  return { bytes: joinBytes(parts), totalBytes };
}
