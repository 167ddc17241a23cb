"""
What CPython's own unpicklers do with programs: python3 build/fuzz/oracle.py < programs > answers

Reads one hexadecimal line per program and writes one JSON line per program: for each reader (c: C over bytes, cFile: C over an
unbuffered file, python: the unpickler written in Python) the names it imported and the names it called, each as "module\\nname".

Nothing is ever imported or run: `find_class` answers with an inert stand-in that only notes that it was called.
"""

import copyreg
import io
import itertools
import json
import pickle
import resource
import sys
import _pickle

MEMORY = 2 << 30
EXTENSIONS = 3
EXTENSION_MODULE = 'copyreg extension'


class Log:
    """Names met while one program is read."""

    def __init__(self):
        self.imports = set()
        self.calls = set()


def stand_in(log, module, name):
    """A class that takes everything and does nothing: it can be called, made, built, filled."""
    key = f'{module}\n{name}'

    class Meta(type):
        def __call__(cls, *args, **kwargs):
            log.calls.add(key)
            return object.__new__(cls)

    def new(cls, *args, **kwargs):
        log.calls.add(key)
        return object.__new__(cls)

    nothing = staticmethod(lambda *args, **kwargs: None)
    return Meta('StandIn', (), {
        '__new__': new, '__setstate__': nothing, 'append': nothing, 'extend': nothing, 'add': nothing, '__setitem__': lambda *a: None,
    })


def readers(log, data):
    def find_class(self, module, name):
        log.imports.add(f'{module}\n{name}')
        return stand_in(log, module, name)

    def persistent_load(self, pid):
        return stand_in(Log(), 'persistent', 'id')()

    body = {'find_class': find_class, 'persistent_load': persistent_load}
    fast = type('C', (_pickle.Unpickler,), body)
    slow = type('Python', (pickle._Unpickler,), body)
    options = {'buffers': itertools.repeat(bytearray(b'buffer'))}
    yield 'c', lambda: fast(Peekable(data), **options).load()
    yield 'cFile', lambda: fast(io.BytesIO(data), **options).load()
    yield 'python', lambda: slow(io.BytesIO(data), **options).load()


def Peekable(data):
    """A buffered file, as open() gives one."""
    return io.BufferedReader(io.BytesIO(data), max(16, len(data) + 16))


def answer(data):
    found = {}
    for reader in ('c', 'cFile', 'python'):
        log = Log()
        load = dict(readers(log, data))[reader]
        copyreg.clear_extension_cache()
        try:
            load()
            end = 'loaded'
        except MemoryError:
            end = 'MemoryError'
        except RecursionError:
            end = 'RecursionError'
        except Exception as error:
            end = f'{type(error).__name__}: {error}'[:200]
        found[reader] = {'imports': sorted(log.imports), 'calls': sorted(log.calls), 'end': end}
    return found


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for code in range(1, EXTENSIONS + 1):
        copyreg.add_extension(EXTENSION_MODULE, str(code), code)
    for line in sys.stdin:
        print(json.dumps(answer(bytes.fromhex(line.strip()))), flush=False)


if __name__ == '__main__':
    main()
