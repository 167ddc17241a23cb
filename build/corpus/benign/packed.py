"""Compressed wrappers and 7z archives, by Python's modules, lz4, zstandard and py7zr; and what joblib wrote before 0.10."""

import bz2
import gzip
import io
import lzma
import pickle
import zipfile
from pathlib import Path

NEEDS = ("joblib", "numpy", "lz4", "zstandard", "py7zr")

MODEL = {"kind": "ridge", "coef": [0.25 * i for i in range(200)], "names": [f"feature {i}" for i in range(200)]}
PLAIN = pickle.dumps(MODEL, 4)
OTHER = pickle.dumps([1, "two", (3.0, None)], 2)
# Long and repetitive: over the borders of blocks, chunks and small dictionaries, and still small when packed.
WIDE = pickle.dumps("\n".join(f"{i % 991} row {i * i % 10007} of {i // 7}" for i in range(6_500)), 4)
LZMA2 = {"id": lzma.FILTER_LZMA2, "preset": 6}


def gzipped(content, name=""):
    buffer = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()


def wrappers():
    import lz4.frame
    import zstandard

    half = len(PLAIN) // 2
    yield "gzip/pickle.pkl.gz", "A pickle by Python's gzip, with its name in the header.", gzipped(PLAIN, "model.pkl"), []
    yield "gzip/members.gz", "Two members that join to one pickle, and zero padding behind.", gzipped(PLAIN[:half]) + gzipped(PLAIN[half:]) + bytes(64), []
    yield "bz2/pickle.pkl.bz2", "A pickle by Python's bz2.", bz2.compress(PLAIN), []
    yield "bz2/streams.bz2", "Two streams that join to one pickle.", bz2.compress(PLAIN[:half], 1) + bz2.compress(PLAIN[half:]), []
    yield "lzma/pickle.lzma", "A pickle in the older format of lzma.", lzma.compress(PLAIN, lzma.FORMAT_ALONE), []
    yield "xz/pickle.pkl.xz", "A pickle by Python's lzma.", lzma.compress(PLAIN), []
    for name, check in (("none", lzma.CHECK_NONE), ("crc32", lzma.CHECK_CRC32), ("sha256", lzma.CHECK_SHA256)):
        yield f"xz/check-{name}.xz", f"A pickle with the check {name}.", lzma.compress(PLAIN, check=check), []
    delta = [{"id": lzma.FILTER_DELTA, "dist": 8}, LZMA2]
    branch = [{"id": lzma.FILTER_X86}, LZMA2]
    yield "xz/delta.xz", "A pickle through the delta filter.", lzma.compress(PLAIN, filters=delta), []
    yield "xz/x86.xz", "A pickle through the filter for x86 code.", lzma.compress(PLAIN, filters=branch), []
    yield "xz/streams.xz", "Two streams with padding between them that join to one pickle.", lzma.compress(PLAIN[:half]) + bytes(8) + lzma.compress(PLAIN[half:]), []
    tight = {"lc": 1, "lp": 2, "pb": 0}
    yield "xz/small-dictionary.xz", "A long pickle through a small dictionary.", lzma.compress(WIDE, filters=[{**LZMA2, "dict_size": 65536}]), []
    yield "lzma/small-dictionary.lzma", "A long pickle through a small dictionary, with other properties than usual.", lzma.compress(
        WIDE, lzma.FORMAT_ALONE, filters=[{"id": lzma.FILTER_LZMA1, **tight, "dict_size": 65536}]
    ), []
    yield "bz2/blocks.bz2", "A long pickle in several blocks.", bz2.compress(WIDE, 1), []
    yield "lz4/pickle.lz4", "A pickle in a frame of LZ4.", lz4.frame.compress(PLAIN), ["lz4"]
    linked = lz4.frame.compress(PLAIN * 9 + OTHER, block_size=lz4.frame.BLOCKSIZE_MAX64KB, block_linked=True, content_checksum=True, block_checksum=True)
    yield "lz4/linked.lz4", "Several pickles, in linked blocks with checksums.", linked, ["lz4"]
    context = zstandard.ZstdCompressor(level=19, write_checksum=True)
    yield "zstd/pickle.zst", "A pickle in a frame of Zstandard with a checksum.", context.compress(PLAIN), ["zstandard"]
    small = zstandard.ZstdCompressionParameters.from_level(19, window_log=14, write_checksum=True)
    yield "zstd/small-window.zst", "A long pickle through a window of sixteen kilobytes.", zstandard.ZstdCompressor(compression_params=small).compress(WIDE), ["zstandard"]
    yield "zstd/frames.zst", "Two frames that join to one pickle.", context.compress(PLAIN[:half]) + zstandard.ZstdCompressor(level=1).compress(PLAIN[half:]), ["zstandard"]


