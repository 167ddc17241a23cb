import {
  type Arguments,
  argumentsOf,
  attributeOf,
  dottedName,
  itemsOf,
  type Known,
  knownList,
  knownOf,
  knownText,
  moduleValue,
  NONE_VALUE,
  namesOf,
  positional,
  textOfKnown,
  UNKNOWN_VALUE,
} from './known';
import { TEXT_FUNCTIONS, textMethod } from './text-functions';

/** A call that something would really make: a function by its name, and with what. */
export interface EffectiveCall {
  /** Dotted: `os.system`. */
  readonly name: string;
  readonly args: Arguments;
}

/** Steps of one machine, and how deeply calls may call. */
const STEPS = 50_000;
const DEEPEST = 48;
/** Items over which `map` and its like are followed. */
const CALLS_EACH = 64;
const LONGEST_NAME = 300;

type Reach = (machine: CallMachine, args: Arguments) => Known;

/**
 * Follows calls over described values: functions that hand out others (`getattr`, `import_module`), that call what they are given
 * (`partial`, `map`, a thread) and that only make texts are worked out; every other call is told to `tell`. Nothing is looked up or run.
 */
export class CallMachine {
  private readonly tell: (call: EffectiveCall) => void;
  private steps = STEPS;
  private depth = 0;
  private muted = 0;

  constructor(tell: (call: EffectiveCall) => void) {
    this.tell = tell;
  }

  /** True while there is work left that may be done. */
  spend(): boolean {
    return this.steps-- > 0;
  }

  /** Works something out without telling of its calls. */
  silently<T>(work: () => T): T {
    this.muted++;
    try {
      return work();
    } finally {
      this.muted--;
    }
  }

  effect(name: string, args: Arguments): void {
    if (this.muted === 0) this.tell({ name, args });
  }

  call(callee: Known, args: Arguments): Known {
    if (!this.spend() || this.depth >= DEEPEST) return UNKNOWN_VALUE;
    this.depth++;
    const result = this.dispatch(callee, args);
    this.depth--;
    return result;
  }

  private dispatch(callee: Known, args: Arguments): Known {
    switch (callee.kind) {
      case 'name':
        return this.named(dottedName(callee.module, callee.name), args);
      case 'bound':
        return this.call(callee.callee, {
          items: [...callee.args.items, ...args.items],
          named: new Map([...callee.args.named, ...args.named]),
        });
      case 'getter':
        return this.got(callee, args);
      case 'member':
        return this.method(callee.of, callee.name, args);
      case 'function':
        return callee.call(args);
      case 'made':
        // What a class made is called, or what a factory handed out.
        if (callee.by.length > LONGEST_NAME) return UNKNOWN_VALUE;
        this.effect(`${callee.by}()`, args);
        return { kind: 'made', by: `${callee.by}()`, args };
      default:
        return UNKNOWN_VALUE;
    }
  }

  /** A call of something by its dotted name. */
  named(name: string, args: Arguments): Known {
    const text = TEXT_FUNCTIONS.get(name)?.(args) ?? null;
    if (text !== null) return text;
    const reach = REACHING.get(name) ?? REACHING.get(lastOf(name, 1));
    if (reach !== undefined) return reach(this, args);
    const unbound = this.unbound(name, args);
    if (unbound !== null) return unbound;
    this.effect(name, args);
    return { kind: 'made', by: name, args };
  }

