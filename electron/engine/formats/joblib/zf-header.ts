const DIGITS_START = 2;
/** `len(hex(2 ** 64))`: the length is padded to it with spaces. */
const DIGITS = 19;
const SPACE = 0x20;

/** The head of a `ZF` container. */
export interface ZfHeader {
  /** Bytes of the header: 21, or 22 as Python 2 wrote it with joblib up to 0.8.4. */
  readonly bytes: number;
  /** What the compressed data is said to become. */
  readonly length: number;
}

/** Reads the header as joblib does: Python’s `int(text, 16)`, and one more space where there is one. Null when it is none. */
export function readZfHeader(head: Uint8Array): ZfHeader | null {
  const end = DIGITS_START + DIGITS;
  if (head.length <= end || head[0] !== 0x5a || head[1] !== 0x46) return null;
  const text = String.fromCharCode(...head.subarray(DIGITS_START, end)).trim();
  if (!/^(0[xX])?_?[0-9a-fA-F_]+$/.test(text)) return null;
  const length = Number.parseInt(text.replace(/^0[xX]/, '').replaceAll('_', ''), 16);
  if (!Number.isFinite(length)) return null;
  return { bytes: head[end] === SPACE ? end + 1 : end, length };
}
