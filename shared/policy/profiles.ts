import type { ProfileId } from './project-policy';

/** A profile: which of the names that the built-in rows trust a project's files may contain. */
export interface Profile {
  readonly id: ProfileId;
  readonly title: string;
  /** What it admits, for people. */
  readonly admits: string;
  /** Libraries whose trusted names are admitted, as the rows are labelled; null for all there are. */
  readonly libraries: readonly string[] | null;
}

/** THE profiles, least trusting first: each admits what `DATA_NAMES` lists, and beside that the trusted names of its libraries. */
export const PROFILES: readonly Profile[] = [
  {
    id: 'data-only',
    title: 'Data only',
    admits:
      'Plain Python containers, numbers, texts and dates, and NumPy arrays; no other class and no other function.',
    libraries: [],
  },
  {
    id: 'scikit-learn',
    title: 'scikit-learn',
    admits: 'Data, and the trusted names of Python, NumPy, SciPy, pandas, joblib and scikit-learn.',
    libraries: ['Python', 'NumPy', 'SciPy', 'pandas', 'joblib', 'scikit-learn', 'skops'],
  },
  {
    id: 'pytorch',
    title: 'PyTorch',
    admits: 'Data, and the trusted names of Python, NumPy, PyTorch and torchvision, TorchScript among them.',
    libraries: ['Python', 'NumPy', 'PyTorch', 'torchvision', 'TorchScript', 'TorchScript type', 'TorchServe'],
  },
  {
    id: 'everything-known',
    title: 'Everything known',
    admits: 'Every name that the built-in rows trust, whichever library it belongs to.',
    libraries: null,
  },
];

/**
 * What plain data is made of in a pickle. Every name here is trusted by the built-in rows (a test holds it): a profile admits, it never
 * vouches.
 */
const DATA: readonly (readonly [module: string, names: readonly string[]])[] = [
  [
    'builtins',
    [
      'Ellipsis',
      'NotImplemented',
      'bool',
      'bytearray',
      'bytes',
      'complex',
      'dict',
      'float',
      'frozenset',
      'int',
      'list',
      'object',
      'range',
      'set',
      'slice',
      'str',
      'tuple',
    ],
  ],
  ['_codecs', ['encode']],
  ['array', ['array', '_array_reconstructor']],
  ['collections', ['Counter', 'OrderedDict', 'defaultdict', 'deque']],
  ['copyreg', ['_reconstructor']],
  ['datetime', ['date', 'datetime', 'time', 'timedelta', 'timezone']],
  ['decimal', ['Decimal']],
  ['fractions', ['Fraction']],
  ['uuid', ['SafeUUID', 'UUID']],
  ['numpy', ['dtype', 'ndarray']],
  ['numpy.core.multiarray', ['_reconstruct', 'scalar']],
  ['numpy._core.multiarray', ['_reconstruct', 'scalar']],
  ['numpy.core.numeric', ['_frombuffer']],
  ['numpy._core.numeric', ['_frombuffer']],
  ['joblib.numpy_pickle', ['NDArrayWrapper', 'NumpyArrayWrapper', 'ZNDArrayWrapper']],
  ['sklearn.externals.joblib.numpy_pickle', ['NumpyArrayWrapper']],
];

/** The names of `DATA` as pairs. */
export const DATA_NAMES: readonly (readonly [module: string, name: string])[] = DATA.flatMap(([module, names]) =>
  names.map((name) => [module, name] as const),
);

const IS_DATA: ReadonlySet<string> = new Set(DATA_NAMES.map(([module, name]) => `${module}\0${name}`));

/** The profile of an id. */
export function profileOf(id: ProfileId): Profile {
  return PROFILES.find((profile) => profile.id === id) as Profile;
}

/** True when a profile admits a name that the built-in rows trust as part of `library`. */
export function admits(id: ProfileId, module: string, name: string, library: string): boolean {
  const { libraries } = profileOf(id);
  return libraries === null || libraries.includes(library) || IS_DATA.has(`${module}\0${name}`);
}
