import { assemble, type Instruction } from '../../electron/engine/testing/assemble';
import type { Random } from './random';

/** Bytes of one opcode with its argument; a program is a list of them, so that frames and damage can be put between. */
export type Chunk = Uint8Array;

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * Writes the opcodes of one stream and keeps the memo as the unpicklers do: how many slots are filled, and which. Each method leaves
 * exactly one more value on the stack, unless it says otherwise.
 */
export class Writer {
  readonly chunks: Chunk[] = [];
  /** As the unpickler keeps it: the last PROTO. */
  proto = 0;
  /** Filled slots and what is in them, as a word. */
  readonly memo = new Map<number, string>();
  readonly random: Random;
  /** True where only what honest picklers write is written. */
  readonly honest: boolean;

  constructor(random: Random, honest: boolean) {
    this.random = random;
    this.honest = honest;
  }

  op(...instruction: Instruction): void {
    this.chunks.push(assemble(instruction));
  }

  raw(bytes: Uint8Array): void {
    this.chunks.push(bytes);
  }

  setProto(proto: number): void {
    this.op('PROTO', proto);
    this.proto = proto;
  }

  // ── literals ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** A str of ASCII characters, in one of the eight ways to write one. */
  text(value: string): void {
    const { random } = this;
    const way = this.honest ? (this.proto >= 4 ? 0 : this.proto >= 1 ? 1 : 3) : random.below(8);
    if (way === 0 && value.length < 256) this.op('SHORT_BINUNICODE', value);
    else if (way === 2) this.op('BINUNICODE8', value);
    else if (way === 3)
      this.op(
        'UNICODE',
        this.escaped(value, (code) => `\\u${code.toString(16).padStart(4, '0')}`),
      );
    else if (way === 4 && value.length < 256) this.op('SHORT_BINSTRING', ascii(value));
    else if (way === 5) this.op('BINSTRING', ascii(value));
    else if (way === 6) this.op('STRING', this.quoted(value));
    else this.op('BINUNICODE', value);
  }

  private quoted(value: string): string {
    const quote = this.random.pick(["'", '"']);
    const body = this.escaped(value, (code) =>
      this.random.chance(0.5) ? `\\x${code.toString(16).padStart(2, '0')}` : `\\${code.toString(8).padStart(3, '0')}`,
    );
    return `${quote}${body}${quote}`;
  }

  private escaped(value: string, write: (code: number) => string): string {
    return [...value]
      .map((character) => {
        const code = character.charCodeAt(0);
        const must = code < 0x20 || code > 0x7e || '\\\'"'.includes(character);
        return must || (!this.honest && this.random.chance(0.2)) ? write(code) : character;
      })
      .join('');
  }

  integer(value: number): void {
    const { random } = this;
    const way = this.honest ? (this.proto === 0 ? 1 : 0) : random.below(8);
    if (way === 1) this.op('INT', String(value));
    else if (way === 2) this.op('LONG', `${value}L`);
    else if (way === 3) this.op('INT', random.pick([`0x${value.toString(16)}`, `+${value}`, ` ${value}`]));
    else if (way === 4)
      this.op('LONG', random.pick([`0x${value.toString(16)}L`, `0o${value.toString(8)}`, `${value}`]));
    else if (way === 5) this.op('LONG1', Uint8Array.of(value & 255, (value >> 8) & 255, 0));
    else if (way === 6) this.op('LONG4', Uint8Array.of(value & 255, (value >> 8) & 255, 0, 0, 0, 0, 0));
    else if (value < 256) this.op('BININT1', value);
    else this.op('BININT', value);
  }

  bool(value: boolean): void {
    if (this.proto >= 2) this.op(value ? 'NEWTRUE' : 'NEWFALSE');
    else this.op('INT', value ? '01' : '00');
  }

  bytes(value: Uint8Array): void {
    const way = this.random.below(this.honest ? 2 : 4);
    if (way === 0 && value.length < 256) this.op('SHORT_BINBYTES', value);
    else if (way === 2) this.op('BINBYTES8', value);
    else if (way === 3) this.op('BYTEARRAY8', value);
    else this.op('BINBYTES', value);
  }

  /** Any value that does nothing. */
  scalar(): void {
    const { random } = this;
    const way = random.below(8);
    if (way === 0) this.op('NONE');
    else if (way === 1) this.bool(random.chance(0.5));
    else if (way === 2 && this.proto >= 1) this.op('BINFLOAT', random.next());
    else if (way === 2) this.op('FLOAT', '0.25');
    else if (way === 3) this.integer(random.below(70_000));
    else if (way === 4 && this.proto >= 3)
      this.bytes(Uint8Array.from({ length: random.below(30) }, () => random.below(256)));
    else
      this.text(
        random.pick(['weight', 'bias', 'n_estimators', 'layer.0.weight', 'A long text that says nothing at all.']),
      );
  }

  // ── memo ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Stores the top item; answers its slot. Leaves the stack as it is. */
  put(what: string, slot = this.memo.size): number {
    const { random } = this;
    const isNext = slot === this.memo.size;
    const memoizes = this.honest ? this.proto >= 4 : random.chance(0.5);
    if (isNext && memoizes) this.op('MEMOIZE');
    else if (this.honest ? this.proto === 0 : random.chance(0.3)) this.op('PUT', this.digits(slot));
    else if (slot < 256 && (this.honest || random.chance(0.7))) this.op('BINPUT', slot);
    else this.op('LONG_BINPUT', slot);
    this.memo.set(slot, what);
    return slot;
  }

  /** A slot number as `int` takes it. */
  private digits(slot: number): string {
    const plain = String(slot);
    if (this.honest || this.random.chance(0.7)) return plain;
    return this.random.pick([`00${plain}`, `+${plain}`, ` ${plain} `, plain.split('').join('_')]);
  }

  /** A slot that nothing has been put into, somewhere. */
  freeSlot(): number {
    for (;;) {
      const slot = this.random.chance(0.7) ? this.memo.size : this.random.below(5000);
      if (!this.memo.has(slot)) return slot;
    }
  }

  get(slot: number): void {
    const { random } = this;
    if (this.honest ? this.proto === 0 : random.chance(0.3)) this.op('GET', this.digits(slot));
    else if (slot < 256 && (this.honest || random.chance(0.7))) this.op('BINGET', slot);
    else this.op('LONG_BINGET', slot);
  }
}