  /** `map.__new__(map, …)`, `os.system.__call__(…)` and methods of a class with the object in front. */
  private unbound(name: string, args: Arguments): Known | null {
    const [first, ...rest] = args.items;
    const [owner, method] = [name.slice(0, Math.max(0, name.lastIndexOf('.'))), name.slice(name.lastIndexOf('.') + 1)];
    if (method === '__call__') return this.named(owner, args);
    if (first === undefined) return null;
    if (method === '__new__') return this.call(first, { items: rest, named: args.named });
    if (method === '__getattribute__' || method === '__getattr__') return attribute(first, textOfKnown(rest[0]));
    if (
      (method === '__getitem__' || method === 'get' || method === 'pop' || method === 'setdefault') &&
      owner.startsWith('builtins.')
    )
      return this.subscript(first, rest[0] ?? UNKNOWN_VALUE);
    if (first.kind === 'text' && /^builtins\.(?:str|bytes|bytearray)$/.test(owner))
      return textMethod(first, method, { items: rest, named: args.named });
    // A method of a class that is called with an object of it: `Thread.start(thread)`.
    return first.kind === 'made' && first.by === owner
      ? this.method(first, method, { items: rest, named: args.named })
      : null;
  }

  private got(getter: Known & { readonly kind: 'getter' }, args: Arguments): Known {
    const [target = UNKNOWN_VALUE] = args.items;
    const [first, ...rest] = getter.args.items;
    if (getter.what === 'method')
      return this.call(attribute(target, textOfKnown(first)), { items: rest, named: getter.args.named });
    const values = getter.args.items.map((key) =>
      getter.what === 'items' ? this.subscript(target, key) : attribute(target, textOfKnown(key)),
    );
    return values.length === 1 ? (values[0] ?? UNKNOWN_VALUE) : knownList(values);
  }

  /** A method of a value that has no name. */
  private method(of: Known, name: string, args: Arguments): Known {
    if (name === '__call__') return this.call(of, args);
    if (name === '__getitem__' || name === 'get' || name === 'pop' || name === 'setdefault') {
      const item = this.subscript(of, args.items[0] ?? UNKNOWN_VALUE);
      if (item.kind !== 'unknown') return item;
    }
    if (of.kind === 'text') return textMethod(of, name, args) ?? UNKNOWN_VALUE;
    if (of.kind === 'name') return this.call(attributeOf(of, name), args);
    if (of.kind === 'bound' && name === 'func') return this.call(of.callee, args);
    if (of.kind === 'list' || of.kind === 'dict') return UNKNOWN_VALUE;
    if (of.kind !== 'made') return UNKNOWN_VALUE;
    const calls = CALLING_METHODS.get(name);
    if (calls !== undefined) return calls(this, args);
    if (of.by.length > LONGEST_NAME) return UNKNOWN_VALUE;
    const called = `${of.by}.${name}`;
    const withOwner = { items: [of, ...args.items], named: args.named };
    // What an object was made with goes along: a request with its address, a socket with what it was told.
    this.effect(called, withOwner);
    return { kind: 'made', by: called, args: withOwner };
  }

  subscript(of: Known, key: Known): Known {
    const text = textOfKnown(key);
    switch (of.kind) {
      case 'name': {
        const name = dottedName(of.module, of.name);
        if (text === null) return UNKNOWN_VALUE;
        if (name === 'sys.modules') return moduleValue(text);
        if (name === 'os.environ') {
          this.effect('os.getenv', positional(key));
          return { kind: 'made', by: 'os.getenv', args: positional(key) };
        }
        if (name.endsWith('.__dict__'))
          return attributeOf({ ...of, name: of.name.slice(0, Math.max(0, of.name.lastIndexOf('.'))) }, text);
        if (name === 'builtins' || name.endsWith('__builtins__'))
          return { kind: 'name', module: 'builtins', name: text };
        return UNKNOWN_VALUE;
      }
      case 'made': {
        const [first] = of.args.items;
        if (of.by === 'builtins.vars' && first !== undefined && text !== null) return attributeOf(first, text);
        if (of.by === 'builtins.globals' || of.by === 'builtins.locals' || of.by === 'builtins.vars')
          return text === '__builtins__'
            ? moduleValue('builtins')
            : { kind: 'name', module: 'builtins', name: text ?? '?' };
        return UNKNOWN_VALUE;
      }
      case 'member':
        // `f.__globals__['os']` and its like lead to modules by the names they usually have.
        if (/^__(?:globals|dict|builtins)__$|^[a-z]*_globals$/.test(of.name) && text !== null)
          return text === '__builtins__'
            ? moduleValue('builtins')
            : of.name === '__builtins__'
              ? { kind: 'name', module: 'builtins', name: text }
              : moduleValue(text);
        return UNKNOWN_VALUE;
      case 'dict':
        return of.entries.find(([one]) => sameKey(one, key))?.[1] ?? UNKNOWN_VALUE;
      case 'list':
      case 'text':
        return key.kind === 'number' ? (itemsOf(of)?.at(key.value) ?? UNKNOWN_VALUE) : UNKNOWN_VALUE;
      default:
        return UNKNOWN_VALUE;
    }
  }

