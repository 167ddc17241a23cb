import type { CallOpcode, FunctionPickleFact } from '../../../../shared/domain/fact';
import type { CodeObject } from '../../python-code/code-object';
import { CALL, DICT, LIST, TUPLE } from './heap';
import type { Machine } from './machine';
import type { Value } from './values';
import * as V from './values';

/** Calls and states kept of one entry, and names in each list. */
const CALLS = 5000;
const NAMES = 2000;
const NAME_BYTES = 256;
const ITEMS = 512;

type Made = Omit<FunctionPickleFact, 'kind' | 'entryPath' | 'range'>;

/** Why the calls are not those of a function pickle: ends the look at one entry, and only that. */
class Strange extends Error {}

/** What a node of the stream is, by the call that makes it. */
type Kind =
  | 'code'
  | 'codeType'
  | 'function'
  | 'class'
  | 'cell'
  | 'module'
  | 'setter'
  | 'type'
  | 'object'
  | 'wrapperType'
  | 'wrapped'
  | 'instance'
  | 'bytes'
  | 'other';

/** A call of the stream: `module.name` for a global, empty for what another call returned. */
interface Call {
  readonly via: CallOpcode;
  readonly callee: Value;
  readonly args: Value;
}

const CLOUDPICKLE = /(?:^|\.)cloudpickle(?:\.cloudpickle|\.cloudpickle_fast)?$/;
const DILL = /^dill(?:\._dill|\.dill)?$/;

/** Globals that may only be called, never handed on: code that got hold of one could make code, import, or reach attributes by name. */
const RESTRICTED =
  /^(?:_make_function|_function_setstate|_make_skeleton_class|_class_setstate|_builtin_type|_make_cell|_make_empty_cell|subimport|_create_function|_create_code|_create_type|_create_cell|_create_array|_import_module|_load_type|getattr|setattr|delattr|type|_dill)$/;

/** The same for what some calls return: types and `setattr` by other names, and code. */
const CALLED_ONLY: ReadonlySet<Kind> = new Set(['code', 'codeType', 'setter', 'type'] as const);

/** Wrappers of methods, as builtins and in dill's table of types. */
const WRAPPERS: ReadonlySet<string> = new Set(['property', 'classmethod', 'staticmethod']);

/** Where NumPy's maker of arrays is. */
const ARRAYS = /^numpy\._?core\.multiarray$/;

/** Types that dill writes by name and that reach nothing. */
const PLAIN_TYPES =
  /^(?:type|object|bytes|property|classmethod|staticmethod|bool|complex|dict|enumerate|float|frozenset|int|list|range|reversed|set|slice|str|super|SuperType|tuple|zip|[A-Z]\w*Error|Exception)$/;

/** What cloudpickle sets of a function, and dill. */
const FUNCTION_STATE: ReadonlySet<string> = new Set([
  '__name__',
  '__qualname__',
  '__annotations__',
  '__kwdefaults__',
  '__defaults__',
  '__module__',
  '__doc__',
  '__closure__',
  '__globals__',
  '_cloudpickle_submodules',
]);
const DILL_FUNCTION_STATE: ReadonlySet<string> = new Set([
  '__annotations__',
  '__qualname__',
  '__kwdefaults__',
  '__doc__',
  '__module__',
  '__name__',
]);
const DILL_CLASS_STATE: ReadonlySet<string> = new Set(['__qualname__', '__module__', '__doc__']);

/**
 * The calls by which dill and cloudpickle make functions and classes, each held to the shape in which these libraries write it
 * (cloudpickle 3, `cloudpickle.py`; dill 0.3 and 0.4, `_dill.py`). One call that is not, and the entry is none that these libraries wrote.
 */
export class FunctionMakers {
  private readonly calls: Call[] = [];
  private readonly builds: { readonly target: Value; readonly state: Value }[] = [];
  private machine: Machine | null = null;
  private strange = '';

  /** A call of something that nobody vouches for, or of what another call returned. */
  see(m: Machine, via: CallOpcode, callee: Value, args: Value): void {
    this.meet(m);
    if (this.calls.length >= CALLS) this.strange = 'more calls than are looked at';
    else this.calls.push({ via, callee, args });
  }

