import { type EntryPath, formatEntryPath } from '../domain/artifact';
import type { Fact, Reader } from '../domain/fact';
import type { LoadingProgram } from '../domain/loader';
import type { FormatId } from '../formats';

/**
 * How a program answers persistent ids: not at all (`pickle.load`), as `torch.load` does for storages, or as its tar form does for
 * numbers.
 */
export type PersistentIds = 'none' | 'storages' | 'numbers';

/** A stretch of an entry that a program unpickles in one go. */
export interface Reach {
  readonly entryPath: EntryPath;
  readonly start: number;
  readonly end: number;
  /** Readers of the machine that this program is: it reaches what any of them reaches. */
  readonly readers: readonly Reader[];
  readonly persistentIds: PersistentIds;
  /** True for joblib, which reads arrays between the opcodes. */
  readonly arrays: boolean;
}

/** What a program reads of a file, in order, or why it reads nothing. */
export interface Reading {
  readonly reaches: readonly Reach[];
  /** Why nothing is read; empty when something is. */
  readonly why: string;
  /** What is left unread, as a sentence. */
  readonly unread: string;
  /** Where it fails after all that, although everything was read: nowhere for most. */
  readonly failsAfter: string;
}

/** What joblib.load unwraps (`joblib/numpy_pickle_utils.py`, `_COMPRESSORS`, and the `ZF` container, which is the member `zlib` too). */
const UNWRAPPED_BY_JOBLIB: ReadonlySet<string> = new Set(['zlib', 'gzip', 'bz2', 'lzma', 'xz', 'lz4']);

/** One pickle of an entry. */
interface Stream {
  readonly start: number;
  readonly end: number;
}

/** The facts of a file by what decides about reading: its pickles, and the marks of its form. */
export class FileLayout {
  readonly format: FormatId;
  readonly entries = new Map<string, EntryPath>();
  /** Facts by entry, in the order of the bytes. */
  private readonly byEntry = new Map<string, Fact[]>();
  private readonly streams = new Map<string, Stream[]>();
  private readonly children = new Map<string, EntryPath[]>();

  constructor(facts: readonly Fact[], format: FormatId) {
    this.format = format;
    for (const fact of facts) {
      const key = formatEntryPath(fact.entryPath);
      const own = this.byEntry.get(key);
      if (own === undefined) {
        this.byEntry.set(key, [fact]);
        this.entries.set(key, fact.entryPath);
      } else own.push(fact);
    }
    for (const [key, own] of this.byEntry) {
      own.sort((a, b) => a.range.start - b.range.start);
      this.streams.set(key, outerStreams(own));
    }
    for (const path of this.entries.values()) {
      if (path.length === 0) continue;
      const parent = formatEntryPath(path.slice(0, -1));
      const siblings = this.children.get(parent);
      if (siblings === undefined) this.children.set(parent, [path]);
      else siblings.push(path);
    }
  }

  /** The members of an entry of which something is known. */
  childrenOf(entryPath: EntryPath): readonly EntryPath[] {
    return this.children.get(formatEntryPath(entryPath)) ?? [];
  }

  /** The facts of an entry that begin at `start` or later, up to and with those that begin at `end`. */
  between(entryPath: EntryPath, start: number, end: number): readonly Fact[] {
    const own = this.factsOf(entryPath);
    return own.slice(lowerBound(own, start), lowerBound(own, end + 1));
  }

  factsOf(entryPath: EntryPath): readonly Fact[] {
    return this.byEntry.get(formatEntryPath(entryPath)) ?? [];
  }

  /** The pickles of an entry in order, without those that stand inside joblib’s arrays of objects. */
  streamsOf(entryPath: EntryPath): readonly Stream[] {
    return this.streams.get(formatEntryPath(entryPath)) ?? [];
  }

  /** The pickle that begins with the first byte of an entry. */
  firstOf(entryPath: EntryPath): Stream | null {
    const [first] = this.streamsOf(entryPath);
    return first !== undefined && first.start === 0 ? first : null;
  }

  has(kind: Fact['kind'], code: string): boolean {
    return this.factsOf([]).some((fact) => fact.kind === kind && 'code' in fact && fact.code === code);
  }
}