  /** Calls something for each item, as `map` does. */
  each(callee: Known, lists: readonly Known[], spread = false): Known {
    const columns = lists.map(itemsOf);
    if (columns.length === 0 || columns.some((column) => column === null)) {
      // Of what it is called with, nothing is known: that it is called is.
      this.call(callee, positional(...lists));
      return UNKNOWN_VALUE;
    }
    const count = Math.min(CALLS_EACH, ...columns.map((column) => column?.length ?? 0));
    const results: Known[] = [];
    for (let i = 0; i < count; i++) {
      const row = columns.map((column) => column?.[i] ?? UNKNOWN_VALUE);
      const [only] = row;
      results.push(this.call(callee, spread ? positional(...(itemsOf(only) ?? row)) : positional(...row)));
    }
    return knownList(results);
  }
}

const sameKey = (left: Known, right: Known): boolean =>
  (left.kind === 'text' && right.kind === 'text' && left.text === right.text) ||
  (left.kind === 'number' && right.kind === 'number' && left.value === right.value);

/** An attribute by a text that may have dots. */
function attribute(value: Known, name: string | null): Known {
  if (name === null) return UNKNOWN_VALUE;
  return name.split('.', 16).reduce<Known>(attributeOf, value);
}

/** The last steps of a dotted name, behind a dot: by them methods of any module are looked up. */
const lastOf = (name: string, steps: number): string => `.${name.split('.').slice(-steps).join('.')}`;

const imported: Reach = (_, { items, named }) => {
  const module = textOfKnown(items[0] ?? named.get('name'));
  return module === null ? UNKNOWN_VALUE : moduleValue(module);
};

/** `__import__('a.b')` gives `a`, unless it was asked for names of it. */
const importedTop: Reach = (machine, args) => {
  const module = imported(machine, args);
  const from = args.items[3] ?? args.named.get('fromlist');
  const wantsInner = from?.kind === 'list' && from.items.length > 0;
  return module.kind === 'name' && !wantsInner ? moduleValue(module.module.split('.', 1)[0] ?? '') : module;
};

/** `os:system`, `os.system`: the last step is the name, the others the module. */
const located: Reach = (_, { items }) => {
  const path = textOfKnown(items[0]);
  if (path === null || path === '') return UNKNOWN_VALUE;
  const [module = '', inner] = path.split(':', 2);
  if (inner !== undefined) return inner === '' ? moduleValue(module) : { kind: 'name', module, name: inner };
  const dot = module.lastIndexOf('.');
  return dot < 0 ? moduleValue(module) : { kind: 'name', module: module.slice(0, dot), name: module.slice(dot + 1) };
};

const moduleAndName: Reach = (_, { items }) => {
  const [name, module] = [textOfKnown(items.at(-1)), textOfKnown(items.at(-2))];
  return name === null || module === null ? UNKNOWN_VALUE : { kind: 'name', module, name };
};

const getter =
  (what: 'attributes' | 'items' | 'method'): Reach =>
  (_, args) => ({ kind: 'getter', what, args });

const first: Reach = (_, { items }) => items[0] ?? UNKNOWN_VALUE;

