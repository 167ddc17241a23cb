"""Hostile pickles behind every compressor and in 7z archives, and wrappers that lie."""

import bz2
import gzip
import lzma
import zlib
from struct import pack

from assemble import *
from . import packers
from .archive import Member, archive
from .case import COMMAND, EVIL, PAYLOAD, malformed, malicious
from .joblibs import BEFORE_STOP, IRIS, with_array, wrapper

CLEAN = proto(4) + EMPTY_DICT + MEMOIZE + STOP
NESTED = proto(4) + frame(wrapper(('O8', '|', 63), (1,))) + EVIL + STOP
ALONE = lzma.compress(EVIL, format=lzma.FORMAT_ALONE)
XZ = lzma.compress(EVIL)


def hidden(name, about, data, expect='dangerous'):
    malicious(name, about, 'posix.system', data, expect)


# Behind every compressor of joblib: in the nested pickle of an object array, and behind raw array bytes.
for codec, compress in (
    ('gzip', lambda data: gzip.compress(data, mtime=0)),
    ('bz2', bz2.compress),
    ('xz', lzma.compress),
    ('lzma', lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE)),
    ('lz4', packers.lz4_frame),
):
    hidden(f'joblib/object_array_{codec}.joblib', f'The nested pickle of an object array is hostile, under {codec}.', compress(NESTED))
    hidden(f'joblib/arrays_{codec}.joblib', f'The call stands behind the bytes of an array, under {codec}.', compress(with_array(IRIS, BEFORE_STOP)))
    hidden(f'joblib/second_stream_{codec}.joblib', f'Two streams of {codec}; joined they are the hostile pickle.', compress(NESTED[:40]) + compress(NESTED[40:]))
hidden('joblib/compressed_lz4.joblib', 'A hostile pickle in a frame of LZ4.', packers.lz4_frame(EVIL))

# joblib before 0.10.
OLD = proto(2) + global_('posix', 'system') + long_text(COMMAND) + TUPLE1 + REDUCE + STOP
hidden('joblib/zf_wide.joblib', 'The ZF container of joblib 0.8.4 under Python 2, whose header is one space wider.',
       b'ZF' + hex(len(OLD)).ljust(20).encode() + zlib.compress(OLD))
hidden('joblib/zf_lie.joblib', 'A ZF container that states a wrong length; the loader stops behind the pickle’s bytes and not before.',
       b'ZF' + hex(1).ljust(19).encode() + zlib.compress(OLD))


def neighbour(kind, *state):
    return proto(2) + global_('joblib.numpy_pickle', kind) + EMPTY_TUPLE + NEWOBJ + dict_of(*state) + BUILD + STOP


ARRAY = (long_text('subclass'), global_('numpy', 'ndarray'))
malicious('joblib/neighbour_absolute.joblib', 'An array of old joblib that is read from an absolute path.', 'joblib.numpy_pickle.NDArrayWrapper',
          neighbour('NDArrayWrapper', (long_text('filename'), long_text('/tmp/attacker.example.npy')), ARRAY), 'suspicious')
malicious('joblib/neighbour_z_upward.joblib', 'The same for a compressed array, upward.', 'joblib.numpy_pickle.ZNDArrayWrapper',
          neighbour('ZNDArrayWrapper', (long_text('filename'), long_text('..\\attacker.example.npy.z')),
                    (long_text('init_args'), EMPTY_TUPLE), (long_text('state'), EMPTY_TUPLE)), 'suspicious')
malicious('joblib/neighbour_unnamed.joblib', 'The name of the neighbour is what a call gives back.', 'joblib.numpy_pickle.NDArrayWrapper',
          neighbour('NDArrayWrapper', (long_text('filename'), global_('builtins', 'str') + EMPTY_TUPLE + REDUCE), ARRAY), 'suspicious')

