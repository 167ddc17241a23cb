import {
  type BytecodeVersion,
  disassemble,
  guessVersion,
  type Instruction,
  localIndexes,
  nameIndex,
  type VersionGuess,
} from './bytecode';
import { type CodeObject, codeTree, type PythonValue } from './code-object';

/** Names collected of one tree, and rounds over it: a module's imports are known to its functions only in the second. */
const NAMES = 10_000;
const ROUNDS = 2;
/** Names that are joined with each other where the instructions cannot be read. */
const JOINED = 44;

/**
 * Attributes that lead from any object to everything. Reported as attributes of `object` where it is not known what they are read from;
 * those that honest code reads every day (`__class__`, `__dict__`, `__init__`) are left out.
 */
const ESCAPES: ReadonlySet<string> = new Set([
  '__globals__',
  '__builtins__',
  '__subclasses__',
  '__import__',
  '__loader__',
  '__bases__',
]);

/**
 * What a tree of code objects imports, calls and reads by name, as dotted names: `os.system`, `subprocess.Popen`, `eval`. Followed as
 * far as is plain: imports and their aliases, attributes of them, `__import__`, `import_module`, `getattr` and `sys.modules` with constant
 * texts. Where the instructions do not fit any known version, every name is also joined with every other.
 */
export function codeNames(
  outer: CodeObject,
  guess: VersionGuess = guessVersion(outer),
  given: GivenModules = NOTHING_GIVEN,
): readonly string[] {
  const tree = codeTree(outer).codes;
  const names = new Set<string>();
  for (const version of guess.versions) {
    const scope = new Scope(given);
    for (let round = 0; round < ROUNDS; round++)
      for (const code of tree) new NameReader(code, version, scope, round === ROUNDS - 1 ? names : null).read();
  }
  if (!guess.fits) joinNames(tree, names);
  return [...names];
}

function joinNames(tree: readonly CodeObject[], into: Set<string>): void {
  const all = [...new Set(tree.flatMap((code) => code.names))].filter(
    (name) => !name.startsWith('__') || ESCAPES.has(name),
  );
  for (const name of all) into.add(name);
  const joined = all.length > JOINED ? all.slice(0, JOINED) : all;
  for (const module of joined)
    for (const attribute of joined) if (module !== attribute) into.add(`${module}.${attribute}`);
  // More than are joined: the bound on names that are judged then says that some were not.
  if (all.length > JOINED) for (const attribute of all) into.add(`${attribute}.*`);
}

/** Modules that code gets from outside of itself: a pickle puts them into the globals of its functions. */
export interface GivenModules {
  /** By the name of the global or attribute that holds them. */
  readonly byName: ReadonlyMap<string, ReadonlySet<string>>;
  /** Those of which it is not known what holds them: anything may. */
  readonly loose: readonly string[];
}

const NOTHING_GIVEN: GivenModules = { byName: new Map(), loose: [] };

/** What variables were seen to be bound to, over the whole tree: where code is bound to two things, both count. */
class Scope {
  readonly bound = new Map<string, Set<string>>();
  /** Modules whose every name was imported. */
  readonly stars = new Set<string>();
  readonly given: GivenModules;

  constructor(given: GivenModules) {
    this.given = given;
    for (const [name, modules] of given.byName) this.bound.set(name, new Set(modules));
  }

  bind(variable: string, item: Item | null): void {
    if (item === null || item.dotted.length === 0) return;
    const known = this.bound.get(variable) ?? new Set();
    for (const dotted of item.dotted) if (known.size < 16) known.add(dotted);
    if (known.size > 0) this.bound.set(variable, known);
  }
}

/** A value on the stack as far as it is known: names it may be, or a constant. Null: nothing is known. */
interface Item {
  readonly dotted: readonly string[];
  readonly constant: PythonValue | null;
  /** True once an attribute was read from it: the longer name then stands for it. */
  extended: boolean;
}

const named = (dotted: readonly string[]): Item => ({ dotted, constant: null, extended: false });
const constant = (value: PythonValue): Item => ({ dotted: [], constant: value, extended: false });
const textOf = (item: Item | null | undefined): string | null =>
  item?.constant?.kind === 'text' ? item.constant.text : null;

