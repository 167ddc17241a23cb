/** CRC-32 of one byte more, which the key stream is made of. */
const CRC_TABLE: Uint32Array = (() => {
  const table = new Uint32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[byte] = value;
  }
  return table;
})();

/** Random bytes in front of the data; the last of them tells most wrong passwords. */
export const ZIP_CRYPTO_HEADER_BYTES = 12;

/** The key stream of traditional PKWARE encryption (APPNOTE 6.1). It is weak and still what many programs write. */
export class ZipCrypto {
  private key0 = 0x12345678;
  private key1 = 0x23456789;
  private key2 = 0x34567890;

  constructor(password: Uint8Array) {
    for (const byte of password) this.update(byte);
  }

  /** A deciphered copy of the bytes that come next. */
  decipher(bytes: Uint8Array): Uint8Array {
    const plain = new Uint8Array(bytes.length);
    for (let i = 0; i < bytes.length; i++) {
      const temporary = (this.key2 & 0xffff) | 2;
      const byte = bytes[i] ^ ((Math.imul(temporary, temporary ^ 1) >>> 8) & 0xff);
      plain[i] = byte;
      this.update(byte);
    }
    return plain;
  }

  private update(byte: number): void {
    this.key0 = (this.key0 >>> 8) ^ CRC_TABLE[(this.key0 ^ byte) & 0xff];
    this.key1 = (Math.imul((this.key1 + (this.key0 & 0xff)) | 0, 134775813) + 1) | 0;
    this.key2 = (this.key2 >>> 8) ^ CRC_TABLE[(this.key2 ^ (this.key1 >>> 24)) & 0xff];
  }
}
