import { type ByteSource, readWhole } from '../../byte-source';
import { latin1 } from '../../decode-text';
import { readUnsigned } from '../../little-endian';
import { address, type Superblock } from './superblock';

/** Messages and blocks followed of one object. */
const MESSAGES = 4096;
const BLOCKS = 256;
const BLOCK_BYTES = 1024 * 1024;
/** Files of external storage that one dataset may name. */
const EXTERNAL_FILES = 1024;

const LAYOUT = 0x0008;
const EXTERNAL_FILES_MESSAGE = 0x0007;
const CONTINUATION = 0x0010;

/** What the header of a dataset says of where its data are, beside what the library tells. */
export interface Storage {
  /** The bytes of the data where they stand in one piece inside the file. */
  readonly contiguous: { readonly start: number; readonly end: number } | null;
  /** Names of the files outside in which the raw data are. */
  readonly externalFiles: readonly string[];
}

interface Message {
  readonly type: number;
  readonly body: Uint8Array;
  /** Where the body stands in the file. */
  readonly at: number;
}

/** Reads the object header at an address of the superblock (HDF5 File Format Specification 3.0, IV.A). What is not as it should be is left out. */
export async function readStorage(source: ByteSource, superblock: Superblock, header: number): Promise<Storage> {
  let contiguous: Storage['contiguous'] = null;
  const externalFiles: string[] = [];
  for (const message of await readMessages(source, superblock, header)) {
    if (message.type === LAYOUT) contiguous = readLayout(message, superblock, source.size);
    if (message.type === EXTERNAL_FILES_MESSAGE)
      externalFiles.push(...(await readExternalFiles(source, superblock, message.body)));
  }
  return { contiguous, externalFiles };
}

async function readMessages(source: ByteSource, superblock: Superblock, header: number): Promise<Message[]> {
  const { base, offsetBytes, lengthBytes } = superblock;
  const head = await readWhole(source, base + header, 48);
  const modern = latin1(head.subarray(0, 4)) === 'OHDR';
  const found: Message[] = [];
  if (!modern && head[0] !== 1) return found;
  const flags = modern ? head[5] : 0;
  const blocks: { start: number; length: number }[] = [];
  if (modern) {
    const sizeAt = 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
    const width = 1 << (flags & 3);
    blocks.push({ start: base + header + sizeAt + width, length: address(head, sizeAt, width) });
  } else blocks.push({ start: base + header + 16, length: readUnsigned(head, 8, 4) });
  const headBytes = modern ? 4 + (flags & 0x04 ? 2 : 0) : 8;
  for (let i = 0; i < blocks.length && i < BLOCKS; i++) {
    const { start, length } = blocks[i];
    const bytes = await readWhole(source, start, Math.min(length, BLOCK_BYTES));
    // Later blocks of the newer kind begin with `OCHK` and end with a checksum.
    const end = modern && i > 0 ? bytes.length - 4 : bytes.length;
    for (let at = modern && i > 0 ? 4 : 0; at + headBytes <= end && found.length < MESSAGES; ) {
      const type = modern ? bytes[at] : readUnsigned(bytes, at, 2);
      const size = readUnsigned(bytes, at + (modern ? 1 : 2), 2);
      const body = bytes.subarray(at + headBytes, Math.min(end, at + headBytes + size));
      if (type === CONTINUATION && body.length >= offsetBytes + lengthBytes)
        blocks.push({
          start: base + address(body, 0, offsetBytes),
          length: address(body, offsetBytes, lengthBytes),
        });
      else found.push({ type, body, at: start + at + headBytes });
      at += headBytes + size;
    }
  }
  return found;
}

/** Data in one piece, or in the header itself. Chunks are found through an index, which is not followed. */
function readLayout(
  { body, at }: Message,
  { base, offsetBytes, lengthBytes }: Superblock,
  size: number,
): Storage['contiguous'] {
  if (body[0] !== 3 && body[0] !== 4) return null;
  if (body[1] === 0) return { start: at + 4, end: Math.min(size, at + 4 + readUnsigned(body, 2, 2)) };
  if (body[1] !== 1) return null;
  const start = base + address(body, 2, offsetBytes);
  const end = start + address(body, 2 + offsetBytes, lengthBytes);
  return start < end && end <= size ? { start, end } : null;
}

/** External File List: names in a local heap. */
async function readExternalFiles(source: ByteSource, superblock: Superblock, body: Uint8Array): Promise<string[]> {
  const { base, offsetBytes, lengthBytes } = superblock;
  const used = Math.min(readUnsigned(body, 6, 2), EXTERNAL_FILES);
  const heap = await readWhole(source, base + address(body, 8, offsetBytes), 32);
  if (latin1(heap.subarray(0, 4)) !== 'HEAP') return ['(a name that cannot be read)'];
  const names = base + address(heap, 8 + 2 * lengthBytes, offsetBytes);
  const found: string[] = [];
  for (let slot = 0; slot < used; slot++) {
    const at = 8 + offsetBytes + slot * 3 * lengthBytes;
    if (at + lengthBytes > body.length) break;
    const name = latin1(await readWhole(source, names + address(body, at, lengthBytes), 4096));
    const end = name.indexOf('\0');
    found.push(end < 0 ? name : name.slice(0, end));
  }
  return found;
}
