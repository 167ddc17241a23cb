import { type ByteSource, readWhole, SliceSource } from '../../byte-source';
import { SourceStream } from '../../byte-stream';
import { collect } from '../../collect';
import type { EntryContext } from '../../entry-context';
import { boundedStream } from '../../inflated-stream';
import { type Folder, type Header, readHeader } from './header';
import { BrokenHeader } from './header-cursor';
import { chainOf, unpack } from './unpack';

export const SIGNATURE = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] as const;
export const SIGNATURE_BYTES = 32;
/** A packed list may lie in a packed list; nobody writes more than one. */
const MOST_LAYERS = 4;

/** A member as listed, with its place: the folder that holds it and which portion of that it is. */
export interface SevenZipMember {
  readonly name: string;
  /** Unique in the archive: a repeated name carries its number. */
  readonly label: string;
  /** True when a member before it has its name, or the same but for capitals. */
  readonly isRepeated: boolean;
  readonly kind: 'data' | 'folder' | 'empty' | 'anti';
  readonly isLink: boolean;
  readonly bytes: number;
  readonly crc: number | null;
}

/** Folders with their members, in order, and those members that have no data. */
export interface SevenZipArchive {
  readonly folders: readonly { readonly folder: Folder; readonly members: readonly SevenZipMember[] }[];
  readonly without: readonly SevenZipMember[];
  /** Where the list lies, and what its packed form takes. */
  readonly structure: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Reads the list of a 7z archive (7zFormat.txt). What is wrong with it is noted; null when there is none to go by: damaged, encrypted,
 * beyond the end.
 */
export async function readArchive(context: EntryContext, source: ByteSource): Promise<SevenZipArchive | null> {
  const { note, ports, limits } = context;
  const start = await readWhole(source, 0, SIGNATURE_BYTES);
  if (start.length < SIGNATURE_BYTES) {
    note.malformed('truncated', 'the archive ends inside its first header', 0, source.size);
    return null;
  }
  const view = new DataView(start.buffer, start.byteOffset);
  if (view.getUint32(8, true) !== ports.crc32(start.subarray(12), 0))
    note.malformed('checksumMismatch', 'the first header does not have the CRC-32 that it says', 0, SIGNATURE_BYTES);
  const offset = Number(view.getBigUint64(12, true)) + SIGNATURE_BYTES;
  const size = Number(view.getBigUint64(20, true));
  if (size === 0) return { folders: [], without: [], structure: [] };
  if (offset + size > source.size) {
    note.malformed(
      'archiveDirectory',
      'the list of members is said to lie behind the end of the archive',
      0,
      source.size,
    );
    return null;
  }
  if (size > limits.documentBytes) {
    note.limit('documentBytes', 'a list of members longer than is held to be parsed', offset, offset + size);
    return null;
  }
  const structure = [{ start: offset, end: offset + size }];
  let bytes = await readWhole(source, offset, size);
  if (view.getUint32(28, true) !== ports.crc32(bytes, 0))
    note.malformed(
      'checksumMismatch',
      'the list of members does not have the CRC-32 that it says',
      offset,
      offset + size,
    );
  const bounds = { most: limits.entries, nameLength: limits.textBytes, base: SIGNATURE_BYTES, size: source.size };
  try {
    let header = readHeader(bytes, bounds);
    for (let layer = 0; header.kind === 'packed'; layer++) {
      const folder = header.folders[0];
      if (folder === undefined || layer >= MOST_LAYERS)
        throw new BrokenHeader('the list of members is packed in nothing');
      structure.push(...folder.packed);
      const unpacked = await unpackHeader(context, source, folder);
      if (unpacked === null) return null;
      bytes = unpacked;
      header = readHeader(bytes, bounds);
    }
    return withMembers(header, structure);
  } catch (error) {
    if (!(error instanceof BrokenHeader)) throw error;
    for (const span of structure) note.malformed('archiveDirectory', error.message, span.start, span.end);
    return null;
  }
}

async function unpackHeader(context: EntryContext, source: ByteSource, folder: Folder): Promise<Uint8Array | null> {
  const { note, limits, ports } = context;
  const start = folder.packed[0]?.start ?? 0;
  const end = folder.packed[folder.packed.length - 1]?.end ?? 0;
  const chain = chainOf(folder);
  if (typeof chain === 'string') {
    if (chain === 'encrypted') note.malformed('entryEncrypted', 'the list of members is encrypted', start, end);
    else note.gap(start, end, `the list of members cannot be read: ${chain}`);
    return null;
  }
  const packed = new SourceStream(new SliceSource(source, start, end));
  const { stream, end: ended } = boundedStream(context, packed, (intake) => unpack(chain, intake, ports));
  const { bytes, totalBytes } = await collect(stream, limits.documentBytes, context.tick);
  if (ended.failure !== null) throw new BrokenHeader(`the list of members cannot be unpacked: ${ended.failure}`);
  if (ended.limit !== null || totalBytes > bytes.length) {
    note.limit(ended.limit ?? 'documentBytes', 'a list of members longer than is held to be parsed', start, end);
    return null;
  }
  if (folder.crc !== null && folder.crc !== ended.crc32)
    note.malformed('checksumMismatch', 'the list of members does not have the CRC-32 that it says', start, end);
  return bytes;
}

function withMembers(header: Header, structure: SevenZipArchive['structure']): SevenZipArchive {
  const seen = new Map<string, number>();
  const label = (name: string) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  };
  const folded = new Set<string>();
  const without: SevenZipMember[] = [];
  const withData: SevenZipMember[] = [];
  const substreams = header.folders.flatMap((folder) => folder.substreams);
  for (const [i, file] of header.files.entries()) {
    const name = file.name ?? `member ${i + 1}`;
    const isRepeated = folded.has(name.toLowerCase());
    folded.add(name.toLowerCase());
    const common = { name, label: label(name), isRepeated, isLink: file.isLink };
    if (!file.hasData) {
      const kind = file.anti ? 'anti' : file.isDirectory ? 'folder' : 'empty';
      without.push({ ...common, kind, bytes: 0, crc: null });
      continue;
    }
    const substream = substreams[withData.length];
    if (substream === undefined) throw new BrokenHeader('more members have data than there is data for');
    withData.push({ ...common, kind: 'data', ...substream });
  }
  // Data that no name belongs to is unpacked all the same.
  for (const substream of substreams.slice(withData.length)) {
    const name = `without a name ${withData.length + 1}`;
    withData.push({ name, label: label(name), isRepeated: false, kind: 'data', isLink: false, ...substream });
  }
  let next = 0;
  const folders = header.folders.map((folder) => {
    next += folder.substreams.length;
    return { folder, members: withData.slice(next - folder.substreams.length, next) };
  });
  return { folders, without, structure };
}
