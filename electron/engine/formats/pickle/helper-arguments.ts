import type { CodeObject } from '../../python-code/code-object';
import { LIST, TUPLE } from './heap';
import { type MadeValues, WRAPPERS } from './made-values';
import { Strange } from './strange';
import type { Value } from './values';
import * as V from './values';

/** Where NumPy's maker of arrays is. */
export const ARRAYS = /^numpy\._?core\.multiarray$/;

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

/** The shapes that the arguments of each helper have, of what it returned, and of states; and the names that stand in them. */
export class HelperArguments {
  readonly modules = new Set<string>();
  readonly bindings = new Map<string, string>();
  readonly globals = new Set<string>();
  readonly attributes = new Set<string>();
  readonly states = new Set<string>();
  readonly bases = new Set<string>();
  private readonly values: MadeValues;
  private readonly codes: ReadonlyMap<Value, CodeObject>;

  constructor(values: MadeValues, codes: ReadonlyMap<Value, CodeObject>) {
    this.values = values;
    this.codes = codes;
  }

  builtinCall(name: string, items: readonly Value[]): void {
    if (WRAPPERS.has(name)) {
      this.values.must(items.length <= 4, name);
      return;
    }
    if (name === 'getattr') {
      // dill asks itself for its own setattr, and takes the builtin where it has none.
      const owner = this.values.nameOf(items[0]);
      this.values.must(
        items.length === 3 &&
          owner?.module === 'dill' &&
          owner.name === '_dill' &&
          this.values.text(items[1]) === '_setattr' &&
          this.values.isBuiltin(items[2], 'setattr'),
        name,
      );
      this.values.expect(items[0] as Value);
      this.values.expect(items[2] as Value);
      return;
    }
    if (name === 'setattr') {
      const kind = this.values.kindOf(items[0]);
      this.values.must(
        items.length === 3 &&
          (kind === 'class' || kind === 'function') &&
          DILL_CLASS_STATE.has(this.values.text(items[1])),
        name,
      );
      this.values.text(items[2]);
      return;
    }
    if (name === 'bytes') {
      this.values.must(items.length === 0, name);
      return;
    }
    throw new Strange(`builtins.${name} is called`);
  }

  cloudpickleCall(name: string, args: Value, items: readonly Value[]): void {
    switch (name) {
      case '_builtin_type':
        this.values.must(items.length === 1 && this.values.text(items[0]) === 'CodeType', name);
        return;
      case '_make_function':
        this.values.must(items.length === 5, name);
        this.makeFunction(items, name);
        return;
      case '_make_cell':
        this.values.must(items.length <= 1, name);
        return;
      case '_make_empty_cell':
        this.values.must(items.length === 0, name);
        return;
      case 'subimport':
        this.values.must(items.length === 1, name);
        this.modules.add(this.values.text(items[0]));
        return;
      case '_function_setstate': {
        const [made, both] = items;
        this.values.must(items.length === 2 && this.values.kindOf(made) === 'function', name);
        const [state, slots, ...more] = this.values.tuple(both);
        this.values.must(more.length === 0, name);
        for (const [key] of this.values.dict(state)) this.attributes.add(key);
        for (const [key, value] of this.values.dict(slots)) this.functionSlot(key, value);
        return;
      }
      case '_make_skeleton_class': {
        const [type, title, bases, attributes, id, extra] = items;
        this.values.must(items.length === 6 && this.values.isBuiltin(type, 'type') && extra === V.NONE, name);
        this.values.expect(type as Value);
        this.values.text(title);
        if (id !== V.NONE) this.values.text(id);
        this.baseClasses(bases);
        for (const [key] of this.values.dict(attributes)) this.attributes.add(key);
        return;
      }
      case '_class_setstate': {
        const [made, both] = items;
        this.values.must(items.length === 2 && this.values.kindOf(made) === 'class', name);
        const [state, slots, ...more] = this.values.tuple(both);
        this.values.must(more.length === 0 && (slots === V.NONE || this.values.dict(slots).length === 0), name);
        for (const [key] of this.values.dict(state)) this.attributes.add(key);
        return;
      }
    }
    throw new Strange(`cloudpickle's ${name} is called (${args === V.EMPTY_TUPLE ? 'nothing' : 'arguments'})`);
  }

  private functionSlot(key: string, value: Value): void {
    if (!FUNCTION_STATE.has(key)) throw new Strange(`a function is given ${key}`);
    if (key === '__globals__') this.functionGlobals(value);
    else if (key === '__closure__' && value !== V.NONE)
      for (const cell of this.values.tuple(value)) this.values.must(this.values.kindOf(cell) === 'cell', key);
    else if (key === '_cloudpickle_submodules') this.values.must(this.values.isNode(value, LIST), key);
  }

  private functionGlobals(value: Value | undefined): void {
    for (const [key, item] of this.values.dict(value)) {
      this.globals.add(key);
      if (this.values.kindOf(item) !== 'module') continue;
      const [, args] = this.values.m.heap.items(item, 2);
      const module = this.values.text(this.values.tuple(args)[0]);
      const known = this.bindings.get(key);
      if (known !== undefined && known !== module) throw new Strange(`${key} stands for two modules`);
      this.bindings.set(key, module);
    }
  }

