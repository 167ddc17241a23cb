"""Writers of LZ4, Zstandard and 7z that need no library and can lie: everything is stored, nothing compressed."""

import zlib
from struct import pack

MASK = 0xFFFFFFFF


def xxh32(data):
    """xxHash32 of fewer than 16 bytes, with seed 0."""
    value = 374761393 + len(data)
    while len(data) >= 4:
        value = (value + int.from_bytes(data[:4], 'little') * 3266489917) & MASK
        value = ((value << 17 | value >> 15) & MASK) * 668265263 & MASK
        data = data[4:]
    for byte in data:
        value = (value + byte * 374761393) & MASK
        value = ((value << 11 | value >> 21) & MASK) * 2654435761 & MASK
    value = (value ^ value >> 15) * 2246822519 & MASK
    value = (value ^ value >> 13) * 3266489917 & MASK
    return value ^ value >> 16


def lz4_frame(data, flags=0x60, size=None):
    """One frame of one stored block; `size` adds a content size, true or not."""
    descriptor = bytes([flags | (0 if size is None else 8), 0x70]) + (b'' if size is None else pack('<Q', size))
    head = pack('<I', 0x184D2204) + descriptor + bytes([xxh32(descriptor) >> 8 & 0xFF])
    return head + pack('<I', 0x80000000 | len(data)) + data + pack('<I', 0)


def skippable(data):
    return pack('<II', 0x184D2A50, len(data)) + data


def zstd_frame(data, window=None, dictionary=b'', size=None):
    """One frame of one stored block; a window byte takes the place of the content size."""
    flags = {0: 0, 1: 1, 2: 2, 4: 3}[len(dictionary)]
    if window is None:
        head = bytes([0xA0 | flags]) + dictionary + pack('<I', len(data) if size is None else size)
    else:
        head = bytes([flags, window]) + dictionary
    return pack('<I', 0xFD2FB528) + head + (len(data) << 3 | 1).to_bytes(3, 'little') + data


def number(value):
    """A 7z number in its shortest or its nine-byte form."""
    return bytes([value]) if value < 0x80 else b'\xff' + pack('<Q', value)


def coder(method=b'\0', properties=b''):
    return bytes([len(method) | (0x20 if properties else 0)]) + method + (number(len(properties)) + properties if properties else b'')


def streams(packed, unpacked, method, at=0, count=1, sizes=(), crcs=None):
    """MainStreamsInfo or the body of an encoded header: one folder with one coder."""
    body = b'\x06' + number(at) + number(1) + b'\x09' + number(packed) + b'\0'
    body += b'\x07\x0b' + number(1) + b'\0' + number(1) + method + b'\x0c' + number(unpacked) + b'\0'
    if crcs is not None:
        body += b'\x08\x0d' + number(count) + (b'\x09' + b''.join(map(number, sizes)) if count > 1 else b'')
        body += b'\x0a\1' + b''.join(pack('<I', crc) for crc in crcs) + b'\0'
    return body + b'\0'


def name_list(names):
    texts = b'\0' + b''.join(name.encode('utf-16-le') + b'\0\0' for name in names)
    return b'\x11' + number(len(texts)) + texts


def seven_zip(members, extra=b'', count=None, header=None, crcs=None, method=None, packed=None, between=b''):
    """Members as (name, bytes), stored one behind the other; `extra` are further properties, `header` takes the list's place."""
    body = b''.join(data for _, data in members)
    packed = body if packed is None else packed
    if header is None:
        crcs = [zlib.crc32(data) for _, data in members] if crcs is None else crcs
        info = streams(len(packed), len(body), method or coder(), 0, len(members), [len(data) for _, data in members[:-1]], crcs)
        files = number(len(members) if count is None else count) + name_list([name for name, _ in members]) + extra + b'\0'
        header = b'\1\4' + info + b'\5' + files + b'\0'
    start = pack('<QQI', len(packed) + len(between), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf'\x1c\0\4" + pack('<I', zlib.crc32(start)) + start + packed + between + header
