import type { FormatId } from '../../shared/formats';
import { looksLikeZip, readDirectory } from './archive/directory';
import type { Content } from './entry-context';
import { hasProto, tryPickle } from './formats/pickle/trial';
import { isTorchDirectory } from './formats/torch';
import { looksLikeZlib } from './formats/zlib';

/** Opcodes that must make sense in a row before bytes without the PROTO mark, cut off by the end of what is in memory, pass as pickle. */
const CONVINCING_OPCODES = 64;

/** All formats that some reader could take these bytes for, likeliest first; empty when none is known. A file may be two at once. */
export async function identify(content: Content): Promise<readonly FormatId[]> {
  const { head } = content;
  const found: FormatId[] = [];
  if (
    content.kind === 'source'
      ? await looksLikeZip(content.source, head)
      : head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)
  ) {
    const torch = content.kind === 'source' && isTorchDirectory(await readDirectory(content.source, 100_000));
    found.push(torch ? 'torch' : 'zip');
  }
  if (looksLikeZlib(head)) found.push('zlib');
  if (isPickle(content)) found.push('pickle');
  return found;
}

/** A PROTO mark, or opcodes that lead somewhere: to STOP, to a call, or on and on. A text file gets to none of these. */
function isPickle(content: Content): boolean {
  const { head } = content;
  if (hasProto(head)) return true;
  if (head.length === 0) return false;
  const size = content.kind === 'source' ? content.source.size : content.stream.size;
  const trial = tryPickle(head, size !== null && head.length >= size);
  if (trial.called) return true;
  if (trial.stopped) return trial.opcodes > 1;
  return trial.openEnded && trial.opcodes >= CONVINCING_OPCODES;
}
