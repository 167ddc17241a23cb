import { readUnsigned } from '../little-endian';
import { OPCODE_TABLES } from './opcode-tables';

/** The header of a .pyc file (PEP 552): which CPython wrote it, and where the marshalled code begins. */
export interface PycHeader {
  readonly magic: number;
  /** `3.11`; null for versions whose code has another layout or instructions without a table. */
  readonly version: string | null;
  readonly codeStart: number;
}

/** Numbers that CPython 2 (`Python/import.c`) and 3 (`Lib/importlib/_bootstrap_external.py`) have given to their bytecode. */
const PYTHON_2 = [20121, 62299] as const;
const PYTHON_3 = [3000, 3799] as const;
/** The first number of 3.6, from which on code objects are decoded. */
const FIRST_DECODED = 3360;

const within = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;

/** Reads a .pyc header; null when the bytes begin with none. Each line of releases has its own range of numbers, that of its last release at the end. */
export function readPycHeader(bytes: Uint8Array): PycHeader | null {
  if (bytes.length < 16 || bytes[2] !== 0x0d || bytes[3] !== 0x0a) return null;
  const magic = readUnsigned(bytes, 0, 2);
  if (!within(magic, PYTHON_2) && !within(magic, PYTHON_3)) return null;
  const known = magic >= FIRST_DECODED && within(magic, PYTHON_3);
  const version = known ? (OPCODE_TABLES.find((table) => magic <= table.magic)?.version ?? null) : null;
  // Python 2 has time only, 3.3 to 3.6 time and size, and flags before them from 3.7 on.
  const codeStart = magic >= PYTHON_2[0] ? 8 : magic <= 3379 ? 12 : 16;
  return { magic, version, codeStart };
}
