"""Pickles written opcode by opcode. Nothing here imports pickle: no value exists that could be dumped or loaded by mistake."""

from struct import pack

MARK, STOP, POP, POP_MARK, DUP, NONE = b'(', b'.', b'0', b'1', b'2', b'N'
REDUCE, BUILD, OBJ, NEWOBJ, NEWOBJ_EX, STACK_GLOBAL = b'R', b'b', b'o', b'\x81', b'\x92', b'\x93'
APPEND, APPENDS, SETITEM, SETITEMS, ADDITEMS = b'a', b'e', b's', b'u', b'\x90'
DICT, LIST, TUPLE, FROZENSET = b'd', b'l', b't', b'\x91'
EMPTY_DICT, EMPTY_LIST, EMPTY_TUPLE, EMPTY_SET = b'}', b']', b')', b'\x8f'
TUPLE1, TUPLE2, TUPLE3 = b'\x85', b'\x86', b'\x87'
NEWTRUE, NEWFALSE, MEMOIZE, BINPERSID = b'\x88', b'\x89', b'\x94', b'Q'
NEXT_BUFFER, READONLY_BUFFER = b'\x97', b'\x98'


def line(text):
    return text.encode('utf-8') + b'\n'


def proto(number):
    return b'\x80' + pack('<B', number)


def frame(body, length=None):
    """FRAME around `body`; `length` is what the frame claims when that is not the truth."""
    return b'\x95' + pack('<Q', len(body) if length is None else length) + body


def global_(module, name):
    return b'c' + line(module) + line(name)


def inst(module, name, arguments=b''):
    """MARK arguments INST."""
    return MARK + arguments + b'i' + line(module) + line(name)


def obj(callee, arguments=b''):
    """MARK callee arguments OBJ."""
    return MARK + callee + arguments + OBJ


def text(value):
    """SHORT_BINUNICODE."""
    raw = value.encode('utf-8')
    return b'\x8c' + pack('<B', len(raw)) + raw


def long_text(value):
    """BINUNICODE."""
    raw = value.encode('utf-8')
    return b'X' + pack('<I', len(raw)) + raw


def text_line(raw):
    """UNICODE: the bytes up to the newline, escapes and all."""
    return b'V' + raw + b'\n'


def string_line(raw):
    """STRING: the bytes up to the newline, quotes and escapes and all."""
    return b'S' + raw + b'\n'


def string(raw):
    """BINSTRING."""
    return b'T' + pack('<i', len(raw)) + raw


def short_string(raw):
    """SHORT_BINSTRING."""
    return b'U' + pack('<B', len(raw)) + raw


def data(raw):
    """SHORT_BINBYTES or BINBYTES."""
    return b'C' + pack('<B', len(raw)) + raw if len(raw) < 256 else b'B' + pack('<I', len(raw)) + raw


def integer(value):
    """BININT1, BININT2 or BININT."""
    if 0 <= value < 256:
        return b'K' + pack('<B', value)
    return b'M' + pack('<H', value) if 0 <= value < 65536 else b'J' + pack('<i', value)


def float_(value):
    return b'G' + pack('>d', value)


def put(index):
    return b'q' + pack('<B', index) if index < 256 else b'r' + pack('<I', index)


def get(index):
    return b'h' + pack('<B', index) if index < 256 else b'j' + pack('<I', index)


def put_line(index):
    return b'p' + line(str(index))


def get_line(index):
    return b'g' + line(str(index))


def ext1(code):
    return b'\x82' + pack('<B', code)


def ext2(code):
    return b'\x83' + pack('<H', code)


def ext4(code):
    return b'\x84' + pack('<i', code)


def stack_global(module, name):
    return text(module) + text(name) + STACK_GLOBAL


def tuple_of(*items):
    if len(items) < 4:
        return b''.join(items) + (EMPTY_TUPLE, TUPLE1, TUPLE2, TUPLE3)[len(items)]
    return MARK + b''.join(items) + TUPLE


def dict_of(*pairs):
    """Pairs of code for a key and code for its value."""
    return EMPTY_DICT + MARK + b''.join(key + value for key, value in pairs) + SETITEMS


def call(callee, *arguments):
    """callee (arguments) REDUCE."""
    return callee + tuple_of(*arguments) + REDUCE


def old_call(callee, *arguments):
    """The same in protocol 0 and 1: MARK arguments TUPLE REDUCE."""
    return callee + MARK + b''.join(arguments) + TUPLE + REDUCE
