import { type BytecodeVersion, disassemble, type Instruction, jumpTarget, localIndexes, nameIndex } from './bytecode';
import { argumentNames, type CodeObject, codeTree, type PythonValue } from './code-object';
import { BINARY_OPERATIONS } from './opcode-tables';

/** Text made of one tree; more than `Limits.codeText`, so that the cut is told there. */
const TEXT = 128 * 1024;
const SHOWN = 200;

const COMPARISONS = ['<', '<=', '==', '!=', '>', '>=', 'in', 'not in', 'is', 'is not', 'exception match', 'BAD'];

/** A tree of code objects as text: for each the signature, where it was written, constants, names and instructions. */
export function listCode(outer: CodeObject, version: BytecodeVersion): string {
  const parts: string[] = [];
  let length = 0;
  for (const code of codeTree(outer).codes) {
    const text = listOne(code, version);
    parts.push(text);
    length += text.length;
    if (length > TEXT) break;
  }
  return parts.join('\n').slice(0, TEXT);
}

function listOne(code: CodeObject, version: BytecodeVersion): string {
  const lines = [
    `def ${oneLine(code.qualifiedName)}(${argumentNames(code).slice(0, 100).map(oneLine).join(', ')}):`,
    `  # ${oneLine(code.fileName)}, line ${code.firstLine}, bytecode of CPython ${version.version}`,
  ];
  const constants = code.constants.slice(0, SHOWN).map((value) => showValue(value));
  if (constants.length > 0) lines.push(`  # constants: ${constants.join(', ').slice(0, 4000)}`);
  if (code.names.length > 0)
    lines.push(`  # names: ${code.names.slice(0, SHOWN).map(oneLine).join(', ').slice(0, 4000)}`);
  let length = 0;
  for (const instruction of disassemble(code.bytecode, version)) {
    const line = `${String(instruction.offset).padStart(6)} ${instruction.name.padEnd(24)} ${operand(instruction, code, version)}`;
    lines.push(line.trimEnd());
    length += line.length;
    if (length > TEXT) break;
  }
  return `${lines.join('\n')}\n`;
}

function operand(instruction: Instruction, code: CodeObject, version: BytecodeVersion): string {
  const { kind, argument, name } = instruction;
  if (!instruction.hasArgument) return '';
  switch (kind) {
    case 'name':
      return oneLine(code.names[nameIndex(instruction, version)] ?? `name ${argument}`);
    case 'constant': {
      const value = code.constants[argument];
      return value === undefined ? `constant ${argument}` : showValue(value);
    }
    case 'local':
      return localIndexes(instruction)
        .map((index) => oneLine(code.locals[index] ?? `local ${index}`))
        .join(', ');
    case 'cell':
      return oneLine(code.cells[argument] ?? `cell ${argument}`);
    case 'jump':
    case 'address':
      return `to ${jumpTarget(instruction, version)}`;
    case 'comparison':
      return (
        COMPARISONS[version.number >= 313 ? argument >> 5 : version.number >= 312 ? argument >> 4 : argument] ??
        String(argument)
      );
    default:
      return name === 'BINARY_OP' ? (BINARY_OPERATIONS[argument] ?? String(argument)) : String(argument);
  }
}

/** A value as Python would write it, cut short: nested parts share one budget, so that shared values are not shown without end. */
export function showValue(value: PythonValue, budget = { left: 300 }): string {
  if (budget.left <= 0) return '…';
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'true':
      return 'True';
    case 'false':
      return 'False';
    case 'ellipsis':
      return '...';
    case 'null':
      return 'NULL';
    case 'number':
      return spend(value.text, budget);
    case 'text':
      return spend(JSON.stringify(value.text.slice(0, 200)), budget);
    case 'bytes':
      return spend(showBytes(value.bytes), budget);
    case 'code':
      return spend(`<code ${oneLine(value.code.qualifiedName)}>`, budget);
    case 'unknown':
      return spend(`<${oneLine(value.what)}>`, budget);
    case 'dict': {
      const entries = value.entries
        .slice(0, 50)
        .map(([key, item]) => `${showInner(key, budget)}: ${showInner(item, budget)}`);
      return `{${entries.join(', ')}}`;
    }
    default: {
      const items = value.items.slice(0, 50).map((item) => showInner(item, budget));
      const text = items.join(', ');
      if (value.kind === 'tuple') return `(${text}${items.length === 1 ? ',' : ''})`;
      if (value.kind === 'list') return `[${text}]`;
      return value.kind === 'set' ? `{${text}}` : `${value.kind}(${text})`;
    }
  }
}

function showInner(value: PythonValue, budget: { left: number }): string {
  budget.left -= 2;
  return showValue(value, budget);
}

function spend(text: string, budget: { left: number }): string {
  budget.left -= text.length;
  return text;
}

function showBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes.subarray(0, 64)) {
    if (byte === 0x5c || byte === 0x27) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return bytes.length > 64 ? `b'${text}'… (${bytes.length} bytes)` : `b'${text}'`;
}

/** A name of the file in a line of its own: what would break the line is written out. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(text) ? JSON.stringify(text.slice(0, 200)) : text.slice(0, 200);
}
