/** Formats that are told by their first bytes and not taken apart yet: named, so that "not understood" says what it is. */
const KNOWN: readonly { readonly label: string; readonly offset: number; readonly bytes: readonly number[] }[] = [
  { label: 'an HDF5 file', offset: 0, bytes: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] },
  { label: 'a NumPy array file', offset: 0, bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
  { label: 'a GGUF file', offset: 0, bytes: [0x47, 0x47, 0x55, 0x46] },
  { label: 'an ELF program', offset: 0, bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { label: 'a Windows program', offset: 0, bytes: [0x4d, 0x5a] },
];

/** What the bytes look like, in words; null when nothing is recognised. */
export function nameUnknown(head: Uint8Array): string | null {
  return KNOWN.find(({ offset, bytes }) => bytes.every((byte, i) => head[offset + i] === byte))?.label ?? null;
}
