"""Harvests how honest files use the globals that they contain, and writes it as shared/rules/policy/trusted-*.ts.

    python3 build/policy/harvest.py collect NAMES.json [SECTION…]   in each environment of build/corpus/README.md
    python3 build/policy/harvest.py files NAMES.json PACKAGE VERSION FILE…   what published pickles of a library name in it, for releases that nobody installs
    python3 build/policy/harvest.py merge NAMES.json…               writes the tables from these alone
    python3 build/policy/harvest.py add NAMES.json…                 adds these to the tables that are there

Objects of the real libraries are pickled and the opcodes read; nothing is loaded. What never.py refuses is dropped and printed.
"""

import importlib
import json
import re
import sys
import time
from importlib import util
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "corpus"))

from harvesting import closure, historic, never, stream, tables  # noqa: E402

SOURCES = {"python": None, "numpy": "numpy", "scipy": "scipy", "pandas": "pandas", "sklearn": "sklearn", "torch": "torch", "boosters": "sklearn"}
JOBLIB = ("numpy", "sklearn", "pandas", "boosters", "companions", "survival", "forecasts", "statsmodels")
SOURCES.update({"companions": "sklearn", "survival": "lifelines", "forecasts": "sklearn", "statsmodels": "statsmodels", "words": "numpy", "spacy": "spacy", "vision": "torchvision", "transformers": "transformers"})


def contents_of(value, source, library, protocols):
    yield from stream.pickles_of(value, protocols)
    if source in JOBLIB:
        yield from stream.joblib_streams_of(value)
    if library == "torch":
        yield from stream.torch_streams_of(value)


def uses_of(source, library):
    """Every (module, name, letter) that the files of a section contain. Protocol 0 is always among those tried."""
    section = importlib.import_module(f"harvesting.{source}_data")
    protocols = sorted({0, *section.protocols()})
    for value in section.values():
        for content in contents_of(value, source, library, protocols):
            try:
                found = stream.uses_in(content)
            except Exception as error:
                print(f"{source}: a file could not be walked: {error!r}")
                continue
            yield from found


def version_of(package, known={}):
    """The version of what a package comes from, digits only: a library's own, or Python's. `any version` for those that have none."""
    if package not in known:
        digits = re.match(r"\d+(\.\d+)*", sys.version if is_python(package) else told_version(package))
        known[package] = digits.group() if digits else "any version"
    return known[package]


def told_version(package):
    try:
        from benign.book import version  # wants Python 3.8

        return version(package)
    except Exception:
        return str(getattr(importlib.import_module(package), "__version__", ""))


def is_python(package):
    names = getattr(sys, "stdlib_module_names", None)
    if names is not None:
        return package in names
    origin = str(getattr(util.find_spec(package), "origin", None))
    return origin in ("None", "built-in", "frozen") or ("lib/python" in origin and "-packages" not in origin)


def object_of(module, name):
    """The class, function or value itself; looked up, never called."""
    value = importlib.import_module(module)
    for step in name.split("."):
        value = getattr(value, step)
    return value


def collect(target, sections):
    found = {}
    for source, library in SOURCES.items():
        if sections and source not in sections:
            continue
        if library is not None and util.find_spec(library) is None:
            print(f"{source}: skipped, not installed")
            continue
        before, began = len(found), time.time()
        try:
            for module, name, letter in uses_of(source, library):
                found.setdefault((module, name), set()).add(letter)
        except Exception as error:
            # What was found until then stands: a library of another time may lack what a section asks for.
            print(f"{source}: broken off: {error!r}")
        print(f"{source}: {len(found) - before} names, {time.time() - began:.0f} s")
    objects = {}
    for module, name in sorted(found):
        try:
            objects[module, name] = object_of(module, name)
        except Exception as error:
            print(f"not found again: {module} {name}: {error}")
    uses = {key: "".join(sorted(found[key])) for key in objects}
    rows = [
        [*key, closure.kind_of(objects[key]), letters, version_of(key[0].split(".")[0])]
        for key, letters in closure.closed(uses, objects).items()
    ]
    versions = {package: version_of(package) for package in sorted({row[0].split(".")[0] for row in rows}) if not is_python(package)}
    write_names({"Python": version_of("builtins"), **versions}, rows, target)


def collect_files(target, package, version, files):
    """The same from pickles that a library has published, such as its own test data: names in that package only, told from their use."""
    found = {}
    for file in files:
        try:
            uses = stream.uses_in(Path(file).read_bytes())
        except Exception as error:
            print(f"{file}: not walked: {error!r}")
            continue
        for module, name, letter in uses:
            if module.split(".")[0] == package:
                found.setdefault((module, name), set()).add(letter)
    rows = [[*key, "class" if letters & set("nb") else "value", "".join(sorted(letters, key=tables.LETTERS.index)), version] for key, letters in sorted(found.items())]
    write_names({package: version}, rows, target)


def write_names(versions, rows, target):
    content = {"versions": versions, "rows": rows}
    Path(target).write_text(json.dumps(content, separators=(",", ":")).replace("],[", "],\n[") + "\n")


def merge(sources, base):
    """Rows of the files united: uses add up, versions span, the first kind stands."""
    rows = dict(base)
    for source in sources:
        content = json.loads(Path(source).read_text())
        if "rows" not in content:
            sys.exit(f"{source} is of an older collect: collect again")
        for module, name, kind, letters, version in content["rows"]:
            rows[module, name] = tables.united(rows.get((module, name)), tables.Row(kind, letters, version, version))
    historic.complete(rows)
    kept = {}
    for (module, name), row in sorted(rows.items()):
        reason = never.refused(module, name)
        if reason is None:
            kept[module, name] = row
        else:
            print(f"refused: {module} {name}: {reason}")
    tables.write(kept)
    only = sorted(f"{module}.{name}" for (module, name), row in kept.items() if row.kind == "class" and row.uses == "v")
    print(f"{len(only)} classes only as values: {' '.join(only)}")


if __name__ == "__main__":
    command, files = (sys.argv[1:2] or [""])[0], sys.argv[2:]
    if command == "collect" and files:
        collect(files[0], files[1:])
    elif command == "files" and len(files) > 3:
        collect_files(files[0], files[1], files[2], files[3:])
    elif command in ("merge", "add") and files:
        merge(files, tables.read() if command == "add" else {})
    else:
        sys.exit(__doc__)
