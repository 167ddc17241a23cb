/**
 * How the length of an argument is found:
 * a number is a fixed count of bytes; `line` and `lines` end at one or two line feeds; `length1/4/8` are an unsigned length and that many
 * bytes; `signed4` is a signed length (negative is an error) and that many bytes.
 */
export type ArgumentLayout = number | 'line' | 'lines' | 'length1' | 'length4' | 'signed4' | 'length8';

/** THE argument-descriptor table, in pickletools' names. */
export const ARGUMENTS = {
  uint1: { layout: 1, doc: 'one-byte unsigned integer' },
  uint2: { layout: 2, doc: 'two-byte unsigned integer, little-endian' },
  int4: { layout: 4, doc: 'four-byte signed integer, little-endian' },
  uint4: { layout: 4, doc: 'four-byte unsigned integer, little-endian' },
  uint8: { layout: 8, doc: 'eight-byte unsigned integer, little-endian' },
  float8: { layout: 8, doc: 'eight-byte float, big-endian' },
  decimalnl_short: { layout: 'line', doc: 'integer as a line of text; CPython reads it with base 0' },
  decimalnl_long: { layout: 'line', doc: 'integer as a line of text, with an optional L at its end' },
  floatnl: { layout: 'line', doc: 'float as a line of text' },
  stringnl: { layout: 'line', doc: 'quoted, escaped string as a line of text' },
  stringnl_noescape: { layout: 'line', doc: 'line of text' },
  stringnl_noescape_pair: { layout: 'lines', doc: 'two lines of text: module and name' },
  unicodestringnl: { layout: 'line', doc: 'raw-unicode-escape text as a line' },
  string1: { layout: 'length1', doc: 'bytes with a one-byte length' },
  bytes1: { layout: 'length1', doc: 'bytes with a one-byte length' },
  unicodestring1: { layout: 'length1', doc: 'UTF-8 with a one-byte length' },
  long1: { layout: 'length1', doc: 'two’s complement little-endian integer with a one-byte length' },
  string4: { layout: 'signed4', doc: 'bytes with a four-byte signed length' },
  long4: { layout: 'signed4', doc: 'two’s complement little-endian integer with a four-byte signed length' },
  bytes4: { layout: 'length4', doc: 'bytes with a four-byte length' },
  unicodestring4: { layout: 'length4', doc: 'UTF-8 with a four-byte length' },
  bytes8: { layout: 'length8', doc: 'bytes with an eight-byte length' },
  bytearray8: { layout: 'length8', doc: 'bytes with an eight-byte length' },
  unicodestring8: { layout: 'length8', doc: 'UTF-8 with an eight-byte length' },
} as const satisfies Readonly<Record<string, { readonly layout: ArgumentLayout; readonly doc: string }>>;

export type ArgumentName = keyof typeof ARGUMENTS;