  private makeFunction(items: readonly Value[], name: string): void {
    const [code, globals, title, defaults, closure, ...more] = items;
    this.values.must(this.values.kindOf(code) === 'code', name);
    this.values.expect(code as Value);
    const described = this.codes.get(this.values.m.heap.items(code as Value, 2)[1] as Value);
    // The code of a comprehension or of a class body is no function by itself.
    this.values.must(described !== undefined && described.locals[0] !== '.0' && (described.flags & 3) === 3, name);
    this.functionGlobals(globals);
    if (title !== V.NONE) this.values.text(title);
    if (defaults !== V.NONE) this.values.tuple(defaults);
    if (closure !== V.NONE)
      for (const cell of this.values.tuple(closure)) this.values.must(this.values.kindOf(cell) === 'cell', name);
    for (const extra of more)
      if (extra !== V.NONE) for (const [key] of this.values.dict(extra)) this.attributes.add(key);
  }

  private baseClasses(bases: Value | undefined): void {
    for (const base of this.values.tuple(bases)) {
      const found = this.values.nameOf(base);
      if (found !== null) this.bases.add(found.module === 'builtins' ? found.name : `${found.module}.${found.name}`);
      else if (this.values.kindOf(base) === 'object') this.bases.add('object');
      else this.values.must(this.values.kindOf(base) === 'class', 'a base');
    }
  }

  dillCall(name: string, args: Value, items: readonly Value[]): void {
    switch (name) {
      case '_create_code':
        this.code(args, items, true);
        return;
      case '_create_function':
        this.values.must(items.length >= 5 && items.length <= 7, name);
        this.makeFunction(items, name);
        return;
      case '_create_cell':
        this.values.must(items.length <= 1, name);
        return;
      case '_create_array': {
        // It calls what stands first, and gives the state to what that returns.
        const [make, made, state, attributes = V.NONE, ...more] = items;
        const maker = this.values.nameOf(make);
        const [type] = this.values.tuple(made);
        const array = this.values.nameOf(type);
        this.values.must(
          more.length === 0 &&
            maker !== null &&
            ARRAYS.test(maker.module) &&
            maker.name === '_reconstruct' &&
            array?.module === 'numpy' &&
            array.name === 'ndarray',
          name,
        );
        this.values.expect(make as Value);
        this.values.expect(type as Value);
        this.values.tuple(state);
        if (attributes !== V.NONE) for (const [key] of this.values.dict(attributes)) this.attributes.add(key);
        return;
      }
      case '_import_module':
        this.values.must(
          items.length === 1 || (items.length === 2 && (items[1] === V.TRUE || items[1] === V.FALSE)),
          name,
        );
        this.modules.add(this.values.text(items[0]));
        return;
      case '_load_type':
        this.values.must(items.length === 1 && PLAIN_TYPES.test(this.values.text(items[0])), name);
        return;
      case '_create_type': {
        const [type, title, bases, attributes] = items;
        this.values.must(items.length === 4 && this.values.kindOf(type) === 'type', name);
        this.values.expect(type as Value);
        this.values.text(title);
        this.baseClasses(bases);
        for (const [key] of this.values.dict(attributes)) this.attributes.add(key);
        return;
      }
    }
    throw new Strange(`dill's ${name} is called`);
  }

  /** The arguments of a code object: as many as a version of CPython has, every number a plain integer, every name where it belongs. */
  code(args: Value, items: readonly Value[], isDill: boolean): void {
    let fields = items;
    if (isDill && items.length > 0 && !V.isInt(items[0] as Value)) {
      this.values.must(this.values.isBytes(items[0]), '_create_code');
      fields = items.slice(1);
    }
    const described = this.codes.get(args);
    this.values.must(described !== undefined && (fields.length === 16 || fields.length === 18), 'a code object');
    for (const field of fields.slice(0, 6)) this.values.must(V.isInt(field), 'a code object');
    this.values.must(V.isInt(fields[fields.length === 18 ? 13 : 12] as Value), 'a code object');
    this.values.must(
      this.values.isBytes(fields[6]) && this.values.isBytes(fields[fields.length === 18 ? 14 : 13]),
      'a code object',
    );
    if (fields.length === 18) this.values.must(this.values.isBytes(fields[15]), 'a code object');
    for (const tuple of [fields[7], fields[8], fields[9], fields[fields.length - 2], fields[fields.length - 1]])
      this.values.tuple(tuple);
    // The functions inside of a function are among its constants.
    for (const constant of this.values.tuple(fields[7]))
      if (this.values.kindOf(constant) === 'code') this.values.expect(constant);
  }

  build(target: Value, state: Value): void {
    const kind = this.values.kindOf(target);
    if (kind !== 'function' && kind !== 'instance') throw new Strange('a state is given to what a call returned');
    const parts = this.values.isNode(state, TUPLE) ? this.values.tuple(state) : [state];
    this.values.must(parts.length <= 2, 'BUILD');
    for (const part of parts)
      if (part !== V.NONE)
        for (const [key] of this.values.dict(part)) {
          if (kind === 'instance') this.states.add(key);
          else if (!DILL_FUNCTION_STATE.has(key)) this.attributes.add(key);
        }
  }
}
