"""
Writes the flatbuffer schema of TensorFlow Lite that the engine walks by: electron/engine/formats/tflite/schema.ts.

    python build/policy/flatbuffer_schema.py

Needs tensorflow-cpu. The wheel holds the schema only as generated Python, so it is read back from there: one line a field, with its
slot in the vtable, its type and its name; `*` for vectors, `union Enum` for tables chosen by the field before.
"""

import inspect
import os
import re
from pathlib import Path

SIZES = {"Bool": 1, "Uint8": 1, "Int8": 1, "Uint16": 2, "Int16": 2, "Uint32": 4, "Int32": 4, "Float32": 4, "Uint64": 8, "Int64": 8, "Float64": 8}
UNIONS = {"Details": "QuantizationDetails", "ArraySegments": "SparseIndexVector", "ArrayIndices": "SparseIndexVector", "BuiltinOptions": "BuiltinOptions", "BuiltinOptions2": "BuiltinOptions2"}
TARGET = Path(__file__).resolve().parents[2] / "electron" / "engine" / "formats" / "tflite" / "schema.ts"
SKIP = ("AsNumpy", "Length", "IsNone")


def field(name, source):
    slot = re.search(r"Offset\((\d+)\)", source)
    if slot is None:
        return None
    number = (int(slot[1]) - 4) // 2
    scalar = re.search(r"Get\(flatbuffers\.number_types\.(\w+)Flags", source)
    vector = "_tab.Vector(o)" in source
    if "_tab.Union(obj, o)" in source:
        return number, f"union {UNIONS[name]}"
    if "_tab.String(" in source:
        return number, "string*" if vector else "string"
    if scalar is not None:
        return number, f"{SIZES[scalar[1]]}{'*' if vector else ''}"
    table = re.search(r"obj = (\w+)\(\)", source)
    return number, f"{table[1]}{'*' if vector else ''}"


def skipped(kind, name):
    """What the generator adds beside a vector’s own accessor."""
    return any(name.endswith(end) and name[: -len(end)] in vars(kind) for end in SKIP)


def main():
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    import tensorflow
    from tensorflow.lite.python import schema_py_generated as schema

    tables, unions = [], []
    for name, kind in sorted(vars(schema).items()):
        if not inspect.isclass(kind) or kind.__module__ != schema.__name__ or name.endswith("T") and hasattr(kind, "InitFromBuf"):
            continue
        if not hasattr(kind, "Init"):
            if name in UNIONS.values():
                rows = sorted((number, member) for member, number in vars(kind).items() if isinstance(number, int) and number > 0)
                unions.append("\n".join([f"union {name}", *(f"  {number} {member}" for number, member in rows)]))
            continue
        methods = [n for n in vars(kind) if n[0].isupper() and not n.startswith("GetRootAs") and not skipped(kind, n) and "BufferHasIdentifier" not in n]
        fields = filter(None, ((lambda found: found and (*found, n))(field(n, inspect.getsource(getattr(kind, n)))) for n in methods))
        tables.append("\n".join([name, *(f"  {number} {what} {n}" for number, what, n in sorted(fields))]))
    text = "\n".join(tables + unions)
    TARGET.write_text(
        "import { readTables } from '../../flatbuffers/schema';\n\n"
        f"/** Tables and fields as tensorflow {tensorflow.__version__} declares them. Written by build/policy/flatbuffer_schema.py, never by hand. */\n"
        f"export const TFLITE_SCHEMA = readTables(`\n{text}\n`);\n"
    )
    print(f"{len(tables)} tables, {len(unions)} unions")


if __name__ == "__main__":
    main()
