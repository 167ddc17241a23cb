"""NumPy arrays and SciPy sparse matrices, by pickle and by joblib."""

import io
import pickle
import tempfile
from pathlib import Path

NEEDS = ("numpy",)


def values():
    import numpy as np

    numbers = np.arange(24, dtype="<f8").reshape(4, 6)
    yield "c", "a matrix in C order", numbers
    yield "f", "a matrix in Fortran order", np.asfortranarray(numbers)
    yield "strided", "every second column of a matrix", numbers[:, ::2]
    yield "scalar", "an array without dimensions", np.array(1.5)
    yield "empty", "arrays without elements", [np.empty((0,)), np.empty((3, 0, 2), dtype="i4")]
    yield "structured", "records with a text, a number and a vector", np.array(
        [(b"one", 1, [1.0, 2.0]), (b"two", 2, [3.0, 4.0])], dtype=[("name", "S8"), ("n", "<i4"), ("v", "<f4", (2,))]
    )
    yield "aligned", "records with padding between their fields", np.zeros(3, dtype=np.dtype([("a", "i1"), ("b", "f8")], align=True))
    yield "unicode", "texts of fixed width", np.array(["Küvette", "試験", ""])
    yield "object", "Python objects of several kinds", np.array([1, "two", None, [3], {"four": 5}], dtype=object)
    yield "object-records", "records with a field of Python objects", np.array([(1, "a"), (2, None)], dtype=[("n", "<i4"), ("o", "O")])
    yield "dates", "dates and durations", [
        np.array(["2024-02-29", "NaT"], dtype="M8[D]"),
        np.array(["2024-02-29T12:30:00.5"], dtype="M8[ns]"),
        np.array([1, 2], dtype="m8[25s]"),
    ]
    yield "masked", "an array with masked elements", np.ma.array([1.0, 2.0, 3.0], mask=[0, 1, 0], fill_value=-1)
    yield "bool", "booleans", np.array([[True, False], [False, True]])
    yield "complex", "complex numbers", np.array([1 + 2j, 3 - 4j])
    yield "big-endian", "numbers in the other byte order", np.arange(5, dtype=">i4")
    yield "widths", "one array of every numeric type", [np.zeros(3, dtype=code) for code in "bBhHiIqQefdgFDG"]
    yield "scalars", "scalars of NumPy", [
        np.float32(1.5), np.int8(-1), np.bool_(True), np.str_("x"), np.bytes_(b"y"), np.datetime64("2024-02-29"), np.complex64(1j)
    ]
    yield "several", "arrays in a dict, one of them twice", {"x": numbers, "y": numbers.astype("i2"), "again": numbers}
    yield "matrix", "the matrix class", np.matrix([[1, 2], [3, 4]])
    yield "random", "random generators with their state", [
        np.random.RandomState(0), np.random.Generator(np.random.PCG64(1)), np.random.Generator(np.random.Philox(2))
    ]
    yield "mapped", "arrays over a mapped file, whose class is named", mapped()
    yield "dtypes", "element types without arrays", [np.dtype("f8"), np.dtype([("a", "i4"), ("b", ">M8[s]")]), np.float64]


def mapped():
    """Arrays over a mapped file, whose class a pickle names: no file is opened for it."""
    import numpy as np

    with tempfile.TemporaryDirectory() as folder:
        numbers = np.memmap(Path(folder) / "numbers", dtype="<f8", mode="w+", shape=(4, 2))
        numbers[:] = np.arange(8).reshape(4, 2)
        return [numbers, numbers[1:3], numbers.T]


def sparse():
    import numpy as np
    import scipy.sparse as sp

    dense = np.zeros((6, 8))
    dense[1, 2], dense[4, 7], dense[5, 0] = 1.5, -2, 3
    for kind in ("csr", "csc", "coo", "bsr", "dia", "dok", "lil"):
        yield kind, f"a sparse matrix of the kind {kind}", getattr(sp, f"{kind}_matrix")(dense)
    if hasattr(sp, "csr_array"):
        yield "csr-array", "a sparse array of the kind csr", sp.csr_array(dense)


def by_joblib(value, **options):
    import joblib

    buffer = io.BytesIO()
    joblib.dump(value, buffer, **options)
    return buffer.getvalue()


def write(book):
    from importlib import util

    joblib = util.find_spec("joblib") is not None
    for name, about, value in values():
        for protocol in (0, 2, 4, 5):
            content = pickle.dumps(value, protocol)
            book.add(f"pickle/numpy-{name}-p{protocol}.pkl", content, f"NumPy by pickle, protocol {protocol}: {about}.", ["numpy"])
        if joblib:
            book.add(f"joblib/numpy-{name}.joblib", by_joblib(value), f"NumPy by joblib: {about}.", ["joblib", "numpy"])
    if joblib:
        value = dict((name, value) for name, _, value in values() if name in ("c", "f", "object", "unicode"))
        book.add("joblib/numpy-dict-zlib3.joblib", by_joblib(value, compress=("zlib", 3)), "Several arrays by joblib, compressed with zlib.", ["joblib", "numpy"])
        for method in ("gzip", "bz2", "lzma", "xz", "lz4"):
            if method == "lz4" and util.find_spec("lz4") is None:
                continue
            content = by_joblib(value, compress=(method, 3))
            if method == "gzip":
                content = content[:4] + b"\0\0\0\0" + content[8:]  # the time of writing
            libraries = ["joblib", "numpy", *(["lz4"] if method == "lz4" else [])]
            book.add(f"joblib/numpy-dict-{method}.joblib", content, f"Several arrays by joblib, compressed with {method}.", libraries)
    if util.find_spec("scipy") is None:
        print("arrays: no sparse matrices, scipy is not installed")
        return
    for name, about, value in sparse():
        book.add(f"pickle/scipy-{name}-p4.pkl", pickle.dumps(value, 4), f"SciPy by pickle, protocol 4: {about}.", ["scipy", "numpy"])
        if joblib:
            book.add(f"joblib/scipy-{name}.joblib", by_joblib(value), f"SciPy by joblib: {about}.", ["joblib", "scipy", "numpy"])
