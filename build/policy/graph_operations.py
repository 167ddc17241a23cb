"""
Writes the names of the operations that each graph runtime brings, as its own registry lists them: shared/rules/policy/*-names.ts.

    python build/policy/graph_operations.py onnx tensorflow tflite coreml paddle

Each argument needs its library: onnx and onnxruntime, tensorflow-cpu (tensorflow and tflite), coremltools, paddlepaddle. What a name does
is not recorded here: operations with an effect outside the model are rows written by hand in the table beside the names.
"""

import os
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POLICY = ROOT / "shared" / "rules" / "policy"


def onnx_names():
    import onnx
    import onnxruntime
    from onnxruntime.capi import onnxruntime_pybind11_state as runtime

    found = {f"{schema.domain}::{schema.name}" for schema in onnx.defs.get_all_schemas_with_history()}
    # The runtime's own domain; what it fuses internally (nhwc, nchwc) and keeps in the default domain is written by its optimiser.
    found |= {f"{schema.domain}::{schema.name}" for schema in runtime.get_all_operator_schema()}
    return f"onnx {onnx.__version__} and onnxruntime {onnxruntime.__version__}", {
        name.removeprefix("::").removeprefix("ai.onnx::") for name in found
    }


def tensorflow_names():
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    import tensorflow
    from tensorflow.core.framework import op_def_pb2
    from tensorflow.python.client import pywrap_tf_session

    listed = op_def_pb2.OpList()
    listed.ParseFromString(pywrap_tf_session.TF_GetBuffer(pywrap_tf_session.TF_GetAllOpList()))
    return f"tensorflow {tensorflow.__version__}", {op.name for op in listed.op}


def coreml_names():
    import coremltools
    from coremltools.converters.mil.mil.ops import defs  # noqa: F401  registers the operations
    from coremltools.converters.mil.mil.ops.registry import SSAOpRegistry

    return f"coremltools {coremltools.__version__}", set(SSAOpRegistry.core_ops)


def paddle_names():
    import paddle
    from paddle.base import core

    return f"paddlepaddle {paddle.__version__}", set(core.get_all_op_names())


def write(family):
    version, names = globals()[f"{family}_names"]()
    body = "\n".join(textwrap.wrap(" ".join(sorted(names)), 150, break_long_words=False, break_on_hyphens=False))
    target = POLICY / f"{family}-names.ts"
    target.write_text(
        f"/** The operations of {version}, as its registry lists them. Written by build/policy/graph_operations.py, never by hand. */\n"
        f"export const {family.upper()}_NAMES: ReadonlySet<string> = new Set(\n  `\n{body}\n`\n"
        f"    .trim()\n    .split(/\\s+/),\n);\n"
    )
    print(f"{target.relative_to(ROOT)}: {len(names)} operations")


def tflite():
    """Builtin operators go by number in the file: the engine needs the names."""
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    import tensorflow
    from tensorflow.lite.python import schema_py_generated as schema

    def numbered(kind):
        rows = {number: name for name, number in vars(kind).items() if isinstance(number, int) and not name.startswith("_")}
        return "\n".join(textwrap.wrap(" ".join(f"{number}:{name}" for number, name in sorted(rows.items())), 110, break_on_hyphens=False))

    target = ROOT / "electron" / "engine" / "formats" / "tflite" / "enums.ts"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(
        "const numbered = (text: string): ReadonlyMap<number, string> =>\n"
        "  new Map(\n    text\n      .trim()\n      .split(/\\s+/)\n      .map((entry) => [Number(entry.split(':')[0]), entry.split(':')[1]]),\n  );\n\n"
        f"/** `BuiltinOperator` by number, as the schema of tensorflow {tensorflow.__version__} declares it. Written by build/policy/graph_operations.py. */\n"
        f"export const BUILTIN_OPERATORS = numbered(`\n{numbered(schema.BuiltinOperator)}\n`);\n\n"
        f"/** `TensorType` by number. */\nexport const TENSOR_TYPES = numbered(`\n{numbered(schema.TensorType)}\n`);\n"
    )
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        tflite() if wanted == "tflite" else write(wanted)
