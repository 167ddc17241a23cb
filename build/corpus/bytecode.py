"""
Records what CPython's own marshal and dis say, and writes the opcode tables from it.

    pythonX.Y build/corpus/bytecode.py record     (writes e2e/corpus/oracle/bytecode/X.Y.json; 3.6 or later, once per version)
    python3 build/corpus/bytecode.py tables       (writes electron/engine/python-code/opcode-tables.ts from all records)

Compiles a text of its own and runs nothing of it. The record of 3.14 was taken from the same questions, asked inside a WebAssembly build.
"""

import base64
import dis
import importlib.util
import json
import marshal
import opcode
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ORACLE = ROOT / 'e2e' / 'corpus' / 'oracle' / 'bytecode'
TABLES = ROOT / 'electron' / 'engine' / 'python-code' / 'opcode-tables.ts'

SOURCE = '''
"""A text with many kinds of statements."""
import os, subprocess as sp
from os import path as where, sep
from . import sibling
CONSTANTS = (1, -2, 3.5, 1j, b"bytes", "text", None, True, ..., 12345678901234567890, ("a", ("b",)))
class Thing(Base, metaclass=Meta):
    """Its text."""
    field: int = 3
    def method(self, a, b=2, *rest, c, d=4, **more):
        """What it does."""
        super().method(a)
        self.value = a @ b - c // d
        self.total += 1
        del self.total
        return {**more, "k": [*rest, a], "s": {1, 2, a}}
    @property
    def name(self): return f"{self.value!r:>{10}} and {self.total}"
    async def later(self):
        async with self as it:
            async for x in it: await x
        return [y async for y in it]
def outer(n, mode="r"):
    global counter
    counter = n
    inner = lambda v: v + n if v in {1, 2, 3} else (v is not None and n < v <= 10)
    try:
        with open(where.join("a", "b"), mode) as handle:
            for line in handle:
                if not line: continue
                yield line
            else:
                os.system("echo " + line)
    except (ValueError, OSError) as error:
        raise RuntimeError(str(error)) from error
    finally:
        sp.Popen(["echo"], shell=True).wait()
    while n > 0:
        n -= 1
        if n == 5: break
    assert n, "message"
    a, *b = [i * i for i in range(n) if i % 2]
    first, second = second, first = b[0], b[1:3]
    print(*a, sep=sep, **{"end": ""})
    yield from inner
    return sorted(x for x in {k: v for k, v in zip(a, b)}), __import__("os").system, getattr(os, "popen"), not a, -a, ~a
'''
LATER = '''
def matched(x):
    match x:
        case {"k": v, **rest}: return v
        case [1, *others]: return others
        case Thing(field=f) if f > 2: return f
    try: pass
    except* ValueError as group: print(group)
'''


def source():
    return SOURCE + (LATER if sys.version_info >= (3, 11) else '')


def listed(code):
    """Every code object outer first, each with its instructions as `dis` reads them."""
    yield {'name': code.co_name, 'instructions': [[i.offset, i.opname, i.arg] for i in dis.get_instructions(code)]}
    for constant in code.co_consts:
        if hasattr(constant, 'co_code'):
            yield from listed(constant)


def caches(name):
    table = getattr(opcode, '_inline_cache_entries', None)
    if table is None:
        return 0
    return table.get(name, 0) if isinstance(table, dict) else table[opcode.opmap[name]]


def kind(code):
    for letter, codes in zip('ncfljab', (dis.hasname, dis.hasconst, dis.hasfree, dis.haslocal, dis.hasjrel, dis.hasjabs, dis.hascompare)):
        if code in codes:
            return letter
    return ''


def record():
    version = '%d.%d' % sys.version_info[:2]
    code = compile(source(), 'module.py', 'exec', dont_inherit=True)
    rows = {str(value): [name, kind(value), caches(name)] for name, value in sorted(opcode.opmap.items(), key=lambda row: row[1]) if value < 256}
    written = {
        'version': version,
        'magic': int.from_bytes(importlib.util.MAGIC_NUMBER[:2], 'little'),
        'haveArgument': opcode.HAVE_ARGUMENT,
        'opcodes': rows,
        'binaryOperations': [sign for _, sign in getattr(opcode, '_nb_ops', [])] or None,
        'marshal': base64.b64encode(marshal.dumps(code)).decode(),
        'code': list(listed(code)),
    }
    save(version, written)


def save(version, written):
    target = ORACLE / ('%s.json' % version)
    target.write_text(json.dumps(written, separators=(',', ':')) + '\n', encoding='utf-8')


def tables():
    versions = sorted((json.loads(path.read_text(encoding='utf-8')) for path in ORACLE.glob('*.json')),
                      key=lambda one: [int(part) for part in one['version'].split('.')])
    lines = [
        "// Written by build/corpus/bytecode.py from each CPython's own opcode module. Do not edit.",
        '',
        '/** The opcodes of one CPython version: `code NAME kind caches`, comma separated, kind and caches where there are any. */',
        'export interface OpcodeTable {',
        '  readonly version: string;',
        '  /** First two bytes of a .pyc of its last release. */',
        '  readonly magic: number;',
        '  readonly haveArgument: number;',
        '  readonly opcodes: string;',
        '}',
        '',
        '/** Kinds: n name, c constant, f cell or free variable, l local, j jump from here, a jump to an address, b comparison. */',
        'export const OPCODE_TABLES: readonly OpcodeTable[] = [',
    ]
    for one in versions:
        rows = []
        for code, (name, letter, cached) in one['opcodes'].items():
            extra = (' ' + (letter or '-') + (' %d' % cached if cached else '')) if letter or cached else ''
            rows.append('%s %s%s' % (code, name, extra))
        lines.append('  {')
        lines.append("    version: '%s'," % one['version'])
        lines.append('    magic: %d,' % one['magic'])
        lines.append('    haveArgument: %d,' % one['haveArgument'])
        lines.append('    opcodes:')
        lines.append("      '%s'," % ','.join(rows))
        lines.append('  },')
    lines.append('];')
    operations = next(one['binaryOperations'] for one in reversed(versions) if one['binaryOperations'])
    lines += ['', '/** What the argument of BINARY_OP means, from 3.11 on. */', 'export const BINARY_OPERATIONS: readonly string[] = [']
    lines += ["  '%s'," % sign for sign in operations]
    lines += ['];', '']
    TABLES.write_text('\n'.join(lines), encoding='utf-8')


if __name__ == '__main__':
    {'record': record, 'tables': tables}[sys.argv[1]]()
