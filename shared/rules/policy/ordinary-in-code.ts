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
  ['inspect', ['signature', 'isclass', 'isfunction', 'ismethod', 'Parameter', 'getdoc', 'getmro']],
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
  ['threading', ['Lock', 'RLock', 'local', 'current_thread']],
  ['numpy', ['vectorize', 'apply_along_axis', 'apply_over_axes', 'piecewise', 'fromfunction', 'frompyfunc', 'info']],
  ['numpy.testing', '*'],
  ['torch', ['compile']],
  ['torch.jit', ['script', 'trace', 'ScriptModule', 'export', 'ignore', 'unused', 'is_scripting', 'is_tracing', 'annotate', 'script_if_tracing', 'Final']],
  ['torch.testing', '*'],
  ['gc', ['collect']],
  ['csv', ['reader', 'writer', 'DictReader', 'DictWriter']],
  ['ast', ['literal_eval']],
  ['platform', ['system', 'machine', 'python_version', 'platform', 'processor']],
];

const NAMES: ReadonlySet<string> = new Set(ORDINARY.flatMap(([module, names]) => (names === '*' ? [module] : names.map((name) => `${module}\0${name}`))));

/** True for a name whose use in code says nothing about what the code does. */
export function isOrdinaryInCode(module: string, name: string): boolean {
  return NAMES.has(`${module}\0${name}`) || NAMES.has(module);
}
