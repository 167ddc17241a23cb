/**
 * Finds out whether bytes are printable UTF-8, whatever the pieces they come in. Control characters other than tab, line ends and form
 * feed are no text: they are what binary files begin with, and what moves a terminal's cursor.
 */
export class TextCheck {
  /** Bytes that passed as text, whole characters only. */
  textBytes = 0;
  /** False from the first byte on that is no text. */
  isText = true;
  private position = 0;
  private missing = 0;
  private code = 0;
  private smallest = 0;

  /** Looks at the next bytes; false when they are no text. */
  feed(bytes: Uint8Array): boolean {
    let { missing, code } = this;
    for (let i = 0; i < bytes.length && this.isText; i++) {
      const byte = bytes[i] as number;
      if (missing === 0) {
        if (byte < 0x80) {
          if ((byte < 0x20 && byte !== 0x0a && byte !== 0x09 && byte !== 0x0d && byte !== 0x0c) || byte === 0x7f)
            this.isText = false;
        } else if (byte >= 0xc2 && byte < 0xf5) {
          missing = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
          code = byte & (0x3f >> missing);
          this.smallest = missing === 1 ? 0x80 : missing === 2 ? 0x800 : 0x10000;
        } else this.isText = false;
      } else if ((byte & 0xc0) === 0x80) {
        code = (code << 6) | (byte & 0x3f);
        missing--;
        if (missing === 0 && (code < this.smallest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)))
          this.isText = false;
      } else this.isText = false;
      if (this.isText && missing === 0) this.textBytes = this.position + i + 1;
    }
    this.position += bytes.length;
    this.missing = missing;
    this.code = code;
    return this.isText;
  }
}

/** True when the first bytes of a content are text: the last character may be cut off where `whole` is false. */
export function looksLikeText(head: Uint8Array, whole: boolean): boolean {
  const check = new TextCheck();
  return head.length > 0 && check.feed(head) && (!whole || check.textBytes === head.length);
}