/** Follows the stack of one code object from its first instruction to its last, without following jumps. */
class NameReader {
  private stack: (Item | null)[] = [];
  private readonly uses: Item[] = [];
  private readonly code: CodeObject;
  private readonly version: BytecodeVersion;
  private readonly scope: Scope;
  private readonly names: Set<string> | null;

  constructor(code: CodeObject, version: BytecodeVersion, scope: Scope, names: Set<string> | null) {
    this.code = code;
    this.version = version;
    this.scope = scope;
    this.names = names;
  }

  read(): void {
    for (const instruction of disassemble(this.code.bytecode, this.version)) {
      this.step(instruction);
      if (this.stack.length > 10_000) this.stack = [];
    }
    const { names } = this;
    if (names === null) return;
    for (const { dotted, extended } of this.uses)
      if (!extended) for (const name of dotted) if (names.size < NAMES) names.add(name);
  }

  private push(item: Item | null): void {
    this.stack.push(item);
  }

  private pop(): Item | null {
    return this.stack.pop() ?? null;
  }

  private drop(count: number): (Item | null)[] {
    const kept = Math.min(count, this.stack.length);
    const dropped = this.stack.splice(this.stack.length - kept, kept);
    return [...new Array<null>(Math.min(count - kept, 255)).fill(null), ...dropped];
  }

  private use(dotted: readonly string[]): Item {
    const item = named(dotted);
    if (this.uses.length < 100_000) this.uses.push(item);
    return item;
  }

  /** A global or builtin by name, or what it was bound to. */
  private global(name: string): Item {
    const bound = this.scope.bound.get(name);
    const root = CUSTOMARY.get(name) ?? name;
    const stars = [...this.scope.stars].map((module) => `${module}.${name}`);
    return this.use([...(bound ?? [root]), ...stars]);
  }

  private local(name: string | undefined): Item | null {
    const bound = name === undefined ? undefined : this.scope.bound.get(name);
    return bound === undefined ? null : this.use([...bound]);
  }

  private attribute(base: Item | null, name: string): Item | null {
    if (base === null || base.dotted.length === 0) {
      if (ESCAPES.has(name)) this.use([`object.${name}`]);
      const { byName, loose } = this.scope.given;
      const modules = byName.get(name);
      const found = [...(modules ?? []), ...loose.map((module) => join(module, name))];
      return found.length === 0 ? null : this.use(found);
    }
    base.extended = true;
    return this.use(base.dotted.map((dotted) => join(dotted, name)));
  }

  /** What a call returns, where that is plain: a module, or an attribute by its name. */
  private called(callee: Item | null, args: readonly (Item | null)[]): Item | null {
    const name = callee?.dotted.find(
      (dotted) => MODULE_MAKERS.has(dotted) || dotted === 'getattr' || dotted === 'builtins.getattr',
    );
    if (name === undefined) return null;
    if (MODULE_MAKERS.has(name)) {
      const module = textOf(args[0]);
      if (module === null) return null;
      const whole = name.endsWith('import_module') || textsOf(args[3]).length > 0;
      return this.use([whole ? module : (module.split('.')[0] as string), ...(whole ? [] : [module])]);
    }
    const attribute = textOf(args[1]);
    return attribute === null ? null : this.attribute(args[0] ?? null, attribute);
  }

  private subscript(base: Item | null, key: Item | null): Item | null {
    const text = textOf(key);
    if (base === null || text === null) return null;
    const found = base.dotted.flatMap((dotted) => {
      if (dotted === 'sys.modules') return [text];
      if (dotted === 'builtins') return [`builtins.${text}`];
      return dotted.endsWith('.__dict__') ? [join(dotted.slice(0, -'.__dict__'.length), text)] : [];
    });
    if (found.length === 0) return null;
    base.extended = true;
    return this.use(found);
  }

