import { GLOBAL_USES, type GlobalFact, type GlobalUse, type UseCount } from '../../../../shared/domain/fact';
import type { SymbolicValue } from '../../../../shared/domain/symbol';
import type { CallDetail } from '../../entry-context';
import type { Value } from './values';
import * as V from './values';

/** Globals that the machine itself must understand to follow the bytes. */
export const ORDINARY = 0;
export const NUMPY_DTYPE = 1;
export const ARRAY_WRAPPER = 2;
/** `copyreg._reconstructor` and `__newobj__`: make an instance of their first argument. */
export const MAKES_FIRST_ARGUMENT = 3;
/** joblib before 0.10: an array in a file beside the pickle, read when the wrapper gets its state. */
export const NEIGHBOUR_WRAPPER = 4;
/** Makes NumPy 2’s dtype of texts of any length, whose elements are written as objects are. */
export const NUMPY_STRING_DTYPE = 5;
/** PyTorch's functions that put a tensor over a storage; looked into only where somebody asks for tensors. */
export const TENSOR_REBUILD = 6;
/** `_codecs.encode` and `bytes`: bytes below protocol 3 are their arguments, and needed to read them. */
export const KEEPS_ARGUMENTS = 7;
/** NumPy's `_reconstruct`: makes an empty array of the class that is its first argument. */
export const MAKES_ARRAY = 8;
/** `numpy.memmap`, which opens a file when it is called, and nothing as the class of an array: followed wherever it goes. */
export const ARRAY_CLASS = 9;
/** `object`, whose making runs nothing. */
export const OBJECT_CLASS = 10;

/** Positions in `GLOBAL_USES`. */
export const REBUILD = 0;
export const CALLED = 1;
export const STATE = 2;
export const ITEMS = 3;
export const STORAGE = 4;
/** Arrays of the followed class that are told apart; with more it counts as used elsewhere. */
const ARRAY_CLASSES = 100_000;
const USES = GLOBAL_USES.length;
/** Every use, as a mask of positions. */
export const EVERY_USE = 2 ** USES - 1;

const maskOf = (uses: readonly GlobalUse[]): number =>
  uses.reduce((mask, use) => mask | (1 << GLOBAL_USES.indexOf(use)), 0);

const SPECIAL: Readonly<Record<string, number>> = {
  'numpy dtype': NUMPY_DTYPE,
  'joblib.numpy_pickle NumpyArrayWrapper': ARRAY_WRAPPER,
  'sklearn.externals.joblib.numpy_pickle NumpyArrayWrapper': ARRAY_WRAPPER,
  'joblib.numpy_pickle NDArrayWrapper': NEIGHBOUR_WRAPPER,
  'joblib.numpy_pickle ZNDArrayWrapper': NEIGHBOUR_WRAPPER,
  'joblib.numpy_pickle_compat NDArrayWrapper': NEIGHBOUR_WRAPPER,
  'joblib.numpy_pickle_compat ZNDArrayWrapper': NEIGHBOUR_WRAPPER,
  'sklearn.externals.joblib.numpy_pickle NDArrayWrapper': NEIGHBOUR_WRAPPER,
  'sklearn.externals.joblib.numpy_pickle ZNDArrayWrapper': NEIGHBOUR_WRAPPER,
  'numpy._core._internal _convert_to_stringdtype_kwargs': NUMPY_STRING_DTYPE,
  'numpy.core._internal _convert_to_stringdtype_kwargs': NUMPY_STRING_DTYPE,
  'copyreg _reconstructor': MAKES_FIRST_ARGUMENT,
  'copyreg __newobj__': MAKES_FIRST_ARGUMENT,
  'copyreg __newobj_ex__': MAKES_FIRST_ARGUMENT,
  'torch._utils _rebuild_tensor': TENSOR_REBUILD,
  'torch._utils _rebuild_tensor_v2': TENSOR_REBUILD,
  'torch._utils _rebuild_tensor_v3': TENSOR_REBUILD,
  'torch._utils _rebuild_qtensor': TENSOR_REBUILD,
  '_codecs encode': KEEPS_ARGUMENTS,
  'numpy.core.multiarray _reconstruct': MAKES_ARRAY,
  'numpy._core.multiarray _reconstruct': MAKES_ARRAY,
  'numpy.core._internal _reconstruct': MAKES_ARRAY,
  'numpy._core._internal _reconstruct': MAKES_ARRAY,
  'numpy memmap': ARRAY_CLASS,
  'builtins object': OBJECT_CLASS,
  'builtins bytes': KEEPS_ARGUMENTS,
};

