import { CALL, DICT, TUPLE } from './heap';
import type { Machine } from './machine';
import { Strange } from './strange';
import type { Value } from './values';
import * as V from './values';

/** Names in one list, and bytes of one. */
const NAMES = 2000;
const NAME_BYTES = 256;
/** Items of one tuple. */
const ITEMS = 512;

/** What a node of the stream is, by the call that makes it. */
export type Kind =
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

/** The modules of cloudpickle that its helpers are named by. */
export const CLOUDPICKLE = /(?:^|\.)cloudpickle(?:\.cloudpickle|\.cloudpickle_fast)?$/;
/** Those of dill. */
export const DILL = /^dill(?:\._dill|\.dill)?$/;

/** Wrappers of methods, as builtins and in dill's table of types. */
export const WRAPPERS: ReadonlySet<string> = new Set(['property', 'classmethod', 'staticmethod']);

/** The values of one entry, read as the parts of function pickles, and what each call returned. What is not to be read is `Strange`. */
export class MadeValues {
  readonly m: Machine;
  /** How often each restricted value stands where it must, by its number. */
  readonly expected = new Map<Value, number>();
  private readonly kinds = new Map<Value, Kind>();

  constructor(m: Machine) {
    this.m = m;
  }

  isNode(value: Value | undefined, kind: number): value is Value {
    return value !== undefined && V.isHeap(value) && this.m.heap.holds(value) && this.m.heap.kind(value) === kind;
  }

  /** The items of a tuple, all of them. */
  tuple(value: Value | undefined): readonly Value[] {
    if (value === V.EMPTY_TUPLE) return [];
    if (!this.isNode(value, TUPLE)) throw new Strange('arguments that are not shown');
    const items = this.m.heap.items(value, ITEMS);
    if (items.length !== this.m.heap.count(value)) throw new Strange('more arguments than are kept');
    return items;
  }

  text(value: Value | undefined): string {
    const text = value === undefined ? null : this.m.textOf(value, NAME_BYTES);
    if (text === null) throw new Strange('a name that is not shown');
    return text;
  }

  /** The pairs of a dict: everything that was ever put in. */
  dict(value: Value | undefined): readonly (readonly [string, Value])[] {
    if (!this.isNode(value, DICT)) throw new Strange('names that are not shown');
    const items = this.m.heap.items(value, 2 * NAMES + 2);
    if (items.length !== this.m.heap.count(value) || items.length > 2 * NAMES)
      throw new Strange('more names than are kept');
    const pairs: (readonly [string, Value])[] = [];
    for (let i = 0; i + 1 < items.length; i += 2) pairs.push([this.text(items[i]), items[i + 1] as Value]);
    return pairs;
  }

  nameOf(value: Value | undefined): { readonly module: string; readonly name: string } | null {
    return value !== undefined && V.isGlobal(value) ? (this.m.shared.globals.rows[V.globalIdOf(value)] ?? null) : null;
  }

  isBuiltin(value: Value | undefined, name: string): boolean {
    const found = this.nameOf(value);
    return found !== null && found.module === 'builtins' && found.name === name;
  }

  /** A restricted value stands here, where it may. */
  expect(value: Value): void {
    this.expected.set(value, (this.expected.get(value) ?? 0) + 1);
  }

  kindOf(value: Value | undefined): Kind {
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

  /** Bytes that stand in the file, or the ways to write them below protocol 3. */
  isBytes(value: Value | undefined): boolean {
    if (value === undefined) return false;
    if (value >= V.OTHER && value < V.ARENA) return true;
    if (!this.isNode(value, CALL)) return false;
    const [callee, args] = this.m.heap.items(value, 2);
    const made = this.nameOf(callee);
    if (made === null) return this.kindOf(callee) === 'bytes' && args === V.EMPTY_TUPLE;
    if (made.module === 'builtins' && made.name === 'bytes') return args === V.EMPTY_TUPLE;
    return made.module === '_codecs' && made.name === 'encode';
  }

  must(condition: boolean, what: string): void {
    if (!condition) throw new Strange(`${what} called in another way`);
  }
}
