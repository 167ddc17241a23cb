import { type CodeLayout, type CodeObject, codeTree } from './code-object';
import { OPCODE_TABLES, type OpcodeTable } from './opcode-tables';

/** What an operand counts in. */
export type OperandKind = 'none' | 'name' | 'constant' | 'cell' | 'local' | 'jump' | 'address' | 'comparison';

interface Operation {
  readonly name: string;
  readonly kind: OperandKind;
  readonly caches: number;
}

/** The opcodes of one CPython version by number. */
export interface BytecodeVersion {
  readonly version: string;
  /** 306 for 3.6, 311 for 3.11: to compare. */
  readonly number: number;
  readonly haveArgument: number;
  readonly operations: readonly (Operation | undefined)[];
}

/** One instruction; its EXTENDED_ARG prefixes are part of it. */
export interface Instruction {
  /** Of the instruction itself, in bytes. */
  readonly offset: number;
  /** `<77>` for a number that is no opcode of the version. */
  readonly name: string;
  readonly kind: OperandKind;
  readonly argument: number;
  readonly hasArgument: boolean;
  /** Where the next instruction begins, behind the inline caches. */
  readonly next: number;
}

const KINDS: Readonly<Record<string, OperandKind>> = {
  n: 'name',
  c: 'constant',
  f: 'cell',
  l: 'local',
  j: 'jump',
  a: 'address',
  b: 'comparison',
};

function parseTable(table: OpcodeTable): BytecodeVersion {
  const operations: (Operation | undefined)[] = new Array(256).fill(undefined);
  for (const row of table.opcodes.split(',')) {
    const [code, name, letter = '-', caches = '0'] = row.split(' ');
    operations[Number(code)] = { name, kind: KINDS[letter] ?? 'none', caches: Number(caches) };
  }
  const [major, minor] = table.version.split('.').map(Number);
  return { version: table.version, number: major * 100 + minor, haveArgument: table.haveArgument, operations };
}

/** All versions that are known, oldest first. */
export const BYTECODE_VERSIONS: readonly BytecodeVersion[] = OPCODE_TABLES.map(parseTable);

const LAYOUT_OF: Readonly<Record<CodeLayout, readonly [from: number, to: number]>> = {
  '3.6': [306, 307],
  '3.8': [308, 310],
  '3.11': [311, 399],
};

/** Instructions read of one code object. */
const INSTRUCTIONS = 100_000;

/** The instructions of a code object under one version, at most as many as are read. Two bytes each; inline caches are passed over. */
export function disassemble(bytecode: Uint8Array, version: BytecodeVersion): readonly Instruction[] {
  const instructions: Instruction[] = [];
  let extended = 0;
  let at = 0;
  while (at + 1 < bytecode.length && instructions.length < INSTRUCTIONS) {
    const code = bytecode[at];
    const operation = version.operations[code];
    const hasArgument = code >= version.haveArgument;
    const argument = hasArgument ? ((extended << 8) | bytecode[at + 1]) >>> 0 : 0;
    const name = operation?.name ?? `<${code}>`;
    if (name === 'EXTENDED_ARG') {
      extended = argument;
      at += 2;
      continue;
    }
    const next = at + 2 + 2 * (operation?.caches ?? 0);
    instructions.push({ offset: at, name, kind: operation?.kind ?? 'none', argument, hasArgument, next });
    extended = 0;
    at = next;
  }
  return instructions;
}

/** The index of a name operand: some versions keep flags in its low bits. */
export function nameIndex(instruction: Instruction, version: BytecodeVersion): number {
  const { name, argument } = instruction;
  if (name === 'LOAD_GLOBAL') return version.number >= 311 ? argument >> 1 : argument;
  if (name === 'LOAD_ATTR' || name === 'INSTRUMENTED_LOAD_ATTR')
    return version.number >= 312 ? argument >> 1 : argument;
  if (name.endsWith('LOAD_SUPER_ATTR')) return argument >> 2;
  return argument;
}