  private import(name: string): void {
    const [level, from] = this.drop(2);
    const relative = level?.constant?.kind === 'number' && level.constant.text !== '0' ? '.' : '';
    const list = textsOf(from);
    const path = relative + name;
    // `import a.b` gives `a`; the imports behind it are still told.
    if (list.length > 0) this.push(this.use([path]));
    else {
      if (path.includes('.')) this.use([path]);
      this.push(this.use([relative === '' ? (name.split('.')[0] as string) : path]));
    }
  }

  private importStar(): void {
    const module = this.pop();
    for (const dotted of module?.dotted ?? []) {
      if (this.scope.stars.size < 16) this.scope.stars.add(dotted);
      this.use([`${dotted}.*`]);
    }
  }

  private step(instruction: Instruction): void {
    const { code, version } = this;
    const name = instruction.name.replace(/^INSTRUMENTED_/, '');
    const { argument } = instruction;
    const operandName = () => code.names[nameIndex(instruction, version)] ?? '?';
    const variables = () => localIndexes(instruction).map((index) => code.locals[index]);
    switch (name) {
      case 'LOAD_NAME':
      case 'LOAD_GLOBAL': {
        const withNull = name === 'LOAD_GLOBAL' && version.number >= 311 && (argument & 1) === 1;
        if (withNull && version.number < 313) this.push(null);
        this.push(this.global(operandName()));
        if (withNull && version.number >= 313) this.push(null);
        return;
      }
      case 'LOAD_FROM_DICT_OR_GLOBALS':
        this.pop();
        this.push(this.global(operandName()));
        return;
      case 'LOAD_CONST':
        this.push(constant(code.constants[argument] ?? { kind: 'unknown', what: '?' }));
        return;
      case 'LOAD_SMALL_INT':
        this.push(constant({ kind: 'number', text: String(argument) }));
        return;
      case 'RETURN_CONST':
      case 'LOAD_BUILD_CLASS':
      case 'LOAD_ASSERTION_ERROR':
      case 'LOAD_COMMON_CONSTANT':
      case 'LOAD_LOCALS':
      case 'PUSH_NULL':
        this.push(null);
        return;
      case 'LOAD_FROM_DICT_OR_DEREF':
        this.pop();
        this.push(this.local(code.cells[argument]));
        return;
      case 'LOAD_DEREF':
      case 'LOAD_CLASSDEREF':
        this.push(this.local(code.cells[argument]));
        return;
      case 'LOAD_CLOSURE':
        this.push(null);
        return;
      case 'STORE_FAST_LOAD_FAST': {
        const [stored, loaded] = variables();
        this.scope.bind(stored ?? '?', this.pop());
        this.push(this.local(loaded));
        return;
      }
      case 'STORE_FAST_STORE_FAST':
      case 'STORE_FAST':
        for (const variable of variables()) this.scope.bind(variable ?? '?', this.pop());
        return;
      case 'STORE_DEREF':
        this.scope.bind(code.cells[argument] ?? '?', this.pop());
        return;
      case 'STORE_NAME':
      case 'STORE_GLOBAL':
        this.scope.bind(operandName(), this.pop());
        return;
      case 'LOAD_ATTR': {
        const value = this.attribute(this.pop(), operandName());
        this.push(value);
        if (version.number >= 312 && (argument & 1) === 1) this.push(null);
        return;
      }
      case 'LOAD_METHOD': {
        const value = this.attribute(this.pop(), operandName());
        if (version.number >= 311) this.stack.push(null, value);
        else this.stack.push(value, null);
        return;
      }
      case 'LOAD_SUPER_ATTR':
        this.drop(3);
        this.push(null);
        if ((argument & 1) === 1) this.push(null);
        return;
      case 'IMPORT_NAME':
        this.import(operandName());
        return;
      case 'IMPORT_FROM':
        this.push(this.attribute(this.stack.at(-1) ?? null, operandName()));
        return;
      case 'IMPORT_STAR':
        this.importStar();
        return;
      case 'CALL_INTRINSIC_1':
        if (argument === IMPORT_STAR_INTRINSIC) this.importStar();
        else this.pop();
        this.push(null);
        return;
      case 'CALL_FUNCTION': {
        const args = this.drop(argument);
        this.push(this.called(this.pop(), args));
        return;
      }
      case 'CALL_METHOD': {
        const args = this.drop(argument);
        const [callee] = this.drop(2);
        this.push(this.called(callee ?? null, args));
        return;
      }
      case 'CALL_FUNCTION_KW': {
        this.pop();
        const args = this.drop(argument);
        this.push(this.called(this.pop(), args));
        return;
      }
      case 'CALL':
      case 'CALL_KW': {
        if (name === 'CALL_KW') this.pop();
        const args = this.drop(argument);
        const [first, second] = this.drop(2);
        this.push(this.called(first ?? second ?? null, args));
        return;
      }
      case 'BINARY_SUBSCR':
        this.binary((base, key) => this.subscript(base, key));
        return;
      case 'BINARY_OP':
        this.binary((left, right) =>
          argument === SUBSCRIPT ? this.subscript(left, right) : argument === 0 ? concatenated(left, right) : null,
        );
        return;
      case 'BINARY_ADD':
        this.binary(concatenated);
        return;
      case 'DUP_TOP':
        this.push(this.stack.at(-1) ?? null);
        return;
      case 'COPY':
        this.push(this.stack.at(-argument) ?? null);
        return;
      case 'ROT_TWO':
        this.rotate(2);
        return;
      case 'ROT_THREE':
        this.rotate(3);
        return;
      case 'ROT_FOUR':
        this.rotate(4);
        return;
      case 'ROT_N':
        this.rotate(argument);
        return;
      case 'SWAP':
        this.swap(argument);
        return;
      case 'MAKE_FUNCTION': {
        const flags = version.number >= 313 ? 0 : [1, 2, 4, 8].filter((bit) => (argument & bit) !== 0).length;
        this.drop((version.number >= 311 ? 1 : 2) + flags);
        this.push(null);
        return;
      }
    }
    if (/^LOAD_FAST/.test(name)) {
      for (const variable of variables()) this.push(this.local(variable));
      return;
    }
    const effect =
      EFFECTS.get(name) ?? (/^(?:BINARY|INPLACE)_/.test(name) ? [2, 1] : /^UNARY_/.test(name) ? [1, 1] : null);
    if (effect === null) this.stack = [];
    else {
      const [pops, pushes, each = 0] = effect;
      this.drop(Math.min(pops + each * argument, this.stack.length));
      for (let i = 0; i < pushes; i++) this.push(null);
    }
  }

