"""Records what CPython's unpicklers reach in crafted and honest pickles, for e2e/golden/loaders.test.ts.

Nothing is loaded for real: every global becomes an inert stand-in that only notes that it was asked for, made or called. No module is
imported and no function of a sample is run.

    python build/corpus/loaders.py      writes e2e/corpus/oracle/loaders/<version>.json
"""
import io
import json
import pathlib
import pickle
import sys

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "e2e" / "corpus"
OUT = CORPUS / "oracle" / "loaders"
LARGEST = 64 * 1024


def stand_in(note, module, name):
    """A class that takes any use a pickle can make of a global, and does nothing."""

    class Anything:
        def __new__(cls, *args, **kwargs):
            note(("calls", f"{module}.{name}"))
            return object.__new__(cls)

        def __call__(self, *args, **kwargs):
            return self

        def __setitem__(self, key, value):
            pass

        def __hash__(self):
            return 1

        def __eq__(self, other):
            return self is other

        # Called on a global itself as well as on what it makes.
        __setstate__ = append = extend = add = staticmethod(lambda *args: None)

    class Meta(type):
        def __setitem__(cls, key, value):
            pass

    return Meta("Anything", (Anything,), {})


def reach(base, stream):
    """What an unpickler reaches, in order, and how it ends."""
    steps = []

    class Recording(base):
        def find_class(self, module, name):
            steps.append(("imports", f"{module}.{name}"))
            return stand_in(steps.append, module, name)

    try:
        Recording(stream).load()
        end = "ok"
    except BaseException as error:  # whatever a crafted file provokes is an end
        end = type(error).__name__
    names = {does: sorted({name for kind, name in steps if kind == does}) for does in ("imports", "calls")}
    return {**names, "whole": end == "ok"}


def main():
    recorded = {}
    for folder in ("pickle", "oracle"):
        for path in sorted((CORPUS / folder).iterdir()):
            if path.suffix not in (".pkl", ".pickle", ".p") or path.stat().st_size > LARGEST:
                continue
            data = path.read_bytes()
            with open(path, "rb") as buffered:
                c = reach(pickle.Unpickler, buffered)
            others = {
                "unbuffered": reach(pickle.Unpickler, io.BytesIO(data)),
                "picklePython": reach(pickle._Unpickler, io.BytesIO(data)),
            }
            # Most readers agree on most files.
            different = {name: found for name, found in others.items() if found != c}
            recorded[f"{folder}/{path.name}"] = {"pickleC": c, **different}
    OUT.mkdir(parents=True, exist_ok=True)
    version = "%d.%d" % sys.version_info[:2]
    lines = [f"{json.dumps(name)}: {json.dumps(found, sort_keys=True)}" for name, found in recorded.items()]
    (OUT / f"{version}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
    print(version, len(recorded), "files")


main()