/** The index of the first fact that does not begin before the offset. */
function lowerBound(facts: readonly Fact[], offset: number): number {
  let low = 0;
  let high = facts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((facts[middle] as Fact).range.start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function outerStreams(facts: readonly Fact[]): Stream[] {
  const all = facts.flatMap((fact) => (fact.kind === 'stream' ? [fact.range] : []));
  all.sort((a, b) => a.start - b.start || b.end - a.end);
  const outer: Stream[] = [];
  for (const range of all) {
    const last = outer[outer.length - 1];
    if (last === undefined || range.start >= last.end) outer.push(range);
  }
  return outer;
}

const NOTHING = { reaches: [], unread: '', failsAfter: '' } as const;
const C_READERS: readonly Reader[] = ['c', 'cFile'];

/** What each program reads. Sources: CPython’s `Lib/pickle.py` and `Modules/_pickle.c`, joblib’s `numpy_pickle.load`, PyTorch’s `torch/serialization.py`. */
export function readingOf(program: LoadingProgram, layout: FileLayout): Reading {
  switch (program) {
    case 'pickleC':
      return plain(layout, C_READERS);
    case 'picklePython':
      return plain(layout, ['python']);
    case 'joblib':
      return joblib(layout);
    case 'torch':
    case 'torchWeightsOnly':
      return torch(layout);
  }
}

/** `pickle.load` reads one pickle from the first byte on, and knows nothing of what stands behind it. */
function plain(layout: FileLayout, readers: readonly Reader[]): Reading {
  const first = layout.firstOf([]);
  if (first === null) return { ...NOTHING, why: 'it begins with no pickle' };
  return one({ entryPath: [], ...rangeOf(first), readers, persistentIds: 'none', arrays: false }, layout);
}

/** joblib goes by the first bytes: a compressed wrapper is taken off once, anything else is given to its own Python unpickler. */
function joblib(layout: FileLayout): Reading {
  const wrapped = [...layout.entries.values()].find(
    (path) => path.length === 1 && UNWRAPPED_BY_JOBLIB.has(path[0] ?? '') && layout.firstOf(path) !== null,
  );
  const entryPath = layout.firstOf([]) !== null ? [] : layout.format === 'joblib' ? wrapped : undefined;
  const first = entryPath === undefined ? null : layout.firstOf(entryPath);
  if (entryPath === undefined || first === null) return { ...NOTHING, why: 'it is no pickle, plain or wrapped' };
  return one({ entryPath, ...rangeOf(first), readers: ['python'], persistentIds: 'none', arrays: true }, layout);
}

function torch(layout: FileLayout): Reading {
  const first = layout.firstOf([]);
  if (layout.format === 'torch-tar') return torchTar(layout);
  // `tarfile` is tried before pickles, and a member that is missing is an error that nobody catches.
  if (layout.format === 'tar')
    return { ...NOTHING, why: 'it is a tar archive without the members of PyTorch’s old form' };
  if (layout.format === 'torch-legacy') return torchLegacy(layout);
  if (first !== null) {
    const reach = {
      entryPath: [],
      ...rangeOf(first),
      readers: C_READERS,
      persistentIds: 'none',
      arrays: false,
    } as const;
    return {
      ...one(reach, layout),
      failsAfter: 'the pickle is not the magic number of PyTorch’s old form',
    };
  }
  if (layout.format !== 'torch') return { ...NOTHING, why: 'it is no archive of PyTorch and no pickle' };
  if (layout.has('oddity', 'prependedBytes'))
    return { ...NOTHING, why: 'bytes stand before the archive, which torch.load knows by its first four bytes' };
  if (layout.has('oddity', 'torchScript')) return { ...NOTHING, why: '' };
  const pickles = [...layout.entries.values()].filter(
    // PyTorch’s reader of archives does not mind the case of a name. ` (2)` is a second member of one name.
    (path) => path.length === 1 && /^[^/]+\/data\.pkl(?: \(\d{1,6}\))?$/i.test(path[0] ?? ''),
  );
  const reaches = pickles.flatMap((entryPath): Reach[] => {
    const stream = layout.firstOf(entryPath);
    return stream === null
      ? []
      : [{ entryPath, ...rangeOf(stream), readers: C_READERS, persistentIds: 'storages', arrays: false }];
  });
  if (reaches.length === 0) return { ...NOTHING, why: 'the archive holds no data.pkl' };
  const read = new Set(pickles.map(formatEntryPath));
  const others = [...layout.entries].some(([key, path]) => !read.has(key) && layout.streamsOf(path).length > 0);
  return { reaches, why: '', unread: others ? 'Only data.pkl is read of its pickles.' : '', failsAfter: '' };
}

/** Magic number, protocol version, system information, object, storage keys; only the object may ask for storages. */
function torchLegacy(layout: FileLayout): Reading {
  const reaches = layout.streamsOf([]).map(
    (stream, index): Reach => ({
      entryPath: [],
      ...rangeOf(stream),
      readers: C_READERS,
      persistentIds: index === 3 ? 'storages' : 'none',
      arrays: false,
    }),
  );
  return { reaches: reaches.slice(0, 5), why: '', unread: '', failsAfter: '' };
}

/** `storages` and `tensors` are series of pickles, read from files without a buffer; then comes the one in `pickle`. */
function torchTar(layout: FileLayout): Reading {
  const reaches = ['storages', 'tensors', 'pickle'].flatMap((name) => {
    const streams = layout.streamsOf([name]);
    return (name === 'pickle' ? streams.slice(0, 1) : streams).map(
      (stream): Reach => ({
        entryPath: [name],
        ...rangeOf(stream),
        readers: C_READERS,
        persistentIds: name === 'pickle' ? 'numbers' : 'none',
        arrays: false,
      }),
    );
  });
  return { reaches, why: '', unread: '', failsAfter: '' };
}

function one(reach: Reach, layout: FileLayout): Reading {
  const later = layout.streamsOf(reach.entryPath).length - 1;
  const unread =
    later <= 0
      ? ''
      : later === 1
        ? 'The second pickle is not read.'
        : `The ${later} pickles behind the first are not read.`;
  return { reaches: [reach], why: '', unread, failsAfter: '' };
}

const rangeOf = ({ start, end }: Stream) => ({ start, end });
