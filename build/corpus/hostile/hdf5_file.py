"""A writer of small HDF5 files that can lie: superblock 0, object headers 1, links and attributes in the headers."""

from struct import pack

SIGNATURE = b'\x89HDF\r\n\x1a\n'
UNDEFINED = b'\xff' * 8
SCALAR = pack('<BB6x', 1, 0)


def padded(data):
    return data + bytes(-len(data) % 8)


def space(*dims):
    return pack('<BB6x', 1, len(dims)) + b''.join(pack('<Q', dim) for dim in dims)


def text_type(length):
    return pack('<BBBBI', 0x13, 1, 0, 0, length)


def opaque_type(length):
    return pack('<BBBBI', 0x15, 0, 0, 0, length)


BYTE = pack('<BBBBIHH', 0x10, 0, 0, 0, 1, 0, 8)


def message(kind, body):
    body = padded(body)
    return pack('<HHB3x', kind, len(body), 0) + body


def attribute(name, data, kind=text_type):
    name = name.encode() + b'\0'
    head = pack('<BBHHH', 1, 0, len(name), 8, 8)
    return message(0x000C, head + padded(name) + kind(len(data)) + SCALAR + data)


def hard_link(name, address):
    return message(0x0006, pack('<BBB', 1, 0, len(name)) + name.encode() + pack('<Q', address))


def external_link(name, file, target):
    value = b'\0' + file.encode() + b'\0' + target.encode() + b'\0'
    return message(0x0006, pack('<BBBB', 1, 8, 64, len(name)) + name.encode() + pack('<H', len(value)) + value)


def header(*messages):
    body = b''.join(messages)
    return pack('<BBHII4x', 1, 0, len(messages), 1, len(body)) + body


def group(*messages):
    return header(message(0x0002, bytes(2) + UNDEFINED * 2), message(0x000A, bytes(2)), *messages)


class Writer:
    """Objects get their addresses in the order in which they are added; the root comes last."""

    def __init__(self):
        self.body = b''

    def add(self, data):
        at = 96 + len(self.body)
        self.body += padded(data)
        return at

    def dataset(self, data, kind=BYTE, dims=None, messages=()):
        at = self.add(data)
        dims = space(len(data)) if dims is None else dims
        layout = pack('<BBQQ', 3, 1, at, len(data))
        return self.add(header(message(0x0001, dims), message(0x0003, kind), message(0x0008, layout), *messages))

    def outside_dataset(self, name, length):
        """A dataset whose raw data are the first bytes of another file."""
        names = padded(bytes(8) + name.encode() + b'\0')
        at = self.add(names)
        heap = self.add(b'HEAP' + pack('<B3xQQQ', 0, len(names), 1, at))
        files = pack('<B3xHHQQQQ', 1, 1, 1, heap, 8, 0, length)
        layout = pack('<BB', 3, 1) + UNDEFINED + pack('<Q', length)
        return self.add(header(message(0x0001, space(length)), message(0x0003, BYTE), message(0x0007, files), message(0x0008, layout)))

    def file(self, *messages, end=0, before=0):
        """The file with these messages in its root; `end` is added to where it says that it ends, `before` to where it says that it begins."""
        root = self.add(group(*messages))
        size = 96 + len(self.body)
        entry = pack('<QQII16x', 0, root, 0, 0)
        head = SIGNATURE + pack('<5B3BHHI', 0, 0, 0, 0, 0, 8, 8, 0, 4, 16, 0)
        return head + pack('<Q', before) + UNDEFINED + pack('<Q', size + before + end) + UNDEFINED + entry + self.body


def filter_pipeline(number):
    """One filter without a name and without values."""
    return message(0x000B, pack('<BB6xHHHH', 1, 1, number, 0, 0, 0))
