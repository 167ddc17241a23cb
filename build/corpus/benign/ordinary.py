"""
Functions and classes as people pickle them with dill and cloudpickle, by whichever CPython runs this: lambdas, closures, decorated functions,
classes with properties, wrappers of models, transformers of scikit-learn. The labels say which are ordinary and why the others are not.
"""

import io
import sys
import types
import uuid

NEEDS = ("dill", "cloudpickle", "numpy")

PROJECT = '''
import collections
import functools
import itertools
import json
import math
import re
import statistics
import numpy as np
LIMIT = 0.5
NAMES = ["low", "high"]
square = lambda x: x * x
def log_scale(x, base=10, *, shift=1): return np.log1p(x + shift) / math.log(base)
def distance(a, b): return float(np.sqrt(np.sum((np.asarray(a) - np.asarray(b)) ** 2)))
def standardise(x): return (x - x.mean()) / max(x.std(), 1e-9)
def norm(x): return np.linalg.norm(x, axis=-1)
def label(p): return NAMES[1] if p > LIMIT else NAMES[0]
def words(text):
    counts = {}
    for word in re.findall(r"[a-z]+", text.lower()):
        counts[word] = counts.get(word, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
def spread(values): return statistics.pstdev(values) + sum(v for v in values if v > 0)
def pairs(values): return [a * b for a, b in itertools.combinations(values, 2)]
def named(values): return collections.Counter(values)
def described(x): return f"{x:.2f} of {LIMIT!r}, " + "{:>5}|{name}".format(x, name="x")
def guarded(x):
    try:
        return 1 / x
    except ZeroDivisionError as error:
        raise ValueError("no number: " + str(error.args))
def power(n):
    def inner(v): return v ** n
    return inner
def repeated(n):
    def wrap(function):
        def inner(v):
            for _ in range(n): v = function(v)
            return v
        return inner
    return wrap
@repeated(2)
def halved(v): return v / 2
def squares(n):
    for i in range(n): yield i * i
class Threshold:
    """Compares a score with a limit."""
    version = "1"
    def __init__(self, bias=0.5, labels=("no", "yes")):
        self.bias = bias
        self.labels = labels
    def __call__(self, score): return self.labels[int(score > self.bias)]
    def __repr__(self): return "Threshold(" + str(self.bias) + ")"
    @property
    def wide(self): return len(self.labels) > 2
    @staticmethod
    def clip(score): return min(max(score, 0.0), 1.0)
    def predict(self, context, rows): return [self(self.clip(row)) for row in rows]
class Linear(Threshold):
    def __init__(self, weights, bias):
        super().__init__(bias)
        self.weights = np.asarray(weights)
    def predict(self, context, rows): return np.asarray(rows) @ self.weights + self.bias
def partial_power(x): return functools.partial(pow, x)
def kept(items):
    items["last"] = 1
    return items
def typed(x): return type(x).__name__
def printed(x): print("score", x)
'''

ALWAYS = {
    "kept": "It writes into what it is given.",
    "typed": "It asks for a type.",
}
TRY = "Handlers of exceptions before Python 3.11 are not followed."
TWO = "Its bytecode fits two versions of CPython, which do not agree on it."
BEFORE = {"guarded": TRY}
IN_310 = {"halved": TWO, "pairs": TWO, "words": TWO}
FUNCTIONS = "square log_scale distance standardise norm label words spread pairs named described guarded halved squares partial_power kept typed printed".split()
# The same by other versions of CPython: one of each kind of bytecode.
ELSEWHERE = "square distance words guarded squares".split()


def write(book):
    import cloudpickle
    import dill

    uuid.uuid4 = lambda: uuid.UUID(int=0)
    python = "py" + "".join(map(str, sys.version_info[:2]))
    why = {**ALWAYS, **(BEFORE if sys.version_info < (3, 11) else {}), **(IN_310 if sys.version_info[:2] == (3, 10) else {})}
    mine, sys.modules["__main__"] = sys.modules["__main__"], types.ModuleType("__main__")
    try:
        project = sys.modules["__main__"]
        exec(compile(PROJECT, "project.py", "exec", dont_inherit=True), project.__dict__)
        chosen = FUNCTIONS if sys.version_info[:2] == (3, 11) else ELSEWHERE
        cases = [(name, getattr(project, name)) for name in chosen]
        cases += [("power", project.power(3)), ("threshold", project.Threshold(0.3)), ("linear", project.Linear([1.0, 2.0], 0.5)), ("linear-class", project.Linear)]
        for library, options in ((dill, {"recurse": True}), (cloudpickle, {})):
            for name, value in cases:
                about = "A function or class of a script that computes."
                if name in why:
                    about = f"{about} {why[name]}"
                content = library.dumps(value, protocol=4, **options)
                book.add(f"pickle/functions/{library.__name__}-{name}-{python}.pkl", content, about, [library.__name__, "numpy"], "suspicious" if name in why else "no-findings")
        try:
            from sklearn.pipeline import make_pipeline
            from sklearn.preprocessing import FunctionTransformer, StandardScaler
        except ImportError:
            return
        for name, value in (
            ("transformer", FunctionTransformer(project.log_scale, kw_args={"base": 2})),
            ("pipeline", make_pipeline(StandardScaler().fit([[0.0], [1.0]]), FunctionTransformer(project.square))),
        ):
            file = io.BytesIO()
            cloudpickle.dump(value, file, protocol=4)
            book.add(f"pickle/functions/sklearn-{name}-{python}.pkl", file.getvalue(), "A transformer of scikit-learn with a function of a script.", ["sklearn", "cloudpickle"])
    finally:
        sys.modules["__main__"] = mine

