import { decodeUtf8 } from '../../decode-text';
import type { EntryContext } from '../../entry-context';
import { type IndicatorSieve, SHORTEST_TEXT } from '../../indicators/sieve';
import type { RInput } from './input';
import { CODE, CODE_CALL, CODE_PAIRS, NUMBERS, SEXP, SIMPLE } from './sexp';
import { NULL_VALUE, type RPart, type RValue, UNBOUND } from './values';

const HAS_ATTRIBUTES = 0x200;
const HAS_TAG = 0x400;
/** A cell of an environment whose value is a function that is called whenever somebody looks (`ACTIVE_BINDING_MASK` among the levels). */
const ACTIVE_BINDING = 0x8000;

/** Items nested in each other, references, and parts kept of a call or pairlist. */
const DEPTH = 200_000;
const REFERENCES = 4_000_000;
const PARTS = 256;
const CONSTANTS = 8192;
const TEXT_BYTES = 64 * 1024;
const KEPT_TEXTS = 32;
/** Raw vectors from this length on can hold a file of their own. */
const RAW_BYTES = 16;

/** Why a walk ended early. */
export class RDamage {
  readonly code: 'truncated' | 'badArgument';
  readonly detail: string;
  constructor(code: 'truncated' | 'badArgument', detail: string) {
    this.code = code;
    this.detail = detail;
  }
}

/** Who is told what the walk meets. Ranges are in bytes of the stream. */
export interface RListener {
  numbers(type: 'integer' | 'logical' | 'real' | 'complex', count: number, start: number, end: number): void;
  raw(bytes: Uint8Array | null, start: number, end: number): Promise<void>;
  closure(value: RValue, start: number): void;
  /** `inEnvironment` for the unforced arguments that functions leave behind in their environments. */
  promise(value: RValue, inEnvironment: boolean, start: number): void;
  activeBinding(name: string, value: RValue, start: number): void;
  /** A call that is no part of other code. */
  call(value: RValue, start: number): void;
  /** An attribute of the outermost object. */
  attribute(name: string, value: RValue): void;
  namespace(name: string): void;
  /** Something that only the program that wrote the file had: a pointer, a weak reference. */
  native(what: string): void;
}

/** Where an item stands with regard to an environment: among its cells, as the value of one, or neither. */
type CellPlace = 'no' | 'cell' | 'value';

/** An item that is not finished: `next` gets the item read last and says what to read then. */
interface Frame {
  readonly type: number;
  readonly start: number;
  /** True inside code, where calls are parts of it. */
  readonly inCode: boolean;
  readonly cell: CellPlace;
  step: number;
  left: number;
  hasAttributes: boolean;
  /** True while the attributes are what is read. */
  atAttributes: boolean;
  flags: number;
  tag: string | null;
  values: RValue[];
  parts: RPart[];
  cut: boolean;
  result: RValue;
}

/** What a frame wants: a finished value, a further item, or a further item of byte code, which says its type otherwise. */
type Want = 'item' | 'code' | RValue | RDamage;

/** Walks one item with all that hangs on it, without recursion; R’s own reader (`ReadItem`) is the model. */
export class ItemWalker {
  private readonly references: RValue[] = [];
  private readonly stack: Frame[] = [];
  private readonly input: RInput;
  private readonly context: EntryContext;
  private readonly listener: RListener;
  private readonly sieve: IndicatorSieve;
  private items = 0;
  /** Flags of the next item that were read already. */
  private pending: number | null = null;

  constructor(input: RInput, context: EntryContext, listener: RListener) {
    this.input = input;
    this.context = context;
    this.listener = listener;
    this.sieve = context.note.sieve('literal');
  }

  async walk(): Promise<RValue | RDamage> {
    let value = await this.begin('item', false, 'no');
    for (;;) {
      if (value instanceof RDamage) return value;
      const frame = this.stack[this.stack.length - 1];
      if (frame === undefined) return value ?? NULL_VALUE;
      if (value !== null) this.take(frame, value);
      const want = await this.proceed(frame);
      if (want instanceof RDamage) return want;
      if (want === 'item' || want === 'code') {
        if (this.stack.length > DEPTH) return new RDamage('badArgument', 'nested deeper than is followed');
        // Of code that is longer than is kept, what is left out is told on its own.
        const inCode = (frame.inCode || CODE.has(frame.type)) && !frame.cut;
        value = await this.begin(want, inCode, placeBelow(frame));
      } else {
        this.stack.pop();
        this.finished(frame, want);
        value = want;
      }
    }
  }

