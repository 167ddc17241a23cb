import { OP } from '../../../../shared/pickle/opcodes';
import { decodeUtf8 } from '../../decode-text';
import { PREFIX_BY_CODE, READER_BY_CODE } from './argument-readers';
import { readLiteral } from './literal';

/** The payload of the literal whose opcode is `bytes[0]`: bytes as they are, texts as the Latin-1 bytes that they spell. Null when it is not whole or longer than `maximum`. */
export function payloadOf(bytes: Uint8Array, maximum: number): Uint8Array | null {
  const code = bytes[0];
  const end = READER_BY_CODE[code]?.(bytes, 1, bytes.length) ?? -1;
  if (end < 0 || end > bytes.length || end > maximum + 16) return null;
  const prefix = PREFIX_BY_CODE[code];
  if (RAW.has(code)) return Uint8Array.from(bytes.subarray(1 + prefix, end));
  if (UTF8.has(code)) return latin1Bytes(decodeUtf8(bytes.subarray(1 + prefix, end)));
  const literal = readLiteral(bytes, maximum);
  return literal.kind === 'str' ? latin1Bytes(literal.text) : null;
}

/** Opcodes whose argument is a length and then the bytes themselves. */
const RAW: ReadonlySet<number> = new Set<number>([
  OP.SHORT_BINBYTES,
  OP.BINBYTES,
  OP.BINBYTES8,
  OP.BYTEARRAY8,
  OP.BINSTRING,
  OP.SHORT_BINSTRING,
]);
const UTF8: ReadonlySet<number> = new Set<number>([OP.SHORT_BINUNICODE, OP.BINUNICODE, OP.BINUNICODE8]);

/** True for literals whose bytes stand in the file as they are. */
export const isRawLiteral = (code: number): boolean => RAW.has(code);

/** The bytes that a text spells in Latin-1; null when it has other characters. */
export function latin1Bytes(text: string): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const character = text.charCodeAt(i);
    if (character > 0xff) return null;
    bytes[i] = character;
  }
  return bytes;
}

/** The argument of a text literal as it stands in the file, in UTF-8; null for other literals. */
export function utf8Payload(bytes: Uint8Array): Uint8Array | null {
  const code = bytes[0];
  if (!UTF8.has(code)) return null;
  const end = READER_BY_CODE[code]?.(bytes, 1, bytes.length) ?? -1;
  return end < 0 || end > bytes.length ? null : Uint8Array.from(bytes.subarray(1 + PREFIX_BY_CODE[code], end));
}