# gzip
hidden('gzip/hostile.gz', 'A hostile pickle under gzip with a name, a comment and an extra field.',
       b'\x1f\x8b\x08\x1c' + bytes(6) + pack('<H', 4) + b'ABCD' + b'weights.bin\0' + b'nothing to see\0' + gzip.compress(EVIL, mtime=0)[10:])
hidden('gzip/behind_padding.gz', 'A clean pickle, zero padding, and a member with another pickle, which Python reads on.',
       gzip.compress(CLEAN, mtime=0) + bytes(300) + gzip.compress(EVIL, mtime=0))
hidden('gzip/wrong_checksum.gz', 'The checksum is wrong; the loader has run the pickle by then.',
       (packed := gzip.compress(EVIL + bytes(9000), mtime=0))[:-8] + bytes(4) + packed[-4:])
malformed('gzip/junk_behind.gz', 'A clean pickle and junk behind the member.', gzip.compress(CLEAN, mtime=0) + b'junk' + EVIL)
malformed('gzip/truncated.gz', 'The member ends in the middle.', gzip.compress(CLEAN + bytes(range(256)) * 4, mtime=0)[:150])
malformed('gzip/endless_name.gz', 'A name in the header that goes on to the end.', b'\x1f\x8b\x08\x08' + bytes(6) + b'a' * 30_000)

# bzip2
hidden('bz2/hostile.bz2', 'A hostile pickle under bzip2.', bz2.compress(EVIL))
hidden('bz2/damaged_later.bz2', 'The second stream is damaged; the first one holds the pickle.',
       bz2.compress(EVIL) + bytearray(bz2.compress(bytes(range(256)) * 20))[:-30])
malformed('bz2/bomb.bz2', 'Three hundred bytes that become three hundred megabytes.', bz2.compress(bytes(300_000_000)))
malformed('bz2/truncated.bz2', 'The stream ends in the middle.', bz2.compress(CLEAN + bytes(range(256)) * 4)[:-60])

# xz and lzma
hidden('lzma/hostile.lzma', 'A hostile pickle in the older format of lzma.', ALONE)
malformed('lzma/huge_dictionary.lzma', 'The header asks for a dictionary of four gigabytes.', ALONE[:1] + b'\0\0\0\xf0' + ALONE[5:])
malformed('lzma/truncated.lzma', 'The stream ends in the middle.', lzma.compress(CLEAN + bytes(range(256)) * 4, format=lzma.FORMAT_ALONE)[:-40])
hidden('xz/hostile.xz', 'A hostile pickle under xz.', XZ)
hidden('xz/damaged_index.xz', 'The index is damaged; the loader has run the pickle by then.', XZ[:-20] + b'\xff' + XZ[-19:])
BLOCK = b'\x02\x00\x21\x01\x28\0\0\0'
malformed('xz/huge_dictionary.xz', 'The block asks for a dictionary of four gigabytes.', XZ[:12] + BLOCK + pack('<I', zlib.crc32(BLOCK)) + XZ[24:])
malformed('xz/truncated.xz', 'The stream ends in the middle.', lzma.compress(CLEAN + bytes(range(256)) * 4)[:-80])

# LZ4 and Zstandard
hidden('lz4/hostile.lz4', 'A hostile pickle in a frame of LZ4.', packers.lz4_frame(EVIL))
hidden('lz4/wrong_size.lz4', 'The frame states another size than it has.', packers.lz4_frame(EVIL, size=7))
malformed('lz4/skippable.lz4', 'A clean pickle and a frame that readers pass over, with a pickle in it.', packers.lz4_frame(CLEAN) + packers.skippable(EVIL))
malformed('lz4/truncated.lz4', 'The frame ends in the middle.', packers.lz4_frame(CLEAN + bytes(200))[:-90])
hidden('zstd/hostile.zst', 'A hostile pickle in a frame of Zstandard.', packers.zstd_frame(EVIL))
hidden('zstd/behind_skippable.zst', 'A frame that readers pass over, and the hostile pickle.', packers.zstd_frame(b'') + packers.skippable(b'hidden') + packers.zstd_frame(EVIL))
malformed('zstd/huge_window.zst', 'The frame asks for a window of gigabytes.', packers.zstd_frame(CLEAN, window=0xB0))
malformed('zstd/dictionary.zst', 'The frame needs a dictionary that is not in the file.', packers.zstd_frame(CLEAN, dictionary=b'\7'))
malformed('zstd/truncated.zst', 'The frame ends in the middle.', packers.zstd_frame(CLEAN + bytes(200))[:-90])

