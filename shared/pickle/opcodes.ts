import type { ArgumentName } from './arguments';

/** What an opcode takes from and leaves on the stack, in pickletools' words; `mark` and `stackslice` stand for everything above a mark. */
export type StackItemName = 'any' | 'mark' | 'stackslice' | 'int' | 'int_or_bool' | 'bool' | 'float' | 'None' | 'bytes_or_str' | 'bytes' | 'bytearray' | 'buffer' | 'str' | 'list' | 'tuple' | 'dict' | 'set' | 'frozenset';

/** One opcode. `code` is its byte, `proto` the pickle protocol that introduced it. */
export interface OpcodeRow {
  readonly name: string;
  readonly code: number;
  readonly argument: ArgumentName | null;
  readonly stackBefore: readonly StackItemName[];
  readonly stackAfter: readonly StackItemName[];
  readonly proto: 0 | 1 | 2 | 3 | 4 | 5;
  readonly doc: string;
}

/**
 * THE opcode table: all 68 opcodes of protocols 0 to 5, by protocol and code. Names, codes, arguments, stack effects and protocols are
 * held to CPython's `pickletools.opcodes` by a recorded oracle; the sentences are Cuvette's own.
 */
export const OPCODES = [
  { name: 'MARK', code: 0x28, argument: null, stackBefore: [], stackAfter: ['mark'], proto: 0, doc: 'Pushes a mark: what follows is collected by a later opcode.' },
  { name: 'STOP', code: 0x2e, argument: null, stackBefore: ['any'], stackAfter: [], proto: 0, doc: 'Ends the pickle; the top item is its value.' },
  { name: 'POP', code: 0x30, argument: null, stackBefore: ['any'], stackAfter: [], proto: 0, doc: 'Throws away the top item, or the mark when it is on top.' },
  { name: 'DUP', code: 0x32, argument: null, stackBefore: ['any'], stackAfter: ['any', 'any'], proto: 0, doc: 'Pushes the top item once more.' },
  { name: 'FLOAT', code: 0x46, argument: 'floatnl', stackBefore: [], stackAfter: ['float'], proto: 0, doc: 'Pushes a float from a line of text.' },
  { name: 'INT', code: 0x49, argument: 'decimalnl_short', stackBefore: [], stackAfter: ['int_or_bool'], proto: 0, doc: 'Pushes an integer, or a bool for the texts 00 and 01, from a line of text.' },
  { name: 'LONG', code: 0x4c, argument: 'decimalnl_long', stackBefore: [], stackAfter: ['int'], proto: 0, doc: 'Pushes an integer of any size from a line of text.' },
  { name: 'NONE', code: 0x4e, argument: null, stackBefore: [], stackAfter: ['None'], proto: 0, doc: 'Pushes None.' },
  { name: 'PERSID', code: 0x50, argument: 'stringnl_noescape', stackBefore: [], stackAfter: ['any'], proto: 0, doc: 'Pushes what the loading program’s persistent_load returns for a line of text.' },
  { name: 'REDUCE', code: 0x52, argument: null, stackBefore: ['any', 'any'], stackAfter: ['any'], proto: 0, doc: 'Pops a callable and an argument tuple and pushes the result of the call.' },
  { name: 'STRING', code: 0x53, argument: 'stringnl', stackBefore: [], stackAfter: ['bytes_or_str'], proto: 0, doc: 'Pushes a quoted Python 2 string from a line of text.' },
  { name: 'UNICODE', code: 0x56, argument: 'unicodestringnl', stackBefore: [], stackAfter: ['str'], proto: 0, doc: 'Pushes a text from a line, raw-unicode-escape encoded.' },
  { name: 'APPEND', code: 0x61, argument: null, stackBefore: ['list', 'any'], stackAfter: ['list'], proto: 0, doc: 'Appends the top item to the list below it. On another object its append or extend method is called.' },
  { name: 'BUILD', code: 0x62, argument: null, stackBefore: ['any', 'any'], stackAfter: ['any'], proto: 0, doc: 'Pops a state and gives it to the object below: by its __setstate__, else into its attributes.' },
  { name: 'GLOBAL', code: 0x63, argument: 'stringnl_noescape_pair', stackBefore: [], stackAfter: ['any'], proto: 0, doc: 'Imports a module and pushes one of its attributes; both names are lines of text.' },
  { name: 'DICT', code: 0x64, argument: null, stackBefore: ['mark', 'stackslice'], stackAfter: ['dict'], proto: 0, doc: 'Makes a dict of the keys and values above the mark.' },
  { name: 'GET', code: 0x67, argument: 'decimalnl_short', stackBefore: [], stackAfter: ['any'], proto: 0, doc: 'Pushes a value from the memo; its index is a line of text.' },
  { name: 'INST', code: 0x69, argument: 'stringnl_noescape_pair', stackBefore: ['mark', 'stackslice'], stackAfter: ['any'], proto: 0, doc: 'Imports a class, calls it with the items above the mark and pushes the result.' },
  { name: 'LIST', code: 0x6c, argument: null, stackBefore: ['mark', 'stackslice'], stackAfter: ['list'], proto: 0, doc: 'Makes a list of all items above the mark.' },
  { name: 'PUT', code: 0x70, argument: 'decimalnl_short', stackBefore: [], stackAfter: [], proto: 0, doc: 'Stores the top item in the memo; its index is a line of text.' },
  { name: 'SETITEM', code: 0x73, argument: null, stackBefore: ['dict', 'any', 'any'], stackAfter: ['dict'], proto: 0, doc: 'Stores a key and value in the dict below them. On another object its __setitem__ is called.' },
  { name: 'TUPLE', code: 0x74, argument: null, stackBefore: ['mark', 'stackslice'], stackAfter: ['tuple'], proto: 0, doc: 'Makes a tuple of all items above the mark.' },
  { name: 'EMPTY_TUPLE', code: 0x29, argument: null, stackBefore: [], stackAfter: ['tuple'], proto: 1, doc: 'Pushes an empty tuple.' },
  { name: 'POP_MARK', code: 0x31, argument: null, stackBefore: ['mark', 'stackslice'], stackAfter: [], proto: 1, doc: 'Throws away everything down to and including the topmost mark.' },
  { name: 'BINFLOAT', code: 0x47, argument: 'float8', stackBefore: [], stackAfter: ['float'], proto: 1, doc: 'Pushes an eight-byte big-endian float.' },
  { name: 'BININT', code: 0x4a, argument: 'int4', stackBefore: [], stackAfter: ['int'], proto: 1, doc: 'Pushes a four-byte signed integer.' },
  { name: 'BININT1', code: 0x4b, argument: 'uint1', stackBefore: [], stackAfter: ['int'], proto: 1, doc: 'Pushes a one-byte unsigned integer.' },
  { name: 'BININT2', code: 0x4d, argument: 'uint2', stackBefore: [], stackAfter: ['int'], proto: 1, doc: 'Pushes a two-byte unsigned integer.' },
  { name: 'BINPERSID', code: 0x51, argument: null, stackBefore: ['any'], stackAfter: ['any'], proto: 1, doc: 'Replaces the top item by what the loading program’s persistent_load returns for it.' },
  { name: 'BINSTRING', code: 0x54, argument: 'string4', stackBefore: [], stackAfter: ['bytes_or_str'], proto: 1, doc: 'Pushes a Python 2 string with a four-byte length.' },
  { name: 'SHORT_BINSTRING', code: 0x55, argument: 'string1', stackBefore: [], stackAfter: ['bytes_or_str'], proto: 1, doc: 'Pushes a Python 2 string with a one-byte length.' },
  { name: 'BINUNICODE', code: 0x58, argument: 'unicodestring4', stackBefore: [], stackAfter: ['str'], proto: 1, doc: 'Pushes a UTF-8 text with a four-byte length.' },
  { name: 'EMPTY_LIST', code: 0x5d, argument: null, stackBefore: [], stackAfter: ['list'], proto: 1, doc: 'Pushes a new empty list.' },
  { name: 'APPENDS', code: 0x65, argument: null, stackBefore: ['list', 'mark', 'stackslice'], stackAfter: ['list'], proto: 1, doc: 'Adds all items above the mark to the list below it. On another object its extend or append method is called.' },
  { name: 'BINGET', code: 0x68, argument: 'uint1', stackBefore: [], stackAfter: ['any'], proto: 1, doc: 'Pushes a value from the memo; one-byte index.' },
  { name: 'LONG_BINGET', code: 0x6a, argument: 'uint4', stackBefore: [], stackAfter: ['any'], proto: 1, doc: 'Pushes a value from the memo; four-byte index.' },
  { name: 'OBJ', code: 0x6f, argument: null, stackBefore: ['mark', 'any', 'stackslice'], stackAfter: ['any'], proto: 1, doc: 'Calls the class that lies on the mark with the items above it and pushes the result.' },
  { name: 'BINPUT', code: 0x71, argument: 'uint1', stackBefore: [], stackAfter: [], proto: 1, doc: 'Stores the top item in the memo; one-byte index.' },
  { name: 'LONG_BINPUT', code: 0x72, argument: 'uint4', stackBefore: [], stackAfter: [], proto: 1, doc: 'Stores the top item in the memo; four-byte index.' },
  { name: 'SETITEMS', code: 0x75, argument: null, stackBefore: ['dict', 'mark', 'stackslice'], stackAfter: ['dict'], proto: 1, doc: 'Stores all keys and values above the mark in the dict below it. On another object its __setitem__ is called.' },
  { name: 'EMPTY_DICT', code: 0x7d, argument: null, stackBefore: [], stackAfter: ['dict'], proto: 1, doc: 'Pushes a new empty dict.' },
  { name: 'PROTO', code: 0x80, argument: 'uint1', stackBefore: [], stackAfter: [], proto: 2, doc: 'Says which pickle protocol follows.' },
  { name: 'NEWOBJ', code: 0x81, argument: null, stackBefore: ['any', 'any'], stackAfter: ['any'], proto: 2, doc: 'Pops a class and an argument tuple and pushes what its __new__ returns.' },
  { name: 'EXT1', code: 0x82, argument: 'uint1', stackBefore: [], stackAfter: ['any'], proto: 2, doc: 'Pushes the object that the loading program registered in copyreg under a one-byte number.' },
  { name: 'EXT2', code: 0x83, argument: 'uint2', stackBefore: [], stackAfter: ['any'], proto: 2, doc: 'Pushes the object that the loading program registered in copyreg under a two-byte number.' },
  { name: 'EXT4', code: 0x84, argument: 'int4', stackBefore: [], stackAfter: ['any'], proto: 2, doc: 'Pushes the object that the loading program registered in copyreg under a four-byte number.' },
  { name: 'TUPLE1', code: 0x85, argument: null, stackBefore: ['any'], stackAfter: ['tuple'], proto: 2, doc: 'Makes a tuple of the top item.' },
  { name: 'TUPLE2', code: 0x86, argument: null, stackBefore: ['any', 'any'], stackAfter: ['tuple'], proto: 2, doc: 'Makes a tuple of the two top items.' },
  { name: 'TUPLE3', code: 0x87, argument: null, stackBefore: ['any', 'any', 'any'], stackAfter: ['tuple'], proto: 2, doc: 'Makes a tuple of the three top items.' },
  { name: 'NEWTRUE', code: 0x88, argument: null, stackBefore: [], stackAfter: ['bool'], proto: 2, doc: 'Pushes True.' },
  { name: 'NEWFALSE', code: 0x89, argument: null, stackBefore: [], stackAfter: ['bool'], proto: 2, doc: 'Pushes False.' },
  { name: 'LONG1', code: 0x8a, argument: 'long1', stackBefore: [], stackAfter: ['int'], proto: 2, doc: 'Pushes an integer of up to 255 bytes, two’s complement.' },
  { name: 'LONG4', code: 0x8b, argument: 'long4', stackBefore: [], stackAfter: ['int'], proto: 2, doc: 'Pushes an integer of up to 2 GiB, two’s complement.' },
  { name: 'BINBYTES', code: 0x42, argument: 'bytes4', stackBefore: [], stackAfter: ['bytes'], proto: 3, doc: 'Pushes bytes with a four-byte length.' },
  { name: 'SHORT_BINBYTES', code: 0x43, argument: 'bytes1', stackBefore: [], stackAfter: ['bytes'], proto: 3, doc: 'Pushes bytes with a one-byte length.' },
  { name: 'SHORT_BINUNICODE', code: 0x8c, argument: 'unicodestring1', stackBefore: [], stackAfter: ['str'], proto: 4, doc: 'Pushes a UTF-8 text with a one-byte length.' },
  { name: 'BINUNICODE8', code: 0x8d, argument: 'unicodestring8', stackBefore: [], stackAfter: ['str'], proto: 4, doc: 'Pushes a UTF-8 text with an eight-byte length.' },
  { name: 'BINBYTES8', code: 0x8e, argument: 'bytes8', stackBefore: [], stackAfter: ['bytes'], proto: 4, doc: 'Pushes bytes with an eight-byte length.' },
  { name: 'EMPTY_SET', code: 0x8f, argument: null, stackBefore: [], stackAfter: ['set'], proto: 4, doc: 'Pushes a new empty set.' },
  { name: 'ADDITEMS', code: 0x90, argument: null, stackBefore: ['set', 'mark', 'stackslice'], stackAfter: ['set'], proto: 4, doc: 'Adds all items above the mark to the set below it. On another object its add method is called.' },
  { name: 'FROZENSET', code: 0x91, argument: null, stackBefore: ['mark', 'stackslice'], stackAfter: ['frozenset'], proto: 4, doc: 'Makes a frozenset of all items above the mark.' },
  { name: 'NEWOBJ_EX', code: 0x92, argument: null, stackBefore: ['any', 'any', 'any'], stackAfter: ['any'], proto: 4, doc: 'Pops a class, an argument tuple and keyword arguments and pushes what its __new__ returns.' },
  { name: 'STACK_GLOBAL', code: 0x93, argument: null, stackBefore: ['str', 'str'], stackAfter: ['any'], proto: 4, doc: 'Imports a module and pushes one of its attributes; both names are taken from the stack.' },
  { name: 'MEMOIZE', code: 0x94, argument: null, stackBefore: ['any'], stackAfter: ['any'], proto: 4, doc: 'Stores the top item in the next free memo slot.' },
  { name: 'FRAME', code: 0x95, argument: 'uint8', stackBefore: [], stackAfter: [], proto: 4, doc: 'Says that the next bytes, as many as its argument, belong together.' },
  { name: 'BYTEARRAY8', code: 0x96, argument: 'bytearray8', stackBefore: [], stackAfter: ['bytearray'], proto: 5, doc: 'Pushes a bytearray with an eight-byte length.' },
  { name: 'NEXT_BUFFER', code: 0x97, argument: null, stackBefore: [], stackAfter: ['buffer'], proto: 5, doc: 'Pushes the next buffer that the loading program supplies from outside the file.' },
  { name: 'READONLY_BUFFER', code: 0x98, argument: null, stackBefore: ['buffer'], stackAfter: ['buffer'], proto: 5, doc: 'Makes the buffer on top of the stack read-only.' },
] as const satisfies readonly OpcodeRow[];

export type OpcodeName = (typeof OPCODES)[number]['name'];

/** The byte of every opcode by name: `OP.REDUCE === 0x52`. */
export const OP = Object.fromEntries(OPCODES.map((row) => [row.name, row.code])) as {
  readonly [N in OpcodeName]: Extract<(typeof OPCODES)[number], { readonly name: N }>['code'];
};

const BY_CODE: readonly (OpcodeRow | undefined)[] = (() => {
  const rows: (OpcodeRow | undefined)[] = new Array(256).fill(undefined);
  for (const row of OPCODES) rows[row.code] = row;
  return rows;
})();

/** The row of a byte, or undefined for a byte that is no opcode. */
export function opcodeByCode(code: number): OpcodeRow | undefined {
  return BY_CODE[code];
}
