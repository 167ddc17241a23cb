"""Members that are encrypted, and members that only say so. The password of those that are is "attacker.example"."""

import zlib

from .archive import Member, archive, deflated
from .case import EVIL, malformed, malicious
from .torches import HOSTILE, model

PASSWORD = b'attacker.example'
TABLE = [0] * 256
for byte in range(256):
    value = byte
    for _ in range(8):
        value = (value >> 1) ^ 0xEDB88320 if value & 1 else value >> 1
    TABLE[byte] = value


def ciphered(data, crc):
    """Traditional PKWARE encryption (APPNOTE 6.1) with a header of no randomness."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte):
        keys[0] = (keys[0] >> 8) ^ TABLE[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ TABLE[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in PASSWORD:
        update(byte)
    out = bytearray()
    for byte in bytes(range(11)) + bytes([crc >> 24]) + data:
        temporary = (keys[2] & 0xFFFF) | 2
        out.append(byte ^ (((temporary * (temporary ^ 1)) >> 8) & 0xFF))
        update(byte)
    return bytes(out)


def locked(name, data):
    return Member(name, data, stored=ciphered(deflated(data), zlib.crc32(data)), local_flags=1, central_flags=1)


malformed('zip/locked_hostile.zip', 'A hostile pickle behind a password: what is in it cannot be said without.', archive(locked('w.pkl', EVIL)))
malicious('zip/locked_beside.zip', 'One member is encrypted, a hostile one is not.', 'posix.system', archive(locked('notes.txt', b'x\n'), Member('w.pkl', EVIL)))
malicious('torch/flag_01_deflated.pt', 'Both headers say that a deflated data.pkl is encrypted; it is not.', 'posix.system',
          archive(*model(HOSTILE, deflate=True, local_flags=1, central_flags=1)))
malicious('torch/flag_01_and_crc.pt', 'The same stored, with a wrong checksum.', 'posix.system', archive(*model(HOSTILE, local_flags=1, central_flags=1, crc=1)))