  /** Reads the head of an item. Simple ones are answered, others leave a frame and answer null. */
  private async begin(want: 'item' | 'code', inCode: boolean, cell: CellPlace): Promise<RValue | RDamage | null> {
    const { input } = this;
    if ((++this.items & 0x3ff) === 0) this.context.tick(input.cursor.position);
    const start = input.cursor.position;
    const flags = this.pending ?? (await input.integer());
    this.pending = null;
    if (flags === null) return this.broken();
    const type = flags & 0xff;
    if (want === 'code') {
      const special = await this.beginCode(flags, start, inCode);
      if (special !== undefined) return special;
      // Any other number is the type that was already known to the writer; the item itself follows.
      return this.begin('item', inCode, 'no');
    }
    const simple = SIMPLE.get(type);
    if (simple !== undefined) return simple;
    const frame = (left = 0, result: RValue = NULL_VALUE): null => {
      this.push(type, start, inCode, cell, flags, left, result);
      return null;
    };
    const leaf = (result: RValue): RValue | null => {
      if ((flags & HAS_ATTRIBUTES) === 0) return result;
      this.push(type, start, inCode, cell, flags, 0, result);
      return null;
    };
    switch (type) {
      case SEXP.reference: {
        const index = flags >>> 8 || ((await input.integer()) ?? 0);
        return this.references[index - 1] ?? new RDamage('badArgument', 'a reference to nothing');
      }
      case SEXP.symbol:
      case SEXP.pairs:
      case SEXP.closure:
      case SEXP.promise:
      case SEXP.call:
      case SEXP.dots:
        return frame();
      case SEXP.altrep:
        return frame();
      case SEXP.environment: {
        if ((await input.integer()) === null) return this.broken();
        return this.refer({ kind: 'environment' }) ?? frame();
      }
      case SEXP.persistent:
      case SEXP.package:
      case SEXP.namespace: {
        if ((await input.integer()) === null) return this.broken();
        const count = await input.length();
        return count === null ? this.broken() : frame(count);
      }
      case SEXP.pointer:
      case SEXP.weak:
        this.listener.native(type === SEXP.pointer ? 'external pointer' : 'weak reference');
        return this.refer({ kind: 'plain', text: type === SEXP.pointer ? '<pointer>' : '<weak reference>' }) ?? frame();
      case SEXP.special:
      case SEXP.builtin: {
        const name = await this.text(await input.integer());
        return name instanceof RDamage ? name : leaf({ kind: 'plain', text: `.Primitive("${name}")` });
      }
      case SEXP.chars: {
        const text = await this.text(await input.integer());
        return text instanceof RDamage ? text : leaf({ kind: 'texts', texts: [text], count: 1 });
      }
      case SEXP.logical:
      case SEXP.integer:
      case SEXP.real:
      case SEXP.complex:
        return this.numbers(type, leaf);
      case SEXP.strings:
      case SEXP.vector:
      case SEXP.expression: {
        const count = await input.length();
        if (count === null) return this.broken();
        return frame(count, { kind: 'vector', type: type === SEXP.expression ? 'expression' : 'list', count });
      }
      case SEXP.raw:
        return this.raw(leaf);
      case SEXP.s4:
        return leaf({ kind: 'plain', text: '<S4 object>' });
      case SEXP.bytecode:
        if ((await input.integer()) === null) return this.broken();
        return frame();
      default:
        return new RDamage('badArgument', `an item of the type ${type}, which R does not have`);
    }
  }

  /** An item among the constants of byte code: these say their type in an integer of its own. Undefined when a plain item follows. */
  private async beginCode(type: number, start: number, inCode: boolean): Promise<RValue | RDamage | null | undefined> {
    const { input } = this;
    switch (type) {
      case SEXP.repReference:
        return (await input.integer()) === null ? this.broken() : { kind: 'plain', text: '…' };
      case SEXP.repDefinition: {
        if ((await input.integer()) === null) return this.broken();
        const inner = await input.integer();
        if (inner === null) return this.broken();
        return this.beginCell(inner, start, inCode);
      }
      case SEXP.call:
      case SEXP.pairs:
      case SEXP.attrCall:
      case SEXP.attrPairs:
        return this.beginCell(type, start, inCode);
      case SEXP.bytecode:
        this.push(SEXP.bytecode, start, inCode, 'no', 0, 0);
        return null;
      default:
        return undefined;
    }
  }

