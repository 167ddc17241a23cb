/**
 * The inspector's own bounds. Reaching one is a `limitReached` fact with a coverage gap behind it, never silence.
 * Counts unless the name says bytes.
 */
export interface Limits {
  /** Opcodes walked per artifact. */
  readonly opcodes: number;
  /** Pickles walked one behind the other in one entry. */
  readonly streams: number;
  /** Memo slots a stream may fill. */
  readonly memoSlots: number;
  /** Stack items plus open marks. */
  readonly stackItems: number;
  /** Text kept for memoised strings, per entry. */
  readonly textArenaBytes: number;
  /** Longest string that is kept whole for names and arguments. */
  readonly textBytes: number;
  /** Different globals recorded per entry. */
  readonly globals: number;
  /** Calls recorded whole per callee when its arguments cannot matter, and when they can. */
  readonly plainCallsPerCallee: number;
  readonly judgedCallsPerCallee: number;
  /** Facts of one other kind and code per entry. */
  readonly factsPerKind: number;
  /** Nodes and text shown of one symbolic value. */
  readonly symbolNodes: number;
  readonly symbolText: number;
  /** Text and names kept of one piece of code. */
  readonly codeText: number;
  readonly codeNames: number;
  /** Bytes of a document (JSON, YAML, XML, a template, a header) that is held whole to be parsed. */
  readonly documentBytes: number;
  /** Nesting: containers in containers, pickles in arrays. */
  readonly depth: number;
  readonly entries: number;
  readonly inflatedBytes: number;
  /** Passwords held against encrypted members, all together: each try costs about a millisecond. */
  readonly passwordTries: number;
  /** Inflated to stored bytes, once more than `ratioFloorBytes` came out. */
  readonly inflateRatio: number;
  readonly ratioFloorBytes: number;
  /** Other readings of crafted streams that are followed per stream, and how far. */
  readonly alternateReadings: number;
  readonly alternateOpcodes: number;
}

export const DEFAULT_LIMITS: Limits = {
  opcodes: 4_000_000_000,
  streams: 100_000,
  memoSlots: 50_000_000,
  stackItems: 50_000_000,
  textArenaBytes: 64 * 1024 * 1024,
  textBytes: 4096,
  globals: 20_000,
  plainCallsPerCallee: 32,
  judgedCallsPerCallee: 20_000,
  factsPerKind: 500,
  symbolNodes: 200,
  symbolText: 4096,
  codeText: 64 * 1024,
  codeNames: 2000,
  documentBytes: 64 * 1024 * 1024,
  depth: 16,
  entries: 200_000,
  inflatedBytes: 64 * 1024 * 1024 * 1024,
  inflateRatio: 2000,
  ratioFloorBytes: 256 * 1024 * 1024,
  passwordTries: 10_000,
  alternateReadings: 64,
  alternateOpcodes: 1_000_000,
};
