import { ARGUMENTS } from '../../../shared/pickle/arguments';
import { OPCODES, type OpcodeName } from '../../../shared/pickle/opcodes';

/** An opcode to assemble, with its argument in the form its layout wants. */
export type Instruction = readonly [name: OpcodeName, argument?: number | bigint | string | Uint8Array];

const ROWS = new Map(OPCODES.map((row) => [row.name as OpcodeName, row]));

/** Writes instructions as pickle bytes, straight from the opcode table: for tests, which must not need Python. */
export function assemble(...instructions: readonly Instruction[]): Uint8Array {
  const bytes: number[] = [];
  for (const [name, argument] of instructions) {
    const row = ROWS.get(name);
    if (row === undefined) throw new Error(`no opcode ${name}`);
    bytes.push(row.code);
    if (row.argument === null) continue;
    const { layout } = ARGUMENTS[row.argument];
    const body = encode(argument);
    switch (layout) {
      case 'line':
      case 'lines':
        bytes.push(...body, 0x0a);
        break;
      case 'length1':
        bytes.push(body.length, ...body);
        break;
      case 'length4':
      case 'signed4':
        bytes.push(...little(body.length, 4), ...body);
        break;
      case 'length8':
        bytes.push(...little(body.length, 8), ...body);
        break;
      default:
        bytes.push(
          ...(row.argument === 'float8' ? float8(Number(argument)) : little(argument as number | bigint, layout)),
        );
    }
  }
  return Uint8Array.from(bytes);
}

function encode(argument: Instruction[1]): Uint8Array {
  if (argument instanceof Uint8Array) return argument;
  return new TextEncoder().encode(argument === undefined ? '' : String(argument));
}

function little(value: number | bigint, count: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(count * 8, BigInt(value));
  for (let i = 0; i < count; i++) {
    bytes.push(Number(rest & 0xffn));
    rest >>= 8n;
  }
  return bytes;
}

function float8(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, false);
  return bytes;
}
