"""Writes the benign corpus with the real libraries: files that must raise no alarm.

    python3 build/corpus/make_benign.py [OUT] [--tag TAG] [--only SECTION]

OUT is e2e/corpus by default. A section whose library is missing is skipped with one line; so both environments of
requirements.txt write side by side, told apart by the tag. Nothing that was written is ever loaded.
"""

import argparse
import importlib
import os
import sys
from importlib import util
from pathlib import Path

HERE = Path(__file__).resolve().parent
SECTIONS = (
    "plain",
    "zips",
    "arrays",
    "tables",
    "estimators",
    "networks",
    "boosters",
    "packed",
    "functions",
    "ordinary",
    "numpy_files",
    "tensor_files",
    "template_files",
    "skops_files",
    "flax_files",
    "hdf5s",
    "keras_models",
    "documents",
    "statistics",
    "tars",
    "locked",
    "served",
    "trees",
    "notations",
    "trees_binary",
    "onnx_graphs",
    "tensorflow_graphs",
    "coreml_models",
    "paddle_programs",
    "nemo_archives",
    "companions",
    "networks_two",
)


def tag_of_libraries():
    """`new` from numpy 2 on: the release that moved its modules."""
    if util.find_spec("numpy") is None:
        return "new"
    import numpy

    return "new" if int(numpy.__version__.split(".")[0]) >= 2 else "old"


def main():
    if os.environ.get("PYTHONHASHSEED") != "0":
        # Sets of texts are written in the order of their hashes.
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.path.insert(0, str(HERE))
    from benign.book import Book

    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("out", nargs="?", default=HERE.parents[1] / "e2e" / "corpus")
    options.add_argument("--tag", default=None, help="old or new; the name of an environment of build/policy/environments.py for the sections that are written there")
    options.add_argument("--only", action="append", choices=SECTIONS, help="write this section only; may be repeated")
    chosen = options.parse_args()
    book = Book(chosen.out, chosen.tag or tag_of_libraries())
    for name in chosen.only or SECTIONS:
        try:
            section = importlib.import_module(f"benign.{name}")
        except ModuleNotFoundError as error:
            print(f"{name}: skipped, {error.name} is not installed")
            continue
        missing = [library for library in section.NEEDS if util.find_spec(library) is None]
        if missing:
            print(f"{name}: skipped, {', '.join(missing)} is not installed")
            continue
        before = book.count, book.bytes
        section.write(book)
        print(f"{name}: {book.count - before[0]} files, {book.bytes - before[1]} bytes")
    book.close()


if __name__ == "__main__":
    main()
