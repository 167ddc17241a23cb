"""A zip writer that can lie about everything."""

from struct import pack
from typing import NamedTuple
import zlib


class Member(NamedTuple):
    name: str
    data: bytes
    deflate: bool = False
    crc: int | None = None  # what both headers claim, when that is not the truth
    local_name: str | None = None
    local_flags: int = 0
    central_flags: int = 0
    listed: bool = True  # False: only the local header exists
    attributes: int = 0
    stored: bytes | None = None  # compressed bytes that are none, or are by another method
    method: int = 8  # of `stored`
    at: int | None = None  # where the directory says the local header is, which is then not written


def archive(*members, before=b'', after=b'', comment=b'', shift=None):
    """`before` lies in front of the zip; `shift` tells whether the offsets count it (they do unless it is 0)."""
    body, directory, count = before, b'', 0
    for member in members:
        stored = deflated(member.data) if member.deflate else member.data
        method = 8 if member.deflate else 0
        if member.stored is not None:
            stored, method = member.stored, member.method
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        sizes = pack('<III', crc, len(stored), len(member.data))
        offset = len(body) if shift is None else len(body) - len(before) + shift
        local = (member.name if member.local_name is None else member.local_name).encode()
        if member.at is None:
            head = b'PK\3\4' + pack('<HHHHH', 20, member.local_flags, method, 0, 33) + sizes + pack('<HH', len(local), 0)
            body += head + local + stored
        else:
            offset = member.at
        if member.listed:
            name = member.name.encode()
            directory += (b'PK\1\2' + pack('<HHHHHH', 0x314, 20, member.central_flags, method, 0, 33) + sizes
                          + pack('<HHHHHII', len(name), 0, 0, 0, 0, member.attributes, offset) + name)
            count += 1
    at = len(body) if shift is None else len(body) - len(before) + shift
    return body + directory + b'PK\5\6' + pack('<HHHHIIH', 0, 0, count, count, len(directory), at, len(comment)) + comment + after


def deflated(data):
    coder = zlib.compressobj(9, zlib.DEFLATED, -15)
    return coder.compress(data) + coder.flush()
