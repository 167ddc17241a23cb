import type { ByteRange, EntryPath, Place } from './artifact';
import type { IndicatorSource, IndicatorType, SecretKind } from './indicator';
import type { SymbolicValue } from './symbol';

/**
 * A program that reads pickles. They disagree on damaged and crafted streams, so a fact says which of them get as far as it.
 * - `c`: CPython's `_pickle.Unpickler` over bytes or a buffered file (`pickle.load`, `torch.load`)
 * - `cFile`: the same over an unbuffered file, where an argument that leaves its frame makes it drop the rest of the frame
 * - `python`: CPython's `pickle._Unpickler` (`joblib.load`, dill)
 * - `pickletools`: `pickletools.genops`, which scanners build on; it runs nothing
 */
export type Reader = 'c' | 'cFile' | 'python' | 'pickletools';

/** The readers that run what they read; `pickletools` only lists it. */
export const LOADERS = ['c', 'cFile', 'python'] as const satisfies readonly Reader[];

/** How a pickle asks for a call. */
export type CallOpcode =
  | 'REDUCE'
  | 'NEWOBJ'
  | 'NEWOBJ_EX'
  | 'OBJ'
  | 'INST'
  | 'BUILD'
  | 'APPEND'
  | 'APPENDS'
  | 'ADDITEMS'
  | 'SETITEM'
  | 'SETITEMS';

/**
 * What a stream does with a global beside importing it.
 * - `rebuild`: an empty object is made by its `__new__`: NEWOBJ, NEWOBJ_EX, and `copyreg._reconstructor` and `__newobj__`, which are given it
 * - `call`: it is called: REDUCE, OBJ, INST
 * - `state`: what it made is given state: BUILD
 * - `items`: what it made is given items: APPEND, APPENDS, SETITEM, SETITEMS, ADDITEMS
 * - `storage`: it is named in a persistent id, as the types of storages are in files of PyTorch, which may call it
 */
export const GLOBAL_USES = ['rebuild', 'call', 'state', 'items', 'storage'] as const;
export type GlobalUse = (typeof GLOBAL_USES)[number];

/** The use that an opcode makes of its callee, or of the class of the object that it changes. */
export const USE_OF_OPCODE: Readonly<Record<CallOpcode, GlobalUse>> = {
  REDUCE: 'call',
  OBJ: 'call',
  INST: 'call',
  NEWOBJ: 'rebuild',
  NEWOBJ_EX: 'rebuild',
  BUILD: 'state',
  APPEND: 'items',
  APPENDS: 'items',
  ADDITEMS: 'items',
  SETITEM: 'items',
  SETITEMS: 'items',
};

/** One use of a global in an entry: how often, and where first. */
export interface UseCount {
  readonly use: GlobalUse;
  readonly count: number;
  readonly range: ByteRange;
}

/** A module and qualified name that a stream imports; one fact per name and entry, with counts. The range is its first place. */
export interface GlobalFact extends Place {
  readonly kind: 'global';
  /** After CPython's Python 2 renaming where the stream's protocol asks for it (`__builtin__` → `builtins`). */
  readonly module: string;
  readonly name: string;
  /** As written in the file. */
  readonly writtenModule: string;
  readonly writtenName: string;
  readonly opcode: 'GLOBAL' | 'STACK_GLOBAL' | 'INST' | 'EXT';
  /** True where a protocol ≥ 4 stream makes the unpickler walk the name over its dots. */
  readonly dotted: boolean;
  readonly imports: number;
  /** Calls of both kinds: `rebuild` and `call`. */
  readonly calls: number;
  readonly builds: number;
  /** What the stream does with it, exactly counted; in the order of `GLOBAL_USES`, without those that do not occur. */
  readonly uses: readonly UseCount[];
  /**
   * True when it is `numpy.memmap` and every time it gets on the stack it ends as the class of an array: the `subclass` of a joblib
   * wrapper or the first argument of NumPy's `_reconstruct`, which open no file.
   */
  readonly onlyArrayClass: boolean;
  readonly readers: readonly Reader[];
}

