"""
Writes the protobuf schemas that the engine walks by, from the descriptors of the real libraries.

    python build/policy/protobuf_schemas.py onnx tensorflow coreml paddle

Each argument needs its library: onnx, tensorflow-cpu, coremltools, paddlepaddle (pinned in build/corpus/requirements-models.txt;
paddlepaddle and tensorflow-cpu do not share an environment). One line a field: number, type, name; `*` for repeated, `|name` for
members of a oneof. Enums are written as `enum`: their numbers are not needed.
"""

import importlib
import os
import sys
from pathlib import Path

FORMATS = Path(__file__).resolve().parents[2] / "electron" / "engine" / "formats"

SCALARS = {
    1: "double", 2: "float", 3: "int64", 4: "uint64", 5: "int32", 6: "fixed64", 7: "fixed32", 8: "bool",
    9: "string", 12: "bytes", 13: "uint32", 14: "enum", 15: "sfixed32", 16: "sfixed64", 17: "sint32", 18: "sint64",
}
MESSAGE = 11
REPEATED = 3


def roots_onnx():
    import onnx

    return f"onnx {onnx.__version__}", [onnx.ModelProto.DESCRIPTOR]


def roots_tensorflow():
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    import tensorflow

    names = {
        "tensorflow.core.protobuf.saved_model_pb2": ["SavedModel"],
        "tensorflow.core.protobuf.meta_graph_pb2": ["MetaGraphDef"],
        "tensorflow.core.framework.graph_pb2": ["GraphDef"],
        "tensorflow.core.protobuf.fingerprint_pb2": ["FingerprintDef"],
        "tensorflow.core.protobuf.tensor_bundle_pb2": ["BundleHeaderProto", "BundleEntryProto"],
        "tensorflow.core.protobuf.trackable_object_graph_pb2": ["TrackableObjectGraph"],
        "tensorflow.python.keras.protobuf.saved_metadata_pb2": ["SavedMetadata"],
    }
    return f"tensorflow {tensorflow.__version__}", [
        getattr(importlib.import_module(module), name).DESCRIPTOR for module, found in names.items() for name in found
    ]


def roots_coreml():
    import coremltools
    from coremltools.proto import Model_pb2

    return f"coremltools {coremltools.__version__}", [Model_pb2.Model.DESCRIPTOR]


def roots_paddle():
    import paddle
    from paddle.base.proto import framework_pb2

    return f"paddlepaddle {paddle.__version__}", [framework_pb2.ProgramDesc.DESCRIPTOR]


def collect(roots):
    """All messages that the roots lead to, with short names where those are unique."""
    found = {}
    waiting = list(roots)
    while waiting:
        message = waiting.pop()
        if message.full_name in found:
            continue
        found[message.full_name] = message
        waiting.extend(field.message_type for field in message.fields if field.message_type is not None)
    names = {}
    for full in sorted(found):
        parts = full.split(".")
        owner = found[full].containing_type
        short = parts[-1]
        while owner is not None:
            short = f"{owner.name}.{short}"
            owner = owner.containing_type
        names[full] = short if short not in names.values() else full
    return found, names


def lines(found, names):
    for full, message in sorted(found.items(), key=lambda item: names[item[0]]):
        yield names[full]
        for field in sorted(message.fields, key=lambda field: field.number):
            kind = names[field.message_type.full_name] if field.type == MESSAGE else SCALARS[field.type]
            many = "*" if getattr(field, "is_repeated", None) or (not hasattr(field, "is_repeated") and field.label == REPEATED) else ""
            one = field.containing_oneof
            union = f" |{one.name}" if one is not None and not one.name.startswith("_") else ""
            yield f"  {field.number} {kind}{many} {field.name}{union}"


def write(name):
    version, roots = globals()[f"roots_{name}"]()
    found, names = collect(roots)
    text = "\n".join(lines(found, names))
    target = FORMATS / name / "schema.ts"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        f"import {{ readSchema }} from '../../protobuf/schema';\n\n"
        f"/** Messages and fields as {version} declares them. Written by build/policy/protobuf_schemas.py, never by hand. */\n"
        f"export const {name.upper()}_SCHEMA = readSchema(`\n{text}\n`);\n"
    )
    print(f"{target.relative_to(FORMATS.parents[2])}: {len(found)} messages")


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        write(wanted)
