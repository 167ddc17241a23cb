import type { CallMachine } from './call-machine';
import {
  type Arguments,
  attributeByText,
  itemsOf,
  type Known,
  knownList,
  knownText,
  moduleValue,
  NONE_VALUE,
  namesOf,
  positional,
  textOfKnown,
  UNKNOWN_VALUE,
} from './known';

/** What a function does that hands out or calls others: it asks the machine for the calls, and gives its result. */
export type Reach = (machine: CallMachine, args: Arguments) => Known;

/** Items over which `reduce` is followed. */
const REDUCED_ITEMS = 64;

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
  return rest
    .slice(0, REDUCED_ITEMS)
    .reduce<Known>((left, right) => machine.call(callee, positional(left, right)), head);
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

export const CALLING_METHODS: ReadonlyMap<string, Reach> = new Map<string, Reach>([
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
export const REACHING: ReadonlyMap<string, Reach> = new Map<string, Reach>([
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
    (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1])),
  ],
  ['werkzeug.utils.import_string', located],
  ['django.utils.module_loading.import_string', located],
  ['numpy.core._ufunc_reconstruct', moduleAndName],
  ['numpy._core._ufunc_reconstruct', moduleAndName],
  ['pickle.Unpickler.find_class', moduleAndName],
  ['pickle._Unpickler.find_class', moduleAndName],
  ['_pickle.Unpickler.find_class', moduleAndName],
  ['builtins.getattr', (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['inspect.getattr_static', (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['dill._dill._get_attr', (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  ['pickle._getattribute', (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1]))],
  [
    'builtins.object.__getattribute__',
    (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1])),
  ],
  [
    'builtins.type.__getattribute__',
    (_, { items }) => attributeByText(items[0] ?? UNKNOWN_VALUE, textOfKnown(items[1])),
  ],
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
