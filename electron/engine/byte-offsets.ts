/**
 * Where the characters of a decoded UTF-8 text stand in its bytes. Parsers of notations count in characters (UTF-16 code units); facts
 * have places in bytes. For a text of ASCII alone the two are the same and nothing is kept.
 */
export class ByteOffsets {
  private readonly text: string;
  /** The byte offset of every 256th code unit; null where all are ASCII. */
  private readonly marks: Uint32Array | null;

  constructor(text: string, byteLength: number) {
    this.text = text;
    this.marks = byteLength === text.length ? null : marksOf(text);
  }

  /** The byte offset of a code unit; the length in bytes for any index behind the last. */
  at(index: number): number {
    const end = Math.max(0, Math.min(index, this.text.length));
    if (this.marks === null) return end;
    const block = end >> 8;
    let bytes = this.marks[block] as number;
    for (let i = block << 8; i < end; i++) bytes += unitBytes(this.text.charCodeAt(i));
    return bytes;
  }
}

function marksOf(text: string): Uint32Array {
  const marks = new Uint32Array((text.length >> 8) + 1);
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    if ((i & 0xff) === 0) marks[i >> 8] = bytes;
    bytes += unitBytes(text.charCodeAt(i));
  }
  if ((text.length & 0xff) === 0) marks[text.length >> 8] = bytes;
  return marks;
}

/** Each half of a surrogate pair stands for two of the pair's four bytes. */
function unitBytes(unit: number): number {
  return unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
}