/** Names of functions that load what they are given: `pickle.loads`, `torch.storage._load_from_bytes`, `pandas.read_pickle`. */
const LOADS = /(?:^|\.)_?(?:loads?|load_from_bytes|loadb|unpickle|read_pickle|safe_loads?|decode|Unpickler|load_path)$/;

/** Classes of the `judged` column. */
export const JUDGED = 1;
export const DANGEROUS = 2;

/** One global as first met. Counts live in the table's columns. */
export interface GlobalRow {
  readonly module: string;
  readonly name: string;
  readonly writtenModule: string;
  readonly writtenName: string;
  readonly opcode: GlobalFact['opcode'];
  readonly dotted: boolean;
  readonly start: number;
  readonly end: number;
}

/** All globals of one entry, numbered from 0. Shared by the streams and nested pickles in it. */
export class GlobalTable {
  readonly rows: GlobalRow[] = [];
  imports = new Float64Array(64);
  /** Uses by global and position in `GLOBAL_USES`: how often, and the place of the first. */
  uses = new Float64Array(64 * USES);
  private firstStart = new Float64Array(64 * USES);
  private firstEnd = new Float64Array(64 * USES);
  /** Mask of the uses that are trusted, where the global is. */
  private covered = new Uint8Array(64);
  private uncoveredCalls = new Float64Array(64);
  /** The value of the one global that is followed wherever it goes, `numpy.memmap`; unset until it is imported. */
  followed: Value = V.UNSET;
  /** Times that it got on the stack again, from the memo or by DUP. */
  recalled = 0;
  /** The tuples and states that hold it as the class of an array: each took it from the stack once, however often it is used itself. */
  private arrayClasses = new Set<Value>();
  /** Calls that are still to be recorded whole. */
  detailLeft = new Float64Array(64);
  special = new Uint8Array(64);
  /** 0 for trusted globals; `JUDGED` or `DANGEROUS` where results keep their arguments. */
  judged = new Uint8Array(64);
  readers = new Uint8Array(64);
  /** 1 for globals that load serialised data: their arguments are looked into. */
  loads = new Uint8Array(64);
  readonly keep: (((args: SymbolicValue) => boolean) | null)[] = [];
  private readonly ids = new Map<string, number>();

  private readonly detail: CallDetail;
  private readonly limit: number;

  constructor(detail: CallDetail, limit: number) {
    this.detail = detail;
    this.limit = limit;
  }

  /** The number of a global, new or known; -1 when the table is full. */
  idOf(row: GlobalRow): number {
    const key = `${row.module}\0${row.name}\0${row.dotted ? 1 : 0}${row.opcode === 'EXT' ? 'E' : ''}`;
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.rows.length;
    if (id >= this.limit) return -1;
    if (id === this.imports.length) this.grow();
    this.ids.set(key, id);
    this.rows.push(row);
    const { judged, dangerous, calls, keep, covered, uncoveredCalls } = this.detail(row.module, row.name);
    this.keep.push(keep ?? null);
    this.covered[id] = covered === undefined ? EVERY_USE : maskOf(covered);
    this.uncoveredCalls[id] = uncoveredCalls ?? calls;
    this.judged[id] = dangerous ? DANGEROUS : judged ? JUDGED : 0;
    this.detailLeft[id] = calls;
    this.loads[id] = judged && LOADS.test(row.name) ? 1 : 0;
    this.special[id] = SPECIAL[`${row.module} ${row.name}`] ?? ORDINARY;
    if (this.special[id] === ARRAY_CLASS && row.opcode !== 'EXT') this.followed = V.globalValue(id);
    return id;
  }