  private binary(combine: (left: Item | null, right: Item | null) => Item | null): void {
    const right = this.pop();
    const left = this.pop();
    this.push(combine(left, right));
  }

  private rotate(count: number): void {
    if (count < 2 || count > this.stack.length) return;
    const top = this.pop();
    this.stack.splice(this.stack.length - count + 1, 0, top);
  }

  private swap(count: number): void {
    const at = this.stack.length - count;
    if (count < 2 || at < 0) return;
    const top = this.stack.length - 1;
    [this.stack[at], this.stack[top]] = [this.stack[top] ?? null, this.stack[at] ?? null];
  }
}

/** Globals that the code itself does not bind, under the names that they have everywhere. */
const CUSTOMARY: ReadonlyMap<string, string> = new Map([
  ['__builtins__', 'builtins'],
  ['np', 'numpy'],
  ['pd', 'pandas'],
  ['tf', 'tensorflow'],
]);

const MODULE_MAKERS: ReadonlySet<string> = new Set([
  '__import__',
  'builtins.__import__',
  'importlib.import_module',
  'importlib.__import__',
]);
/** Operand of CALL_INTRINSIC_1 that imports everything of a module. */
const IMPORT_STAR_INTRINSIC = 2;
/** Operand of BINARY_OP for a subscript, from 3.14 on. */
const SUBSCRIPT = 26;

