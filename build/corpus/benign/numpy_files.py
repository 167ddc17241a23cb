"""Array files of NumPy: every header version, order and kind of dtype, and archives of them."""

import io
from pathlib import Path

NEEDS = ("numpy",)


def npy(array, version=None, allow_pickle=False):
    import numpy as np

    out = io.BytesIO()
    np.lib.format.write_array(out, array, version=version, allow_pickle=allow_pickle)
    return out.getvalue()


def npz(save, **arrays):
    out = io.BytesIO()
    save(out, **arrays)
    return out.getvalue()


def write(book):
    import numpy as np

    def add(name, content, about):
        book.add(f"npy/{name}.npy", content, about, NEEDS)

    numbers = np.arange(60, dtype="<f8").reshape(3, 4, 5)
    add("float64", npy(numbers), "Three dimensions of float64.")
    add("fortran", npy(np.asfortranarray(numbers[0])), "Fortran order.")
    add("big-endian", npy(np.arange(9, dtype=">i2")), "Big-endian int16.")
    add("bool", npy(np.array([[True, False], [False, True]])), "Truth values.")
    add("complex", npy(np.array([1 + 2j, 3 - 4j], dtype="c8")), "Complex numbers.")
    add("half", npy(np.linspace(0, 1, 11, dtype="f2")), "float16.")
    add("unicode", npy(np.array(["Gr\u00fc\u00dfe", "\u4f60\u597d", ""])), "Texts of fixed width.")
    add("bytes", npy(np.array([b"ab", b"c"])), "Byte strings of fixed width.")
    add("void", npy(np.zeros(3, dtype="V7")), "Raw elements of seven bytes.")
    add("datetime", npy(np.array(["2024-02-29", "NaT"], dtype="M8[ns]")), "Dates with a unit.")
    add("timedelta", npy(np.array([1, 2, 3], dtype="m8[25us]")), "Durations of 25 microseconds.")
    add("scalar", npy(np.array(42, dtype="u1")), "No dimensions.")
    add("empty", npy(np.zeros((0, 3), dtype="i4")), "No elements.")
    add("version-2", npy(numbers, (2, 0)), "A header with a long length.")
    nested = np.dtype([("id", "<u4"), (("Title of x", "x"), "<f4", (2, 3)), ("inner", [("a", "S5"), ("b", "?")])])
    add("structured", npy(np.zeros(4, dtype=nested)), "Fields with a title, a subarray and fields of their own.")
    add("aligned", npy(np.zeros(2, dtype=np.dtype([("a", "u1"), ("b", "<f8")], align=True))), "Fields with padding between.")
    add("version-3", npy(np.zeros(2, dtype=[("gr\u00f6\u00dfe", "<f4")])), "A field name that is not Latin-1.")
    add("wide", npy(np.zeros(2, dtype=[(f"field_{i:04d}", "<f4") for i in range(150)])), "A header of many fields.")
    objects = np.array(["a", 1, None, [2.5, "b"], {"c": b"d"}], dtype=object)
    add("objects", npy(objects, allow_pickle=True), "An array of objects, which is one pickle.")
    add("two-arrays", npy(numbers) + npy(np.arange(3)), "Two arrays saved into one open file.")

    weights = {"w": numbers, "b": np.arange(5, dtype="f4"), "layer/0": np.ones((2, 2))}
    book.add("npz/weights.npz", npz(np.savez, **weights), "Three arrays.", NEEDS)
    book.add("npz/compressed.npz", npz(np.savez_compressed, **weights), "The same, deflated.", NEEDS)
    book.add("npz/objects.npz", npz(np.savez, names=objects, w=numbers), "An array of objects among others.", NEEDS)
    book.add("npz/objects-compressed.npz", npz(np.savez_compressed, names=objects), "A deflated array of objects.", NEEDS)

    # Files that earlier versions wrote, out of NumPy's own tests.
    tests = Path(np.__file__).parent / "lib" / "tests" / "data"
    for name, about in (("py2-objarr", "Python 2"), ("py3-objarr", "Python 3 before NumPy 2")):
        for extension in ("npy", "npz"):
            path = tests / f"{name}.{extension}"
            if path.exists():
                about_it = f"An array of objects as NumPy's tests have it, from {about}."
                book.add(f"{extension}/{name}.{extension}", path.read_bytes(), about_it, NEEDS)
