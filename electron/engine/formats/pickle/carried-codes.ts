import type { CallOpcode } from '../../../../shared/domain/fact';
import type { CoverageMap } from '../../coverage-map';
import type { Notes } from '../../notes';
import { type CodeObject, kindsOf, type PythonValue } from '../../python-code/code-object';
import { isMarshalledCode, readMarshal } from '../../python-code/marshal';
import { bytecodeLength, noteCode, noteMarshalled } from '../../python-code/note-code';
import { FunctionMakers } from './function-makers';
import { CALL, DICT, FROZENSET, IMPORTED, LIST, SET, TUPLE } from './heap';
import { readLiteral } from './literal';
import { payloadOf, utf8Payload } from './literal-payload';
import type { Machine } from './machine';
import { ModulesGiven } from './modules-given';
import type { Value } from './values';
import * as V from './values';

/** Code objects kept of one entry, and the bytes of their bytecode. */
const CODES = 2000;
const CODE_BYTES = 16 * 1024 * 1024;
/** Longest bytecode, constant or marshalled text that is read back. */
const LITERAL_BYTES = 4 * 1024 * 1024;
/** Nesting of constants, and values in them. */
const DEPTH = 12;
const VALUES = 20_000;

/** A code object that the stream builds. */
interface Carried {
  readonly code: CodeObject;
  readonly maker: string;
  readonly start: number;
  readonly end: number;
  runs: 'loading' | 'using';
  /** True when another code object has it among its constants: it is told with that one. */
  nested: boolean;
}

/**
 * The code objects that a pickle builds: `types.CodeType(…)`, whichever way the type was reached, dill's `_create_code` and cloudpickle's
 * `_builtin_type('CodeType')`. Nothing is made of them but a description. Told by the shape of the arguments, so that a new name for
 * the type hides none; asked only about calls that are kept whole, so that other pickles pay nothing.
 */
export class CarriedCodes {
  private readonly byArguments = new Map<Value, Carried>();
  private keptBytes = 0;
  private readonly note: Notes;
  private readonly coverage: CoverageMap;
  private full: { readonly start: number; readonly end: number } | null = null;
  private readonly given = new ModulesGiven();
  /** The calls that make functions of the code, and what they are given. */
  readonly makers = new FunctionMakers();
  private readonly marshalled: { readonly bytes: Uint8Array; readonly start: number; readonly end: number }[] = [];

  constructor(note: Notes, coverage: CoverageMap) {
    this.note = note;
    this.coverage = coverage;
  }

  /** Looks at a call: whether it makes code, and whether it runs code that was made before. */
  see(m: Machine, via: CallOpcode, callee: Value, args: Value, start: number, end: number): void {
    this.makers.see(m, via, callee, args);
    this.markRun(m, callee);
    const { heap } = m;
    if (!V.isHeap(args) || !heap.holds(args) || heap.kind(args) > LIST) return;
    const count = heap.count(args);
    if (count >= FEWEST && count <= MOST) this.seeCodeArguments(m, callee, args, start, end);
    else if (V.isGlobal(callee)) {
      const { module, name } = m.shared.globals.rows[V.globalIdOf(callee)];
      if (IMPORTERS.has(name)) this.given.see(m, args);
      else if (MAKERS.has(name)) this.given.look(m, args);
      if (module === 'marshal' && name.startsWith('load')) this.seeMarshalled(m, args, start, end);
      else if (RUNNERS.has(`${module}.${name}`)) for (const item of heap.items(args, 8)) this.markRun(m, item);
    }
  }

  /** Emits the facts, once the entry was read to its end. */
  flush(): void {
    let spent = 0;
    const first = this.byArguments.values().next().value;
    if (first !== undefined) {
      const codes = new Map([...this.byArguments].map(([args, { code }]) => [args, code]));
      this.note.functionPickle(this.makers.finish(codes), first.start, first.end);
    }
    const given = this.given.finish();
    for (const { code, maker, start, end, runs, nested } of this.byArguments.values()) {
      if (nested && runs === 'using') continue;
      spent += bytecodeLength(code);
      if (spent > CODE_BYTES) {
        this.full ??= { start, end };
        break;
      }
      noteCode(this.note, code, { title: `made by ${maker}`, nameFirst: true, runs, given, isWhole: true }, start, end);
    }
    // Code alone is found among the literals and inspected as a member.
    for (const { bytes, start, end } of this.marshalled)
      if (
        !isMarshalledCode(bytes) &&
        !noteMarshalled(this.note, bytes, MARSHALLED, start, end) &&
        readMarshal(bytes).length === 0
      )
        this.coverage.declareGap(start, end, 'marshalled data that cannot be read');
    if (this.full !== null) this.note.limit('codes', 'more code objects than are kept', this.full.start, this.full.end);
  }

