"""What coremltools writes, on any system."""

import os
import tempfile
from pathlib import Path

NEEDS = ("coremltools",)


def write(book):
    import coremltools
    import numpy
    from coremltools.converters.mil import Builder
    from coremltools.models import datatypes
    from coremltools.models.neural_network import NeuralNetworkBuilder

    def add(name, content, about):
        book.add(f"coreml/{name}", content, about, ["coremltools"])

    builder = NeuralNetworkBuilder([("x", datatypes.Array(4))], [("y", datatypes.Array(3))])
    builder.add_inner_product("dense", numpy.arange(12).reshape(3, 4).astype("float32"), numpy.zeros(3, "float32"), 4, 3, True, "x", "h")
    builder.add_activation("relu", "RELU", "h", "y")
    metadata = builder.spec.description.metadata
    metadata.author, metadata.license, metadata.shortDescription = "nobody", "MIT", "Two layers"
    metadata.userDefined["trained on"] = "nothing"
    add("network.mlmodel", builder.spec.SerializeToString(deterministic=True), "A neural network of two layers with author and licence.")

    @Builder.program(input_specs=[Builder.TensorSpec(shape=(1, 4))])
    def program(x):
        return Builder.relu(x=Builder.linear(x=x, weight=numpy.arange(12).reshape(3, 4).astype("float32"), bias=numpy.zeros(3, "float32")))

    model = coremltools.convert(program, convert_to="mlprogram")
    with tempfile.TemporaryDirectory() as folder:
        package = os.path.join(folder, "program.mlpackage")
        model.save(package)
        spec = coremltools.proto.Model_pb2.Model()
        spec.ParseFromString((Path(package) / "Data" / "com.apple.CoreML" / "model.mlmodel").read_bytes())
    add("program.mlmodel", spec.SerializeToString(deterministic=True), "An ML program whose weights are in a file beside it.")