const callFirst: Reach = (machine, { items, named }) => {
  const [callee = UNKNOWN_VALUE, ...rest] = items;
  return machine.call(callee, { items: rest, named });
};

/** A function and its arguments in a list: `start_new_thread(f, (a, b))`, `apply(f, args)`. */
const callWithList: Reach = (machine, { items, named }) => {
  const [callee = named.get('func') ?? UNKNOWN_VALUE, list, names] = items;
  const rest = itemsOf(list ?? named.get('args')) ?? [];
  return machine.call(callee, { items: rest, named: names?.kind === 'dict' ? namesOf(names.entries) : new Map() });
};

/** `Thread(None, f, name, args)` and `Thread(target=f, args=…)`: told when it is made, since it is made to be started. */
const thread: Reach = (machine, { items, named }) => {
  const target = named.get('target') ?? named.get('function') ?? items[1];
  const list = named.get('args') ?? items[3] ?? items[2];
  const names = named.get('kwargs') ?? items[4];
  if (target !== undefined)
    machine.call(target, {
      items: itemsOf(list) ?? [],
      named: names?.kind === 'dict' ? namesOf(names.entries) : new Map(),
    });
  return UNKNOWN_VALUE;
};

const reduced: Reach = (machine, { items }) => {
  const [callee = UNKNOWN_VALUE, list, start] = items;
  const values = itemsOf(list);
  if (values === null) return machine.call(callee, positional(list ?? UNKNOWN_VALUE));
  const [head, ...rest] = start === undefined ? values : [start, ...values];
  if (head === undefined) return UNKNOWN_VALUE;
  return rest.slice(0, CALLS_EACH).reduce<Known>((left, right) => machine.call(callee, positional(left, right)), head);
};

const mapped: Reach = (machine, { items: [callee = UNKNOWN_VALUE, ...lists] }) => machine.each(callee, lists);
const starmapped: Reach = (machine, { items: [callee = UNKNOWN_VALUE, list = UNKNOWN_VALUE] }) =>
  machine.each(callee, [list], true);
const accumulated: Reach = (machine, { items: [list = UNKNOWN_VALUE, callee] }) =>
  callee === undefined ? list : reduced(machine, positional(callee, list));

/** `max(xs, key=f)` and its like call `f` with each. */
const keyed: Reach = (machine, { items, named }) => {
  const key = named.get('key');
  if (key !== undefined) machine.each(key, items.length > 1 ? [knownList(items)] : items);
  return items[0] ?? UNKNOWN_VALUE;
};

/** What is made of a function and calls it in turn. */
const wrapped: Reach = (_, { items }) => ({ kind: 'bound', callee: items[0] ?? UNKNOWN_VALUE, args: positional() });
const partial: Reach = (_, { items: [callee = UNKNOWN_VALUE, ...rest], named }) => ({
  kind: 'bound',
  callee,
  args: { items: rest, named },
});

/** Methods of executors, pools and loops that call their argument; whatever the object is. */
const skipFirst: Reach = (machine, { items, named }) => callFirst(machine, { items: items.slice(1), named });

const CALLING_METHODS: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ['submit', callFirst],
  [
    'apply',
    (machine, args) => (args.items[1]?.kind === 'list' ? callWithList(machine, args) : callFirst(machine, args)),
  ],
  ['apply_async', callWithList],
  ['map', mapped],
  ['map_async', mapped],
  ['imap', mapped],
  ['imap_unordered', mapped],
  ['starmap', starmapped],
  ['pipe', callFirst],
  ['run_in_executor', skipFirst],
  ['call_soon', callFirst],
  ['call_soon_threadsafe', callFirst],
  ['call_later', skipFirst],
  ['callback', callFirst],
  ['runcall', callFirst],
  ['runfunc', callFirst],
  ['add_done_callback', (machine, { items }) => machine.call(items[0] ?? UNKNOWN_VALUE, positional(UNKNOWN_VALUE))],
  ['enter', (machine, { items }) => machine.call(items[2] ?? UNKNOWN_VALUE, positional(...(itemsOf(items[3]) ?? [])))],
]);