  /** A state that is given to what such a call returned. */
  built(m: Machine, target: Value, state: Value): void {
    this.meet(m);
    if (this.builds.length >= CALLS) this.strange = 'more states than are looked at';
    else this.builds.push({ target, state });
  }

  private meet(m: Machine): void {
    if (this.machine !== null && this.machine !== m) this.strange = 'several streams';
    this.machine = m;
  }

  /** What was made, once the entry was read to its end; `codes` are the code objects by the arguments of the calls that make them. */
  finish(codes: ReadonlyMap<Value, CodeObject>): Made {
    const { machine } = this;
    if (machine === null || this.strange !== '')
      return { ...NOTHING, doubt: this.strange === '' ? 'no calls' : this.strange };
    try {
      return new Shape(machine, codes).read(this.calls, this.builds);
    } catch (error) {
      if (error instanceof Strange) return { ...NOTHING, doubt: error.message };
      throw error;
    }
  }
}

const NOTHING: Made = {
  doubt: '',
  helpers: [],
  modules: [],
  bindings: [],
  globals: [],
  attributes: [],
  states: [],
  bases: [],
  handed: [],
};

class Shape {
  private readonly m: Machine;
  private readonly codes: ReadonlyMap<Value, CodeObject>;
  private readonly helpers = new Map<string, { readonly module: string; readonly name: string; calls: number }>();
  private readonly modules = new Set<string>();
  private readonly bindings = new Map<string, string>();
  private readonly globals = new Set<string>();
  private readonly attributes = new Set<string>();
  private readonly states = new Set<string>();
  private readonly bases = new Set<string>();
  /** How often each restricted value stands where it must, by its number. */
  private readonly expected = new Map<Value, number>();
  private readonly restricted = new Set<Value>();
  private readonly kinds = new Map<Value, Kind>();

  constructor(m: Machine, codes: ReadonlyMap<Value, CodeObject>) {
    this.m = m;
    this.codes = codes;
  }

  read(calls: readonly Call[], builds: readonly { readonly target: Value; readonly state: Value }[]): Made {
    this.m.shared.globals.rows.forEach(({ name }, id) => {
      if (RESTRICTED.test(name)) this.restricted.add(V.globalValue(id));
    });
    const nodes = this.m.heap.calls();
    if (nodes === null) throw new Strange('more values than are kept');
    for (const node of nodes) {
      if (CALLED_ONLY.has(this.kindOf(node))) this.restricted.add(node);
      const [callee] = this.m.heap.items(node, 1);
      if (V.isGlobal(callee as Value)) this.expect(callee as Value);
    }
    this.expectArrays();
    for (const call of calls) this.call(call);
    for (const { target, state } of builds) this.build(target, state);
    const { rows } = this.m.shared.globals;
    const globals = rows.map((_, id) => V.globalValue(id));
    const found = this.m.heap.occurrences(new Set([...this.restricted, ...globals]));
    if (found === null) throw new Strange('more values than are kept');
    const handed = globals.filter(
      (value) => !this.restricted.has(value) && (found.get(value) ?? 0) > (this.expected.get(value) ?? 0),
    );
    for (const value of this.restricted)
      if ((found.get(value) ?? 0) !== (this.expected.get(value) ?? 0))
        throw new Strange('a helper is handed on as a value');
    return {
      doubt: '',
      helpers: [...this.helpers.values()],
      modules: [...this.modules],
      bindings: [...this.bindings],
      globals: [...this.globals],
      attributes: [...this.attributes],
      states: [...this.states],
      bases: [...this.bases],
      handed: handed
        .map((value) => this.nameOf(value))
        .flatMap((name) => (name === null ? [] : [`${name.module}.${name.name}`])),
    };
  }

