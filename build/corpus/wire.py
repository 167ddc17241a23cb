"""Assembles protobuf messages and flatbuffers byte by byte, for files that no library would write."""

import struct


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def number(field, value):
    return varint(field << 3) + varint(value)


def chunk(field, content):
    """A length-delimited field: bytes, a text, or a message that is already assembled."""
    content = content.encode() if isinstance(content, str) else content
    return varint(field << 3 | 2) + varint(len(content)) + content


def message(*parts):
    """Parts one behind the other; `(field, value)` is a number where the value is one, else a chunk."""
    return b"".join(part if isinstance(part, bytes) else number(*part) if isinstance(part[1], int) else chunk(*part) for part in parts)


class Flat:
    """A flatbuffer from front to back: a table is written before what it leads to, so that every offset goes forward."""

    def __init__(self, identifier, root):
        self.bytes = bytearray(4) + bytearray(identifier)
        self.point(0, self.table(root))

    def point(self, at, target):
        self.bytes[at : at + 4] = struct.pack("<I", target - at)

    def align(self, width=4):
        while len(self.bytes) % width:
            self.bytes.append(0)

    def table(self, fields):
        """Fields by slot: `('<I', 3)` for a number, text, bytes, a list of numbers (of int32), a list of tables or texts, or a dict for a table."""
        self.align()
        slots = max(fields, default=-1) + 1
        vtable = len(self.bytes)
        body, places = 4, {}
        for slot, value in sorted(fields.items()):
            size = struct.calcsize(value[0]) if isinstance(value, tuple) else 4
            body += -body % size
            places[slot] = body
            body += size
        self.bytes += struct.pack("<HH", 4 + 2 * slots, body) + b"".join(struct.pack("<H", places.get(slot, 0)) for slot in range(slots))
        self.align()
        at = len(self.bytes)
        self.bytes += struct.pack("<i", at - vtable) + bytes(body - 4)
        for slot, value in sorted(fields.items()):
            place = at + places[slot]
            if isinstance(value, tuple):
                self.bytes[place : place + struct.calcsize(value[0])] = struct.pack(*value)
            else:
                self.point(place, self.value(value))
        return at

    def value(self, value):
        if isinstance(value, dict):
            return self.table(value)
        self.align()
        at = len(self.bytes)
        if isinstance(value, str):
            self.bytes += struct.pack("<I", len(value.encode())) + value.encode() + b"\0"
        elif isinstance(value, bytes):
            self.bytes += struct.pack("<I", len(value)) + value
        elif value and not isinstance(value[0], int):
            self.bytes += struct.pack("<I", len(value)) + bytes(4 * len(value))
            for i, item in enumerate(value):
                self.point(at + 4 + 4 * i, self.value(item))
        else:
            self.bytes += struct.pack(f"<I{len(value)}i", len(value), *value)
        return at
