/**
 * Names that are dangerous where a pickle calls them with arguments of its own, and ordinary in written code: what the code around them
 * does is judged by its other names. `'*'` stands for everything in the module itself and nothing below it.
 */
const ORDINARY: readonly (readonly [module: string, names: '*' | readonly string[]])[] = [
  ['builtins', ['getattr', 'setattr', 'delattr', 'locals', 'vars', 'dir', 'map', 'filter', 'type', 'super', 'classmethod', 'staticmethod', 'property', 'memoryview', 'iter', 'next', 'print', 'help', '__build_class__']],
  ['functools', '*'],
  ['_functools', '*'],
  ['itertools', '*'],
  ['operator', '*'],
  ['_operator', '*'],
  ['inspect', '*'],
  ['collections', ['namedtuple']],
  ['dataclasses', '*'],
  ['typing', '*'],
  ['os', ['path', 'sep', 'linesep', 'name', 'environ', 'getcwd', 'fspath', 'PathLike', 'cpu_count', 'getpid']],
  ['os.path', '*'],
  ['os.environ', ['get']],
  ['posixpath', '*'],
  ['ntpath', '*'],
  ['sys', ['version', 'version_info', 'platform', 'maxsize', 'stdout', 'stderr', 'byteorder', 'float_info', 'getsizeof', 'exc_info']],
  ['sys.stdout', '*'],
  ['sys.stderr', '*'],
  ['logging', ['getLogger', 'debug', 'info', 'warning', 'warn', 'error', 'exception', 'critical', 'log', 'Logger', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL', 'NOTSET', 'basicConfig', 'Formatter', 'StreamHandler']],
  ['threading', '*'],
  ['concurrent.futures', '*'],
  ['multiprocessing', ['cpu_count', 'current_process', 'freeze_support']],
  ['asyncio', ['run', 'gather', 'sleep', 'wait_for', 'create_task', 'get_event_loop', 'iscoroutinefunction', 'Lock', 'Queue', 'Semaphore']],
  ['tempfile', '*'],
  ['glob', '*'],
  ['gzip', '*'],
  ['zipfile', ['ZipFile', 'is_zipfile']],
  ['csv', '*'],
  ['configparser', '*'],
  ['xml.etree.ElementTree', '*'],
  ['gc', '*'],
  ['platform', '*'],
  ['ast', ['literal_eval']],
  ['uuid', ['getnode']],
  // Reading what lies beside the model is what its code is for; `loads` of bytes that the code brings along is not among them.
  ['pickle', ['load', 'dump', 'dumps', 'HIGHEST_PROTOCOL', 'DEFAULT_PROTOCOL', 'PicklingError', 'UnpicklingError']],
  ['cloudpickle', ['load', 'dump', 'dumps']],
  ['dill', ['load', 'dump', 'dumps']],
  ['joblib', ['load']],
  ['yaml', ['safe_load', 'safe_dump', 'dump', 'SafeLoader']],
  ['pandas', ['read_csv', 'read_json', 'read_html', 'read_excel', 'read_sql', 'read_hdf', 'read_parquet', 'read_feather', 'read_table', 'ExcelWriter']],
  ['numpy', ['load', 'save', 'savez', 'loadtxt', 'genfromtxt', 'fromfile', 'memmap', 'vectorize', 'apply_along_axis', 'apply_over_axes', 'piecewise', 'fromfunction', 'frompyfunc', 'info']],
  ['numpy.lib', '*'],
  ['numpy.testing', '*'],
  ['scipy.io', '*'],
  ['torch', ['load', 'save', 'compile']],
  ['torch.jit', ['load', 'script', 'trace', 'ScriptModule', 'export', 'ignore', 'unused', 'is_scripting', 'is_tracing', 'annotate', 'script_if_tracing', 'Final']],
  ['torch.onnx', ['is_in_onnx_export']],
  ['torch.testing', '*'],
  ['keras.utils', ['to_categorical', 'normalize', 'register_keras_serializable', 'get_custom_objects', 'pad_sequences', 'img_to_array', 'array_to_img']],
  ['mlflow', '*'],
  ['mlflow.pyfunc', '*'],
];

const NAMES: ReadonlySet<string> = new Set(ORDINARY.flatMap(([module, names]) => (names === '*' ? [module] : names.map((name) => `${module}\0${name}`))));

/** True for a name whose use in code says nothing about what the code does. */
export function isOrdinaryInCode(module: string, name: string): boolean {
  return NAMES.has(`${module}\0${name}`) || NAMES.has(module);
}
