const VALUES: ReadonlyMap<string, number> = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((letter, value) => [letter, value]),
);

/**
 * Base64 as Python’s `binascii.a2b_base64` reads it: characters outside the alphabet are passed over, reading ends at the padding. Null when
 * the padding is wrong, where Python raises. URL-safe letters are not read.
 */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let held = 0;
  let quads = 0;
  let padding = 0;
  for (const letter of text) {
    if (letter === '=') {
      padding++;
      if (quads >= 2 && quads + padding >= 4) return bytes.subarray(0, length);
      continue;
    }
    const value = VALUES.get(letter);
    if (value === undefined) continue;
    padding = 0;
    held = (held << 6) | value;
    bits += 6;
    quads = (quads + 1) % 4;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = (held >> bits) & 0xff;
    }
    held &= 0xffff;
  }
  return quads === 0 ? bytes.subarray(0, length) : null;
}
