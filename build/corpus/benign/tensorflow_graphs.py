"""What TensorFlow and its converter to TensorFlow Lite write."""

import os
import random
import tempfile
import zipfile
from pathlib import Path

NEEDS = ("tensorflow",)


def sorted_maps(content, message):
    """The same message with its maps in order: the writer leaves their order to chance."""
    message.ParseFromString(content)
    return message.SerializeToString(deterministic=True)


def write(book):
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    with tempfile.TemporaryDirectory() as folder:
        before = os.getcwd()
        os.chdir(folder)
        try:
            write_all(book)
        finally:
            os.chdir(before)


def write_all(book):
    import numpy
    import tensorflow
    from tensorflow.core.framework import graph_pb2
    from tensorflow.core.protobuf import meta_graph_pb2, saved_model_pb2
    from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

    def add(name, content, about, expect="no-findings"):
        book.add(name, content, about, ["tensorflow"], expect)

    tensorflow.random.set_seed(0)
    random.seed(0)
    Path("words.txt").write_text("one\ntwo\nthree\n")

    class Model(tensorflow.Module):
        def __init__(self):
            super().__init__()
            self.weights = tensorflow.Variable(tensorflow.reshape(tensorflow.range(12.0), (4, 3)), name="weights")
            lines = tensorflow.lookup.TextFileIndex
            words = tensorflow.lookup.TextFileInitializer("words.txt", tensorflow.string, lines.WHOLE_LINE, tensorflow.int64, lines.LINE_NUMBER)
            self.table = tensorflow.lookup.StaticHashTable(words, -1)

        @tensorflow.function(input_signature=[tensorflow.TensorSpec([None, 4], tensorflow.float32)])
        def __call__(self, x):
            if tensorflow.reduce_sum(x) > 0:
                x = x * 2.0
            return tensorflow.nn.softmax(x @ self.weights)

        @tensorflow.function(input_signature=[tensorflow.TensorSpec([None], tensorflow.string)])
        def look_up(self, x):
            return self.table.lookup(x)

    model = Model()
    tensorflow.saved_model.save(model, "saved", signatures={"serving_default": model.__call__, "words": model.look_up})
    saved = sorted_maps(Path("saved/saved_model.pb").read_bytes(), saved_model_pb2.SavedModel())
    add("tensorflow/saved-model.pb", saved, "A SavedModel with variables, control flow, a table of words and two signatures.")
    add("tensorflow/variables.index", Path("saved/variables/variables.index").read_bytes(), "The index of a SavedModel’s variables.")

    frozen = convert_variables_to_constants_v2(model.__call__.get_concrete_function()).graph.as_graph_def()
    add("tensorflow/frozen.pb", frozen.SerializeToString(deterministic=True), "A frozen graph: variables made constants.")
    tensorflow.io.write_graph(frozen, ".", "frozen.pbtxt", as_text=True)
    add("tensorflow/frozen.pbtxt", Path("frozen.pbtxt").read_bytes(), "The same graph as text.")

    class Pipeline(tensorflow.Module):
        @tensorflow.function(input_signature=[])
        def total(self):
            result = tensorflow.constant(0, tensorflow.int64)
            for element in tensorflow.data.Dataset.range(5).map(lambda value: value * 2):
                result += element
            return result

    tensorflow.saved_model.save(Pipeline(), "pipeline")
    saved = sorted_maps(Path("pipeline/saved_model.pb").read_bytes(), saved_model_pb2.SavedModel())
    add("tensorflow/pipeline.pb", saved, "A SavedModel that runs a data pipeline.")
    dataset = tensorflow.data.Dataset.range(5).map(lambda value: value * 2)
    graph = tensorflow.raw_ops.DatasetToGraphV2(input_dataset=dataset._variant_tensor).numpy()
    add("tensorflow/dataset.pb", sorted_maps(graph, graph_pb2.GraphDef()), "The graph of a data pipeline.")

    layers = tensorflow.keras.layers
    network = tensorflow.keras.Sequential([layers.Input((4,)), layers.Dense(3, activation="relu"), layers.Dense(2)])
    for weight in network.weights:
        weight.assign(tensorflow.reshape(tensorflow.range(float(numpy.prod(weight.shape))), weight.shape))
    network.export("network", verbose=False)
    saved = sorted_maps(Path("network/saved_model.pb").read_bytes(), saved_model_pb2.SavedModel())
    add("tensorflow/keras-export.pb", saved, "What Keras 3 exports for serving.")

    one = tensorflow.compat.v1
    with tensorflow.Graph().as_default():
        x = one.placeholder(tensorflow.float32, [None, 4], name="x")
        weights = one.get_variable("weights", initializer=numpy.ones((4, 2), "float32"))
        tensorflow.nn.relu(x @ weights)
        saver = one.train.Saver()
        with one.Session() as session:
            session.run(one.global_variables_initializer())
            saver.save(session, "./first.ckpt")
    add("tensorflow/first.ckpt.meta", sorted_maps(Path("first.ckpt.meta").read_bytes(), meta_graph_pb2.MetaGraphDef()), "The graph of a TensorFlow 1 checkpoint.")
    add("tensorflow/first.ckpt.index", Path("first.ckpt.index").read_bytes(), "The index of a TensorFlow 1 checkpoint.")
    add("tensorflow/first.data-00000-of-00001", Path("first.ckpt.data-00000-of-00001").read_bytes(), "The tensors of a checkpoint: bytes that only its index explains.", "inconclusive")

    def converted(source, **options):
        for key, setting in options.items():
            setattr(source, key, setting)
        return source.convert()

    lite = tensorflow.lite.TFLiteConverter
    plain = converted(lite.from_concrete_functions([model.__call__.get_concrete_function()], model))
    add("tflite/control-flow.tflite", plain, "A network with a branch.")
    small = converted(lite.from_keras_model(network), optimizations=[tensorflow.lite.Optimize.DEFAULT])
    add("tflite/quantised.tflite", small, "A network of Keras, quantised.")
    # As TensorFlow Lite’s metadata writer packs associated files: a zip archive appended to the model.
    Path("associated.tflite").write_bytes(small)
    with zipfile.ZipFile("associated.tflite", "a") as archive:
        archive.writestr(zipfile.ZipInfo("branch.tflite", (2020, 1, 1, 0, 0, 0)), plain)
    add("tflite/associated.tflite", Path("associated.tflite").read_bytes(), "A model with another one in an archive behind it.")