  /** Counts a use. The first that nobody vouches for ends the trust: from then on calls and their results are kept as a stranger's are. */
  count(id: number, use: number, start: number, end: number): void {
    const at = id * USES + use;
    if (this.uses[at]++ > 0) return;
    this.firstStart[at] = start;
    this.firstEnd[at] = end;
    if (this.judged[id] !== 0 || ((this.covered[id] >> use) & 1) === 1) return;
    this.judged[id] = JUDGED;
    this.detailLeft[id] = this.uncoveredCalls[id];
  }

  /** How often a global was called or rebuilt so far. */
  callsOf(id: number): number {
    return this.uses[id * USES + REBUILD] + this.uses[id * USES + CALLED];
  }

  /** How a global was used so far. */
  usesOf(id: number): readonly UseCount[] {
    return GLOBAL_USES.flatMap((use, position) => {
      const at = id * USES + position;
      const count = this.uses[at];
      return count === 0 ? [] : [{ use, count, range: { start: this.firstStart[at], end: this.firstEnd[at] } }];
    });
  }

  /** `GlobalFact.onlyArrayClass`. */
  isOnlyArrayClass(id: number): boolean {
    return this.special[id] === ARRAY_CLASS && this.arrayClasses.size === this.imports[id] + this.recalled;
  }

  /** True where giving the global's objects state or items ends its trust. Items of a tensor are its numbers: those are left alone. */
  isWatched(id: number): boolean {
    const uncovered = ~this.covered[id];
    return (
      ((uncovered >> STATE) & 1) === 1 || (((uncovered >> ITEMS) & 1) === 1 && this.special[id] !== TENSOR_REBUILD)
    );
  }

  /** The followed global is the class of an array in this container. */
  seeArrayClass(container: Value): void {
    if (this.arrayClasses.size < ARRAY_CLASSES) this.arrayClasses.add(container);
  }

  /** An independent copy, for rehearsing another reading. */
  fork(): GlobalTable {
    const copy = new GlobalTable(this.detail, this.limit);
    for (const row of this.rows) copy.rows.push(row);
    for (const keep of this.keep) copy.keep.push(keep);
    for (const [key, id] of this.ids) copy.ids.set(key, id);
    copy.imports = this.imports.slice();
    copy.uses = this.uses.slice();
    copy.firstStart = this.firstStart.slice();
    copy.firstEnd = this.firstEnd.slice();
    copy.covered = this.covered.slice();
    copy.uncoveredCalls = this.uncoveredCalls.slice();
    copy.recalled = this.recalled;
    copy.followed = this.followed;
    copy.arrayClasses = new Set(this.arrayClasses);
    copy.detailLeft = this.detailLeft.slice();
    copy.special = this.special.slice();
    copy.judged = this.judged.slice();
    copy.readers = this.readers.slice();
    copy.loads = this.loads.slice();
    return copy;
  }

  private grow(): void {
    const size = this.imports.length * 2;
    const wider = <T extends Float64Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.imports = wider(this.imports, new Float64Array(size));
    this.uses = wider(this.uses, new Float64Array(size * USES));
    this.firstStart = wider(this.firstStart, new Float64Array(size * USES));
    this.firstEnd = wider(this.firstEnd, new Float64Array(size * USES));
    this.covered = wider(this.covered, new Uint8Array(size));
    this.uncoveredCalls = wider(this.uncoveredCalls, new Float64Array(size));
    this.detailLeft = wider(this.detailLeft, new Float64Array(size));
    this.special = wider(this.special, new Uint8Array(size));
    this.judged = wider(this.judged, new Uint8Array(size));
    this.readers = wider(this.readers, new Uint8Array(size));
    this.loads = wider(this.loads, new Uint8Array(size));
  }
}
