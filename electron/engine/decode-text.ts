const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Bytes as Latin-1 text: one character a byte, nothing lost. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** UTF-8 as CPython reads it, except that what is not UTF-8 becomes U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
