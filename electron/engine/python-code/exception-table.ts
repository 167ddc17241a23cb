/** One row of a code object's table of exception handlers, in bytes of its bytecode. */
export interface HandlerRow {
  readonly start: number;
  readonly end: number;
  readonly target: number;
  /** Items that stay on the stack. */
  readonly depth: number;
  /** True when the place of the instruction is pushed below the exception. */
  readonly lasti: boolean;
}

/** Rows read of one table. */
const ROWS = 20_000;

/**
 * Reads `co_exceptiontable` (CPython, Objects/exception_handling_notes.txt): four numbers a row, six bits a byte, where bit 6 says that
 * more follow and bit 7 begins a row. Null when the bytes are no such table.
 */
export function readExceptionTable(bytes: Uint8Array): readonly HandlerRow[] | null {
  const rows: HandlerRow[] = [];
  let at = 0;
  const number = (first: boolean): number => {
    let value = 0;
    for (let i = 0; ; i++) {
      if (at >= bytes.length || i > 4) return -1;
      const byte = bytes[at++];
      if ((i === 0 && first) !== ((byte & 0x80) !== 0)) return -1;
      value = value * 64 + (byte & 0x3f);
      if ((byte & 0x40) === 0) return value;
    }
  };
  while (at < bytes.length) {
    const [start, length, target, depthAndLasti] = [number(true), number(false), number(false), number(false)];
    if (start < 0 || length <= 0 || target < 0 || depthAndLasti < 0 || rows.length >= ROWS) return null;
    rows.push({
      start: start * 2,
      end: (start + length) * 2,
      target: target * 2,
      depth: Math.floor(depthAndLasti / 2),
      lasti: depthAndLasti % 2 === 1,
    });
  }
  return rows;
}
