import type { StackItem } from '../../shared/ipc/messages';
import { ARGUMENTS } from '../../shared/pickle/arguments';
import { OP, opcodeByCode } from '../../shared/pickle/opcodes';

/** Writes a pickle opcode by opcode: for the preview and the tests, never read by anything that loads. */
export class TinyPickle {
  private readonly bytes: number[] = [];

  op(code: number, ...argument: readonly number[]): this {
    this.bytes.push(code, ...argument);
    return this;
  }
  text(value: string): this {
    const data = new TextEncoder().encode(value);
    const long = data.length > 255;
    if (long) this.op(OP.BINUNICODE, data.length & 255, (data.length >> 8) & 255, 0, 0, ...data);
    else this.op(OP.SHORT_BINUNICODE, data.length, ...data);
    return this.op(OP.MEMOIZE);
  }
  global(module: string, name: string): this {
    return this.text(module).text(name).op(OP.STACK_GLOBAL).op(OP.MEMOIZE);
  }
  raw(...data: readonly number[]): this {
    this.bytes.push(...data);
    return this;
  }
  get length(): number {
    return this.bytes.length;
  }
  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

export interface TinyLine {
  readonly offset: number;
  readonly end: number;
  readonly code: number;
  readonly argument: string;
  readonly stackDepth: number;
  readonly markDepth: number;
  readonly memo: number;
  readonly before: readonly StackItem[];
  readonly after: readonly StackItem[];
  readonly memoSize: number;
}

type Item = StackItem | 'mark';
const LENGTH_BYTES = { length1: 1, length4: 4, signed4: 4, length8: 8 } as const;

function readArgument(bytes: Uint8Array, offset: number, code: number): { end: number; text: string; number: number } {
  const name = opcodeByCode(code)?.argument;
  if (!name) return { end: offset, text: '', number: 0 };
  const { layout } = ARGUMENTS[name];
  const little = (from: number, count: number) =>
    bytes.slice(from, from + count).reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
  if (typeof layout === 'number') {
    const value = little(offset, layout);
    return { end: offset + layout, text: String(value), number: value };
  }
  if (layout === 'line' || layout === 'lines') {
    let end = offset;
    for (let lines = layout === 'line' ? 1 : 2; lines > 0; lines--) end = bytes.indexOf(10, end) + 1;
    return { end, text: new TextDecoder().decode(bytes.slice(offset, end - 1)).replace('\n', ' '), number: 0 };
  }
  const start = offset + LENGTH_BYTES[layout];
  const end = start + little(offset, LENGTH_BYTES[layout]);
  const isText = name.startsWith('unicode');
  return {
    end,
    text: isText ? `'${new TextDecoder().decode(bytes.slice(start, end))}'` : `${end - start} bytes`,
    number: 0,
  };
}

/** Reads what `TinyPickle` writes: enough of the machine for the tree, the inspector and step mode. */
export function readTinyPickle(bytes: Uint8Array, start = 0): readonly TinyLine[] {
  const lines: TinyLine[] = [];
  const stack: Item[] = [];
  const memo: Item[] = [];
  const items = () => stack.filter((item): item is StackItem => item !== 'mark');
  const pop = () => (stack.pop() ?? { text: '?', kind: 'unknown' }) as StackItem;
  for (let offset = start; offset < bytes.length; ) {
    const code = bytes[offset] as number;
    const row = opcodeByCode(code);
    if (!row) break;
    const argument = readArgument(bytes, offset + 1, code);
    const before = items();
    const markDepth = stack.length - before.length;
    let memoSlot = -1;
    if (code === OP.MARK) stack.push('mark');
    else if (code === OP.MEMOIZE) {
      memoSlot = memo.length;
      memo.push(stack.at(-1) as Item);
    } else if (code === OP.BINGET) {
      memoSlot = argument.number;
      stack.push(memo[memoSlot] as Item);
    } else if (code === OP.STACK_GLOBAL) {
      const name = pop();
      const module = pop();
      stack.push({ text: `${module.text.slice(1, -1)}.${name.text.slice(1, -1)}`, kind: 'global' });
    } else if (code === OP.REDUCE || code === OP.NEWOBJ) {
      const args = pop();
      const callee = pop();
      stack.push({ text: `${callee.text}${args.text.replace(',)', ')')}`, kind: 'call' });
    } else if (code === OP.TUPLE1) stack.push({ text: `(${pop().text},)`, kind: 'tuple' });
    else {
      const slice: StackItem[] = [];
      if (row.stackBefore.includes('stackslice' as never)) {
        while (stack.length > 0 && stack.at(-1) !== 'mark') slice.unshift(pop());
        stack.pop();
      }
      const rest = row.stackBefore.filter((item) => item !== 'mark' && item !== 'stackslice');
      const taken = rest.map(() => pop()).reverse();
      for (const made of row.stackAfter) {
        const value = row.argument
          ? argument.text
          : slice.length > 0
            ? `${made} of ${slice.length}`
            : (taken[0]?.text ?? (made === 'dict' ? '{}' : made === 'list' ? '[]' : made === 'None' ? 'None' : made));
        stack.push({ text: value, kind: made });
      }
    }
    const after = items();
    lines.push({
      offset,
      end: argument.end,
      code,
      argument: argument.text,
      stackDepth: before.length,
      markDepth,
      memo: memoSlot,
      before: before.reverse(),
      after: after.reverse(),
      memoSize: memo.length,
    });
    offset = argument.end;
    if (code === OP.STOP) break;
  }
  return lines;
}