  private beginCell(type: number, start: number, inCode: boolean): RDamage | null {
    const hasAttributes = type === SEXP.attrCall || type === SEXP.attrPairs;
    const isCall = type === SEXP.call || type === SEXP.attrCall;
    if (!isCall && type !== SEXP.pairs && type !== SEXP.attrPairs)
      return new RDamage('badArgument', 'byte code with a constant that is no code');
    this.push(isCall ? CODE_CALL : CODE_PAIRS, start, inCode, 'no', hasAttributes ? HAS_ATTRIBUTES : 0, 0);
    return null;
  }

  private push(
    type: number,
    start: number,
    inCode: boolean,
    cell: CellPlace,
    flags: number,
    left: number,
    result: RValue = NULL_VALUE,
  ): void {
    this.stack.push({
      type,
      start,
      inCode,
      cell,
      step: 0,
      left,
      atAttributes: false,
      hasAttributes: (flags & HAS_ATTRIBUTES) !== 0,
      flags,
      tag: null,
      values: [],
      parts: [],
      cut: false,
      result,
    });
  }

  /** Gives an item that was read to the one it belongs to. Elements of lists are not kept. */
  private take(frame: Frame, value: RValue): void {
    if (!frame.atAttributes && (frame.type === SEXP.vector || frame.type === SEXP.expression)) return;
    if (frame.values.length < (frame.type === SEXP.bytecode ? CONSTANTS : PARTS)) frame.values.push(value);
    else frame.cut = true;
  }

  /** The next wish of a frame. */
  private async proceed(frame: Frame): Promise<Want> {
    switch (frame.type) {
      case SEXP.symbol:
        if (frame.step++ === 0) return 'item';
        return this.kept({ kind: 'symbol', name: textOf(frame.values[0]) ?? '' });
      case SEXP.pairs:
      case SEXP.dots:
      case SEXP.call:
      case SEXP.closure:
      case SEXP.promise:
        return this.cell(frame);
      case CODE_CALL:
      case CODE_PAIRS:
        return this.codeCell(frame);
      case SEXP.environment:
        return frame.step++ < 4 ? 'item' : { kind: 'environment' };
      case SEXP.altrep:
        if (frame.step++ < 3) return 'item';
        return this.altrep(frame.values);
      case SEXP.pointer:
        if (frame.step++ < 2) return 'item';
        return this.attributes(frame, { kind: 'plain', text: '<pointer>' });
      case SEXP.weak:
        return this.attributes(frame, { kind: 'plain', text: '<weak reference>' });
      case SEXP.persistent:
      case SEXP.package:
      case SEXP.namespace: {
        if (frame.left-- > 0) return 'item';
        const name = textOf(frame.values[0]) ?? '';
        if (frame.type === SEXP.persistent) {
          this.listener.native('object of the loading program');
          return this.kept({ kind: 'plain', text: `<persistent ${name}>` });
        }
        this.listener.namespace(name);
        return this.kept({ kind: 'namespace', name });
      }
      case SEXP.strings:
        return this.strings(frame);
      case SEXP.vector:
      case SEXP.expression:
        if (!frame.atAttributes && frame.left-- > 0) return 'item';
        return this.attributes(frame, frame.result);
      case SEXP.bytecode:
        return this.bytecode(frame);
      default:
        return this.attributes(frame, frame.result);
    }
  }

  /** The attributes that stand behind an item, and then the item. */
  private attributes(frame: Frame, value: RValue): Want {
    frame.result = value;
    if (!frame.hasAttributes) return value;
    frame.hasAttributes = false;
    frame.atAttributes = true;
    frame.values = [];
    return 'item';
  }

  /** Cells of lists and calls, closures and promises: attributes, tag, first, rest. The rest of a list goes on in the same frame. */
  private async cell(frame: Frame): Promise<Want> {
    const { values } = frame;
    for (;;) {
      switch (frame.step++) {
        case 0:
          if ((frame.flags & HAS_ATTRIBUTES) !== 0) return 'item';
          break;
        case 1: {
          if ((frame.flags & HAS_ATTRIBUTES) !== 0) values.pop();
          if ((frame.flags & HAS_TAG) !== 0) return 'item';
          break;
        }
        case 2: {
          const tag = (frame.flags & HAS_TAG) !== 0 ? values.pop() : undefined;
          frame.result = tag ?? NULL_VALUE;
          frame.tag = tag?.kind === 'symbol' ? tag.name : null;
          return 'item';
        }
        case 3: {
          if (frame.type === SEXP.closure || frame.type === SEXP.promise) return 'item';
          const value = values.pop() ?? NULL_VALUE;
          if (frame.cell === 'cell' && ((frame.flags >>> 12) & ACTIVE_BINDING) !== 0)
            this.listener.activeBinding(frame.tag ?? '', value, frame.start);
          if (frame.parts.length < PARTS) frame.parts.push({ tag: frame.tag, value });
          frame.cut ||= frame.parts.length >= PARTS;
          const rest = await this.rest(frame);
          if (rest !== null) return rest;
          frame.step = 0;
          break;
        }
        default:
          return this.cellEnd(frame);
      }
    }
  }

