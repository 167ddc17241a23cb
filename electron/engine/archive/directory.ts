import type { ByteRange } from '../../../shared/domain/artifact';
import { type ByteSource, readWhole } from '../byte-source';
import { decodeUtf8, latin1 } from '../decode-text';
import { readUnsigned } from '../little-endian';
import { aesEncryption, type Encryption } from './encryption';

/** A member as the central directory lists it (APPNOTE 4.3.12), with zip64 sizes resolved. Offsets count from the archive's first byte. */
export interface CentralEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly storedBytes: number;
  readonly inflatedBytes: number;
  readonly headerOffset: number;
  /** True for a Unix symbolic link, by the external attributes. */
  readonly isLink: boolean;
  /** Time of the last change as DOS has it: what encryption checks passwords by where the CRC-32 comes later. */
  readonly time: number;
  /** WinZip's AES, by its extra field. */
  readonly aes: Encryption | null;
}

/** A member's local header (APPNOTE 4.3.7). */
export interface LocalHeader {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly storedBytes: number;
  readonly dataStart: number;
}

/** Everything that some reader could take for the archive's directory. */
export interface ZipDirectory {
  readonly entries: readonly CentralEntry[];
  /** Spans of directories and end records: structure, not data. */
  readonly structure: readonly ByteRange[];
  /** End of the last end record, comment included: where the archive ends. */
  readonly end: number;
  /** The comments behind the end records. */
  readonly comments: readonly ByteRange[];
  /** True when more than one end record leads to members, or a listing breaks off. */
  readonly ambiguous: boolean;
  readonly truncated: boolean;
}

const END_RECORD = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END64_LOCATOR = 0x07064b50;
const END64 = 0x06064b50;
/** An end record may be followed by a comment of 65,535 bytes. */
const TAIL_BYTES = 22 + 65_535 + 20 + 56;
const HEADER_BYTES = 46;
const END_RECORD_BYTES = 22;

const u16 = (bytes: Uint8Array, at: number) => readUnsigned(bytes, at, 2);
const u32 = (bytes: Uint8Array, at: number) => readUnsigned(bytes, at, 4);
/** Eight bytes; sizes of 2^48 and more are no sizes. */
const u64 = (bytes: Uint8Array, at: number) => readUnsigned(bytes, at + 4, 4) * 2 ** 32 + readUnsigned(bytes, at, 4);

/** UTF-8 where the member says so or where it happens to be valid; else byte for byte. */
function memberName(bytes: Uint8Array): string {
  const text = decodeUtf8(bytes);
  return text.includes('\ufffd') ? latin1(bytes) : text;
}

/** True when the archive's end record is near the end of the source, or a local header at its beginning. */
export async function looksLikeZip(source: ByteSource, head: Uint8Array): Promise<boolean> {
  if (head.length >= 4 && (u32(head, 0) === LOCAL || u32(head, 0) === END_RECORD)) return true;
  return (await endRecords(source)).length > 0;
}

interface EndRecord {
  readonly offset: number;
  readonly end: number;
  readonly directoryOffset: number;
  readonly directoryBytes: number;
  readonly structureStart: number;
}

/** All end records in the tail, last first. Readers take the last; the others are looked at as well. */
async function endRecords(source: ByteSource): Promise<EndRecord[]> {
  const tailStart = Math.max(0, source.size - TAIL_BYTES);
  const tail = await readWhole(source, tailStart, source.size - tailStart);
  const found: EndRecord[] = [];
  for (let at = tail.length - 22; at >= 0 && found.length < 8; at--) {
    if (tail[at] !== 0x50 || u32(tail, at) !== END_RECORD) continue;
    const commentBytes = u16(tail, at + 20);
    if (at + 22 + commentBytes > tail.length) continue;
    let directoryBytes = u32(tail, at + 12);
    let directoryOffset = u32(tail, at + 16);
    let structureStart = tailStart + at;
    if (at >= 20 && u32(tail, at - 20) === END64_LOCATOR) {
      const record = await readWhole(source, u64(tail, at - 12), 56);
      if (record.length === 56 && u32(record, 0) === END64) {
        directoryBytes = u64(record, 40);
        directoryOffset = u64(record, 48);
        structureStart = Math.min(structureStart - 20, u64(tail, at - 12));
      }
    }
    if (directoryBytes > source.size) continue;
    found.push({
      offset: tailStart + at,
      end: tailStart + at + 22 + commentBytes,
      directoryOffset,
      directoryBytes,
      structureStart,
    });
  }
  return found;
}

