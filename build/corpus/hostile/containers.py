"""Containers that a loader opens on its way to a pickle; each takes a pickle and gives a file of its own."""

import base64
import gzip
import io
import lzma
import zlib

from assemble import *
from . import packers
from .archive import Member, archive
from .numpys import OBJECTS, header as numpy_header, npy
from .tar_archive import END, member as tar_member
from .torches import model

MAGIC = proto(2) + b'\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19' + STOP
LEGACY = MAGIC + proto(2) + b'M\xe9\x03' + STOP + proto(2) + dict_of((long_text('little_endian'), NEWTRUE)) + STOP


def zipped(pickled):
    return archive(Member('model.pkl', pickled, deflate=True))


# name → (extension, function)
CONTAINERS = {
    'gzip': ('joblib', lambda pickled: gzip.compress(pickled, mtime=0)),
    'zlib': ('joblib', lambda pickled: zlib.compress(pickled, 3)),
    'xz': ('joblib', lzma.compress),
    'lz4': ('joblib', packers.lz4_frame),
    'zstd': ('zst', packers.zstd_frame),
    'zip': ('zip', zipped),
    'zip-in-zip': ('zip', lambda pickled: archive(Member('inner.zip', zipped(pickled)))),
    'torch-zip': ('pt', lambda pickled: archive(*model(pickled))),
    'torch-legacy': ('pt', lambda pickled: LEGACY + pickled),
    'npy': ('npy', lambda pickled: npy(numpy_header("'|O'"), pickled)),
    'npz': ('npz', lambda pickled: archive(Member('weights.npy', npy(numpy_header("'|O'"), pickled), deflate=True))),
    'tar': ('tar', lambda pickled: tar_member('model.pkl', pickled) + END),
    '7z': ('7z', lambda pickled: packers.seven_zip([('model.pkl', pickled)])),
    'bytes': ('pkl', lambda pickled: proto(3) + EMPTY_LIST + data(pickled) + APPEND + STOP),
}