  /** Behind a cell’s value: the end of the list, a further cell (null, its flags are in the frame), or something else to read. */
  private async rest(frame: Frame): Promise<Want | null> {
    const { input } = this;
    const flags = await input.integer();
    if (flags === null) return this.broken();
    const type = flags & 0xff;
    if ((++this.items & 0x3ff) === 0) this.context.tick(input.cursor.position);
    if (type === SEXP.nil) return this.cellEnd(frame);
    if (type !== SEXP.pairs && type !== SEXP.call && type !== SEXP.dots) {
      // A pair whose second half is no list, as compact vectors keep their state.
      this.pending = flags;
      return 'item';
    }
    frame.flags = flags;
    return null;
  }

  private cellEnd(frame: Frame): RValue {
    const { values, parts, cut } = frame;
    switch (frame.type) {
      case SEXP.closure:
        return {
          kind: 'closure',
          formals: values[0] ?? NULL_VALUE,
          body: values[1] ?? NULL_VALUE,
          environment: frame.result,
        };
      case SEXP.promise:
        return { kind: 'promise', expression: values[1] ?? NULL_VALUE, isForced: values[0] !== UNBOUND };
      case SEXP.call:
        return { kind: 'call', parts: [...parts], cut };
      default:
        if (values[0] !== undefined) parts.push({ tag: null, value: values[0] });
        return { kind: 'pairs', parts: [...parts], cut };
    }
  }

  /** A cell among constants of byte code: attributes, a tag that is always there, first, rest. */
  private codeCell(frame: Frame): Want {
    const { values } = frame;
    switch (frame.step++) {
      case 0:
        if (frame.hasAttributes) return 'item';
        frame.step++;
        return 'item';
      case 1:
        values.pop();
        return 'item';
      case 2:
      case 3: {
        const last = values[values.length - 1];
        if (frame.step === 3) {
          values.pop();
          frame.tag = last?.kind === 'symbol' ? last.name : null;
        }
        return 'code';
      }
      default: {
        const [first = NULL_VALUE, rest = NULL_VALUE] = values;
        const tail = rest.kind === 'pairs' || rest.kind === 'call' ? rest.parts : [];
        const parts = [{ tag: frame.tag, value: first }, ...tail].slice(0, PARTS);
        return { kind: frame.type === CODE_CALL ? 'call' : 'pairs', parts, cut: tail.length >= PARTS };
      }
    }
  }

  /** A compact or deferred vector: its class, the package that brings the class and is loaded for it, its state, its attributes. */
  private altrep([info, state = NULL_VALUE]: readonly RValue[]): RValue {
    const brings = info?.kind === 'pairs' ? info.parts[1]?.value : undefined;
    if (brings?.kind === 'symbol') this.listener.namespace(brings.name);
    return state;
  }

  private async strings(frame: Frame): Promise<Want> {
    const { input } = this;
    if (frame.atAttributes) return frame.result;
    const texts: string[] = [];
    const count = frame.left;
    for (let i = 0; i < count; i++) {
      if ((i & 0xfff) === 0) this.context.tick(input.cursor.position);
      const flags = await input.integer();
      if (flags === null) return this.broken();
      if ((flags & 0xff) !== SEXP.chars || (flags & HAS_ATTRIBUTES) !== 0)
        return new RDamage('badArgument', 'a text vector with an element that is no text');
      const text = await this.text(await input.integer(), i < KEPT_TEXTS);
      if (text instanceof RDamage) return text;
      if (i < KEPT_TEXTS) texts.push(text);
    }
    return this.attributes(frame, { kind: 'texts', texts, count });
  }