  private seeMarshalled(m: Machine, args: Value, start: number, end: number): void {
    const [value] = m.heap.items(args, 1);
    const bytes = this.bytesOf(m, value);
    if (bytes === null || this.keptBytes + bytes.length > CODE_BYTES) return;
    this.keptBytes += bytes.length;
    this.marshalled.push({ bytes, start, end });
  }

  private seeCodeArguments(m: Machine, callee: Value, args: Value, start: number, end: number): void {
    const found = this.layoutOf(m, m.heap.items(args, MOST));
    if (found === null) return;
    const { fields, layouts } = found;
    if (this.byArguments.size >= CODES || this.keptBytes > CODE_BYTES) {
      this.full ??= { start, end };
      return;
    }
    const at = (field: Field): Value => fields[layouts.indexOf(field)] ?? V.UNKNOWN;
    const budget = { values: VALUES };
    const number = (field: Field): number => (V.isInt(at(field)) ? at(field) - V.INT_ZERO : 0);
    const texts = (field: Field): readonly string[] => this.texts(m, at(field), start, end);
    const bytecode = this.bytesOf(m, at('code'));
    if (bytecode === null) this.coverage.declareGap(start, end, 'a code object whose bytecode is not shown');
    const consts = this.value(m, at('consts'), 0, budget);
    const layout = layouts.includes('qualname') ? '3.11' : layouts.includes('posonly') ? '3.8' : '3.6';
    const varnames = texts('varnames');
    const free = texts('freevars');
    const cellNames = texts('cellvars');
    const cells = [...cellNames, ...free];
    const name = this.text(m, at('name')) ?? '?';
    const description: CodeObject = {
      layout,
      name,
      qualifiedName: layouts.includes('qualname') ? (this.text(m, at('qualname')) ?? name) : name,
      fileName: this.text(m, at('filename')) ?? '?',
      firstLine: number('firstlineno'),
      argumentCount: number('argcount'),
      keywordOnlyCount: number('kwonly'),
      localCount: number('nlocals'),
      stackSize: number('stacksize'),
      flags: number('flags'),
      bytecode: bytecode ?? new Uint8Array(0),
      constants: 'items' in consts ? consts.items : [consts],
      names: texts('names'),
      locals: layout === '3.11' ? [...varnames, ...cells.filter((cell) => !varnames.includes(cell))] : varnames,
      cells: layout === '3.11' ? [...varnames, ...cells.filter((cell) => !varnames.includes(cell))] : cells,
      kinds: layout === '3.11' ? kindsOf(varnames, cellNames, free) : new Uint8Array(0),
      freeCount: free.length,
      exceptionTable: layouts.length === 18 ? (this.handlersOf(m, at('handlers')) ?? NO_TABLE) : new Uint8Array(0),
    };
    this.keptBytes += 1000 + description.bytecode.length;
    this.byArguments.set(args, {
      code: description,
      maker: this.makerOf(m, callee),
      start,
      end,
      runs: 'using',
      nested: false,
    });
  }

  /**
   * The fields of a code object among arguments: bytecode and names must stand where a layout has them. One argument may stand in front:
   * dill's second line table, or the type when something else calls it.
   */
  private layoutOf(
    m: Machine,
    items: readonly Value[],
  ): { readonly fields: readonly Value[]; readonly layouts: readonly Field[] } | null {
    const found = [0, 1].flatMap((before) => {
      const layouts = LAYOUTS[items.length - before];
      const fields = items.slice(before);
      if (layouts === undefined) return [];
      const code = fields[layouts.indexOf('code')];
      const fits =
        (V.isHeap(code) || code === V.UNKNOWN || V.isText(code) || (code >= V.OTHER && code < V.ARENA)) &&
        this.canBeTuple(m, fields[layouts.indexOf('names')]);
      return fits ? [{ fields, layouts }] : [];
    });
    return found.find(({ fields }) => V.isInt(fields[0])) ?? found[0] ?? null;
  }

