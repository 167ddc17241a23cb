/** Formats that are told by their first bytes and not taken apart yet: named, so that "not understood" says what it is. */
const KNOWN: readonly { readonly label: string; readonly offset: number; readonly bytes: readonly number[] }[] = [
  { label: 'a tar archive', offset: 257, bytes: [0x75, 0x73, 0x74, 0x61, 0x72] },
  { label: 'an HDF5 file', offset: 0, bytes: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a] },
  { label: 'a NumPy array file', offset: 0, bytes: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59] },
  { label: 'a GGUF file', offset: 0, bytes: [0x47, 0x47, 0x55, 0x46] },
  { label: 'a TensorRT engine', offset: 0, bytes: [0x70, 0x74, 0x72, 0x74] },
  { label: 'a Parquet table', offset: 0, bytes: [0x50, 0x41, 0x52, 0x31] },
  { label: 'an Arrow file', offset: 0, bytes: [0x41, 0x52, 0x52, 0x4f, 0x57, 0x31] },
  { label: 'an ORC table', offset: 0, bytes: [0x4f, 0x52, 0x43] },
  { label: 'an Avro file', offset: 0, bytes: [0x4f, 0x62, 0x6a, 0x01] },
  { label: 'an SQLite database', offset: 0, bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66] },
  { label: 'a MATLAB file', offset: 0, bytes: [0x4d, 0x41, 0x54, 0x4c, 0x41, 0x42, 0x20] },
  { label: 'a PDF document', offset: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { label: 'a PNG picture', offset: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { label: 'a JPEG picture', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { label: 'a GIF picture', offset: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { label: 'a TIFF picture', offset: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { label: 'a WebP, WAV or AVI file', offset: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
  { label: 'an MP4 file', offset: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { label: 'an MP3 file', offset: 0, bytes: [0x49, 0x44, 0x33] },
  { label: 'an Ogg file', offset: 0, bytes: [0x4f, 0x67, 0x67, 0x53] },
  { label: 'a RAR archive', offset: 0, bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { label: 'a Microsoft Office file', offset: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { label: 'a Windows shortcut', offset: 0, bytes: [0x4c, 0x00, 0x00, 0x00, 0x01, 0x14, 0x02, 0x00] },
];

/** What the bytes look like, in words; null when nothing is recognised. */
export function nameUnknown(head: Uint8Array): string | null {
  return KNOWN.find(({ offset, bytes }) => bytes.every((byte, i) => head[offset + i] === byte))?.label ?? null;
}
