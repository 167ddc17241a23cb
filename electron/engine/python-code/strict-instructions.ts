import type { BytecodeVersion, Instruction } from './bytecode';
import { CodeDoubt } from './code-doubt';

/** An instruction and where its first EXTENDED_ARG stands: only there may a jump lead. */
export interface StrictInstruction extends Instruction {
  readonly start: number;
}

/** Instructions that are followed of one code object. */
const INSTRUCTIONS = 20_000;

/**
 * The instructions of a code object, every byte of it: no opcode without a name, no half instruction, nothing in the inline caches, which
 * CPython fills in itself and believes afterwards.
 */
export function decodeStrictly(bytecode: Uint8Array, version: BytecodeVersion): readonly StrictInstruction[] {
  const instructions: StrictInstruction[] = [];
  let extended = 0;
  let prefixes = 0;
  let start = 0;
  for (let at = 0; at < bytecode.length; ) {
    if (at + 1 >= bytecode.length) throw new CodeDoubt('half an instruction');
    const operation = version.operations[bytecode[at]];
    if (operation === undefined || operation.name === 'CACHE') throw new CodeDoubt('an instruction that is none');
    if (instructions.length >= INSTRUCTIONS) throw new CodeDoubt('more instructions than are followed');
    const hasArgument = bytecode[at] >= version.haveArgument;
    const argument = hasArgument ? extended * 256 + bytecode[at + 1] : 0;
    if (argument > 0x7fffffff) throw new CodeDoubt('an operand larger than a compiler writes');
    if (operation.name === 'EXTENDED_ARG') {
      extended = argument;
      if (++prefixes > 3) throw new CodeDoubt('an operand larger than a compiler writes');
      at += 2;
      continue;
    }
    const next = at + 2 + 2 * operation.caches;
    if (next > bytecode.length) throw new CodeDoubt('half an instruction');
    for (let cache = at + 2; cache < next; cache++)
      if (bytecode[cache] !== 0) throw new CodeDoubt('inline caches that are not empty');
    instructions.push({ offset: at, start, name: operation.name, kind: operation.kind, argument, hasArgument, next });
    extended = 0;
    prefixes = 0;
    at = next;
    start = at;
  }
  if (prefixes > 0) throw new CodeDoubt('half an instruction');
  return instructions;
}