  /** The class of arrays stands in each call that makes an array, and is handed on beyond that. */
  private expectArrays(): void {
    const { globals } = this.m.shared;
    const { rows } = globals;
    const made = rows.reduce(
      (sum, { module, name }, id) => (ARRAYS.test(module) && name === '_reconstruct' ? sum + globals.callsOf(id) : sum),
      0,
    );
    const arrays = rows.findIndex(({ module, name }) => module === 'numpy' && name === 'ndarray');
    if (arrays >= 0) this.expected.set(V.globalValue(arrays), (this.expected.get(V.globalValue(arrays)) ?? 0) + made);
  }

  // ── values ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  private isNode(value: Value | undefined, kind: number): value is Value {
    return value !== undefined && V.isHeap(value) && this.m.heap.holds(value) && this.m.heap.kind(value) === kind;
  }

  /** The items of a tuple, all of them. */
  private tuple(value: Value | undefined): readonly Value[] {
    if (value === V.EMPTY_TUPLE) return [];
    if (!this.isNode(value, TUPLE)) throw new Strange('arguments that are not shown');
    const items = this.m.heap.items(value, ITEMS);
    if (items.length !== this.m.heap.count(value)) throw new Strange('more arguments than are kept');
    return items;
  }

  private text(value: Value | undefined): string {
    const text = value === undefined ? null : this.m.textOf(value, NAME_BYTES);
    if (text === null) throw new Strange('a name that is not shown');
    return text;
  }

  /** The pairs of a dict: everything that was ever put in. */
  private dict(value: Value | undefined): readonly (readonly [string, Value])[] {
    if (!this.isNode(value, DICT)) throw new Strange('names that are not shown');
    const items = this.m.heap.items(value, 2 * NAMES + 2);
    if (items.length !== this.m.heap.count(value) || items.length > 2 * NAMES)
      throw new Strange('more names than are kept');
    const pairs: (readonly [string, Value])[] = [];
    for (let i = 0; i + 1 < items.length; i += 2) pairs.push([this.text(items[i]), items[i + 1] as Value]);
    return pairs;
  }

  private nameOf(value: Value | undefined): { readonly module: string; readonly name: string } | null {
    return value !== undefined && V.isGlobal(value) ? (this.m.shared.globals.rows[V.globalIdOf(value)] ?? null) : null;
  }

  private isBuiltin(value: Value | undefined, name: string): boolean {
    const found = this.nameOf(value);
    return found !== null && found.module === 'builtins' && found.name === name;
  }

  /** A restricted value stands here, where it may. */
  private expect(value: Value): void {
    this.expected.set(value, (this.expected.get(value) ?? 0) + 1);
  }

  private kindOf(value: Value | undefined): Kind {
    if (value === undefined) return 'other';
    if (V.isGlobal(value)) {
      if (this.isBuiltin(value, 'type')) return 'type';
      const found = this.nameOf(value);
      return found !== null && found.module === 'builtins' && WRAPPERS.has(found.name) ? 'wrapperType' : 'other';
    }
    if (!this.isNode(value, CALL)) return 'other';
    const known = this.kinds.get(value);
    if (known !== undefined) return known;
    // A call cannot be among its own callees, and chains of callees are short.
    this.kinds.set(value, 'other');
    const kind = this.kindOfCall(value);
    this.kinds.set(value, kind);
    return kind;
  }

  private kindOfCall(value: Value): Kind {
    const [callee, args] = this.m.heap.items(value, 2);
    const helper = this.nameOf(callee);
    if (helper === null) {
      switch (this.kindOf(callee)) {
        case 'codeType':
          return 'code';
        case 'class':
          return 'instance';
        case 'wrapperType':
          return 'wrapped';
        case 'bytes':
          return 'bytes';
        default:
          return 'other';
      }
    }
    const { module, name } = helper;
    if (module === 'builtins' && name === 'getattr') return 'setter';
    if (module === 'builtins' && WRAPPERS.has(name)) return 'wrapped';
    if (CLOUDPICKLE.test(module))
      switch (name) {
        case '_builtin_type':
          return 'codeType';
        case '_make_function':
          return 'function';
        case '_make_skeleton_class':
          return 'class';
        case '_make_cell':
        case '_make_empty_cell':
          return 'cell';
        case 'subimport':
          return 'module';
      }
    if (DILL.test(module))
      switch (name) {
        case '_create_code':
          return 'code';
        case '_create_function':
          return 'function';
        case '_create_type':
          return 'class';
        case '_create_cell':
          return 'cell';
        case '_import_module':
          return 'module';
        case '_load_type': {
          const type = this.text(this.tuple(args)[0]);
          if (WRAPPERS.has(type)) return 'wrapperType';
          return type === 'type' || type === 'object' || type === 'bytes' ? type : 'other';
        }
      }
    return 'other';
  }

  private must(condition: boolean, what: string): void {
    if (!condition) throw new Strange(`${what} called in another way`);
  }

  // ── calls ────────────────────────────────────────────────────────────────────────────────────────────────────────────

  private call({ via, callee, args }: Call): void {
    const helper = this.nameOf(callee);
    if (helper === null) {
      this.callOfCall(via, callee, args);
      return;
    }
    const { module, name } = helper;
    if (via !== 'REDUCE') throw new Strange(`${module}.${name} used in another way`);
    const key = `${module}\0${name}`;
    const known = this.helpers.get(key) ?? { module, name, calls: 0 };
    known.calls++;
    this.helpers.set(key, known);
    const items = this.tuple(args);
    if (module === 'builtins') this.builtinCall(name, items);
    else if (CLOUDPICKLE.test(module)) this.cloudpickleCall(name, args, items);
    else if (DILL.test(module)) this.dillCall(name, args, items);
    else throw new Strange(`${module}.${name} is called`);
  }

  private builtinCall(name: string, items: readonly Value[]): void {
    if (WRAPPERS.has(name)) {
      this.must(items.length <= 4, name);
      return;
    }
    if (name === 'getattr') {
      // dill asks itself for its own setattr, and takes the builtin where it has none.
      const owner = this.nameOf(items[0]);
      this.must(
        items.length === 3 &&
          owner?.module === 'dill' &&
          owner.name === '_dill' &&
          this.text(items[1]) === '_setattr' &&
          this.isBuiltin(items[2], 'setattr'),
        name,
      );
      this.expect(items[0] as Value);
      this.expect(items[2] as Value);
      return;
    }
    if (name === 'setattr') {
      const kind = this.kindOf(items[0]);
      this.must(
        items.length === 3 && (kind === 'class' || kind === 'function') && DILL_CLASS_STATE.has(this.text(items[1])),
        name,
      );
      this.text(items[2]);
      return;
    }
    if (name === 'bytes') {
      this.must(items.length === 0, name);
      return;
    }
    throw new Strange(`builtins.${name} is called`);
  }

  private cloudpickleCall(name: string, args: Value, items: readonly Value[]): void {
    switch (name) {
      case '_builtin_type':
        this.must(items.length === 1 && this.text(items[0]) === 'CodeType', name);
        return;
      case '_make_function':
        this.must(items.length === 5, name);
        this.makeFunction(items, name);
        return;
      case '_make_cell':
        this.must(items.length <= 1, name);
        return;
      case '_make_empty_cell':
        this.must(items.length === 0, name);
        return;
      case 'subimport':
        this.must(items.length === 1, name);
        this.modules.add(this.text(items[0]));
        return;
      case '_function_setstate': {
        const [made, both] = items;
        this.must(items.length === 2 && this.kindOf(made) === 'function', name);
        const [state, slots, ...more] = this.tuple(both);
        this.must(more.length === 0, name);
        for (const [key] of this.dict(state)) this.attributes.add(key);
        for (const [key, value] of this.dict(slots)) this.functionSlot(key, value);
        return;
      }
      case '_make_skeleton_class': {
        const [type, title, bases, attributes, id, extra] = items;
        this.must(items.length === 6 && this.isBuiltin(type, 'type') && extra === V.NONE, name);
        this.expect(type as Value);
        this.text(title);
        if (id !== V.NONE) this.text(id);
        this.baseClasses(bases);
        for (const [key] of this.dict(attributes)) this.attributes.add(key);
        return;
      }
      case '_class_setstate': {
        const [made, both] = items;
        this.must(items.length === 2 && this.kindOf(made) === 'class', name);
        const [state, slots, ...more] = this.tuple(both);
        this.must(more.length === 0 && (slots === V.NONE || this.dict(slots).length === 0), name);
        for (const [key] of this.dict(state)) this.attributes.add(key);
        return;
      }
    }
    throw new Strange(`cloudpickle's ${name} is called (${args === V.EMPTY_TUPLE ? 'nothing' : 'arguments'})`);
  }

  private functionSlot(key: string, value: Value): void {
    if (!FUNCTION_STATE.has(key)) throw new Strange(`a function is given ${key}`);
    if (key === '__globals__') this.functionGlobals(value);
    else if (key === '__closure__' && value !== V.NONE)
      for (const cell of this.tuple(value)) this.must(this.kindOf(cell) === 'cell', key);
    else if (key === '_cloudpickle_submodules') this.must(this.isNode(value, LIST), key);
  }

  private functionGlobals(value: Value | undefined): void {
    for (const [key, item] of this.dict(value)) {
      this.globals.add(key);
      if (this.kindOf(item) !== 'module') continue;
      const [, args] = this.m.heap.items(item, 2);
      const module = this.text(this.tuple(args)[0]);
      const known = this.bindings.get(key);
      if (known !== undefined && known !== module) throw new Strange(`${key} stands for two modules`);
      this.bindings.set(key, module);
    }
  }

  private makeFunction(items: readonly Value[], name: string): void {
    const [code, globals, title, defaults, closure, ...more] = items;
    this.must(this.kindOf(code) === 'code', name);
    this.expect(code as Value);
    const described = this.codes.get(this.m.heap.items(code as Value, 2)[1] as Value);
    // The code of a comprehension or of a class body is no function by itself.
    this.must(described !== undefined && described.locals[0] !== '.0' && (described.flags & 3) === 3, name);
    this.functionGlobals(globals);
    if (title !== V.NONE) this.text(title);
    if (defaults !== V.NONE) this.tuple(defaults);
    if (closure !== V.NONE) for (const cell of this.tuple(closure)) this.must(this.kindOf(cell) === 'cell', name);
    for (const extra of more) if (extra !== V.NONE) for (const [key] of this.dict(extra)) this.attributes.add(key);
  }

  private baseClasses(bases: Value | undefined): void {
    for (const base of this.tuple(bases)) {
      const found = this.nameOf(base);
      if (found !== null) this.bases.add(found.module === 'builtins' ? found.name : `${found.module}.${found.name}`);
      else if (this.kindOf(base) === 'object') this.bases.add('object');
      else this.must(this.kindOf(base) === 'class', 'a base');
    }
  }

  private dillCall(name: string, args: Value, items: readonly Value[]): void {
    switch (name) {
      case '_create_code':
        this.code(args, items, true);
        return;
      case '_create_function':
        this.must(items.length >= 5 && items.length <= 7, name);
        this.makeFunction(items, name);
        return;
      case '_create_cell':
        this.must(items.length <= 1, name);
        return;
      case '_create_array': {
        // It calls what stands first, and gives the state to what that returns.
        const [make, made, state, attributes = V.NONE, ...more] = items;
        const maker = this.nameOf(make);
        const [type] = this.tuple(made);
        const array = this.nameOf(type);
        this.must(
          more.length === 0 &&
            maker !== null &&
            ARRAYS.test(maker.module) &&
            maker.name === '_reconstruct' &&
            array?.module === 'numpy' &&
            array.name === 'ndarray',
          name,
        );
        this.expect(make as Value);
        this.expect(type as Value);
        this.tuple(state);
        if (attributes !== V.NONE) for (const [key] of this.dict(attributes)) this.attributes.add(key);
        return;
      }
      case '_import_module':
        this.must(items.length === 1 || (items.length === 2 && (items[1] === V.TRUE || items[1] === V.FALSE)), name);
        this.modules.add(this.text(items[0]));
        return;
      case '_load_type':
        this.must(items.length === 1 && PLAIN_TYPES.test(this.text(items[0])), name);
        return;
      case '_create_type': {
        const [type, title, bases, attributes] = items;
        this.must(items.length === 4 && this.kindOf(type) === 'type', name);
        this.expect(type as Value);
        this.text(title);
        this.baseClasses(bases);
        for (const [key] of this.dict(attributes)) this.attributes.add(key);
        return;
      }
    }
    throw new Strange(`dill's ${name} is called`);
  }

  /** A call of what another call returned. */
  private callOfCall(via: CallOpcode, callee: Value, args: Value): void {
    const kind = this.kindOf(callee);
    if (via === 'NEWOBJ' && kind === 'class') {
      this.must(args === V.EMPTY_TUPLE, 'a class');
      return;
    }
    if (via !== 'REDUCE') throw new Strange('the result of a call is used in another way');
    switch (kind) {
      case 'codeType':
        this.expect(callee);
        this.code(args, this.tuple(args), false);
        return;
      case 'setter': {
        this.expect(callee);
        const items = this.tuple(args);
        this.must(
          items.length === 3 && this.kindOf(items[0]) === 'cell' && this.text(items[1]) === 'cell_contents',
          'setattr',
        );
        return;
      }
      case 'wrapperType':
        this.must(this.tuple(args).length <= 4, 'a wrapper');
        return;
      case 'bytes':
        this.must(args === V.EMPTY_TUPLE, 'bytes');
        return;
      default:
        throw new Strange('the result of a call is called');
    }
  }

  /** The arguments of a code object: as many as a version of CPython has, every number a plain integer, every name where it belongs. */
  private code(args: Value, items: readonly Value[], isDill: boolean): void {
    let fields = items;
    if (isDill && items.length > 0 && !V.isInt(items[0] as Value)) {
      this.must(this.isBytes(items[0]), '_create_code');
      fields = items.slice(1);
    }
    const described = this.codes.get(args);
    this.must(described !== undefined && (fields.length === 16 || fields.length === 18), 'a code object');
    for (const field of fields.slice(0, 6)) this.must(V.isInt(field), 'a code object');
    this.must(V.isInt(fields[fields.length === 18 ? 13 : 12] as Value), 'a code object');
    this.must(this.isBytes(fields[6]) && this.isBytes(fields[fields.length === 18 ? 14 : 13]), 'a code object');
    if (fields.length === 18) this.must(this.isBytes(fields[15]), 'a code object');
    for (const tuple of [fields[7], fields[8], fields[9], fields[fields.length - 2], fields[fields.length - 1]])
      this.tuple(tuple);
    // The functions inside of a function are among its constants.
    for (const constant of this.tuple(fields[7])) if (this.kindOf(constant) === 'code') this.expect(constant);
  }

  /** Bytes that stand in the file, or the ways to write them below protocol 3. */
  private isBytes(value: Value | undefined): boolean {
    if (value === undefined) return false;
    if (value >= V.OTHER && value < V.ARENA) return true;
    if (!this.isNode(value, CALL)) return false;
    const [callee, args] = this.m.heap.items(value, 2);
    const made = this.nameOf(callee);
    if (made === null) return this.kindOf(callee) === 'bytes' && args === V.EMPTY_TUPLE;
    if (made.module === 'builtins' && made.name === 'bytes') return args === V.EMPTY_TUPLE;
    return made.module === '_codecs' && made.name === 'encode';
  }

  // ── states ───────────────────────────────────────────────────────────────────────────────────────────────────────────

  private build(target: Value, state: Value): void {
    const kind = this.kindOf(target);
    if (kind !== 'function' && kind !== 'instance') throw new Strange('a state is given to what a call returned');
    const parts = this.isNode(state, TUPLE) ? this.tuple(state) : [state];
    this.must(parts.length <= 2, 'BUILD');
    for (const part of parts)
      if (part !== V.NONE)
        for (const [key] of this.dict(part)) {
          if (kind === 'instance') this.states.add(key);
          else if (!DILL_FUNCTION_STATE.has(key)) this.attributes.add(key);
        }
  }
}
