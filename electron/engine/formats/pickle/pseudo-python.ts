import { OP } from '../../../../shared/pickle/opcodes';
import { formatOffset } from '../../../../shared/text/hex';
import { printable, shorten } from '../../../../shared/text/printable';
import type { ByteSource } from '../../byte-source';
import { latin1 } from '../../decode-text';
import { readInt4, readUnsigned } from '../../little-endian';
import { readLiteral } from './literal';
import { python3Name } from './name-resolution';
import { Container, type ContainerKind, Expression, Named, render } from './pseudo-expression';
import { type Row, rowsFrom } from './rows';
import type { StreamIndex } from './stream-index';

/** One line of a stream told as Python, and the opcodes that say it. Offsets count inside the stream's entry. */
export interface PseudoLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Bounds of one telling: past them it ends and says so. */
export interface PseudoLimits {
  readonly lines: number;
  readonly opcodes: number;
  /** Longest line, in characters. */
  readonly width: number;
}

const TEXT_BYTES = 4096;
const PYTHON_NAME = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;

/**
 * A stream as the Python program that it amounts to: imports, calls in their order, what they are called with. Nothing is run; every
 * value is a text. For people: the machine in `machine.ts` is what facts come from.
 */
export async function pseudoPython(
  source: ByteSource,
  index: StreamIndex,
  limits: PseudoLimits,
  cancelled: () => boolean,
): Promise<{ readonly lines: readonly PseudoLine[]; readonly truncated: boolean }> {
  const teller = new Teller(limits, index);
  let opcodes = 0;
  for await (const row of rowsFrom(source, index, index.checkpoints.before(0))) {
    if ((opcodes & 0xfff) === 0 && cancelled()) break;
    if (++opcodes > limits.opcodes || teller.lines.length >= limits.lines)
      return { lines: teller.lines, truncated: true };
    if (!teller.tell(row)) return { lines: teller.lines, truncated: false };
  }
  return { lines: teller.lines, truncated: false };
}

/** Thrown inside the teller when an opcode finds nothing to work on: the story ends there. */
class NothingThere extends Error {}

class Teller {
  readonly lines: PseudoLine[] = [];
  private readonly limits: PseudoLimits;
  private readonly index: StreamIndex;
  private stack: Expression[] = [];
  private readonly marks: Expression[][] = [];
  private readonly memo = new Map<number, Expression>();
  private memoized = 0;
  private proto = 0;
  private variables = 0;
  /** Names in use, and what each stands for. */
  private readonly imports = new Map<string, string>();

  constructor(limits: PseudoLimits, index: StreamIndex) {
    this.limits = limits;
    this.index = index;
  }

  /** Tells one opcode. False when the story ends: at STOP, or where the stack is not what the opcode needs. */
  tell(row: Row): boolean {
    try {
      this.step(row);
    } catch (error) {
      if (!(error instanceof NothingThere)) throw error;
      this.say(row, '# the stack does not hold what this opcode needs');
      return false;
    }
    return row.code !== OP.STOP;
  }

  private say(row: Row, text: string, start = row.offset): void {
    this.lines.push({ text: shorten(text, this.limits.width), start, end: row.end });
  }

  private pop(): Expression {
    const top = this.stack.pop();
    if (top === undefined) throw new NothingThere();
    return top;
  }

  private top(): Expression {
    const top = this.stack[this.stack.length - 1];
    if (top === undefined) throw new NothingThere();
    return top;
  }

  private popMark(): Expression[] {
    const items = this.stack;
    const below = this.marks.pop();
    if (below === undefined) throw new NothingThere();
    this.stack = below;
    return items;
  }

  /** What stands above the mark becomes one container. */
  private closeMark(kind: ContainerKind): void {
    const items = this.popMark();
    this.stack.push(new Container(kind, items));
  }

  private text(value: Expression): string {
    return render(value, this.limits.width);
  }

  /** The value under a name of its own, said once: for what is called, shared or changed later. */
  private name(row: Row, value: Expression): string {
    if (value instanceof Named) return value.name;
    if (value instanceof Container && value.variable !== null) return value.variable;
    const variable = `v${++this.variables}`;
    this.say(row, `${variable} = ${this.text(value)}`);
    if (value instanceof Container) value.variable = variable;
    return variable;
  }

  private result(row: Row, text: string): void {
    const variable = `v${++this.variables}`;
    this.say(row, `${variable} = ${text}`);
    this.stack.push(new Named(variable));
  }

