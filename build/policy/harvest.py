"""Harvests the globals that honest files contain, and writes them as shared/rules/policy/trusted-*.ts.

    python3 build/policy/harvest.py collect NAMES.json          in each environment of build/corpus/README.md
    python3 build/policy/harvest.py merge NAMES.json…           writes the tables

Objects of the real libraries are pickled and the opcodes read; nothing is loaded. What never.py refuses is dropped and printed.
"""

import importlib
import json
import sys
from importlib import util
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from harvesting import historic, never, stream, tables  # noqa: E402

SOURCES = {"python": None, "numpy": "numpy", "scipy": "scipy", "pandas": "pandas", "sklearn": "sklearn", "torch": "torch", "boosters": "sklearn"}
SOURCES.update({"companions": "sklearn", "survival": "lifelines", "forecasts": "sklearn", "statsmodels": "statsmodels", "words": "numpy", "spacy": "spacy", "vision": "torchvision", "transformers": "transformers"})
# Beside those: libraries whose version is told, and that share a section with others.
BESIDE = ("category_encoders", "mlxtend", "skopt", "hdbscan", "umap", "pmdarima", "prophet", "sktime", "gensim", "nltk", "tokenizers", "thinc")


def kind_of(module, name):
    """Whether a name is a class, a function or a plain value in this environment; looked up, never called."""
    value = importlib.import_module(module)
    for step in name.split("."):
        value = getattr(value, step)
    return "class" if isinstance(value, type) else "function" if callable(value) else "value"


def names_of(source, library):
    section = importlib.import_module(f"harvesting.{source}_data")
    protocols = section.protocols()
    for value in section.values():
        for content in stream.pickles_of(value, protocols):
            yield from stream.names_in(content)
        if source in ("numpy", "sklearn", "pandas", "boosters"):
            for content in stream.joblib_streams_of(value):
                yield from stream.names_in(content)
        if library == "torch":
            for content in stream.torch_streams_of(value):
                yield from stream.names_in(content)


def collect(target):
    from benign.book import version

    versions, found = {"Python": sys.version.split()[0]}, set()
    for source, library in SOURCES.items():
        if library is not None and util.find_spec(library) is None:
            print(f"{source}: skipped, not installed")
            continue
        if library is not None:
            versions[library] = version(library)
        before = len(found)
        found |= {tables.modern(*pair) for pair in names_of(source, library)}
        print(f"{source}: {len(found) - before} names")
    for library in ("joblib", "xgboost", "lightgbm", "catboost", "imblearn", *BESIDE):
        if util.find_spec(library):
            versions[library] = version(library)
    rows = []
    for module, name in sorted(found):
        try:
            rows.append([module, name, kind_of(module, name)])
        except Exception as error:
            print(f"not found again: {module} {name}: {error}")
    Path(target).write_text(json.dumps({"versions": versions, "names": rows}, indent=0) + "\n")


def merge(sources):
    rows, versions = {}, {}
    for source in sources:
        content = json.loads(Path(source).read_text())
        for library, version in content["versions"].items():
            versions.setdefault(library, {})[version] = True
        for module, name, kind in content["names"]:
            rows.setdefault((module, name), kind)
    harvested = [(module, name, kind) for (module, name), kind in sorted(rows.items())]
    for module, name, kind in historic.rows(harvested):
        rows.setdefault((module, name), kind)
    for module, name, kind in list(historic.twins((module, name, kind) for (module, name), kind in rows.items())):
        rows.setdefault((module, name), kind)
    kept = {}
    for (module, name), kind in sorted(rows.items()):
        reason = never.refused(module, name)
        if reason is None:
            kept[module, name] = kind
        else:
            print(f"refused: {module} {name}: {reason}")
    tables.write(kept, {library: sorted(seen) for library, seen in versions.items()})


if __name__ == "__main__":
    if sys.argv[1:2] == ["collect"] and len(sys.argv) == 3:
        collect(sys.argv[2])
    elif sys.argv[1:2] == ["merge"] and len(sys.argv) > 2:
        merge(sys.argv[2:])
    else:
        sys.exit(__doc__)
