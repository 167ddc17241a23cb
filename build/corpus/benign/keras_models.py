"""Models by Keras 3, on its NumPy backend: archives, HDF5 in the old layout, weights and configurations."""

import os
import re
import tempfile
import zipfile

os.environ.setdefault("KERAS_BACKEND", "numpy")

NEEDS = ("keras", "h5py")

STAMP = (2024, 2, 29, 12, 0, 0)


def write(book):
    import keras

    keras.utils.set_random_seed(11)
    with tempfile.TemporaryDirectory() as folder:
        for name, about, model in models(keras):
            keras.backend.clear_session()
            path = os.path.join(folder, "model.keras")
            model.save(path)
            book.add(f"keras/{name}.keras", steady(path), f"Keras: {about}", ["keras"])
            book.add(f"keras/{name}-config.json", model.to_json().encode(), f"The configuration alone. {about}", ["keras"])
            path = os.path.join(folder, "model.weights.h5")
            model.save_weights(path)
            book.add(f"keras/{name}.weights.h5", read(path), f"The weights alone. {about}", ["keras"])
            path = os.path.join(folder, "model.h5")
            model.save(path)
            book.add(f"keras/{name}.h5", read(path), f"Keras, the HDF5 layout of before version 3: {about}", ["keras"])


def read(path):
    with open(path, "rb") as file:
        return file.read()


def steady(path):
    """The archive with a fixed clock and fixed numbers: members are as Keras wrote them, but for times and object ids."""
    out = os.path.join(os.path.dirname(path), "steady.zip")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(out, "w") as copy:
        for member in archive.infolist():
            content = archive.read(member)
            if member.filename == "metadata.json":
                content = content[: content.index(b'"date_saved": "')] + b'"date_saved": "2024-02-29@12:00:00"}'
            if member.filename == "config.json":
                content = renumbered(content)
            info = zipfile.ZipInfo(member.filename, STAMP)
            info.compress_type = member.compress_type
            copy.writestr(info, content)
    return read(out)


def renumbered(config):
    """Shared objects are called by their address; here by the order in which they come."""
    found = {}
    pattern = rb'("shared_object_id": )(\d+)'
    return re.sub(pattern, lambda hit: hit[1] + str(found.setdefault(hit[2], len(found) + 1)).encode(), config)


def models(keras):
    layers = keras.layers
    dense = keras.Sequential([layers.Input((4,)), layers.Dense(5, activation="relu"), layers.Dropout(0.1), layers.Dense(3, activation="softmax")])
    dense.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    yield "sequential", "a sequential model of dense layers, compiled.", dense
    image = layers.Input((8, 8, 1), name="image")
    body = layers.BatchNormalization()(layers.Conv2D(2, 3, kernel_regularizer=keras.regularizers.L2(0.01))(image))
    body = layers.Add()([layers.MaxPooling2D()(body), layers.AveragePooling2D(2)(body)])
    functional = keras.Model(image, layers.Dense(1, kernel_constraint=keras.constraints.MaxNorm(2))(layers.Flatten()(body * 0.5 + 1.0)))
    yield "functional", "a functional model with arithmetic between its layers.", functional
    text = layers.Input((5,), dtype="int32", name="tokens")
    inner = keras.Sequential([layers.Input((5, 4)), layers.Bidirectional(layers.GRU(2, return_sequences=True))], name="inner")
    deep = inner(layers.Embedding(10, 4)(text))
    nested = keras.Model(text, layers.GlobalAveragePooling1D()(deep))
    yield "nested", "a model in a model, with a wrapped layer.", nested