  private importName(row: Row, writtenModule: string, writtenName: string): void {
    const [module, name] = python3Name(writtenModule, writtenName, this.proto);
    const key = `${module}\0${name}`;
    let alias = this.imports.get(key);
    if (alias === undefined) {
      const [first = '', ...rest] = name.split('.');
      const taken = new Set(this.imports.values());
      alias = name;
      for (let n = 2; taken.has(alias); n++) alias = [`${first}_${n}`, ...rest].join('.');
      this.imports.set(key, alias);
      const plain = name.split('.').every((step) => PYTHON_NAME.test(step)) && /^[\p{ID_Continue}.]+$/u.test(module);
      const as = alias === name ? '' : ` as ${alias.split('.')[0]}`;
      const written =
        module === writtenModule && name === writtenName ? '' : `  # written as ${writtenModule}.${writtenName}`;
      this.say(
        row,
        printable(
          plain ? `from ${module} import ${first}${as}${written}` : `import_name(${quote(module)}, ${quote(name)})`,
        ),
      );
    }
    this.stack.push(new Named(printable(alias)));
  }

  private call(row: Row, callee: Expression, args: Expression): void {
    this.result(row, `${this.text(callee)}${this.argumentList(args)}`);
  }

  private argumentList(args: Expression): string {
    const text = this.text(args);
    if (args instanceof Container && args.kind === 'tuple' && args.variable === null)
      return text === '()' ? '()' : `(${text.slice(1, -1).replace(/,$/, '')})`;
    return `(*${text})`;
  }

  private addTo(row: Row, kind: 'append' | 'extend' | 'add' | 'update' | 'item', items: readonly Expression[]): void {
    const target = this.top();
    if (target instanceof Container && target.variable === null && target.takes(kind)) {
      target.push(items);
      return;
    }
    const name = this.name(row, target);
    const listed = items.map((item) => this.text(item));
    if (kind === 'item') this.say(row, `${name}[${listed[0]}] = ${listed[1]}`);
    else if (kind === 'update')
      for (let i = 0; i + 1 < Math.min(listed.length, 64); i += 2)
        this.say(row, `${name}[${listed[i]}] = ${listed[i + 1]}`);
    else if (kind === 'extend') this.say(row, `${name}.extend([${listed.slice(0, 64).join(', ')}])`);
    else this.say(row, `${name}.${kind}(${listed.slice(0, 64).join(', ')})`);
  }

