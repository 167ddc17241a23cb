import {
  type Arguments,
  argumentsOf,
  attributeByText,
  attributeOf,
  dottedName,
  itemsOf,
  type Known,
  knownList,
  knownOf,
  moduleValue,
  positional,
  textOfKnown,
  UNKNOWN_VALUE,
} from './known';
import { CALLING_METHODS, REACHING } from './reaching-functions';
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
    if (method === '__getattribute__' || method === '__getattr__') return attributeByText(first, textOfKnown(rest[0]));
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
      return this.call(attributeByText(target, textOfKnown(first)), { items: rest, named: getter.args.named });
    const values = getter.args.items.map((key) =>
      getter.what === 'items' ? this.subscript(target, key) : attributeByText(target, textOfKnown(key)),
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

/** The last steps of a dotted name, behind a dot: by them methods of any module are looked up. */
const lastOf = (name: string, steps: number): string => `.${name.split('.').slice(-steps).join('.')}`;

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
