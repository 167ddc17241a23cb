/**
 * How the machine writes a value: one number, so that stack and memo are typed arrays and no opcode makes an object.
 *
 * | number                      | meaning                                                                  |
 * |-----------------------------|--------------------------------------------------------------------------|
 * | 0                           | nothing: a memo slot never written                                        |
 * | 1 … 5                       | a value whose details are not kept, None, True, False, ()                 |
 * | INT_ZERO + n                | the integer n, for |n| below 2^45                                         |
 * | TEXT + offset               | the str whose opcode stands at that offset of the stream                  |
 * | OTHER + offset              | any other literal (bytes, float, big int …) at that offset                |
 * | ARENA + offset              | a str copied into the text arena, opcode and all                          |
 * | DTYPE + index               | a numpy.dtype, index into the machine's dtype table                       |
 * | HEAP + number               | a container or call in the ring heap                                      |
 * | −(2·g + 1)                  | the global with number g                                                  |
 * | −(2·g + 2)                  | what a call to global g returned                                          |
 *
 * All bounds are powers of two below 2^53, so every sum is exact. Offsets stay below 2^48 (256 TiB).
 */
export type Value = number;

export const UNSET = 0;
export const UNKNOWN = 1;
export const NONE = 2;
export const TRUE = 3;
export const FALSE = 4;
export const EMPTY_TUPLE = 5;

const SPAN = 2 ** 48;
export const INT_ZERO = 2 ** 46;
export const INT_END = 2 * INT_ZERO;
const INT_START = 16;
export const TEXT = SPAN;
export const OTHER = 2 * SPAN;
export const ARENA = 3 * SPAN;
export const DTYPE = 4 * SPAN;
export const HEAP = 5 * SPAN;
export const END = 32 * SPAN;

export const isText = (value: Value): boolean => (value >= TEXT && value < OTHER) || (value >= ARENA && value < DTYPE);
export const isInt = (value: Value): boolean => value >= INT_START && value < INT_END;
export const isDtype = (value: Value): boolean => value >= DTYPE && value < HEAP;
export const isHeap = (value: Value): boolean => value >= HEAP;

/** The integer as a value; integers of more than 45 bits stay literals. */
export const intValue = (n: number): Value => INT_ZERO + n;
export const INT_LIMIT = 2 ** 45;

/** A global itself, as GLOBAL pushes it. */
export const globalValue = (id: number): Value => -(2 * id + 1);
/** The result of calling it. */
export const instanceValue = (id: number): Value => -(2 * id + 2);
export const isGlobal = (value: Value): boolean => value < 0 && (-value & 1) === 1;
export const isInstance = (value: Value): boolean => value < 0 && (-value & 1) === 0;
/** The global's number, for both. */
export const globalIdOf = (value: Value): number => (-value - 1) >>> 1;