  private step(row: Row): void {
    const { code, bytes } = row;
    switch (code) {
      case OP.PROTO:
        this.proto = bytes[1] as number;
        return;
      case OP.FRAME:
        return;
      case OP.STOP:
        this.say(row, `return ${this.text(this.pop())}`);
        return;
      case OP.MARK:
        this.marks.push(this.stack);
        this.stack = [];
        return;
      case OP.POP:
        if (this.stack.length === 0 && this.marks.length > 0) this.popMark();
        else this.pop();
        return;
      case OP.POP_MARK:
        this.popMark();
        return;
      case OP.DUP:
        this.stack.push(this.shared(row, this.top()));
        return;
      case OP.NONE:
        this.stack.push(new Named('None'));
        return;
      case OP.NEWTRUE:
        this.stack.push(new Named('True'));
        return;
      case OP.NEWFALSE:
        this.stack.push(new Named('False'));
        return;
      case OP.EMPTY_TUPLE:
        this.stack.push(new Container('tuple'));
        return;
      case OP.EMPTY_LIST:
        this.stack.push(new Container('list'));
        return;
      case OP.EMPTY_DICT:
        this.stack.push(new Container('dict'));
        return;
      case OP.EMPTY_SET:
        this.stack.push(new Container('set'));
        return;
      case OP.TUPLE1:
      case OP.TUPLE2:
      case OP.TUPLE3: {
        const count = code - OP.TUPLE1 + 1;
        const items = Array.from({ length: count }, () => this.pop()).reverse();
        this.stack.push(new Container('tuple', items));
        return;
      }
      case OP.TUPLE:
        this.closeMark('tuple');
        return;
      case OP.LIST:
        this.closeMark('list');
        return;
      case OP.DICT:
        this.closeMark('dict');
        return;
      case OP.FROZENSET:
        this.closeMark('frozenset');
        return;
      case OP.APPEND: {
        const item = this.pop();
        this.addTo(row, 'append', [item]);
        return;
      }
      case OP.APPENDS:
        this.addTo(row, 'extend', this.popMark());
        return;
      case OP.ADDITEMS:
        this.addTo(row, 'add', this.popMark());
        return;
      case OP.SETITEM: {
        const value = this.pop();
        const key = this.pop();
        this.addTo(row, 'item', [key, value]);
        return;
      }
      case OP.SETITEMS:
        this.addTo(row, 'update', this.popMark());
        return;
      case OP.MEMOIZE:
      case OP.PUT:
      case OP.BINPUT:
      case OP.LONG_BINPUT:
        this.memo.set(code === OP.MEMOIZE ? this.memoized : row.memo, this.top());
        this.memoized++;
        return;
      case OP.GET:
      case OP.BINGET:
      case OP.LONG_BINGET: {
        const value = this.memo.get(row.memo);
        if (value === undefined) throw new NothingThere();
        this.stack.push(this.shared(row, value));
        return;
      }
      case OP.GLOBAL: {
        const [module = '', name = ''] = this.lines2(row);
        this.importName(row, module, name);
        return;
      }
      case OP.STACK_GLOBAL: {
        const name = this.pop();
        const module = this.pop();
        if (module.literal !== null && name.literal !== null) this.importName(row, module.literal, name.literal);
        else this.result(row, `import_name(${this.text(module)}, ${this.text(name)})`);
        return;
      }
      case OP.INST: {
        const [module = '', name = ''] = this.lines2(row);
        const args = new Container('tuple', this.popMark());
        this.importName(row, module, name);
        this.call(row, this.pop(), args);
        return;
      }
      case OP.OBJ: {
        const [callee, ...args] = this.popMark();
        if (callee === undefined) throw new NothingThere();
        this.call(row, callee, new Container('tuple', args));
        return;
      }
      case OP.REDUCE: {
        const args = this.pop();
        this.call(row, this.pop(), args);
        return;
      }
      case OP.NEWOBJ: {
        const args = this.pop();
        const cls = this.text(this.pop());
        this.result(row, `${cls}.__new__(${join(cls, this.argumentList(args))})`);
        return;
      }
      case OP.NEWOBJ_EX: {
        const keywords = this.pop();
        const args = this.pop();
        const cls = this.text(this.pop());
        this.result(row, `${cls}.__new__(${join(cls, this.argumentList(args))}, **${this.text(keywords)})`);
        return;
      }
      case OP.BUILD: {
        const state = this.pop();
        const target = this.name(row, this.top());
        this.say(row, `${target}.__setstate__(${this.text(state)})`);
        const end = this.index.jumps.get(row.end);
        if (end !== undefined) {
          this.pop();
          this.result(row, `read_array()  # the bytes ${formatOffset(row.end)} to ${formatOffset(end)} of the file`);
        }
        return;
      }
      case OP.PERSID:
        this.result(row, `persistent_load(${quote(latin1(bytes.subarray(1, row.end - row.offset - 1)))})`);
        return;
      case OP.BINPERSID:
        this.result(row, `persistent_load(${this.text(this.pop())})`);
        return;
      case OP.EXT1:
        this.result(row, `copyreg_extension(${bytes[1]})`);
        return;
      case OP.EXT2:
        this.result(row, `copyreg_extension(${readUnsigned(bytes, 1, 2)})`);
        return;
      case OP.EXT4:
        this.result(row, `copyreg_extension(${readInt4(bytes, 1)})`);
        return;
      case OP.NEXT_BUFFER:
        this.result(row, 'next(buffers)');
        return;
      case OP.READONLY_BUFFER: {
        const buffer = this.text(this.pop());
        this.result(row, `memoryview(${buffer}).toreadonly()`);
        return;
      }
      default:
        this.stack.push(literalOf(row));
    }
  }

  /** A container that is used a second time gets a name, so that later changes of it can be told. */
  private shared(row: Row, value: Expression): Expression {
    if (value instanceof Container && value.variable === null && value.count > 0) this.name(row, value);
    return value;
  }

  private lines2(row: Row): readonly string[] {
    return latin1(row.bytes.subarray(1, Math.min(row.bytes.length, row.end - row.offset - 1))).split('\n');
  }
}

const join = (first: string, list: string) => (list === '()' ? first : `${first}, ${list.slice(1, -1)}`);
const quote = (text: string) => `'${printable(shorten(text, 400)).replaceAll("'", "\\'")}'`;

function literalOf(row: Row): Expression {
  const literal = readLiteral(row.bytes, TEXT_BYTES);
  switch (literal.kind) {
    case 'str': {
      const more = literal.byteLength > literal.text.length && literal.byteLength > TEXT_BYTES;
      const value = new Expression(`${quote(literal.text)}${more ? `… (${literal.byteLength} bytes)` : ''}`);
      if (!more) value.literal = literal.text;
      return value;
    }
    case 'bytes':
      return new Expression(
        literal.byteLength > 200
          ? `<${literal.byteLength} bytes at ${formatOffset(row.offset)}>`
          : `b${quote(literal.text)}`,
      );
    case 'int':
      return new Expression(
        literal.text === '00' ? 'False' : literal.text === '01' ? 'True' : printable(shorten(literal.text, 80)),
      );
    default:
      return new Expression(printable(shorten(literal.text, 80)));
  }
}