def zips():
    for name, method in (("bzip2", zipfile.ZIP_BZIP2), ("lzma", zipfile.ZIP_LZMA)):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            archive.writestr(zipfile.ZipInfo("model.pkl", (1980, 1, 1, 0, 0, 0)), PLAIN, method)
            archive.writestr(zipfile.ZipInfo("other.pkl", (1980, 1, 1, 0, 0, 0)), OTHER, method)
        yield f"zip/{name}.zip", f"An archive with two pickles by the method {name}.", buffer.getvalue()


def archives():
    import py7zr
    from py7zr import compressor, properties

    # Every archive the same: no clock, no chance.
    compressor.get_random_bytes = lambda count: bytes(count)
    py7zr.py7zr.ArchiveTimestamp.from_now = staticmethod(lambda: py7zr.py7zr.ArchiveTimestamp.from_datetime(0))
    first = {"id": py7zr.FILTER_LZMA2, "preset": 7}
    encrypted = [first, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}]
    ways = [
        ("pickles", "by the default methods", None, {}, "no-findings"),
        ("lzma", "by LZMA", [{"id": py7zr.FILTER_LZMA}], {}, "no-findings"),
        ("delta", "by delta and LZMA2", [{"id": py7zr.FILTER_DELTA, "dist": 4}, first], {}, "no-findings"),
        ("bzip2", "by BZip2", [{"id": py7zr.FILTER_BZIP2}], {}, "no-findings"),
        ("deflate", "by Deflate", [{"id": py7zr.FILTER_DEFLATE}], {}, "no-findings"),
        ("zstd", "by Zstandard", [{"id": py7zr.FILTER_ZSTD, "level": 3}], {}, "no-findings"),
        ("copy", "not compressed", [{"id": py7zr.FILTER_COPY}], {}, "no-findings"),
        ("plain-list", "with a list that is not packed", None, {"header": False}, "no-findings"),
        ("ppmd", "by PPMd, which is not read", [{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 20}], {}, "inconclusive"),
        ("encrypted", "encrypted", encrypted, {"password": "cuvette"}, "inconclusive"),
        ("encrypted-list", "encrypted with its list", encrypted, {"password": "cuvette", "header_encryption": True}, "inconclusive"),
    ]
    for name, about, filters, options, expect in ways:
        buffer = io.BytesIO()
        plain_list = options.pop("header", True) is False
        with py7zr.SevenZipFile(buffer, "w", filters=filters, **options) as archive:
            if plain_list:
                archive.set_encoded_header_mode(False)
            archive.writestr(PLAIN, "model/model.pkl")
            archive.writestr(OTHER, "model/other.pkl")
            archive.writestr(b"", "model/empty")
        yield f"7z/{name}.7z", f"Two pickles and an empty file, {about}.", buffer.getvalue(), expect


def legacy():
    """Files of old releases that joblib ships for its own tests."""
    import joblib.test.data

    folder = Path(joblib.test.data.__file__).parent
    for name, about in (
        ("joblib_0.8.4_compressed_pickle_py27_np17.gz", "The ZF container of joblib 0.8.4 under Python 2."),
        ("joblib_0.9.2_compressed_pickle_py27_np16.gz", "The ZF container of joblib 0.9.2 under Python 2."),
        ("joblib_0.9.2_compressed_pickle_py35_np19.gz", "The ZF container of joblib 0.9.2 under Python 3."),
        ("joblib_0.9.2_pickle_py27_np17.pkl", "A pickle of joblib 0.9.2 under Python 2 with arrays in four files beside it."),
        ("joblib_0.9.2_pickle_py35_np19.pkl", "The same under Python 3."),
        ("joblib_0.9.4.dev0_compressed_cache_size_pickle_py35_np19.gz", "A ZF container with arrays in three containers beside it."),
        ("joblib_0.10.0_pickle_py27_np17.pkl", "The first release with arrays between the opcodes, under Python 2."),
        ("joblib_0.11.0_pickle_py36_np111.pkl.lzma", "joblib 0.11 under lzma."),
    ):
        stem, _, extension = name.partition("_py")[0], None, name.rpartition(".")[2]
        python = name.partition("_py")[2][:2]
        kind = stem.replace("joblib_", "").replace("_", "-")
        yield f"joblib/legacy-{kind}-py{python}.{extension}", about, (folder / name).read_bytes()


def write(book):
    for path, about, content, libraries in wrappers():
        book.add(path, content, about, libraries)
    for path, about, content in zips():
        book.add(path, content, about)
    for path, about, content, expect in archives():
        book.add(path, content, about, ["py7zr"], expect)
    for path, about, content in legacy():
        book.add(path, content, about, ["joblib"])
