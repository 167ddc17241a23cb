"""HDF5 by h5py, and pandas' HDFStore by PyTables."""

import io
import os
import tempfile

import h5py
import numpy as np

NEEDS = ("h5py", "pandas", "tables")


def write(book):
    for about, name, content in plain():
        book.add(f"hdf5/{name}.h5", content, about, ["h5py", "numpy"])
    for about, name, content in stores():
        book.add(f"hdf5/{name}.h5", content, about, ["tables", "pandas"])


def by_h5py(fill, **options):
    buffer = io.BytesIO()
    with h5py.File(buffer, "w", track_order=False, **options) as file:
        fill(file)
    return buffer.getvalue()


def newest(fill):
    """The newest version of the format keeps times of groups, unless it is told not to."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "newest.h5")
        creation = h5py.h5p.create(h5py.h5p.FILE_CREATE)
        creation.set_obj_track_times(False)
        access = h5py.h5p.create(h5py.h5p.FILE_ACCESS)
        access.set_libver_bounds(h5py.h5f.LIBVER_LATEST, h5py.h5f.LIBVER_LATEST)
        with h5py.File(h5py.h5f.create(path.encode(), h5py.h5f.ACC_TRUNC, creation, access)) as file:
            group = h5py.h5p.create(h5py.h5p.GROUP_CREATE)
            group.set_obj_track_times(False)
            h5py.h5g.create(file.id, b"layer", gcpl=group)
            fill(file)
        with open(path, "rb") as file:
            return file.read()


def plain():
    rng = np.random.default_rng(7)

    def arrays(file):
        file.attrs["title"] = "Measurements of a Sunday. Made up."
        file.attrs["license"] = "CC0-1.0"
        file.attrs["numbers"] = np.arange(4)
        file["layer/weight"] = rng.standard_normal((8, 6)).astype("f4")
        file["layer/bias"] = np.zeros(6, "f8")
        file["counts"] = np.arange(20, dtype=">i2")
        file["flags"] = np.array([True, False, True])
        file["empty"] = h5py.Empty("f4")
        file["complex"] = np.array([1 + 2j, 3 - 1j])
        file["records"] = np.array([(1, 2.5), (2, 3.5)], dtype=[("id", "i4"), ("value", "f8")])

    yield "h5py: numbers in groups, a record type, booleans and attributes.", "h5py-arrays", by_h5py(arrays)
    yield "The same in the newest version of the file format.", "h5py-arrays-latest", newest(arrays)

    def texts(file):
        file["names"] = np.array(["setosa", "versicolor", "größer"], dtype=h5py.string_dtype())
        file["fixed"] = np.array([b"one", b"three"])
        file["ragged"] = np.array([np.arange(3), np.arange(5)], dtype=h5py.vlen_dtype(np.int32))
        file["opaque"] = np.void(b"any bytes at all")
        file.attrs["classes"] = ["a", "b", "c"]

    yield "h5py: texts of both kinds, sequences and opaque bytes.", "h5py-texts", by_h5py(texts)

    def packed(file):
        data = np.arange(3000, dtype="i4").reshape(60, 50)
        file.create_dataset("gzip", data=data, chunks=(20, 25), compression="gzip", shuffle=True, fletcher32=True)
        file.create_dataset("lzf", data=data, chunks=True, compression="lzf")
        file.create_dataset("growing", data=np.arange(10.0), maxshape=(None,), chunks=(5,))
        file.create_dataset("scaled", data=data, chunks=(30, 50), scaleoffset=0)

    yield "h5py: chunks with gzip, lzf, checksums and scaling.", "h5py-chunks", by_h5py(packed)

    def links(file):
        file["a/data"] = np.arange(5)
        file["hard"] = file["a/data"]
        file["a/loop"] = file["a"]
        file["soft"] = h5py.SoftLink("/a/data")
        file["dangling"] = h5py.SoftLink("/nowhere")

    def sparse(file):
        file.create_dataset("never_written", shape=(30000, 30000), dtype="u1")
        layout = h5py.VirtualLayout((4,), "i4")
        layout[:2] = h5py.VirtualSource("part-0.h5", "x", (2,))
        layout[2:] = h5py.VirtualSource("part-1.h5", "x", (2,))
        file.create_virtual_dataset("parts", layout)

    yield "h5py: an array that was never written, and one whose parts are in files beside it.", "h5py-sparse", by_h5py(sparse)
    yield "h5py: hard and soft links, and a group that holds itself.", "h5py-links", by_h5py(links)
    yield "h5py: a user block of zeros before the file.", "h5py-userblock", by_h5py(arrays, userblock_size=512)


def timeless(make):
    """PyTables writes the time into its nodes, and pandas does not let it be told otherwise."""
    return lambda *args, **options: make(*args, **{**options, "track_times": False})


def stores():
    import pandas as pd
    import tables

    for make in ("create_array", "create_carray", "create_earray", "create_vlarray", "create_table"):
        setattr(tables.File, make, timeless(getattr(tables.File, make)))
    frame = pd.DataFrame({"a": np.arange(6), "b": np.linspace(0, 1, 6), "c": list("xyzxyz")})
    for name, about, data, layout in (
        ("pandas-fixed", "pandas: a frame of numbers in the fixed format.", frame[["a", "b"]], "fixed"),
        ("pandas-table", "pandas: a frame in the table format, packed.", frame, "table"),
    ):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "store.h5")
            with pd.HDFStore(path, "w") as store:
                if layout == "table":
                    store.append("frame", data, expectedrows=6, index=False, complevel=5, complib="zlib")
                else:
                    store.put("frame", data, format=layout)
            with open(path, "rb") as file:
                yield about, name, file.read()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "objects.h5")
        with tables.File(path, "w") as file:
            rows = file.create_vlarray("/", "objects", tables.ObjectAtom(), chunkshape=4)
            rows.append(["any", {"object": (1, 2.5)}])
            rows.append(None)
            rows.attrs.note = {"pickled": [True, 3]}
        with open(path, "rb") as file:
            yield "PyTables: rows of Python objects and an attribute, which it pickles.", "pytables-objects", file.read()
