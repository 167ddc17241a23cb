/** Formats that are told by their first bytes and not taken apart yet: named, so that "not understood" says what it is. */
const KNOWN: readonly { readonly label: string; readonly offset: number; readonly bytes: readonly number[] }[] = [
  { label: 'gzip data', offset: 0, bytes: [0x1f, 0x8b] },
  { label: 'bzip2 data', offset: 0, bytes: [0x42, 0x5a, 0x68] },
  { label: 'xz data', offset: 0, bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { label: 'lzma data', offset: 0, bytes: [0x5d, 0x00, 0x00] },
  { label: 'lz4 data', offset: 0, bytes: [0x04, 0x22, 0x4d, 0x18] },
  { label: 'zstd data', offset: 0, bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { label: 'a 7z archive', offset: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { label: 'a tar archive', offset: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
  { label: 'a NumPy array file', offset: 0, bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
  { label: 'a GGUF file', offset: 0, bytes: [0x47, 0x47, 0x55, 0x46] },
  { label: 'an ELF program', offset: 0, bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { label: 'a Windows program', offset: 0, bytes: [0x4d, 0x5a] },
];

/** What the bytes look like, in words; null when nothing is recognised. */
export function nameUnknown(head: Uint8Array): string | null {
  return KNOWN.find(({ offset, bytes }) => bytes.every((byte, i) => head[offset + i] === byte))?.label ?? null;
}