# Members of zip archives by other methods than deflate.
ZIP_LZMA = b'\x09\x04\x05\x00' + ALONE[:5] + ALONE[13:]
for name, method, stored in (('bzip2', 12, bz2.compress(EVIL)), ('lzma', 14, ZIP_LZMA), ('xz', 95, XZ), ('zstd', 93, packers.zstd_frame(EVIL))):
    hidden(f'zip/hostile_{name}.zip', f'The hostile member is packed by the method {name}.', archive(Member('model.pkl', EVIL, stored=stored, method=method)))

# 7z
SEVEN = packers.seven_zip([('notes.pkl', CLEAN), ('model.pkl', EVIL)])
hidden('7z/hostile.7z', 'Two pickles packed together; the second one is hostile.', SEVEN)
hidden('7z/renamed.pt', 'An archive that calls itself a PyTorch file.', SEVEN)
hidden('7z/lzma2.7z', 'A hostile pickle by LZMA2.',
       packers.seven_zip([('model.pkl', EVIL)], method=packers.coder(b'\x21', b'\x18'), packed=lzma.compress(EVIL, lzma.FORMAT_RAW, filters=[{'id': lzma.FILTER_LZMA2}])))
hidden('7z/without_a_name.7z', 'Data that no name belongs to.', packers.seven_zip([('', EVIL)], count=0))
hidden('7z/wrong_crc.7z', 'The CRC-32 of the hostile member is wrong.', packers.seven_zip([('model.pkl', EVIL)], crcs=[0]))
malicious('7z/cut_list.7z', 'The members are at the beginning and the list breaks off: they are not packed and can be read all the same.', 'posix.system', SEVEN[:-9])
malicious('7z/traversal.7z', 'A member that climbs out of its folder.', '', packers.seven_zip([('../../model.pkl', CLEAN)]), 'suspicious')
malicious('7z/twice.7z', 'Two members of one name.', '', packers.seven_zip([('model.pkl', CLEAN), ('Model.pkl', CLEAN)]), 'suspicious')
LINK = b'\x15' + packers.number(6) + b'\1\0' + pack('<I', 0xA1FF8000)
malicious('7z/link.7z', 'A member that is a symbolic link.', '', packers.seven_zip([('model.pkl', b'/etc/passwd')], extra=LINK), 'suspicious')
malformed('7z/encrypted_list.7z', 'The list of members is said to be encrypted.',
          packers.seven_zip([('', EVIL)], header=b'\x17' + packers.streams(len(EVIL), len(EVIL), packers.coder(b'\x06\xf1\x07\x01', b'\x13\0'))))
malformed('7z/many.7z', 'A list that announces more members than there are bits.', packers.seven_zip([('model.pkl', CLEAN)], count=2**40))
malformed('7z/between.7z', 'A pickle between the packed data and the list.', packers.seven_zip([('model.pkl', CLEAN)], between=EVIL))
malformed('7z/longer.7z', 'A list of streams that says more is unpacked than is packed.',
          packers.seven_zip([('model.pkl', CLEAN)], header=b'\1\4' + packers.streams(len(CLEAN), 2**50, packers.coder()) + b'\0'))
malformed('7z/truncated.7z', 'The archive ends behind its first header.', SEVEN[:40])
