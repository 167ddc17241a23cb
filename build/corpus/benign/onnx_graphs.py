"""What ONNX’s own helpers and converters write."""

import tempfile
from pathlib import Path

NEEDS = ("onnx", "skl2onnx")


def write(book):
    import numpy
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from skl2onnx import to_onnx
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    def add(name, content, about, libraries=("onnx",)):
        book.add(f"onnx/{name}", content, about, list(libraries))

    rows = numpy.random.default_rng(0).normal(size=(50, 4)).astype("float32")
    labels = (rows[:, 0] > 0).astype(int)
    linear = make_pipeline(StandardScaler(), LogisticRegression()).fit(rows, labels)
    forest = RandomForestClassifier(3, max_depth=3, random_state=0).fit(rows, labels)
    add("pipeline.onnx", to_onnx(linear, rows[:1]).SerializeToString(), "A pipeline of scikit-learn, converted.", ("onnx", "skl2onnx"))
    add("forest.onnx", to_onnx(forest, rows[:1]).SerializeToString(), "A random forest of scikit-learn, converted.", ("onnx", "skl2onnx"))

    raw = [
        numpy_helper.from_array(numpy.arange(6).astype(kind).reshape(2, 3), name=f"raw {kind}")
        for kind in "float32 float64 float16 int8 uint8 int16 uint16 int32 int64 uint32 uint64 bool complex64".split()
    ]
    kinds = "FLOAT DOUBLE FLOAT16 BFLOAT16 FLOAT8E4M3FN INT32 INT64 INT4 UINT4 UINT8 UINT64 BOOL".split()
    typed = [helper.make_tensor(f"typed {kind}", getattr(TensorProto, kind), [2, 3], list(range(6))) for kind in kinds]
    typed.append(helper.make_tensor("texts", TensorProto.STRING, [2], [b"yes", b"no"]))
    typed.append(helper.make_tensor("complex", TensorProto.COMPLEX64, [2], [1 + 2j, 3j]))
    value = helper.make_tensor_value_info
    yes = helper.make_graph([helper.make_node("Relu", ["x"], ["a"])], "then", [], [value("a", TensorProto.FLOAT, [1])])
    no = helper.make_graph([helper.make_node("Neg", ["x"], ["b"])], "else", [], [value("b", TensorProto.FLOAT, [1])])
    opset = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
    twice = helper.make_function("own", "Twice", ["x"], ["y"], [helper.make_node("Add", ["x", "x"], ["y"])], opset[:1])
    nodes = [
        helper.make_node("If", ["c"], ["z"], then_branch=yes, else_branch=no),
        helper.make_node("Twice", ["z"], ["w"], domain="own"),
        helper.make_node("Constant", [], ["k"], value=numpy_helper.from_array(numpy.ones(3, "float32"))),
    ]
    inputs = [value("x", TensorProto.FLOAT, [1]), value("c", TensorProto.BOOL, [])]
    graph = helper.make_graph(nodes, "main", inputs, [value("w", TensorProto.FLOAT, [1])], raw + typed)
    model = helper.make_model(graph, functions=[twice], opset_imports=opset, producer_name="corpus", ir_version=10)
    helper.set_model_props(model, {"author": "nobody", "licence": "MIT"})
    add("kinds.onnx", model.SerializeToString(), "Tensors of every type in both encodings, subgraphs, a function of the model’s own, properties.")

    large = numpy_helper.from_array(numpy.arange(2000, dtype="float32"), name="large")
    graph = helper.make_graph([helper.make_node("Add", ["x", "large"], ["y"])], "main", [value("x", TensorProto.FLOAT, [2000])], [value("y", TensorProto.FLOAT, [2000])], [large])
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "model.onnx"
        onnx.save(helper.make_model(graph, opset_imports=opset[:1], ir_version=10), target, save_as_external_data=True, location="model.onnx.data", size_threshold=0)
        add("external.onnx", target.read_bytes(), "Weights in a file beside the model.")