/** `pops, pushes, pops per argument` of instructions that make nothing with a name. Instructions that are not here make the stack unknown. */
const EFFECTS: ReadonlyMap<string, readonly [pops: number, pushes: number, each?: number]> = new Map([
  ['NOP', [0, 0]],
  ['RESUME', [0, 0]],
  ['CACHE', [0, 0]],
  ['PRECALL', [0, 0]],
  ['KW_NAMES', [0, 0]],
  ['MAKE_CELL', [0, 0]],
  ['COPY_FREE_VARS', [0, 0]],
  ['NOT_TAKEN', [0, 0]],
  ['POP_BLOCK', [0, 0]],
  ['SETUP_FINALLY', [0, 0]],
  ['SETUP_EXCEPT', [0, 0]],
  ['SETUP_LOOP', [0, 0]],
  ['SETUP_ANNOTATIONS', [0, 0]],
  ['DELETE_NAME', [0, 0]],
  ['DELETE_GLOBAL', [0, 0]],
  ['DELETE_FAST', [0, 0]],
  ['DELETE_DEREF', [0, 0]],
  ['POP_TOP', [1, 0]],
  ['DELETE_ATTR', [1, 0]],
  ['STORE_ATTR', [2, 0]],
  ['DELETE_SUBSCR', [2, 0]],
  ['STORE_SUBSCR', [3, 0]],
  ['COMPARE_OP', [2, 1]],
  ['IS_OP', [2, 1]],
  ['CONTAINS_OP', [2, 1]],
  ['TO_BOOL', [1, 1]],
  ['GET_ITER', [1, 1]],
  ['GET_YIELD_FROM_ITER', [1, 1]],
  ['CONVERT_VALUE', [1, 1]],
  ['FORMAT_SIMPLE', [1, 1]],
  ['FORMAT_WITH_SPEC', [2, 1]],
  ['LIST_APPEND', [1, 0]],
  ['SET_ADD', [1, 0]],
  ['LIST_EXTEND', [1, 0]],
  ['SET_UPDATE', [1, 0]],
  ['DICT_UPDATE', [1, 0]],
  ['DICT_MERGE', [1, 0]],
  ['MAP_ADD', [2, 0]],
  ['LIST_TO_TUPLE', [1, 1]],
  ['BUILD_TUPLE', [0, 1, 1]],
  ['BUILD_LIST', [0, 1, 1]],
  ['BUILD_SET', [0, 1, 1]],
  ['BUILD_STRING', [0, 1, 1]],
  ['BUILD_SLICE', [0, 1, 1]],
  ['BUILD_MAP', [0, 1, 2]],
  ['BUILD_CONST_KEY_MAP', [1, 1, 1]],
  ['SET_FUNCTION_ATTRIBUTE', [2, 1]],
  ['POP_JUMP_IF_TRUE', [1, 0]],
  ['POP_JUMP_IF_FALSE', [1, 0]],
  ['POP_JUMP_IF_NONE', [1, 0]],
  ['POP_JUMP_IF_NOT_NONE', [1, 0]],
  ['POP_JUMP_FORWARD_IF_TRUE', [1, 0]],
  ['POP_JUMP_FORWARD_IF_FALSE', [1, 0]],
  ['POP_JUMP_FORWARD_IF_NONE', [1, 0]],
  ['POP_JUMP_FORWARD_IF_NOT_NONE', [1, 0]],
  ['JUMP_IF_TRUE_OR_POP', [1, 0]],
  ['JUMP_IF_FALSE_OR_POP', [1, 0]],
]);

function textsOf(item: Item | null | undefined): readonly string[] {
  const value = item?.constant;
  if (value == null || (value.kind !== 'tuple' && value.kind !== 'list')) return [];
  return value.items.flatMap((one) => (one.kind === 'text' ? [one.text] : []));
}

function concatenated(left: Item | null, right: Item | null): Item | null {
  const [first, second] = [textOf(left), textOf(right)];
  return first === null || second === null || first.length + second.length > 1000
    ? null
    : constant({ kind: 'text', text: first + second });
}

/** Longer chains are cut: a loop of attributes must not build a text without end. */
const join = (dotted: string, name: string): string => (dotted.length > 500 ? dotted : `${dotted}.${name}`);
