"""
Writes the inputs of the bench: python3 build/bench/make_inputs.py OUT   (a file that exists is kept)

ops.pkl       about 21 million opcodes in 63 MB: what a decoder is slow at
array.joblib  1 GiB of float64 in joblib's layout: what a reader should pass over as fast as it can be hashed
reduce.pkl    about 4 million opcodes, dense with calls: dates, decimals, fractions and ordered dicts

All data is seeded, so that every machine measures the same bytes. Nothing that was written is loaded.
"""

import datetime
import importlib.util
import io
import os
import pickle
import sys
from array import array
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from struct import pack

RECORDS = 675_000
CALL_RECORDS = 100_000
ARRAY_ITEMS = 1 << 27
CHUNK_ITEMS = 1 << 17


def write_ops(out):
    random = Random(1)
    number, fraction = random.getrandbits, random.random

    def record(index):
        return {
            'id': index,
            'name': f'layer.{index:x}',
            'score': fraction(),
            'position': (number(8), number(15)),
            'tags': [number(8) for _ in range(8)] + [number(15) for _ in range(3)],
            'next': None,
            'known': index % 3 == 0,
        }

    groups = {f'group {start}': [record(start + i) for i in range(1000)] for start in range(0, RECORDS, 1000)}
    pickle.dump(groups, out, 4)


def write_calls(out):
    random = Random(2)
    start = datetime.datetime(2020, 1, 1)
    rows = []
    for index in range(CALL_RECORDS):
        rows.append((
            start + datetime.timedelta(seconds=random.randrange(10**8)),
            Decimal(random.randrange(10**9)).scaleb(-3),
            Fraction(random.randrange(1, 10**6), random.randrange(1, 10**6)),
            OrderedDict(a=index, b=datetime.date(2020, 1 + index % 12, 1)),
        ))
    pickle.dump(rows, out, 4)


def integer(value):
    if value < 256:
        return b'K' + pack('<B', value)
    return b'M' + pack('<H', value) if value < 65536 else b'J' + pack('<i', value)


def array_header(items):
    """What joblib 1.2 and later write in front of a C-ordered one-dimensional float64 array, up to the bytes of the array."""
    def text(value):
        return b'\x8c' + pack('<B', len(value)) + value.encode() + b'\x94'

    body = (
        text('joblib.numpy_pickle') + text('NumpyArrayWrapper') + b'\x93\x94)\x81\x94}\x94('
        + text('subclass') + text('numpy') + text('ndarray') + b'\x93\x94'
        + text('shape') + integer(items) + b'\x85\x94'
        + text('order') + text('C')
        + text('dtype') + b'h\x06' + text('dtype') + b'\x93\x94' + text('f8') + b'\x89\x88\x87\x94R\x94'
        + b'(K\x03' + text('<') + b'NNN' + b'J\xff\xff\xff\xff' * 2 + b'K\x00t\x94b'
        + text('allow_mmap') + b'\x88' + text('numpy_array_alignment_bytes') + b'K\x10ub'
    )
    head = b'\x80\x04\x95' + pack('<Q', len(body)) + body
    filler = 16 - (len(head) + 1) % 16
    return head + bytes([filler]) + b'\xff' * filler


def check_array_header():
    """Compares the header with the one of the real joblib, where that is installed."""
    if not all(importlib.util.find_spec(name) for name in ('joblib', 'numpy')):
        return
    import joblib
    import numpy

    for items in (3, 300, 70_000):
        written = io.BytesIO()
        joblib.dump(numpy.zeros(items), written)
        if written.getvalue() != array_header(items) + bytes(8 * items) + b'.':
            raise SystemExit(f'joblib {joblib.__version__} writes another header')
    print(f'the header is that of joblib {joblib.__version__}')


def write_array(out):
    random = Random(3)
    values = array('d', (random.gauss(0, 1) for _ in range(CHUNK_ITEMS)))
    if sys.byteorder != 'little':
        values.byteswap()
    chunk = values.tobytes()
    out.write(array_header(ARRAY_ITEMS))
    for _ in range(ARRAY_ITEMS // CHUNK_ITEMS):
        out.write(chunk)
    out.write(b'.')


def main():
    if len(sys.argv) != 2:
        raise SystemExit('usage: make_inputs.py OUT')
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    check_array_header()
    for name, write in (('ops.pkl', write_ops), ('array.joblib', write_array), ('reduce.pkl', write_calls)):
        target = folder / name
        if target.exists():
            continue
        part = folder / f'{name}.{os.getpid()}.part'
        with part.open('wb') as out:
            write(out)
        part.replace(target)
        print(f'{name}: {target.stat().st_size} bytes')


if __name__ == '__main__':
    main()
