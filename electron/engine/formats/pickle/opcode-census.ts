import { OP, opcodeByCode } from '../../../../shared/pickle/opcodes';
import type { ByteStream } from '../../byte-stream';
import { joinBytes } from '../../join-bytes';
import { BAD_LENGTH } from '../../little-endian';
import { NEED_MORE, READER_BY_CODE } from './argument-readers';

/** An argument whose end is not in sight after this many bytes ends the census. */
const LONGEST_ARGUMENT_BYTES = 16 * 1024 * 1024;

/** Arguments up to this long are in memory when their opcode is visited. */
const WHOLE_ARGUMENT_BYTES = 64 * 1024;

/** Told of each opcode: its byte, the bytes in memory with its place among them, where its argument ends, and its offset in the stream. */
type OpcodeVisitor = (code: number, bytes: Uint8Array, at: number, end: number, offset: number) => void;

/**
 * Which opcodes the first `streams` pickles of a stream are made of, each with its first offset. Follows the bytes without a stack, and
 * ends where they are no opcodes any more.
 */
export async function opcodeCensus(
  stream: ByteStream,
  streams: number,
  tick: (position: number) => void,
): Promise<readonly { readonly opcode: string; readonly offset: number }[]> {
  const first = new Map<number, number>();
  await visitOpcodes(stream, streams, tick, (code, _bytes, _at, _end, offset) => {
    if (!first.has(code)) first.set(code, offset);
  });
  return [...first].map(([code, offset]) => ({ opcode: opcodeByCode(code)?.name ?? '?', offset }));
}

/** Follows the opcodes of the first pickles of a stream without a stack, to where they are none any more. */
export async function visitOpcodes(
  stream: ByteStream,
  streams: number,
  tick: (position: number) => void,
  visit: OpcodeVisitor,
): Promise<void> {
  let base = stream.position;
  let rest: Uint8Array = new Uint8Array(0);
  let left = streams;
  while (left > 0) {
    const chunk = await stream.pull();
    if (chunk === null) break;
    tick(stream.position);
    const bytes = rest.length === 0 ? chunk : joinBytes([rest, chunk]);
    let at = 0;
    while (left > 0 && at < bytes.length) {
      const code = bytes[at];
      const end = READER_BY_CODE[code]?.(bytes, at + 1, bytes.length) ?? BAD_LENGTH;
      if (end === BAD_LENGTH) left = 0;
      if (end === BAD_LENGTH || end === NEED_MORE) break;
      // Small arguments are shown whole; large ones are passed over.
      if (end > bytes.length && end - at <= WHOLE_ARGUMENT_BYTES) break;
      visit(code, bytes, at, Math.min(end, bytes.length), base + at);
      at = end;
      if (code === OP.STOP) left--;
    }
    if (at > bytes.length) await stream.skip(at - bytes.length);
    base += at;
    rest = bytes.slice(at);
    if (rest.length > LONGEST_ARGUMENT_BYTES) break;
  }
}
