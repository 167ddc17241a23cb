"""A tar writer that can lie about everything (pax(1), GNU tar manual): header blocks of 512 bytes, data filled up to them."""

END = bytes(1024)


def octal(value, width):
    return (b'%0*o' % (width - 1, value)) + b'\0'


def base256(value, width):
    return b'\x80' + value.to_bytes(width - 1, 'big')


def header(name, size=0, kind=b'0', link=b'', magic=b'ustar\x0000', prefix=b'', size_field=None, signed=False, checksum=None, tail=None):
    """`tail` are bytes from offset 257 on, in place of magic, owner, device and prefix."""
    name = name.encode() if isinstance(name, str) else name
    link = link.encode() if isinstance(link, str) else link
    block = bytearray(512)
    block[0:100] = name[:100].ljust(100, b'\0')
    block[100:124] = b'0000644\x000000000\x000000000\x00'
    block[124:136] = octal(size, 12) if size_field is None else size_field
    block[136:148] = octal(1700000000, 12)
    block[148:156] = b' ' * 8
    block[156:157] = kind
    block[157:257] = link[:100].ljust(100, b'\0')
    block[257:265] = magic.ljust(8, b'\0')
    block[345:500] = prefix.ljust(155, b'\0')
    if tail is not None:
        block[257:257 + len(tail)] = tail
    total = sum(byte - 256 if signed and byte > 127 else byte for byte in block)
    block[148:156] = b'%06o\0 ' % (total if checksum is None else checksum)
    return bytes(block)


def filled(data, filler=b'\0'):
    return data + filler * (-len(data) % 512)


def member(name, data, **lies):
    return header(name, len(data), **lies) + filled(data)


def records(**pairs):
    body = b''
    for key, value in pairs.items():
        text = f' {key.replace("__", ".")}={value}\n'.encode()
        length = len(text) + 1
        while len(str(length)) + len(text) != length:
            length = len(str(length)) + len(text)
        body += str(length).encode() + text
    return body


def pax(kind=b'x', **pairs):
    return member('PaxHeaders/x', records(**pairs), kind=kind)
