"""Flax parameters that break the rules of MessagePack or of Flax."""

from struct import pack

from .case import EVIL, malformed, malicious


def text(value):
    return pack('>BB', 0xD9, len(value)) + value.encode()


def blob(value):
    return pack('>BI', 0xC6, len(value)) + value


def shape_of(shape):
    return bytes([0x90 | len(shape)]) + b''.join(pack('>BI', 0xCE, n) for n in shape)


def packed(shape=(2,), dtype='float32', data=bytes(8), extension=1, length=None):
    body = b'\x93' + shape_of(shape) + text(dtype) + blob(data)
    return pack('>BIb', 0xC9, len(body) if length is None else length, extension) + body


def tree(*items, count=None):
    return bytes([0x80 | (len(items) if count is None else count)]) + b''.join(text(key) + value for key, value in items)


GOOD = tree(('params', tree(('w', packed()))))


def broken(name, about, data, expect='inconclusive'):
    malformed(f'flax/{name}.msgpack', about, data, expect)


broken('truncated', 'The file ends inside an array.', GOOD[:-3])
broken('truncated_map', 'A map of more entries than there are.', tree(('w', packed()), count=3))
broken('size_mismatch', 'An array with more bytes than its shape and dtype say.', tree(('v', packed()), ('w', packed((1,)))))
broken('shape_overflow', 'A shape that no file can have.', tree(('v', packed()), ('w', packed((2**32 - 1,) * 4))))
broken('object_dtype', 'An array of objects, which Flax cannot read.', tree(('v', packed()), ('w', packed(dtype='object'))))
broken('bytes_length', 'Bytes that end behind their array.', tree(('v', packed()), ('w', packed(length=20))))
broken('unknown_extension', 'An extension type that Flax does not have.', tree(('v', packed()), ('w', packed(extension=77))))
broken('nested', 'Lists nested ten thousand times.', tree(('v', packed()), ('w', b'\x91' * 10000 + b'\x00')))
broken('reserved_byte', 'A byte that MessagePack does not have.', tree(('v', packed()), ('w', b'\xc1')))
broken('huge_text', 'A text of four gigabytes.', tree(('v', packed()), ('w', b'\xdb\xff\xff\xff\xff')))
broken('list_key', 'A key that is a list.', b'\x82' + text('v') + packed() + b'\x90\x00')
broken('trailing', 'Bytes stand behind the tree.', GOOD + b'\x07' * 9)
broken('duplicate_key', 'One key, two arrays.', tree(('w', packed()), ('w', packed(data=b'\x01' * 8))), 'suspicious')
broken('chunks', 'An array in pieces that do not make up its shape.',
       tree(('w', tree(('__msgpack_chunked_array__', b'\xc3'), ('shape', tree(('0', b'\x09'))), ('chunks', tree(('0', packed())))))))
malicious('flax/pickle_behind.msgpack', 'A pickle stands behind the tree.', 'posix.system', GOOD + EVIL)
