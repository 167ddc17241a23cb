"""Functions and classes pickled by dill and cloudpickle, as MLflow keeps a Python model; and pickles inside pickles."""

import base64
import pickle
import sys
import types
import uuid
import zlib

NEEDS = ("dill", "cloudpickle")

PROJECT = '''
import json
import logging
import math
import os
import pathlib
FACTOR = 3
logger = logging.getLogger(__name__)
def scale(x, y=2, *, by=1.5):
    """Scales a value."""
    return math.sqrt(x) * y * by * FACTOR
def closure(n):
    def inner(v): return v + n
    return inner
class Model:
    """A model as MLflow keeps it."""
    version = "1"
    def __init__(self, bias): self.bias = bias
    def predict(self, context, rows): return [math.floor(r) + self.bias for r in rows]
    @property
    def size(self): return len(self.__class__.__name__)
class Wrapper:
    def load_context(self, context):
        import pickle
        with pathlib.Path(context.artifacts["model"]).open("rb") as file:
            self.model = pickle.load(file)
        self.folder = os.path.join(os.environ.get("HOME", "/"), "models")
        logger.info("loaded %s", type(self.model).__name__)
    def predict(self, context, rows, params=None):
        found = {}
        for index, row in enumerate(rows):
            try:
                found[str(index)] = self.model.predict(row)[0]
            except ValueError as error:
                logger.warning("row %d: %s", index, error)
        return json.dumps(found, default=lambda value: getattr(value, "tolist", lambda: value)())
'''


def write(book):
    import cloudpickle
    import dill

    # Class ids are random otherwise.
    uuid.uuid4 = lambda: uuid.UUID(int=0)
    mine, sys.modules["__main__"] = sys.modules["__main__"], types.ModuleType("__main__")
    try:
        project = sys.modules["__main__"]
        exec(compile(PROJECT, "project.py", "exec", dont_inherit=True), project.__dict__)
        for library, options in ((dill, {"recurse": True}), (cloudpickle, {})):
            name = library.__name__
            for case, value, about in (
                ("function", project.scale, "A function with defaults that uses a module and a global."),
                ("closure", project.closure(3), "A function with a variable of the function around it."),
                ("wrapper", project.Wrapper(), "A wrapper that loads its model from a file, as MLflow calls it."),
                ("model", project.Model(1), "An object of a class of the script, with its class."),
            ):
                # The others only compute; the wrapper opens a file and unpickles it, for which nobody can vouch.
                expect = "suspicious" if case == "wrapper" else "no-findings"
                for protocol in (2, 4):
                    content = library.dumps(value, protocol=protocol, **options)
                    book.add(f"pickle/{name}-{case}-p{protocol}.pkl", content, about, [name], expect)
    finally:
        sys.modules["__main__"] = mine
    inner = pickle.dumps({"names": ["a", "b"], "counts": list(range(40))}, 4)
    nested = {
        "bytes": inner,
        "base64": base64.b64encode(inner).decode(),
        "zlib": zlib.compress(inner),
        "deep": pickle.dumps({"inner": inner}, 2),
        "no pickle": b"\x80\x04" + bytes(range(64)),
        "no zlib": b"\x78\x9c" + bytes(range(64)),
        "no base64": "gAJ is how a text may begin, and eJx too",
    }
    for protocol in (2, 4):
        book.add(f"pickle/nested-data-p{protocol}.pkl", pickle.dumps(nested, protocol), "Pickles of plain data inside the literals of a pickle, and bytes that only begin like one.")