  /** Byte code: the code itself, then a count of constants, each with its type. */
  private async bytecode(frame: Frame): Promise<Want> {
    if (frame.step === 0) {
      frame.step = 1;
      return 'item';
    }
    if (frame.step === 1) {
      frame.values = [];
      const count = await this.input.length();
      if (count === null) return this.broken();
      frame.left = count;
      frame.step = 2;
    }
    if (frame.step === 2) {
      if (frame.left-- > 0) return 'code';
      frame.step = 3;
      return this.attributes(frame, { kind: 'bytecode', constants: [...frame.values] });
    }
    return frame.result;
  }

  private async numbers(type: number, leaf: (value: RValue) => RValue | null): Promise<RValue | RDamage | null> {
    const { input } = this;
    const count = await input.length();
    if (count === null) return this.broken();
    const [name, width] = NUMBERS.get(type) ?? (['integer', 4] as const);
    const start = input.cursor.position;
    if (!(await input.skipNumbers(count, width, this.context.tick))) return this.broken();
    this.listener.numbers(name, count, start, input.cursor.position);
    return leaf({ kind: 'vector', type: name, count });
  }

  private async raw(leaf: (value: RValue) => RValue | null): Promise<RValue | RDamage | null> {
    const { input } = this;
    const { cursor } = input;
    const count = await input.length();
    if (count === null) return this.broken();
    const start = cursor.position;
    const isHeld = input.notation !== 'ASCII' && count >= RAW_BYTES && count <= this.context.limits.documentBytes;
    if (isHeld) {
      if (!(await cursor.fill(count))) return this.broken();
      await this.listener.raw(cursor.take(count).slice(), start, start + count);
    } else {
      if (!(await input.skipNumbers(count, 1, this.context.tick))) return this.broken();
      await this.listener.raw(null, start, cursor.position);
    }
    return leaf({ kind: 'vector', type: 'raw', count });
  }

  private async text(length: number | null, keep = true): Promise<string | RDamage> {
    const { input } = this;
    if (length === null || length < -1) return this.broken();
    if (length === -1) return 'NA';
    const start = input.cursor.position;
    if (input.notation !== 'ASCII' && (length > TEXT_BYTES || (!keep && length < SHORTEST_TEXT)))
      return (await input.cursor.skip(length)) === length ? '…' : this.broken();
    const bytes = await input.characters(length);
    if (bytes === null) return this.broken();
    if (length >= SHORTEST_TEXT) {
      if (input.notation === 'ASCII') this.sieve.readHeld(bytes, start, input.cursor.position);
      else this.sieve.literal(bytes, 0, bytes.length, start);
    }
    return keep ? decodeUtf8(bytes) : '…';
  }

  /** A finished item: whoever wants to know of it is told. */
  private finished(frame: Frame, value: RValue): void {
    const { listener } = this;
    const attributes = frame.atAttributes
      ? frame.values[0]
      : frame.type === SEXP.environment
        ? frame.values[3]
        : undefined;
    if (attributes?.kind === 'pairs' && this.stack.length === 0)
      for (const { tag, value: attribute } of attributes.parts) if (tag !== null) listener.attribute(tag, attribute);
    if (value.kind === 'closure') listener.closure(value, frame.start);
    else if (value.kind === 'promise' && !value.isForced) listener.promise(value, frame.cell === 'value', frame.start);
    else if (value.kind === 'call' && !frame.inCode && frame.type === SEXP.call) listener.call(value, frame.start);
    else if (value.kind === 'bytecode' && !frame.inCode) listener.call(value, frame.start);
  }

  /** Remembers a value that references can lead to. */
  private refer(value: RValue): RDamage | null {
    if (this.references.length >= REFERENCES)
      return new RDamage('badArgument', 'more shared objects than are followed');
    this.references.push(value);
    return null;
  }

  private kept(value: RValue): Want {
    return this.refer(value) ?? value;
  }

  private broken(): RDamage {
    return new RDamage('truncated', 'ends inside an item, or an item says a length that cannot be');
  }
}

/** Where the next item of a frame stands: an environment’s frame and table hold cells, and cells hold values. */
function placeBelow(frame: Frame): CellPlace {
  if (frame.type === SEXP.environment) return frame.step === 2 || frame.step === 3 ? 'cell' : 'no';
  if (frame.cell !== 'cell') return 'no';
  return frame.type === SEXP.vector && !frame.atAttributes
    ? 'cell'
    : frame.type === SEXP.pairs && frame.step === 3
      ? 'value'
      : 'no';
}

function textOf(value: RValue | undefined): string | null {
  return value?.kind === 'texts' ? (value.texts[0] ?? '') : null;
}