/** Reads every directory that an end record leads to. Damaged parts are left out, not thrown. */
export async function readDirectory(source: ByteSource, maximumEntries: number): Promise<ZipDirectory> {
  const entries = new Map<string, CentralEntry>();
  const structure: ByteRange[] = [];
  const comments: ByteRange[] = [];
  let listings = 0;
  let truncated = false;
  const ends = await endRecords(source);
  for (const record of ends) {
    // An archive stored inside this one brings its own end record along.
    if (
      [...entries.values()].some(
        (entry) =>
          entry.headerOffset < record.offset &&
          record.end <= entry.headerOffset + 30 + entry.name.length + entry.storedBytes + 65_535 &&
          record.offset < entry.headerOffset + entry.storedBytes + 30,
      )
    )
      continue;
    // Bytes before the archive shift all offsets: the directory ends where the end record begins.
    const byPosition = record.structureStart - record.directoryBytes;
    const starts = [...new Set([byPosition, record.directoryOffset])].filter(
      (start) => start >= 0 && start <= source.size,
    );
    for (const start of starts) {
      const shift = start === byPosition ? byPosition - record.directoryOffset : 0;
      const listing = await readListing(source, start, record.directoryBytes, shift, maximumEntries);
      if (listing.entries.length === 0 && record.directoryBytes > 0) continue;
      listings += listing.entries.some((entry) => !entries.has(keyOf(entry))) ? 1 : 0;
      truncated ||= listing.truncated;
      for (const entry of listing.entries) if (entries.size < maximumEntries) entries.set(keyOf(entry), entry);
      structure.push(
        { start, end: listing.end },
        { start: record.structureStart, end: record.offset + END_RECORD_BYTES },
      );
      if (record.end > record.offset + END_RECORD_BYTES)
        comments.push({ start: record.offset + END_RECORD_BYTES, end: record.end });
      break;
    }
  }
  return {
    entries: [...entries.values()],
    structure,
    end: ends[0]?.end ?? 0,
    comments,
    ambiguous: listings > 1,
    truncated: truncated || entries.size >= maximumEntries,
  };
}

const keyOf = (entry: CentralEntry) => `${entry.headerOffset}\0${entry.name}\0${entry.storedBytes}`;

async function readListing(source: ByteSource, start: number, bytes: number, shift: number, maximumEntries: number) {
  const entries: CentralEntry[] = [];
  let at = start;
  const limit = start + bytes;
  let window: Uint8Array = new Uint8Array(0);
  let windowStart = start;
  const need = async (count: number): Promise<boolean> => {
    if (at + count <= windowStart + window.length) return true;
    window = await readWhole(source, at, Math.max(count, 1024 * 1024));
    windowStart = at;
    return window.length >= count;
  };
  while (at + HEADER_BYTES <= limit && entries.length < maximumEntries) {
    if (!(await need(HEADER_BYTES))) break;
    let p = at - windowStart;
    if (u32(window, p) !== CENTRAL) break;
    const nameBytes = u16(window, p + 28);
    const extraBytes = u16(window, p + 30);
    const commentBytes = u16(window, p + 32);
    const total = HEADER_BYTES + nameBytes + extraBytes + commentBytes;
    if (!(await need(total))) break;
    p = at - windowStart;
    const extra = window.subarray(p + 46 + nameBytes, p + 46 + nameBytes + extraBytes);
    const sizes = zip64Sizes(extra, [u32(window, p + 24), u32(window, p + 20), u32(window, p + 42)]);
    entries.push({
      name: memberName(window.subarray(p + 46, p + 46 + nameBytes)),
      flags: u16(window, p + 8),
      method: u16(window, p + 10),
      crc32: u32(window, p + 16),
      inflatedBytes: sizes[0],
      storedBytes: sizes[1],
      headerOffset: sizes[2] + shift,
      isLink: (u16(window, p + 40) & 0xf000) === 0xa000,
      time: u16(window, p + 12),
      aes: aesEncryption(extra),
    });
    at += total;
  }
  return { entries, end: at, truncated: at < limit };
}

/** Replaces 0xffffffff fields by those of the zip64 extra field (0x0001): inflated size, stored size, header offset, in this order. */
function zip64Sizes(extra: Uint8Array, fields: [number, number, number]): [number, number, number] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + u16(extra, at + 2)) {
    if (u16(extra, at) !== 1) continue;
    let p = at + 4;
    const end = Math.min(extra.length, p + u16(extra, at + 2));
    for (let i = 0; i < 3; i++) {
      if (fields[i] !== 0xffffffff || p + 8 > end) continue;
      fields[i] = u64(extra, p);
      p += 8;
    }
  }
  return fields;
}

/** The local header at an offset; null when there is none. */
export async function readLocalHeader(source: ByteSource, offset: number): Promise<LocalHeader | null> {
  // Bytes before the archive shift all offsets, and a lie in its end record can shift them below zero.
  if (offset < 0) return null;
  const fixed = await readWhole(source, offset, 30);
  if (fixed.length < 30 || u32(fixed, 0) !== LOCAL) return null;
  const nameBytes = u16(fixed, 26);
  const extraBytes = u16(fixed, 28);
  const rest = await readWhole(source, offset + 30, nameBytes + extraBytes);
  if (rest.length < nameBytes + extraBytes) return null;
  const sizes = zip64Sizes(rest.subarray(nameBytes), [u32(fixed, 22), u32(fixed, 18), 0]);
  return {
    name: memberName(rest.subarray(0, nameBytes)),
    flags: u16(fixed, 6),
    method: u16(fixed, 8),
    storedBytes: sizes[1],
    dataStart: offset + 30 + nameBytes + extraBytes,
  };
}
