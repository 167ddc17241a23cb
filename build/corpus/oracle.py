"""
Records what pickletools says: python3 build/corpus/oracle.py   (writes e2e/corpus/oracle)

The decoder is tested against these files, so the tests need no Python. pickletools reads opcodes; nothing is loaded.
"""

import json
import pickletools
from pathlib import Path

from assemble import *

CORPUS = Path(__file__).parents[2] / 'e2e' / 'corpus'
ORACLE = CORPUS / 'oracle'


def opcode_rows():
    for row in pickletools.opcodes:
        yield {
            'name': row.name,
            'code': ord(row.code),
            'arg': row.arg and row.arg.name,
            'stackBefore': [thing.name for thing in row.stack_before],
            'stackAfter': [thing.name for thing in row.stack_after],
            'proto': row.proto,
        }


def every_opcode():
    """All 68 opcodes once or more, with arguments of the kinds that are easy to read wrongly. It is not meant to make sense."""
    wide = pack('<Q', 3)
    return b''.join([
        proto(5), frame(NONE + POP), MARK, POP_MARK, DUP,
        b'I-7\nI01\nI00\nL12345678901234567890L\nL-3\n', integer(200), integer(60_000), integer(-(1 << 31)),
        b'\x8a\x00\x8a\x01\xff\x8b', pack('<i', 2), b'\x00\x80',
        b'F-1.5e300\n', float_(0.1), string_line(b"'a\\x00\\'b'"), string(b'\x80\xff'), short_string(b''),
        data(b'\0'), b'B', pack('<I', 3), b'abc', b'\x8e', wide, b'abc', b'\x96', wide, b'abc', NEXT_BUFFER, READONLY_BUFFER,
        NEWTRUE, NEWFALSE, text_line(b'caf\\u00e9 \xe9'), text('\u00e9'), long_text('\U0001F600'), b'\x8d', wide, '\u20ac'.encode(),
        EMPTY_LIST, APPEND, APPENDS, LIST, EMPTY_TUPLE, TUPLE, TUPLE1, TUPLE2, TUPLE3, EMPTY_DICT, DICT, SETITEM, SETITEMS,
        EMPTY_SET, ADDITEMS, FROZENSET, put_line(12), put(7), put(1 << 20), MEMOIZE, get_line(12), get(7), get(1 << 20),
        ext1(255), ext2(65_535), ext4(1 << 30), global_('a b', 'c.d'), STACK_GLOBAL, b'ia\nb\n', OBJ, NEWOBJ, NEWOBJ_EX, REDUCE, BUILD,
        b'Pan id\n', BINPERSID, STOP,
    ])


def record(path, target):
    content = path.read_bytes()
    operations = [[opcode.name, position] for opcode, _, position in pickletools.genops(content)]
    row = {'file': path.relative_to(CORPUS).as_posix(), 'ops': operations, 'end': operations[-1][1] + 1}
    target.write_text(json.dumps(row, separators=(',', ':')) + '\n', encoding='utf-8')


def main():
    ORACLE.mkdir(parents=True, exist_ok=True)
    rows = list(opcode_rows())
    lines = ',\n'.join(json.dumps(row) for row in rows)
    (ORACLE / 'opcodes.json').write_text(f'[\n{lines}\n]\n', encoding='utf-8')

    complete = ORACLE / 'every-opcode.pkl'
    complete.write_bytes(every_opcode())
    seen = {opcode.name for opcode, _, _ in pickletools.genops(every_opcode())}
    missing = [row['name'] for row in rows if row['name'] not in seen]
    if missing:
        raise SystemExit(f'every-opcode.pkl lacks {", ".join(missing)}')
    record(complete, ORACLE / 'every-opcode.json')

    benign = CORPUS / 'labels-benign.json'
    labels = json.loads(benign.read_text(encoding='utf-8')) if benign.exists() else {}
    cases = [CORPUS / name for name, row in labels.items()
             if name.startswith('pickle/') and name.endswith('.pkl') and row['label'] == 'benign']
    kept = {'opcodes', 'every-opcode'}
    for path in cases:
        record(path, ORACLE / f'{path.stem}.json')
        kept.add(path.stem)
    for old in ORACLE.glob('*.json'):
        if old.stem not in kept:
            old.unlink()
    print(f'{len(rows)} opcodes, {len(cases)} benign pickles')


if __name__ == '__main__':
    main()