/** A call that loading would make. Identical trusted calls are counted in `GlobalFact.calls`; the first few are kept whole. */
export interface CallFact extends Place {
  readonly kind: 'call';
  readonly via: CallOpcode;
  readonly callee: SymbolicValue;
  readonly arguments: SymbolicValue;
  readonly readers: readonly Reader[];
  /** What the call loads, when that is a literal of the stream: its name as a member of this entry, if it was recognised. */
  readonly payload?: string;
}

/** A global whose module or name is not a text the file shows: computed, overwritten, or longer than is kept. */
export interface UnresolvedGlobalFact extends Place {
  readonly kind: 'unresolvedGlobal';
  readonly module: SymbolicValue;
  readonly name: SymbolicValue;
  readonly readers: readonly Reader[];
}

/** EXT1/EXT2/EXT4: a number that the loading program's `copyreg` registry turns into a global. */
export interface ExtensionFact extends Place {
  readonly kind: 'extension';
  readonly code: number;
  readonly readers: readonly Reader[];
}

/** PERSID/BINPERSID: an id that the loading program's `persistent_load` resolves. */
export interface PersistentIdFact extends Place {
  readonly kind: 'persistentId';
  readonly id: SymbolicValue;
  readonly count: number;
}

/** What is wrong with the bytes. Closed: rules and texts are keyed by it. */
export type MalformedCode =
  | 'invalidOpcode'
  | 'truncated'
  | 'missingStop'
  | 'stackUnderflow'
  | 'markMissing'
  | 'memoMissing'
  | 'unsupportedProtocol'
  | 'badArgument'
  | 'frameTooLong'
  | 'frameStraddled'
  | 'frameOverlap'
  | 'arrayUnreadable'
  | 'archiveDirectory'
  | 'entryUnreadable'
  | 'entryEncrypted'
  | 'inflateFailed'
  | 'checksumMismatch'
  | 'headerInvalid'
  | 'headerExpression'
  | 'rangeHole'
  | 'rangeOverlap'
  | 'invalidDocument'
  | 'badMessage'
  | 'badTable';

/** Damage or a lie in the file: kept with its place; what was read before it stands. `stops` are the readers that give up here. */
export interface MalformedFact extends Place {
  readonly kind: 'malformed';
  readonly code: MalformedCode;
  readonly detail: string;
  readonly stops: readonly Reader[];
}

/** Something odd that loads all the same and that honest writers do not write. */
export type OddityCode =
  | 'trailingBytes'
  | 'severalStreams'
  | 'stackLeftOver'
  | 'nonCanonicalInteger'
  | 'paddingNotFilled'
  | 'frameBeyondArray'
  | 'duplicateMember'
  | 'localHeaderDiffers'
  | 'hiddenMember'
  | 'prependedBytes'
  | 'appendedBytes'
  | 'flagBits'
  | 'unsafeMemberName'
  | 'polyglot'
  | 'alternateReading'
  | 'torchScript'
  | 'outOfBandBuffer'
  | 'duplicateKey'
  | 'reservedKey'
  | 'headerTooLong'
  | 'headerPadding'
  | 'loaderContradiction'
  | 'unexpectedPickle'
  | 'templateEscape'
  | 'externalStorage'
  | 'templateContext'
  | 'templateImport'
  | 'executable'
  | 'disguisedExecutable'
  | 'documentType'
  | 'entityDeclaration'
  | 'unboundPromise'
  | 'codeTag'
  | 'environmentRead'
  | 'repeatedField'
  | 'foreignCode';

export interface OddityFact extends Place {
  readonly kind: 'oddity';
  readonly code: OddityCode;
  readonly detail: string;
}

/** The inspector stopped at a bound of its own. What lies behind it is a coverage gap. */
export interface LimitFact extends Place {
  readonly kind: 'limitReached';
  readonly limit: string;
  readonly detail: string;
}

/** A raw array or tensor inside the file, explained by dtype and shape. */
export interface ArrayFact extends Place {
  readonly kind: 'array';
  /** As the file names it; null where it has no name. */
  readonly name: string | null;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly order: 'C' | 'F';
}

