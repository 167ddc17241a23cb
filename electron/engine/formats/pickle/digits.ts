/** Base64 characters by code, 255 for what is none; `-` and `_` as in URLs. */
const SEXTETS = (() => {
  const table = new Uint8Array(256).fill(255);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  for (let i = 0; i < 64; i++) table[alphabet.charCodeAt(i)] = i;
  table[0x2d] = 62;
  table[0x5f] = 63;
  return table;
})();
const NIBBLES = (() => {
  const table = new Uint8Array(256).fill(255);
  for (let i = 0; i < 16; i++) {
    table[i.toString(16).charCodeAt(0)] = i;
    table[i.toString(16).toUpperCase().charCodeAt(0)] = i;
  }
  return table;
})();
const isLineEnd = (byte: number): boolean => byte === 0x0a || byte === 0x0d;

/** True for characters of base64 only, in lines or not, with the right padding or none. */
export function isBase64(text: Uint8Array): boolean {
  let digits = 0;
  let padding = 0;
  for (const byte of text) {
    if (isLineEnd(byte)) continue;
    if (byte === 0x3d) padding++;
    else if (SEXTETS[byte] === 255 || padding > 0) return false;
    else digits++;
  }
  return digits >= 16 && digits % 4 !== 1 && padding <= 2;
}

/** True for an even number of hexadecimal digits and nothing else. */
export function isHex(text: Uint8Array): boolean {
  return text.length >= 16 && text.length % 2 === 0 && text.every((byte) => NIBBLES[byte] !== 255);
}

/** The bytes of a text in `isBase64`. */
export function decodeBase64(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  for (const byte of text) {
    if (SEXTETS[byte] === 255) continue;
    bits = ((bits << 6) | SEXTETS[byte]) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[length++] = (bits >> count) & 0xff;
  }
  return bytes.subarray(0, length);
}

/** The bytes of a text in `isHex`. */
export function decodeHex(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = (NIBBLES[text[2 * i]] << 4) | NIBBLES[text[2 * i + 1]];
  return bytes;
}

/** Decodes as much of `bytes[from … from + length)` as base64 as there is, into `out`; 0 when it is something else. Answers the bytes made. */
export function takeBase64(bytes: Uint8Array, from: number, length: number, out: Uint8Array): number {
  let bits = 0;
  let count = 0;
  let made = 0;
  let padded = false;
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at];
    if (isLineEnd(byte)) continue;
    if (byte === 0x3d) padded = true;
    else if (padded || SEXTETS[byte] === 255) return 0;
    else {
      bits = ((bits << 6) | SEXTETS[byte]) & 0xffff;
      count += 6;
      if (count < 8) continue;
      count -= 8;
      out[made++] = (bits >> count) & 0xff;
    }
  }
  return made;
}

/** The same for hexadecimal digits. */
export function takeHex(bytes: Uint8Array, from: number, length: number, out: Uint8Array): number {
  const pairs = length >> 1;
  for (let i = 0; i < pairs; i++) {
    const [high, low] = [NIBBLES[bytes[from + 2 * i]], NIBBLES[bytes[from + 2 * i + 1]]];
    if (high === 255 || low === 255) return 0;
    out[i] = (high << 4) | low;
  }
  return pairs;
}

/** The same for the characters of Latin-1 in UTF-8. A character that the end cuts off is left out. */
export function takeLatin1(bytes: Uint8Array, from: number, length: number, out: Uint8Array): number {
  let made = 0;
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at];
    if (byte < 0x80) out[made++] = byte;
    else if (byte !== 0xc2 && byte !== 0xc3) return 0;
    else if (++at < from + length) out[made++] = ((byte & 3) << 6) | (bytes[at] & 0x3f);
  }
  return made;
}