/** Functions that hand out or call others, by dotted name. */
const REACHING: ReadonlyMap<string, Reach> = new Map<string, Reach>([
  ['builtins.__import__', importedTop],
  ['importlib.__import__', importedTop],
  ['importlib.import_module', imported],
  ['importlib.reload', first],
  ['importlib._bootstrap._gcd_import', imported],
  ['_frozen_importlib._gcd_import', imported],
  ['test.support.import_helper.import_module', imported],
  ['cloudpickle.cloudpickle.subimport', imported],
  ['cloudpickle.subimport', imported],
  ['joblib.externals.cloudpickle.cloudpickle.subimport', imported],
  ['dill._dill._import_module', located],
  ['pkgutil.resolve_name', located],
  ['pydoc.locate', located],
  ['unittest.mock._importer', located],
  [
    'xmlrpc.client.resolve_dotted_attribute',
    (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1])),
  ],
  ['werkzeug.utils.import_string', located],
  ['django.utils.module_loading.import_string', located],
  ['numpy.core._ufunc_reconstruct', moduleAndName],
  ['numpy._core._ufunc_reconstruct', moduleAndName],
  ['pickle.Unpickler.find_class', moduleAndName],
  ['pickle._Unpickler.find_class', moduleAndName],
  ['_pickle.Unpickler.find_class', moduleAndName],
  ['builtins.getattr', (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['inspect.getattr_static', (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['dill._dill._get_attr', (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['pickle._getattribute', (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['builtins.object.__getattribute__', (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['builtins.type.__getattribute__', (_, { items }) => attribute(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['operator.attrgetter', getter('attributes')],
  ['_operator.attrgetter', getter('attributes')],
  ['operator.itemgetter', getter('items')],
  ['_operator.itemgetter', getter('items')],
  ['operator.methodcaller', getter('method')],
  ['_operator.methodcaller', getter('method')],
  ['operator.getitem', (machine, { items }) => machine.subscript(items[0] ?? UNKNOWN_VALUE, items[1] ?? UNKNOWN_VALUE)],
  [
    '_operator.getitem',
    (machine, { items }) => machine.subscript(items[0] ?? UNKNOWN_VALUE, items[1] ?? UNKNOWN_VALUE),
  ],
  ['operator.call', callFirst],
  ['_operator.call', callFirst],
  ['builtins.apply', callWithList],
  ['functools.partial', partial],
  ['_functools.partial', partial],
  ['functools.partialmethod', partial],
  ['types.MethodType', partial],
  ['types.BuiltinMethodType', partial],
  ['functools.reduce', reduced],
  ['_functools.reduce', reduced],
  ['builtins.reduce', reduced],
  ['builtins.map', mapped],
  ['itertools.imap', mapped],
  ['builtins.filter', mapped],
  ['itertools.starmap', starmapped],
  ['itertools.filterfalse', mapped],
  ['itertools.takewhile', mapped],
  ['itertools.dropwhile', mapped],
  ['itertools.accumulate', accumulated],
  [
    'itertools.groupby',
    (machine, { items: [list = UNKNOWN_VALUE, key], named }) =>
      machine.each(key ?? named.get('key') ?? UNKNOWN_VALUE, [list]),
  ],
  ['builtins.globals', (_, args) => ({ kind: 'made', by: 'builtins.globals', args })],
  ['builtins.locals', (_, args) => ({ kind: 'made', by: 'builtins.globals', args })],
  ['builtins.vars', (_, args) => ({ kind: 'made', by: 'builtins.vars', args })],
  ['builtins.max', keyed],
  ['builtins.min', keyed],
  ['builtins.sorted', keyed],
  ['builtins.next', (_, { items }) => itemsOf(items[0])?.[0] ?? UNKNOWN_VALUE],
  ['builtins.dict.fromkeys', (_, { items }) => items[0] ?? UNKNOWN_VALUE],
  [
    'builtins.dict',
    (_, { items, named }) =>
      items[0]?.kind === 'dict'
        ? items[0]
        : items.length > 0 && items[0]?.kind !== 'list'
          ? (items[0] ?? UNKNOWN_VALUE)
          : { kind: 'dict', entries: [...named].map(([name, item]) => [knownText(name), item] as const) },
  ],
  ['functools.lru_cache', first],
  ['functools.cache', first],
  ['functools.singledispatch', first],
  ['functools.cmp_to_key', wrapped],
  ['builtins.staticmethod', first],
  ['builtins.classmethod', first],
  ['numpy.vectorize', wrapped],
  ['numpy.frompyfunc', wrapped],
  [
    'numpy.fromfunction',
    (machine, { items: [callee = UNKNOWN_VALUE, ...rest] }) => machine.call(callee, positional(...rest)),
  ],
  [
    'numpy.apply_along_axis',
    (machine, { items: [callee = UNKNOWN_VALUE, , array = UNKNOWN_VALUE] }) =>
      machine.call(callee, positional(...(itemsOf(array) ?? [array]))),
  ],
  ['copyreg.__newobj__', callFirst],
  [
    'copyreg.__newobj_ex__',
    (machine, { items: [callee = UNKNOWN_VALUE, list, names] }) =>
      callWithList(machine, positional(callee, list ?? NONE_VALUE, names ?? NONE_VALUE)),
  ],
  ['threading.Thread', thread],
  ['threading.Timer', thread],
  ['multiprocessing.Process', thread],
  ['multiprocessing.context.Process', thread],
  ['multiprocessing.process.BaseProcess', thread],
  ['torch.multiprocessing.Process', thread],
  ['_thread.start_new_thread', callWithList],
  ['_thread.start_new', callWithList],
  ['_thread.start_joinable_thread', callFirst],
  ['atexit.register', callFirst],
  ['weakref.finalize', skipFirst],
  ['contextlib.ExitStack.callback', skipFirst],
  ['concurrent.futures.ThreadPoolExecutor.submit', skipFirst],
  ['concurrent.futures.thread.ThreadPoolExecutor.submit', skipFirst],
  ['concurrent.futures.ProcessPoolExecutor.submit', skipFirst],
  [
    'concurrent.futures._base.Executor.map',
    (machine, { items }) => mapped(machine, { items: items.slice(1), named: new Map() }),
  ],
  [
    'concurrent.futures.ThreadPoolExecutor.map',
    (machine, { items }) => mapped(machine, { items: items.slice(1), named: new Map() }),
  ],
  [
    'multiprocessing.pool.Pool.apply',
    (machine, { items }) => callWithList(machine, { items: items.slice(1), named: new Map() }),
  ],
  [
    'multiprocessing.pool.Pool.map',
    (machine, { items }) => mapped(machine, { items: items.slice(1), named: new Map() }),
  ],
  ['bdb.Bdb.runcall', skipFirst],
  ['cProfile.Profile.runcall', skipFirst],
  ['profile.Profile.runcall', skipFirst],
  ['trace.Trace.runfunc', skipFirst],
  ['pdb.runcall', callFirst],
  ['test.support.run_in_subinterp', first],
  ['asyncio.to_thread', callFirst],
]);

/** What the callee and the arguments of a call in a pickle are. Calls inside of them have facts of their own and are not told again. */
export function describedCall(
  machine: CallMachine,
  callee: Parameters<typeof knownOf>[0],
  args: Parameters<typeof knownOf>[0],
  withNames: boolean,
): { readonly callee: Known; readonly args: Arguments } {
  return machine.silently(() => {
    const called = (inner: Known, given: Arguments) => machine.call(inner, given);
    return { callee: knownOf(callee, called), args: argumentsOf(args, called, withNames) };
  });
}
