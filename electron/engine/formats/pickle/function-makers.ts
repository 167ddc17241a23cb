import type { CallOpcode, FunctionPickleFact } from '../../../../shared/domain/fact';
import type { CodeObject } from '../../python-code/code-object';
import { ARRAYS, HelperArguments } from './helper-arguments';
import type { Machine } from './machine';
import { CLOUDPICKLE, DILL, type Kind, MadeValues } from './made-values';
import { Strange } from './strange';
import type { Value } from './values';
import * as V from './values';

/** Calls and states kept of one entry. */
const CALLS = 5000;

type Made = Omit<FunctionPickleFact, 'kind' | 'entryPath' | 'range'>;

/** A call of the stream: `module.name` for a global, empty for what another call returned. */
interface Call {
  readonly via: CallOpcode;
  readonly callee: Value;
  readonly args: Value;
}

/** Globals that may only be called, never handed on: code that got hold of one could make code, import, or reach attributes by name. */
const RESTRICTED =
  /^(?:_make_function|_function_setstate|_make_skeleton_class|_class_setstate|_builtin_type|_make_cell|_make_empty_cell|subimport|_create_function|_create_code|_create_type|_create_cell|_create_array|_import_module|_load_type|getattr|setattr|delattr|type|_dill)$/;

/** The same for what some calls return: types and `setattr` by other names, and code. */
const CALLED_ONLY: ReadonlySet<Kind> = new Set(['code', 'codeType', 'setter', 'type'] as const);

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

/** All calls and states of one entry, held to their shapes, and restricted values to their places. */
class Shape {
  private readonly values: MadeValues;
  private readonly given: HelperArguments;
  private readonly helpers = new Map<string, { readonly module: string; readonly name: string; calls: number }>();
  private readonly restricted = new Set<Value>();

  constructor(m: Machine, codes: ReadonlyMap<Value, CodeObject>) {
    this.values = new MadeValues(m);
    this.given = new HelperArguments(this.values, codes);
  }

  read(calls: readonly Call[], builds: readonly { readonly target: Value; readonly state: Value }[]): Made {
    this.values.m.shared.globals.rows.forEach(({ name }, id) => {
      if (RESTRICTED.test(name)) this.restricted.add(V.globalValue(id));
    });
    const nodes = this.values.m.heap.calls();
    if (nodes === null) throw new Strange('more values than are kept');
    for (const node of nodes) {
      if (CALLED_ONLY.has(this.values.kindOf(node))) this.restricted.add(node);
      const [callee] = this.values.m.heap.items(node, 1);
      if (V.isGlobal(callee as Value)) this.values.expect(callee as Value);
    }
    this.expectArrays();
    for (const call of calls) this.call(call);
    for (const { target, state } of builds) this.given.build(target, state);
    const { rows } = this.values.m.shared.globals;
    const globals = rows.map((_, id) => V.globalValue(id));
    const found = this.values.m.heap.occurrences(new Set([...this.restricted, ...globals]));
    if (found === null) throw new Strange('more values than are kept');
    const handed = globals.filter(
      (value) => !this.restricted.has(value) && (found.get(value) ?? 0) > (this.values.expected.get(value) ?? 0),
    );
    for (const value of this.restricted)
      if ((found.get(value) ?? 0) !== (this.values.expected.get(value) ?? 0))
        throw new Strange('a helper is handed on as a value');
    return {
      doubt: '',
      helpers: [...this.helpers.values()],
      modules: [...this.given.modules],
      bindings: [...this.given.bindings],
      globals: [...this.given.globals],
      attributes: [...this.given.attributes],
      states: [...this.given.states],
      bases: [...this.given.bases],
      handed: handed
        .map((value) => this.values.nameOf(value))
        .flatMap((name) => (name === null ? [] : [`${name.module}.${name.name}`])),
    };
  }

  /** The class of arrays stands in each call that makes an array, and is handed on beyond that. */
  private expectArrays(): void {
    const { globals } = this.values.m.shared;
    const { rows } = globals;
    const made = rows.reduce(
      (sum, { module, name }, id) => (ARRAYS.test(module) && name === '_reconstruct' ? sum + globals.callsOf(id) : sum),
      0,
    );
    const arrays = rows.findIndex(({ module, name }) => module === 'numpy' && name === 'ndarray');
    if (arrays >= 0)
      this.values.expected.set(V.globalValue(arrays), (this.values.expected.get(V.globalValue(arrays)) ?? 0) + made);
  }

  private call({ via, callee, args }: Call): void {
    const helper = this.values.nameOf(callee);
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
    const items = this.values.tuple(args);
    if (module === 'builtins') this.given.builtinCall(name, items);
    else if (CLOUDPICKLE.test(module)) this.given.cloudpickleCall(name, args, items);
    else if (DILL.test(module)) this.given.dillCall(name, args, items);
    else throw new Strange(`${module}.${name} is called`);
  }

  /** A call of what another call returned. */
  private callOfCall(via: CallOpcode, callee: Value, args: Value): void {
    const kind = this.values.kindOf(callee);
    if (via === 'NEWOBJ' && kind === 'class') {
      this.values.must(args === V.EMPTY_TUPLE, 'a class');
      return;
    }
    if (via !== 'REDUCE') throw new Strange('the result of a call is used in another way');
    switch (kind) {
      case 'codeType':
        this.values.expect(callee);
        this.given.code(args, this.values.tuple(args), false);
        return;
      case 'setter': {
        this.values.expect(callee);
        const items = this.values.tuple(args);
        this.values.must(
          items.length === 3 &&
            this.values.kindOf(items[0]) === 'cell' &&
            this.values.text(items[1]) === 'cell_contents',
          'setattr',
        );
        return;
      }
      case 'wrapperType':
        this.values.must(this.values.tuple(args).length <= 4, 'a wrapper');
        return;
      case 'bytes':
        this.values.must(args === V.EMPTY_TUPLE, 'bytes');
        return;
      default:
        throw new Strange('the result of a call is called');
    }
  }
}
