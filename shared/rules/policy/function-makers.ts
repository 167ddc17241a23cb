/**
 * Helpers by which dill and cloudpickle build functions and classes out of a pickle, as every function pickle calls them. They run nothing
 * by themselves: what they build is judged as carried code, and what they are given by its own name. So they stay names that nobody
 * vouches for instead of dangerous ones. Helpers that evaluate, open or reach attributes are not among them.
 */
const CLOUDPICKLE_MODULES = [
  'cloudpickle',
  'cloudpickle.cloudpickle',
  'cloudpickle.cloudpickle_fast',
  'joblib.externals.cloudpickle',
  'joblib.externals.cloudpickle.cloudpickle',
  'joblib.externals.cloudpickle.cloudpickle_fast',
  'pyspark.cloudpickle',
  'pyspark.cloudpickle.cloudpickle',
  'pyspark.cloudpickle.cloudpickle_fast',
  'ray.cloudpickle',
  'ray.cloudpickle.cloudpickle',
  'ray.cloudpickle.cloudpickle_fast',
] as const;

const CLOUDPICKLE_NAMES = [
  '_make_function',
  '_function_setstate',
  '_make_skeleton_class',
  '_make_skeleton_enum',
  '_class_setstate',
  '_rehydrate_skeleton_class',
  '_make_cell',
  '_make_empty_cell',
  '_fill_function',
  '_make_skel_func',
  '_builtin_type',
  '_make_dict_keys',
  '_make_dict_values',
  '_make_dict_items',
  '_make_typevar',
  '_empty_cell_value',
  '_gen_ellipsis',
  '_gen_not_implemented',
  'dynamic_subimport',
  'subimport',
  'instance',
  'PYPY',
] as const;

const DILL_MODULES = ['dill._dill', 'dill.dill', 'dill'] as const;

const DILL_NAMES = [
  '_create_function',
  '_create_code',
  '_create_type',
  '_create_ftype',
  '_create_cell',
  '_create_namedtuple',
  '_create_lock',
  '_create_rlock',
  '_create_weakref',
  '_create_weakproxy',
  '_create_array',
  '_create_typing_tuple',
  '_create_dtypemeta',
  '_create_stringi',
  '_create_stringo',
  '_load_type',
  '_setitems',
  '_import_module',
] as const;

/** What the function pickles of these libraries contain beside the helpers. */
const BESIDE: readonly (readonly [module: string, names: readonly string[]])[] = [
  ['builtins', ['property', 'classmethod', 'staticmethod']],
  ['dill', ['_dill']],
  ['types', ['MethodType', 'CellType', 'SimpleNamespace']],
  ['logging', ['getLogger']],
  ['mlflow.pyfunc.model', ['PythonModel', 'PythonModelContext', '_FunctionPythonModel', 'ChatModel']],
  ['mlflow.pyfunc', ['PythonModel', 'PythonModelContext']],
  ['mlflow.models.signature', ['ModelSignature']],
];

const key = (module: string, name: string): string => `${module}\0${name}`;

const MAKERS: ReadonlySet<string> = new Set([...CLOUDPICKLE_MODULES.flatMap((module) => CLOUDPICKLE_NAMES.map((name) => key(module, name))), ...DILL_MODULES.flatMap((module) => DILL_NAMES.map((name) => key(module, name))), ...BESIDE.flatMap(([module, names]) => names.map((name) => key(module, name)))]);

/** True for a helper that function pickles call and that runs nothing by itself. */
export function isFunctionMaker(module: string, name: string): boolean {
  return MAKERS.has(key(module, name));
}

const BUILDS: ReadonlySet<string> = new Set(['_make_function', '_make_skeleton_class', '_make_skel_func', '_fill_function', '_create_function', '_create_type']);

/** True for a helper that builds a function or class: the stream is a function pickle then. */
export function isFunctionBuilder(module: string, name: string): boolean {
  return BUILDS.has(name) && isFunctionMaker(module, name);
}

const IMPORTERS: ReadonlySet<string> = new Set([...CLOUDPICKLE_MODULES.map((module) => key(module, 'subimport')), ...DILL_MODULES.map((module) => key(module, '_import_module'))]);

/** True for a helper that imports the module (dill also: the attribute of a module) that its first argument names. */
export function isModuleImporter(module: string, name: string): boolean {
  return IMPORTERS.has(key(module, name));
}

/** Modules that have dangerous functions, and that honest functions import as a whole for the harmless ones. Their use is judged in the code. */
const ORDINARY_MODULES: ReadonlySet<string> = new Set([
  'os',
  'sys',
  'shutil',
  'pickle',
  'yaml',
  'cloudpickle',
  'dill',
  'asyncio',
  'multiprocessing',
  'gzip',
  'zipfile',
  'logging',
  'threading',
  'inspect',
  'gc',
  'csv',
  'platform',
  'glob',
  'tempfile',
  'concurrent',
  'concurrent.futures',
  'unittest',
  'ast',
  'torch.jit',
  'torch.fx',
  'torch.distributed',
  'torch.utils.data',
  'xml',
  'configparser',
  'scipy.io',
  'numpy.lib',
  'numpy.testing',
  'numpy.ctypeslib',
  'posixpath',
  'ntpath',
  'os.path',
  'mlflow',
  'mlflow.pyfunc',
]);

export function isOrdinaryModule(module: string): boolean {
  return ORDINARY_MODULES.has(module);
}
