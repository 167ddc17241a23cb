"""Where the cases go: the files, and one label for each."""

import json
import platform
from pathlib import Path

try:
    from importlib import metadata
except ImportError:  # Python before 3.8
    metadata = None

LIMIT = 40 * 1024
DISTRIBUTIONS = {"sklearn": "scikit-learn", "imblearn": "imbalanced-learn", "model_archiver": "torch-model-archiver", "umap": "umap-learn", "skopt": "scikit-optimize"}


def version(library):
    if metadata is None:
        import pkg_resources

        return pkg_resources.get_distribution(DISTRIBUTIONS.get(library, library)).version
    try:
        return metadata.version(DISTRIBUTIONS.get(library, library))
    except metadata.PackageNotFoundError:
        return __import__(library).__version__


def made_by(libraries):
    said = [f"{DISTRIBUTIONS.get(library, library)} {version(library)}" for library in libraries]
    return ", ".join([*said, "Python " + ".".join(platform.python_version_tuple()[:2])])


class Book:
    """Writes cases below `out` and keeps `labels-benign.json` beside them; labels of the other environment stay."""

    def __init__(self, out, tag):
        self.out = Path(out)
        self.tag = tag
        self.file = self.out / "labels-benign.json"
        self.labels = json.loads(self.file.read_text()) if self.file.exists() else {}
        self.bytes = 0
        self.count = 0

    def add(self, path, content, about, libraries=(), expect="no-findings"):
        """One case; `libraries` are those whose version shapes the bytes, and a case that has some carries the tag."""
        name, dot, extension = path.rpartition(".")
        name = f"{name}-{self.tag}{dot}{extension}" if libraries else path
        if len(content) > LIMIT:
            raise SystemExit(f"{name} is {len(content)} bytes; cases stay below {LIMIT}")
        target = self.out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        self.labels[name] = {"label": "benign", "expect": expect, "made": made_by(libraries), "about": about}
        self.bytes += len(content)
        self.count += 1

    def close(self):
        kept = {name: label for name, label in sorted(self.labels.items()) if (self.out / name).exists()}
        lines = [f"  {json.dumps(name)}: {json.dumps(label)}" for name, label in kept.items()]
        self.file.write_text("{\n" + ",\n".join(lines) + "\n}\n")