/**
 * What is odd about a member by its container alone. Closed: the window has words for each.
 * - `headersDiffer`: the directory and the header before the data disagree
 * - `hidden`: no directory lists it
 * - `duplicate`: a member before it has its name, or the same but for capitals
 * - `unsafeName`: it would be written outside the folder it is extracted to
 */
export type MemberFlag = 'encrypted' | 'link' | 'duplicate' | 'hidden' | 'unsafeName' | 'headersDiffer' | 'flagBits';

/** A member of a container. `range` is its stored data inside the parent entry. */
export interface EntryFact extends Place {
  readonly kind: 'entry';
  /** The member's own path; `entryPath` is its parent's. */
  readonly path: EntryPath;
  readonly format: string;
  readonly method: string;
  readonly storedBytes: number;
  readonly inflatedBytes: number;
  readonly flags: readonly MemberFlag[];
  /** Where a link leads, as written. */
  readonly linkTo?: string;
}

/** One stream of opcodes from its first byte to behind STOP (or to where it broke off). */
export interface StreamFact extends Place {
  readonly kind: 'stream';
  readonly index: number;
  readonly opcodes: number;
  readonly highestProto: number;
  readonly complete: boolean;
}

/** The opcodes that a pickle which `torch.load` reads is made of, each with its first place: what `weights_only` depends on. */
export interface OpcodeSetFact extends Place {
  readonly kind: 'opcodeSet';
  readonly first: readonly { readonly opcode: string; readonly offset: number }[];
}

/** A key and a value for the Overview: framework, class, byte order, tensors. */
export interface MetadataFact extends Place {
  readonly kind: 'metadata';
  readonly key: string;
  readonly value: string;
}

/** A program that takes names of classes and functions from a configuration and imports, makes or calls them. */
export type ConfigurationLoader =
  | 'Keras'
  | 'Hydra'
  | 'skops'
  | 'jsonpickle'
  | 'Diffusers'
  | 'MLflow'
  | 'Transformers'
  | 'TorchServe'
  | 'PyYAML'
  | 'TensorFlow';

/** A class or function that a configuration in the file asks its loader for: Keras’ `class_name`, Hydra’s `_target_`, skops’ `__class__` … */
export interface NamedObjectFact extends Place {
  readonly kind: 'namedObject';
  readonly loader: ConfigurationLoader;
  readonly module: string;
  readonly name: string;
  /** True when the loader calls it or makes an instance of it; false when it only imports it. */
  readonly called: boolean;
  /** What it would be called with, as text, bounded; empty for nothing or not known. */
  readonly arguments: string;
}

/** A family of graph operations with a table of its own in `shared/rules/policy/operations.ts`. */
export type OperationFamily = 'TensorFlow' | 'ONNX' | 'TFLite' | 'TorchScript' | 'CoreML' | 'Paddle' | 'OpenVINO';

/** An operation that a model’s graph or script runs; one fact per name, domain and entry, with a count. The range is its first place. */
export interface OperationFact extends Place {
  readonly kind: 'operation';
  readonly family: OperationFamily;
  /** The operator set or namespace; empty for the family’s own. */
  readonly domain: string;
  readonly name: string;
  readonly count: number;
  /** What tells its effect, such as a constant path; empty for nothing. */
  readonly detail: string;
}

/** Something outside the file that its loader would follow: another file, an address, a native library. */
export interface ReferenceFact extends Place {
  readonly kind: 'reference';
  readonly to: 'file' | 'address' | 'library';
  /** As written in the file. */
  readonly target: string;
  /** True for a path that leaves the folder of the file: absolute, upward, a drive, a home or another computer. */
  readonly leavesFolder: boolean;
  /** Who follows it and what for: `external data of initializer w`. */
  readonly purpose: string;
}

export type CodeLanguage = 'python' | 'bytecode' | 'torchscript' | 'jinja' | 'pickle' | 'r';

