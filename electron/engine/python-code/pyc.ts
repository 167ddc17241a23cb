import { readUnsigned } from '../little-endian';
import { OPCODE_TABLES } from './opcode-tables';

/** The header of a .pyc file (PEP 552): which CPython wrote it, and where the marshalled code begins. */
export interface PycHeader {
  readonly magic: number;
  /** `3.11`; null for a magic number of a version without a table. */
  readonly version: string | null;
  readonly codeStart: number;
}

/** First magic number of 3.6 and of the version after the last one that is known. */
const FIRST_MAGIC = 3360;
const LAST_MAGIC = 3699;

/** Reads a .pyc header; null when the bytes begin with none. Each release line has its own range of numbers (Lib/importlib/_bootstrap_external.py). */
export function readPycHeader(bytes: Uint8Array): PycHeader | null {
  if (bytes.length < 16 || bytes[2] !== 0x0d || bytes[3] !== 0x0a) return null;
  const magic = readUnsigned(bytes, 0, 2);
  if (magic < FIRST_MAGIC || magic > LAST_MAGIC) return null;
  const version = OPCODE_TABLES.find((table) => magic <= table.magic)?.version ?? null;
  // Up to 3.6 there was no word of flags.
  const codeStart = magic <= 3379 ? 12 : 16;
  return { magic, version, codeStart };
}