/** Two local variables in one operand: the names of such instructions say so. */
export function localIndexes(instruction: Instruction): readonly number[] {
  const isPair = /FAST_(?:BORROW_)?(?:LOAD|STORE)_FAST/.test(instruction.name);
  return isPair ? [instruction.argument >> 4, instruction.argument & 15] : [instruction.argument];
}

/** Where a jump leads, in bytes; -1 for what is no jump. Operands count instructions from 3.10 on. */
export function jumpTarget(instruction: Instruction, version: BytecodeVersion): number {
  const unit = version.number >= 310 ? 2 : 1;
  if (instruction.kind === 'address') return instruction.argument * unit;
  if (instruction.kind !== 'jump') return -1;
  const backwards = instruction.name.includes('BACKWARD') || instruction.name === 'END_ASYNC_FOR';
  return instruction.next + (backwards ? -1 : 1) * instruction.argument * unit;
}

/** How many operands and opcodes make no sense under a version. 0 for the version that compiled the code, and rarely for another. */
function contradictions(code: CodeObject, version: BytecodeVersion): number {
  let count = 0;
  const instructions = disassemble(code.bytecode, version);
  // A jump leads to an instruction, or to the first prefix of its operand.
  const starts = new Set([0, ...instructions.map(({ next }) => next)]);
  for (const instruction of instructions) {
    const { name, kind, argument, offset, next } = instruction;
    // A compiler leaves the inline caches empty.
    if (next > offset + 2 && code.bytecode.subarray(offset + 2, next).some((byte) => byte !== 0)) count++;
    if (name.startsWith('<') || name === 'CACHE') count += 2;
    else if (kind === 'name' && nameIndex(instruction, version) >= code.names.length) count++;
    else if (kind === 'constant' && argument >= code.constants.length) count++;
    else if (kind === 'cell' && argument >= code.cells.length) count++;
    else if (kind === 'local' && localIndexes(instruction).some((index) => index >= code.locals.length)) count++;
    else if (kind === 'jump' || kind === 'address') {
      const target = jumpTarget(instruction, version);
      if (!starts.has(target)) count++;
    }
  }
  // From 3.11 on everything begins with RESUME, behind at most the making of cells and of a generator.
  if (version.number >= 311 && !instructions.slice(0, 64).some(({ name }) => name.endsWith('RESUME'))) count += 2;
  const last = instructions.at(-1)?.name ?? '';
  if (instructions.length > 0 && !/RETURN|RAISE|JUMP|YIELD|RERAISE|CONST|EXECUTOR/.test(last)) count++;
  return count;
}

/** Which CPython a tree of code objects was compiled by, as far as the bytecode tells. */
export interface VersionGuess {
  /** All that fit equally well; never empty. */
  readonly versions: readonly BytecodeVersion[];
  /** False when even these do not fit: the instructions are then not to be relied on. */
  readonly fits: boolean;
}

/** The versions with the fewest contradictions over the whole tree. `known` is what a .pyc header says. */
export function guessVersion(outer: CodeObject, known: string | null = null): VersionGuess {
  const [from, to] = LAYOUT_OF[outer.layout];
  const tree = codeTree(outer).codes.slice(0, 200);
  const inLayout = BYTECODE_VERSIONS.filter(({ number }) => number >= from && number <= to);
  const candidates = inLayout.some(({ version }) => version === known)
    ? inLayout.filter(({ version }) => version === known)
    : inLayout;
  const counted = candidates.map((version) => ({
    version,
    count: tree.reduce((sum, code) => sum + contradictions(code, version), 0),
  }));
  const least = Math.min(...counted.map(({ count }) => count));
  return {
    versions: counted.filter(({ count }) => count === least).map(({ version }) => version),
    // What lies behind the instructions that are read was not looked at.
    fits: least === 0 && tree.every((code) => code.bytecode.length <= 2 * INSTRUCTIONS),
  };
}