/** Code that the file carries, made readable for the Code view. Never run, only decoded. */
export interface CodeFact extends Place {
  readonly kind: 'code';
  readonly language: CodeLanguage;
  readonly title: string;
  /** Source, listing or template; bounded, `truncated` says so. */
  readonly text: string;
  readonly truncated: boolean;
  /** When it runs: while the file is loaded, when the model is used, or only if somebody asks for it. */
  readonly runs: 'loading' | 'using' | 'onRequest';
  /** What the code imports, calls and reads by name, as dotted names where they are plain: what rules judge. Bounded. */
  readonly names: readonly string[];
  /** Everything that the code can reach, where it was followed to the end: what tells ordinary code. Missing where nobody looked. */
  readonly inventory?: CodeInventory;
}

/** What a piece of Python, with everything nested in it, reads, writes, imports and defines. Names are exact, paths dotted. */
export interface CodeInventory {
  /** Why it was not understood to the end; empty when it was. The lists are then not to be relied on. */
  readonly doubt: string;
  /** Functions, classes and modules among it. */
  readonly functions: number;
  /** Modules that it imports. */
  readonly imports: readonly string[];
  /** Names of the module that imports bind, and to what. */
  readonly bindings: readonly (readonly [name: string, path: string])[];
  /** Other names of the module and of its classes. */
  readonly definitions: readonly string[];
  /** Global names that are read, with the attributes that are read of them at once. */
  readonly globals: readonly string[];
  /** The same from imports inside of functions. */
  readonly imported: readonly string[];
  /** Attributes read of anything else, and written to anything. */
  readonly attributes: readonly string[];
  readonly stores: readonly string[];
  /** Attributes read of `super()`. */
  readonly superAttributes: readonly string[];
  /** Constant texts that are formatted by their own method. */
  readonly formats: readonly string[];
  /** Names of arguments in calls; `**` for names that are not told. */
  readonly keywords: readonly string[];
  /** Variables and arguments. */
  readonly locals: readonly string[];
  /** Bases of its classes, as global paths. */
  readonly bases: readonly string[];
  /** What is called while the code is loaded, as global paths; `?` for anything else. */
  readonly loadCalls: readonly string[];
}

/** What a pickle gives to the functions and classes that it makes by the helpers of dill and cloudpickle; one fact an entry. */
export interface FunctionPickleFact extends Place {
  readonly kind: 'functionPickle';
  /** Why the entry is not put together as these libraries do it; empty when it is. The lists are then not to be relied on. */
  readonly doubt: string;
  /** The helpers whose calls were all understood, and how many there were. */
  readonly helpers: readonly { readonly module: string; readonly name: string; readonly calls: number }[];
  /** Modules that it imports for them. */
  readonly modules: readonly string[];
  /** Names among the globals of functions that stand for modules, and those modules. */
  readonly bindings: readonly (readonly [name: string, module: string])[];
  /** All names among the globals of functions. */
  readonly globals: readonly string[];
  /** Attributes of its classes and functions. */
  readonly attributes: readonly string[];
  /** Attributes of the objects of its classes. */
  readonly states: readonly string[];
  /** Classes that its classes build upon, as dotted names. */
  readonly bases: readonly string[];
  /** Globals that the stream hands on as values instead of calling them, as dotted names. */
  readonly handed: readonly string[];
}

/**
 * An address, path, command or secret in a text of the file; one fact per type and value of an artifact, with a count. The range is that of
 * its first place: the bytes of the value itself, or what holds it where it is written in another form.
 */
export interface IndicatorFact extends Place {
  readonly kind: 'indicator';
  readonly type: IndicatorType;
  /** What a secret opens; null for every other type. */
  readonly secret: SecretKind | null;
  /** As written, at most some thousand characters. Secrets are masked, here and inside other values: their bytes are at the place. */
  readonly value: string;
  readonly source: IndicatorSource;
  readonly count: number;
}

/** What the file says. Never an opinion: opinions are findings. */
export type Fact =
  | GlobalFact
  | CallFact
  | UnresolvedGlobalFact
  | ExtensionFact
  | PersistentIdFact
  | MalformedFact
  | OddityFact
  | LimitFact
  | ArrayFact
  | EntryFact
  | StreamFact
  | MetadataFact
  | NamedObjectFact
  | OperationFact
  | ReferenceFact
  | CodeFact
  | FunctionPickleFact
  | OpcodeSetFact
  | IndicatorFact;

export type FactKind = Fact['kind'];