  /** A callee, or an argument of something that runs code: what it was made of runs while the file is loaded. */
  private markRun(m: Machine, value: Value): void {
    let current = value;
    for (
      let step = 0;
      step < 4 && V.isHeap(current) && m.heap.holds(current) && m.heap.kind(current) === CALL;
      step++
    ) {
      const [, args] = m.heap.items(current, 2);
      const carried = this.byArguments.get(args);
      if (carried !== undefined) {
        carried.runs = 'loading';
        return;
      }
      if (!V.isHeap(args) || !m.heap.holds(args) || m.heap.kind(args) !== TUPLE || m.heap.count(args) === 0) return;
      current = m.heap.items(args, 1)[0];
    }
  }

  private makerOf(m: Machine, callee: Value): string {
    if (V.isGlobal(callee)) {
      const { module, name } = m.shared.globals.rows[V.globalIdOf(callee)];
      return `${module}.${name}`;
    }
    if (V.isHeap(callee) && m.heap.holds(callee) && m.heap.kind(callee) === CALL) {
      const [inner] = m.heap.items(callee, 1);
      if (V.isGlobal(inner)) return this.makerOf(m, inner);
    }
    return 'a value of the stream';
  }

  // ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  private canBeTuple(m: Machine, value: Value): boolean {
    if (value === V.EMPTY_TUPLE || value === V.UNKNOWN || V.isInstance(value)) return true;
    if (!V.isHeap(value)) return false;
    const kind = m.heap.holds(value) ? m.heap.kind(value) : CALL;
    return kind === TUPLE || kind === LIST || kind === CALL || kind === IMPORTED;
  }

  private text(m: Machine, value: Value): string | null {
    return m.textOf(value, m.shared.limits.textBytes);
  }

  private texts(m: Machine, value: Value, start: number, end: number): readonly string[] {
    if (value === V.EMPTY_TUPLE) return [];
    const { heap } = m;
    if (!V.isHeap(value) || !heap.holds(value) || heap.kind(value) > LIST) {
      this.coverage.declareGap(start, end, 'a code object whose names are not shown');
      return [];
    }
    const items = heap.items(value, 65_536);
    if (items.length < heap.count(value))
      this.note.limit('codeNames', 'a code object with more names than are kept', start, end);
    return items.map((item) => {
      const text = this.text(m, item);
      if (text === null) this.coverage.declareGap(start, end, 'a name of a code object that is not shown');
      return text ?? '?';
    });
  }

  /** The bytes of a literal, of a Latin-1 text that is encoded again, or of a text that dill encodes as UTF-8; null when they are not shown. */
  private bytesOf(m: Machine, value: Value): Uint8Array | null {
    if (V.isHeap(value) && m.heap.holds(value) && m.heap.kind(value) === CALL) {
      const [, args] = m.heap.items(value, 2);
      if (!V.isHeap(args) || !m.heap.holds(args) || m.heap.kind(args) !== TUPLE) return null;
      const [text, codec] = m.heap.items(args, 2);
      if (!/^(?:latin-?1|iso-?8859-?1)$/i.test(this.text(m, codec) ?? '')) return null;
      const literal = m.literalBytes(text, LITERAL_BYTES);
      return literal === null ? null : payloadOf(literal, LITERAL_BYTES);
    }
    const literal = m.literalBytes(value, LITERAL_BYTES);
    return literal === null ? null : (utf8Payload(literal) ?? payloadOf(literal, LITERAL_BYTES));
  }

  /** A table of handlers, which is mostly empty: below protocol 3 that is written as a call of `bytes`. */
  private handlersOf(m: Machine, value: Value): Uint8Array | null {
    const isEmpty =
      V.isHeap(value) &&
      m.heap.holds(value) &&
      m.heap.kind(value) === CALL &&
      m.heap.items(value, 2)[1] === V.EMPTY_TUPLE;
    return isEmpty ? new Uint8Array(0) : this.bytesOf(m, value);
  }

  private value(m: Machine, value: Value, depth: number, budget: { values: number }): PythonValue {
    const unknown: PythonValue = { kind: 'unknown', what: 'not shown' };
    if (depth > DEPTH || budget.values-- <= 0) return unknown;
    if (value === V.NONE) return { kind: 'none' };
    if (value === V.TRUE) return { kind: 'true' };
    if (value === V.FALSE) return { kind: 'false' };
    if (value === V.EMPTY_TUPLE) return { kind: 'tuple', items: [] };
    if (V.isInt(value)) return { kind: 'number', text: String(value - V.INT_ZERO) };
    if (value < 0) {
      const { module, name } = m.shared.globals.rows[V.globalIdOf(value)];
      return { kind: 'unknown', what: `${module}.${name}` };
    }
    if (!V.isHeap(value)) return this.literal(m, value) ?? unknown;
    const { heap } = m;
    if (!heap.holds(value)) return unknown;
    const kind = heap.kind(value);
    if (kind === CALL) {
      const [, args] = heap.items(value, 2);
      const carried = this.byArguments.get(args);
      if (carried !== undefined) {
        carried.nested = true;
        return { kind: 'code', code: carried.code };
      }
      const bytes = this.bytesOf(m, value);
      return bytes === null ? unknown : { kind: 'bytes', bytes };
    }
    const name = CONTAINERS[kind];
    if (name === undefined) return unknown;
    return { kind: name, items: heap.items(value, 4096).map((item) => this.value(m, item, depth + 1, budget)) };
  }

  private literal(m: Machine, value: Value): PythonValue | null {
    const bytes = m.literalBytes(value, 4096);
    if (bytes === null || bytes.length === 0) return null;
    const literal = readLiteral(bytes, 4096);
    switch (literal.kind) {
      case 'str':
        return { kind: 'text', text: literal.text };
      case 'int':
      case 'float':
        return { kind: 'number', text: literal.text };
      case 'bytes': {
        const payload = payloadOf(bytes, 4096);
        return payload === null ? null : { kind: 'bytes', bytes: payload };
      }
      default:
        return null;
    }
  }
}

