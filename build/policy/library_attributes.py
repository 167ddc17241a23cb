"""
Writes shared/rules/ordinary-code/library-attributes.ts: every public attribute that an object, class or module of the standard library or of
the libraries which models are used with may have. Code that a file brings along may read attributes of its own; one that bears a name of this
table could as well be `tofile` of an array that it was given.

    python build/policy/library_attributes.py [ROOT …]     (adds what this Python has; once for each environment)
"""

import importlib
import inspect
import os
import pkgutil
import re
import sys
import warnings
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "shared" / "rules" / "ordinary-code" / "library-attributes.ts"
ROOTS = [
    "numpy", "numpy.ma", "numpy.random", "numpy.linalg", "numpy.fft", "pandas", "pandas.io.api", "scipy.sparse", "joblib", "sklearn.base",
    "sklearn.pipeline", "sklearn.preprocessing", "sklearn.linear_model", "sklearn.ensemble", "sklearn.tree", "sklearn.svm", "sklearn.cluster",
    "sklearn.neighbors", "sklearn.compose", "sklearn.decomposition", "sklearn.feature_extraction.text", "torch", "torch.nn",
    "torch.nn.functional", "torch.optim", "torch.utils.data", "torch.jit", "torch.hub", "mlflow", "mlflow.pyfunc", "requests", "httpx", "PIL.Image",
]
SKIPPED = {"test", "tests", "idlelib", "turtledemo", "lib2to3", "antigravity", "this", "tkinter", "turtle", "__main__", "distutils"}
NAME = re.compile(r"[a-z][a-z0-9_]*\Z")


def modules(root):
    try:
        module = importlib.import_module(root)
    except BaseException:  # what cannot be imported here has no attributes here
        return
    yield module
    if root.split(".")[0] not in sys.stdlib_module_names:
        return
    for found in pkgutil.iter_modules(getattr(module, "__path__", []), root + "."):
        last = found.name.rsplit(".", 1)[-1]
        if last not in SKIPPED and not last.startswith("test"):
            yield from modules(found.name)


def attributes():
    names, seen = set(), set()
    standard = [name for name in sys.stdlib_module_names if name not in SKIPPED and not name.startswith("_")]
    for root in [*sorted(standard), "_io", "_thread", *ROOTS, *sys.argv[1:]]:
        for module in modules(root):
            for name in dir(module):
                try:
                    value = getattr(module, name)
                except BaseException:
                    continue
                if callable(value) or inspect.ismodule(value):
                    names.add(name)
                if inspect.isclass(value) and value not in seen:
                    seen.add(value)
                    names.update(dir(value))
    return {name for name in names if NAME.match(name)}


def main():
    warnings.simplefilter("ignore")
    out, sys.stdout = sys.stdout, open(os.devnull, "w")
    try:
        names = attributes()
    finally:
        sys.stdout = out
    if TABLE.exists():
        names |= set(re.search(r"`([^`]*)`", TABLE.read_text()).group(1).split())
    lines, line = [], ""
    for name in sorted(names):
        if len(line) + len(name) > 150:
            lines.append(line)
            line = ""
        line += (" " if line else "") + name
    lines.append(line)
    TABLE.write_text(
        "// Written by build/policy/library_attributes.py. Do not edit.\n\n"
        "/** Public attributes that objects of the standard library and of the libraries around models have: none of them is a carried class’s own. */\n"
        "export const LIBRARY_ATTRIBUTES: ReadonlySet<string> = new Set(\n  `" + "\n".join(lines) + "`.split(/\\s+/),\n);\n"
    )
    print(len(names), "names")
    os._exit(0)


main()