/** Stands for a table of handlers that is not shown: no table at all. */
const NO_TABLE = new Uint8Array(1);

const MARSHALLED = { title: 'marshalled in a pickle', runs: 'loading' } as const;

const CONTAINERS: Readonly<Record<number, 'tuple' | 'list' | 'set' | 'frozenset'>> = {
  [TUPLE]: 'tuple',
  [LIST]: 'list',
  [SET]: 'set',
  [FROZENSET]: 'frozenset',
  [DICT]: 'list',
};

/** Helpers of dill and cloudpickle that import a module, and those that are given the globals of a function or the attributes of a class. */
const IMPORTERS: ReadonlySet<string> = new Set(['subimport', '_import_module', 'import_module', '__import__']);
const MAKERS: ReadonlySet<string> = new Set([
  '_make_function',
  '_function_setstate',
  '_class_setstate',
  '_make_skeleton_class',
  '_fill_function',
  '_create_function',
  '_create_type',
  '_setitems',
  'FunctionType',
]);

/** What runs a code object or a function that is among its first arguments. */
const RUNNERS: ReadonlySet<string> = new Set([
  'builtins.exec',
  'builtins.eval',
  'builtins.map',
  'builtins.filter',
  'functools.reduce',
  '_functools.reduce',
  'builtins.sorted',
  'builtins.max',
  'builtins.min',
]);

type Field =
  | 'argcount'
  | 'posonly'
  | 'kwonly'
  | 'nlocals'
  | 'stacksize'
  | 'flags'
  | 'code'
  | 'consts'
  | 'names'
  | 'varnames'
  | 'filename'
  | 'name'
  | 'qualname'
  | 'firstlineno'
  | 'linetable'
  | 'handlers'
  | 'other'
  | 'freevars'
  | 'cellvars';

const HEAD_3_6: readonly Field[] = [
  'argcount',
  'kwonly',
  'nlocals',
  'stacksize',
  'flags',
  'code',
  'consts',
  'names',
  'varnames',
  'filename',
  'name',
];
const HEAD_3_8: readonly Field[] = ['argcount', 'posonly', ...HEAD_3_6.slice(1)];
const TAIL: readonly Field[] = ['freevars', 'cellvars'];

/** The arguments of `types.CodeType` by their number: up to 3.7, 3.8 to 3.10, PyPy, from 3.11 on, and dill's record of the alphas of 3.11. */
const LAYOUTS: Readonly<Record<number, readonly Field[]>> = {
  15: [...HEAD_3_6, 'firstlineno', 'linetable', ...TAIL],
  16: [...HEAD_3_8, 'firstlineno', 'linetable', ...TAIL],
  17: [...HEAD_3_8, 'qualname', 'firstlineno', 'linetable', ...TAIL],
  18: [...HEAD_3_8, 'qualname', 'firstlineno', 'linetable', 'handlers', ...TAIL],
  20: [...HEAD_3_8, 'qualname', 'firstlineno', 'linetable', 'other', 'other', 'other', ...TAIL],
};
const FEWEST = 13;
const MOST = 21;
